// Filtering, grouping and sorting of the portfolio; the filters are exactly what the address says.
import type { PortfolioItem } from '../api/special';
import type { Horizon } from '../api/types';
import { fold, has_words, words_of } from './match';
import { horizon_name, horizons } from './stage';
import { stage_name, stages } from './words';

export type Grouping = 'none' | 'unit' | 'line' | 'person';

export interface PortfolioFilters {
  q: string;
  horizon: string[];
  stage: string[];
  line: string[];
  unit: string[];
  person: string[];
  /** `errors`: only products with errors; `any`: errors or warnings; `nobody`: a role that nobody holds. */
  findings: string[];
}

export const filter_names = ['q', 'horizon', 'stage', 'line', 'unit', 'person', 'findings'] as const;

export function read_filters(query: URLSearchParams): PortfolioFilters {
  const list = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean);
  return {
    q: query.get('q') ?? '',
    horizon: list('horizon'),
    stage: list('stage'),
    line: list('line'),
    unit: list('unit'),
    person: list('person'),
    findings: list('findings'),
  };
}

export const has_filters = (filters: PortfolioFilters): boolean =>
  filter_names.some((name) => filters[name].length > 0);

const haystacks = new WeakMap<PortfolioItem, string>();
function haystack(item: PortfolioItem): string {
  let text = haystacks.get(item);
  if (text === undefined) {
    const people = [...item.management, ...item.marketing].map((holder) => holder.name);
    text = fold([item.key, item.name, item.line_name, item.unit_name, stage_name[item.stage], ...people].join(' '));
    haystacks.set(item, text);
  }
  return text;
}

const one_of = (wanted: string[], value: string | null): boolean => !wanted.length || wanted.includes(value ?? 'none');

function fits_findings(item: PortfolioItem, wanted: string[]): boolean {
  if (!wanted.length) return true;
  return wanted.some((kind) => {
    if (kind === 'errors') return item.findings.errors > 0;
    if (kind === 'no-pm') return item.management.length === 0;
    if (kind === 'no-pmm') return item.marketing.length === 0;
    if (kind === 'clean') return item.findings.errors + item.findings.warnings === 0;
    return item.findings.errors + item.findings.warnings > 0;
  });
}

export function filter_portfolio(items: readonly PortfolioItem[], filters: PortfolioFilters): PortfolioItem[] {
  const words = words_of(filters.q);
  return items.filter(
    (item) =>
      one_of(filters.horizon, item.horizon) &&
      one_of(filters.stage, item.stage) &&
      one_of(filters.line, item.line) &&
      one_of(filters.unit, item.unit) &&
      (!filters.person.length ||
        [...item.management, ...item.marketing].some((holder) => filters.person.includes(holder.key))) &&
      fits_findings(item, filters.findings) &&
      (!words.length || has_words(haystack(item), words)),
  );
}

/** Along the life cycle, then by name. */
export const by_stage = (a: PortfolioItem, b: PortfolioItem): number =>
  stages.indexOf(a.stage) - stages.indexOf(b.stage) || a.name.localeCompare(b.name);

export interface Group {
  id: string;
  label: string;
  /** What stands quietly beside the label. */
  note: string;
  items: PortfolioItem[];
}

/** Groups by name, those without one last. A product stands under each person who holds a role over it. */
export function group_portfolio(items: readonly PortfolioItem[], by: Grouping): Group[] {
  const groups = new Map<string, Group>();
  const put = (id: string, label: string, note: string, item: PortfolioItem) => {
    let group = groups.get(id);
    if (!group) {
      group = { id, label, note, items: [] };
      groups.set(id, group);
    }
    if (group.items[group.items.length - 1] !== item) group.items.push(item);
  };
  for (const item of items) {
    if (by === 'unit') put(item.unit ?? '', item.unit_name ?? 'In no business unit', '', item);
    else if (by === 'line') put(item.line ?? '', item.line_name ?? 'In no product line', item.unit_name ?? '', item);
    else if (by === 'person') {
      const holders = [...item.management, ...item.marketing];
      for (const holder of holders) put(holder.key, holder.name, '', item);
      if (!holders.length) put('', 'Nobody', '', item);
    } else put('all', '', '', item);
  }
  return [...groups.values()].sort(
    (a, b) => Number(a.id === '') - Number(b.id === '') || a.label.localeCompare(b.label),
  );
}

