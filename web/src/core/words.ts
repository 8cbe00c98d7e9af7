// What people read in place of the codes that records hold.
import type { Severity } from '../api/special';
import type { AccessRole, Role, Side, Stage } from '../api/types';

export const stages: Stage[] = ['conceive', 'plan', 'develop', 'qualify', 'launch', 'deliver', 'retire', 'retired'];

export const stage_name: Record<Stage, string> = {
  conceive: 'Conceive',
  plan: 'Plan',
  develop: 'Develop',
  qualify: 'Qualify',
  launch: 'Launch',
  deliver: 'Deliver',
  retire: 'Retire',
  retired: 'Retired',
};

export const role_name: Record<Role, string> = {
  general_manager: 'General manager',
  head_of_product_management: 'Head of product management',
  head_of_product_marketing: 'Head of product marketing',
  head_of_engineering: 'Head of engineering',
  product_manager: 'Product manager',
  product_marketing_manager: 'Product marketing manager',
  engineering: 'Engineering',
  design: 'Design',
  user_research: 'User research',
  sales: 'Sales',
  support: 'Support',
  marketing_communications: 'Marketing communications',
  contributor: 'Contributor',
};
export const roles = Object.keys(role_name) as Role[];

/** Which circle a role stands in; null for the roles that belong to neither. */
export function role_side(role: Role): 'pm' | 'pmm' | null {
  if (role === 'product_manager' || role === 'head_of_product_management') return 'pm';
  if (role === 'product_marketing_manager' || role === 'head_of_product_marketing') return 'pmm';
  return null;
}

export const side_name: Record<Side, string> = {
  pm: 'Product management',
  shared: 'Shared',
  pmm: 'Product marketing',
};

export const access_name: Record<AccessRole, string> = {
  administrator: 'Administrator',
  organiser: 'Organiser',
  member: 'Member',
  viewer: 'Viewer',
};

export const severity_name: Record<Severity, string> = { error: 'Error', warning: 'Warning', info: 'Note' };

/** Singular and plural of every resource, as a sentence uses them. */
export const resource_words: Record<string, [string, string]> = {
  units: ['business unit', 'business units'],
  lines: ['product line', 'product lines'],
  products: ['product', 'products'],
  releases: ['release', 'releases'],
  people: ['person', 'people'],
  assignments: ['assignment', 'assignments'],
  activities: ['activity', 'activities'],
  maps: ['map', 'maps'],
  'map-entries': ['map entry', 'map entries'],
  comments: ['comment', 'comments'],
  views: ['saved view', 'saved views'],
  users: ['user', 'users'],
  tokens: ['API token', 'API tokens'],
  imports: ['import', 'imports'],
  'price-studies': ['price study', 'price studies'],
  'price-data': ['data set', 'data sets'],
};

const field_words: Record<string, string> = {
  horizon_set: 'horizon',
  conceive_on: 'conceive date',
  plan_on: 'plan date',
  develop_on: 'develop date',
  qualify_on: 'qualify date',
  launch_on: 'launch date',
  deliver_on: 'deliver date',
  mature_on: 'maturity date',
  retire_on: 'retire date',
  retired_on: 'retired date',
  capacity_hours: 'capacity',
  from_on: 'start',
  to_on: 'end',
  joined_on: 'joining date',
  left_on: 'leaving date',
  planned_on: 'planned date',
  released_on: 'release date',
  in_force_on: 'date in force',
  expires_on: 'expiry',
  key_prefix: 'key prefix',
  stand_in: 'stand-in',
};

export const field_name = (field: string): string => field_words[field] ?? field.replaceAll('_', ' ');

/** `3 products`, `1 product`. */
export const count_of = (count: number, one: string, many = `${one}s`): string =>
  `${format_number(count)} ${count === 1 ? one : many}`;

const numbers = new Intl.NumberFormat('en-GB');
export const format_number = (value: number): string => numbers.format(value);

/** `a, b and c`. */
export function list_of(words: string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

export function initials_of(name: string): string {
  // People known by a number only: `p004` is P4, `p152` is 152.
  const numbered = /^(\p{L})\p{L}*[-_ ]?0*(\d+)$/u.exec(name.trim());
  if (numbered) return numbered[2]!.length > 2 ? numbered[2]!.slice(-3) : numbered[1]!.toUpperCase() + numbered[2];
  const words = name
    .replace(/[([].*$/, '')
    .trim()
    .split(/[\s\-.]+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words[0] ?? '?';
  const last = words.length > 1 ? words[words.length - 1]! : '';
  return ([...first][0]! + ([...last][0] ?? '')).toUpperCase();
}
