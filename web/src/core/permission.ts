// Which buttons are worth showing to whom. The server decides; this only avoids offering what it would refuse.
import type { AccessRole } from '../api/types';

type Verb = 'create' | 'change' | 'delete';
const organising = [
  'units',
  'lines',
  'people',
  'assignments',
  'activities',
  'maps',
  'map-entries',
  'gate-templates',
  'imports',
];
const working = [
  'products',
  'releases',
  'comments',
  'gates',
  'gate-criteria',
  'hand-offs',
  'hand-off-items',
  'approvals',
  'consultations',
  'waivers',
  'scenarios',
  'price-studies',
  'price-data',
];

export function may(role: AccessRole | undefined, _verb: Verb, resource: string): boolean {
  if (!role) return false;
  if (resource === 'views' || resource === 'tokens' || role === 'administrator') return true;
  if (role === 'organiser') return organising.includes(resource) || working.includes(resource);
  return role === 'member' && working.includes(resource);
}
