// What a draft would change, sorted for reading: by activity, by product, or by who loses and who gets what.
import type { MapEffectItem, MapEffectSide, MapEffectTotals } from '../api/special';
import { count_of, list_of } from './words';

export type EffectGrouping = 'activity' | 'product' | 'person';

/** What is worth a mark on a pair: somebody is missing or double now, or no more. */
export type EffectMark = 'gap_new' | 'gap_gone' | 'conflict_new' | 'conflict_gone' | 'dual_new' | 'dual_gone';

export const mark_words: Record<EffectMark, string> = {
  gap_new: 'nobody answers any more',
  gap_gone: 'somebody answers again',
  conflict_new: 'several answer now',
  conflict_gone: 'one answers again',
  dual_new: 'one person on both sides now',
  dual_gone: 'no more one person on both sides',
};

export const is_bad = (mark: EffectMark): boolean => mark === 'gap_new' || mark === 'conflict_new';

export function marks_of(item: MapEffectItem): EffectMark[] {
  const marks: EffectMark[] = [];
  for (const outcome of ['gap', 'conflict', 'dual'] as const) {
    if (item.after.outcome === outcome && item.before.outcome !== outcome) marks.push(`${outcome}_new`);
    if (item.before.outcome === outcome && item.after.outcome !== outcome) marks.push(`${outcome}_gone`);
  }
  return marks;
}

/** Who answers, in words. */
export function answer_words(answer: MapEffectSide): string {
  if (answer.outcome === 'rest') return 'Not engaged';
  if (!answer.people.length) return 'Nobody';
  return list_of(answer.people.map((person) => person.name));
}

export interface EffectGroup {
  id: string;
  label: string;
  items: MapEffectItem[];
  bad: number;
}

export interface PersonGroup {
  /** Empty is nobody. */
  id: string;
  label: string;
  gets: MapEffectItem[];
  loses: MapEffectItem[];
}

/** Pairs by activity or by product: what is worst first, then what is most. */
export function group_effect(items: readonly MapEffectItem[], by: 'activity' | 'product'): EffectGroup[] {
  const groups = new Map<string, EffectGroup>();
  for (const item of items) {
    const id = item[by];
    let group = groups.get(id);
    if (!group) {
      group = { id, label: by === 'activity' ? item.activity_name : item.product_name, items: [], bad: 0 };
      groups.set(id, group);
    }
    group.items.push(item);
    if (marks_of(item).some(is_bad)) group.bad += 1;
  }
  return [...groups.values()].sort(
    (a, b) => b.bad - a.bad || b.items.length - a.items.length || a.label.localeCompare(b.label),
  );
}

/** Who gets and who loses pairs; nobody, if pairs are left alone or taken up, comes first. */
export function group_by_person(items: readonly MapEffectItem[]): PersonGroup[] {
  const groups = new Map<string, PersonGroup>();
  const of = (id: string, label: string): PersonGroup => {
    let group = groups.get(id);
    if (!group) {
      group = { id, label, gets: [], loses: [] };
      groups.set(id, group);
    }
    return group;
  };
  for (const item of items) {
    const before = new Set(item.before.people.map((person) => person.key));
    const after = new Set(item.after.people.map((person) => person.key));
    for (const { key, name } of item.before.people) if (!after.has(key)) of(key, name).loses.push(item);
    for (const { key, name } of item.after.people) if (!before.has(key)) of(key, name).gets.push(item);
    const marks = marks_of(item);
    if (marks.includes('gap_new')) of('', 'Nobody').gets.push(item);
    if (marks.includes('gap_gone')) of('', 'Nobody').loses.push(item);
  }
  const weight = (group: PersonGroup) => group.gets.length + group.loses.length;
  return [...groups.values()].sort(
    (a, b) => Number(b.id === '') - Number(a.id === '') || weight(b) - weight(a) || a.label.localeCompare(b.label),
  );
}

/** The whole effect in one sentence, for the dialog and for a screen reader. */
export function effect_sentence(totals: MapEffectTotals, pairs: number): string {
  if (!totals.changed) return `Nothing changes hands in ${count_of(pairs, 'pair')} of product and activity.`;
  const part = (count: number, what: string) => (count ? count_of(count, what) : '');
  const appear = [part(totals.gaps_new, 'gap'), part(totals.conflicts_new, 'conflict'), part(totals.duals_new, 'dual')];
  const vanish = [
    part(totals.gaps_gone, 'gap'),
    part(totals.conflicts_gone, 'conflict'),
    part(totals.duals_gone, 'dual'),
  ];
  const said = (what: string, words: string[]) => {
    const there = words.filter(Boolean);
    return there.length ? ` ${what}: ${list_of(there)}.` : '';
  };
  const verb = totals.changed === 1 ? 'changes' : 'change';
  return `${count_of(totals.changed, 'pair')} of product and activity ${verb}.${said('New', appear)}${said('Gone', vanish)}`;
}
