// Replies of the endpoints that are not plain resources: session, portfolio, resolution, check, import, settings.
import type { AccessRole, Horizon, Role, Side, Stage } from './types';

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
}

export interface SessionUser {
  key: string;
  name: string;
  email: string;
  role: AccessRole;
  person: string | null;
}

export interface Session {
  user: SessionUser | null;
  /** True while no administrator exists yet. */
  setup: boolean;
  workspace: { name: string };
}

export interface Holder {
  key: string;
  name: string;
  stand_in: string | null;
  inherited: boolean;
  scope: string | null;
}

export interface FindingCount {
  errors: number;
  warnings: number;
  infos: number;
}

export interface PortfolioItem {
  key: string;
  name: string;
  stage: Stage;
  horizon: Horizon | null;
  line: string | null;
  line_name: string | null;
  unit: string | null;
  unit_name: string | null;
  management: Holder[];
  marketing: Holder[];
  findings: FindingCount;
}

export type Outcome = 'one' | 'gap' | 'conflict' | 'dual';

export interface Resolution {
  product: string;
  activity: string;
  activity_name: string;
  side: Side;
  role: Role;
  outcome: Outcome;
  people: { key: string; name: string }[];
  scope: string | null;
}

export interface ResolutionList {
  map: { key: string; name: string } | null;
  items: Resolution[];
}

export interface ResolutionSummary {
  summary: ({ activity: string } & Record<Outcome, number>)[];
}

export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  rule: string;
  severity: Severity;
  resource: string;
  key: string;
  title: string;
  accountable: { key: string; name: string } | null;
  message: string;
  hint: string;
}

export interface FindingList {
  findings: Finding[];
  summary: { errors: number; warnings: number; infos: number; products: number; rules: number; day: string };
}

export interface RuleParameter {
  name: string;
  value: number | string;
  default?: number | string;
  description?: string;
}

export interface Rule {
  id: string;
  name: string;
  severity: Severity | 'off';
  why: string;
  example: string;
  parameters: RuleParameter[];
}

export interface ImportColumn {
  name: string;
  samples: string[];
  suggestion: string | null;
  confidence: number;
}

export interface ImportPreview {
  encoding: string;
  delimiter: string;
  columns: ImportColumn[];
  rows: number;
  mapping: unknown;
}

export interface ImportRejection {
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
}

export interface ImportResult {
  import: string | null;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  also_created: Record<string, number>;
  kept: number;
  rejected: ImportRejection[];
  warnings: string[];
  preview: Record<string, unknown>[];
}

export interface Settings {
  workspace_name: string;
  [name: string]: unknown;
}
