// Findings as the page shows them: filtered by what the address says, grouped by rule, person or product, worst first.
import type { Finding, Severity } from '../api/special';
import { fold, has_words, words_of } from './match';

export type FindingGrouping = 'rule' | 'person' | 'record';

export interface FindingFilters {
  q: string;
  severity: Severity[];
  rule: string[];
  /** Keys of accountable people; `none` for findings that nobody answers for. */
  person: string[];
  /** Keys of units; `none` for findings that belong to none. */
  unit: string[];
}

export const severities: Severity[] = ['error', 'warning', 'info'];

export function read_finding_filters(query: URLSearchParams): FindingFilters {
  const list = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean);
  return {
    q: query.get('q') ?? '',
    severity: list('severity').filter((one): one is Severity => severities.includes(one as Severity)),
    rule: list('rule'),
    person: list('person'),
    unit: list('unit'),
  };
}

const words_in = (finding: Finding): string =>
  fold(
    [finding.key, finding.title, finding.message, finding.rule, finding.hint, finding.accountable?.name ?? ''].join(
      ' ',
    ),
  );

/** `but` leaves one filter aside, for counting what choosing another value of it would show. */
export function filter_findings(
  findings: readonly Finding[],
  filters: FindingFilters,
  but?: keyof FindingFilters,
): Finding[] {
  const words = words_of(filters.q);
  const wants = (name: 'severity' | 'rule' | 'person' | 'unit', value: string) =>
    name === but || !filters[name].length || (filters[name] as string[]).includes(value);
  return findings.filter(
    (finding) =>
      wants('severity', finding.severity) &&
      wants('rule', finding.rule) &&
      wants('person', finding.accountable?.key ?? 'none') &&
      wants('unit', finding.unit?.key ?? 'none') &&
      (!words.length || has_words(words_in(finding), words)),
  );
}

export interface FindingGroup {
  id: string;
  name: string;
  worst: Severity;
  findings: Finding[];
}

const rank = (severity: Severity): number => severities.indexOf(severity);

export function group_findings(
  findings: readonly Finding[],
  by: FindingGrouping,
  rule_name: (id: string) => string,
): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const id = by === 'rule' ? finding.rule : by === 'person' ? (finding.accountable?.key ?? 'none') : finding.key;
    const name =
      by === 'rule'
        ? rule_name(finding.rule)
        : by === 'person'
          ? (finding.accountable?.name ?? 'Nobody answers for these')
          : finding.title;
    const group = groups.get(id) ?? { id, name, worst: finding.severity, findings: [] };
    if (rank(finding.severity) < rank(group.worst)) group.worst = finding.severity;
    group.findings.push(finding);
    groups.set(id, group);
  }
  for (const group of groups.values()) {
    group.findings.sort((a, b) => rank(a.severity) - rank(b.severity) || a.title.localeCompare(b.title));
  }
  return [...groups.values()].sort(
    (a, b) => rank(a.worst) - rank(b.worst) || b.findings.length - a.findings.length || a.name.localeCompare(b.name),
  );
}

/** What to type on the command line: what the hint says, else what shows the record. */
export const finding_command = (finding: Finding): string =>
  /`(tandem [^`]+)`/.exec(finding.hint)?.[1] ?? `tandem show ${finding.key}`;

/** The same from run to run, as long as it is the same finding. */
export const finding_id = (finding: Finding): string => finding.fingerprint;
