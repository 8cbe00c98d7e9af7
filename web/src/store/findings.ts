// The findings of the whole workspace, as the check reports them; fetched again after changes.
import type { FindingList } from '../api/special';
import { derive } from './entities';

/** Everything that a rule may look at. */
export const checked_resources = [
  'products',
  'lines',
  'units',
  'people',
  'assignments',
  'releases',
  'maps',
  'map-entries',
  'activities',
  'gates',
  'gate-criteria',
  'hand-offs',
  'hand-off-items',
  'approvals',
  'consultations',
  'overrides',
  'delegations',
  'waivers',
];

export const findings = derive<FindingList>('/check', checked_resources);