export type PortfolioSort =
  | 'key'
  | 'name'
  | 'stage'
  | 'horizon'
  | 'line'
  | 'unit'
  | 'management'
  | 'marketing'
  | 'findings';

const key_number = (key: string): number => Number(key.replace(/^.*-/, '')) || 0;

export function sort_portfolio(items: PortfolioItem[], column: string, down: boolean): PortfolioItem[] {
  const text = (value: string | null | undefined) => value ?? '\uffff';
  const horizon_index = (horizon: Horizon | null) => (horizon ? horizons.indexOf(horizon) : 9);
  const compare: Record<PortfolioSort, (a: PortfolioItem, b: PortfolioItem) => number> = {
    key: (a, b) =>
      a.key.replace(/\d+$/, '').localeCompare(b.key.replace(/\d+$/, '')) || key_number(a.key) - key_number(b.key),
    name: (a, b) => a.name.localeCompare(b.name),
    stage: by_stage,
    horizon: (a, b) => horizon_index(a.horizon) - horizon_index(b.horizon),
    line: (a, b) => text(a.line_name).localeCompare(text(b.line_name)),
    unit: (a, b) => text(a.unit_name).localeCompare(text(b.unit_name)),
    management: (a, b) => text(a.management[0]?.name).localeCompare(text(b.management[0]?.name)),
    marketing: (a, b) => text(a.marketing[0]?.name).localeCompare(text(b.marketing[0]?.name)),
    findings: (a, b) => b.findings.errors - a.findings.errors || b.findings.warnings - a.findings.warnings,
  };
  const chosen = compare[column as PortfolioSort] ?? compare.name;
  const way = down ? -1 : 1;
  return [...items].sort((a, b) => way * chosen(a, b) || a.name.localeCompare(b.name) || compare.key(a, b));
}

export interface PortfolioTotals {
  products: number;
  without_management: number;
  without_marketing: number;
  dual: number;
  errors: number;
  warnings: number;
}

/** Retired products are not counted as lacking anybody. */
export function totals_of(items: readonly PortfolioItem[]): PortfolioTotals {
  const totals = {
    products: items.length,
    without_management: 0,
    without_marketing: 0,
    dual: 0,
    errors: 0,
    warnings: 0,
  };
  for (const item of items) {
    totals.errors += item.findings.errors;
    totals.warnings += item.findings.warnings;
    if (item.stage === 'retired') continue;
    if (!item.management.length) totals.without_management += 1;
    if (!item.marketing.length) totals.without_marketing += 1;
    if (
      item.management.length === 1 &&
      item.marketing.length === 1 &&
      item.management[0]!.key === item.marketing[0]!.key
    )
      totals.dual += 1;
  }
  return totals;
}

/** Choices for the filter menus, taken from the products that there are. */
export function filter_choices(items: readonly PortfolioItem[]) {
  const lines = new Map<string, { label: string; note: string }>();
  const units = new Map<string, string>();
  const people = new Map<string, string>();
  for (const item of items) {
    lines.set(item.line ?? 'none', { label: item.line_name ?? 'In no line', note: item.unit_name ?? '' });
    units.set(item.unit ?? 'none', item.unit_name ?? 'In no unit');
    for (const holder of [...item.management, ...item.marketing]) people.set(holder.key, holder.name);
  }
  const named = (map: Map<string, string>) =>
    [...map].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
  return {
    horizon: [
      ...horizons.map((value) => ({ value: value as string, label: horizon_name[value] })),
      { value: 'none', label: 'Retired' },
    ],
    stage: stages.map((value) => ({ value: value as string, label: stage_name[value] })),
    line: [...lines].map(([value, line]) => ({ value, ...line })).sort((a, b) => a.label.localeCompare(b.label)),
    unit: named(units),
    person: named(people),
    findings: [
      { value: 'any', label: 'Has findings' },
      { value: 'errors', label: 'Has errors' },
      { value: 'no-pm', label: 'Nobody manages it' },
      { value: 'no-pmm', label: 'Nobody markets it' },
      { value: 'clean', label: 'Nothing found' },
    ],
  };
}
