// Written by `tandem describe typescript`. Do not edit.

export type Stage = 'conceive' | 'plan' | 'develop' | 'qualify' | 'launch' | 'deliver' | 'retire' | 'retired';
export type HorizonSet = 'current' | 'next' | 'future' | 'none';
export type Horizon = 'current' | 'next' | 'future';
export type ReleaseStatus = 'planned' | 'released' | 'cancelled';
export type Role =
  | 'general_manager'
  | 'head_of_product_management'
  | 'head_of_product_marketing'
  | 'head_of_engineering'
  | 'product_manager'
  | 'product_marketing_manager'
  | 'engineering'
  | 'design'
  | 'user_research'
  | 'sales'
  | 'support'
  | 'marketing_communications'
  | 'contributor';
export type MapStatus = 'draft' | 'in_force' | 'superseded';
export type Side = 'pm' | 'shared' | 'pmm';
export type AccessRole = 'administrator' | 'organiser' | 'member' | 'viewer';
export type TokenScope = 'read' | 'write' | 'administer';
export type Via = 'api' | 'cli' | 'import' | 'page' | 'system';

/** What every record carries. */
export interface System {
  key: string;
  source: string | null;
  external_id: string | null;
  created_at: string;
  created_by: string;
  changed_at: string;
  changed_by: string;
  version: number;
}

export interface Unit extends System {
  name: string;
  description: string | null;
}

export interface Line extends System {
  name: string;
  unit: string | null;
  parent: string | null;
  description: string | null;
  key_prefix: string | null;
}

export interface Product extends System {
  name: string;
  line: string | null;
  description: string | null;
  stage: Stage;
  horizon_set: HorizonSet | null;
  horizon: Horizon | null;
  conceive_on: string | null;
  plan_on: string | null;
  develop_on: string | null;
  qualify_on: string | null;
  launch_on: string | null;
  deliver_on: string | null;
  mature_on: string | null;
  retire_on: string | null;
  retired_on: string | null;
  website: string | null;
}

export interface Release extends System {
  product: string;
  name: string;
  status: ReleaseStatus;
  planned_on: string | null;
  released_on: string | null;
  lead: string | null;
  notes: string | null;
}

export interface Person extends System {
  name: string;
  title: string | null;
  email: string | null;
  manager: string | null;
  unit: string | null;
  capacity_hours: string | null;
  joined_on: string | null;
  left_on: string | null;
}

export interface Assignment extends System {
  person: string;
  role: Role;
  scope: string | null;
  share: number | null;
  from_on: string | null;
  to_on: string | null;
  stand_in: string | null;
}

export interface Activity extends System {
  name: string;
  code: string;
  description: string | null;
  position: number | null;
}

export interface Map extends System {
  name: string;
  code: string;
  origin: string | null;
  description: string | null;
  status: MapStatus;
  in_force_on: string | null;
}

export interface MapEntry extends System {
  map: string;
  activity: string;
  side: Side;
  accountable: Role;
  responsible: Role[];
  consulted: Role[];
  informed: Role[];
  note: string | null;
}

export interface Comment extends System {
  record: string;
  body: string;
}

export interface View extends System {
  name: string;
  screen: string;
  query: string;
  shared: boolean;
}

export interface History {
  id: number;
  at: string;
  actor: string;
  via: Via;
  resource: string;
  record: string;
  verb: string;
  changes: Record<string, [unknown, unknown]>;
  import: string | null;
}

export interface User extends System {
  name: string;
  email: string;
  role: AccessRole;
  person: string | null;
  disabled: boolean;
}

export interface Token extends System {
  name: string;
  user: string;
  scope: TokenScope;
  expires_on: string;
  last_used_on: string | null;
}

export interface Import extends System {
  resource: string;
  file_name: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  mapping: unknown;
  undone_at: string | null;
}

/** Resources by the name that they have in addresses, on the command line and in CSV files. */
export interface Resources {
  units: Unit;
  lines: Line;
  products: Product;
  releases: Release;
  people: Person;
  assignments: Assignment;
  activities: Activity;
  maps: Map;
  'map-entries': MapEntry;
  comments: Comment;
  views: View;
  history: History;
  users: User;
  tokens: Token;
  imports: Import;
}
