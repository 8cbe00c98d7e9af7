// What the API answers beside plain records, under the names that screens use. The shapes themselves are generated.
import type { ImportRemark, Resolution } from './types';

export type {
  Finding,
  FindingCount,
  FindingList,
  FindingSummary,
  Holder,
  ImportColumn,
  ImportPreview,
  ImportRemark,
  ImportResult,
  Invitation,
  MapComparison,
  MapComparisonEntry,
  MapComparisonItem,
  MapEffect,
  MapEffectItem,
  MapEffectSide,
  MapEffectTotals,
  Outcome,
  OutcomeCount,
  Portfolio,
  PortfolioItem,
  Resolution,
  ResolutionReply,
  Rule,
  RuleList,
  RuleParameter,
  Session,
  SessionUser,
  Settings,
  Severity,
  TokenCreated,
  Version,
} from './types';

/** One page of a list; `next` fetches the following one. */
export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
}

export type ImportRejection = ImportRemark;

/** The resolution of one product. */
export interface ResolutionList {
  map: { key: string; name: string } | null;
  items: Resolution[];
}
