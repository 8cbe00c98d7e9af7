// What an edit of a map entry means: a move between the circles, the letters of a role, the part of the life that it covers.
import type { Horizon, MapEntry, Map as MapRecord, Role, Side, Stage } from '../api/types';
import { format_date } from './dates';
import { horizon_name, horizon_of_stage, horizons } from './stage';
import { list_of, role_side, roles, stage_name, stages } from './words';

export type Letter = 'A' | 'R' | 'C' | 'I';
export const letters: { letter: Letter; words: string }[] = [
  { letter: 'A', words: 'Accountable' },
  { letter: 'R', words: 'Responsible' },
  { letter: 'C', words: 'Consulted' },
  { letter: 'I', words: 'Informed' },
];

export type RoleFields = Pick<MapEntry, 'side' | 'accountable' | 'responsible' | 'consulted' | 'informed'>;
export type CoverFields = Pick<MapEntry, 'from_stage' | 'to_stage' | 'horizons'>;
export type EntryChange = Partial<RoleFields>;

const counterparts: Partial<Record<Role, Role>> = {
  product_manager: 'product_marketing_manager',
  product_marketing_manager: 'product_manager',
  head_of_product_management: 'head_of_product_marketing',
  head_of_product_marketing: 'head_of_product_management',
};

const in_order = (list: Iterable<Role>): Role[] => {
  const wanted = new Set(list);
  return roles.filter((role) => wanted.has(role));
};
const without = (list: readonly Role[], role: Role): Role[] => list.filter((item) => item !== role);
const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((item) => other.includes(item));

/** Only what differs from the entry; null when nothing does. */
function difference(entry: RoleFields, next: RoleFields): EntryChange | null {
  const change: EntryChange = {};
  if (next.side !== entry.side) change.side = next.side;
  if (next.accountable !== entry.accountable) change.accountable = next.accountable;
  for (const field of ['responsible', 'consulted', 'informed'] as const)
    if (!same(entry[field], next[field])) change[field] = in_order(next[field]);
  return Object.keys(change).length ? change : null;
}

/**
 * Gives the activity to another role. Who answered for it until now is asked from then on, unless it goes on doing the work; a
 * role of the other circle takes the activity with it.
 */
export function give_to(entry: RoleFields, role: Role): EntryChange | null {
  const former = entry.accountable;
  if (role === former) return null;
  const side = role_side(role);
  const does_it = entry.responsible.includes(former);
  return difference(entry, {
    side: entry.side !== 'shared' && side && side !== entry.side ? side : entry.side,
    accountable: role,
    responsible: entry.responsible,
    consulted: does_it ? without(entry.consulted, role) : [...without(entry.consulted, role), former],
    informed: without(without(entry.informed, role), former),
  });
}

/**
 * Moves the activity to a circle. Into the other one, the counterpart of the accountable role takes it over, work and all, and the
 * former one is consulted; in the middle the accountable role stays. Null when it is there already.
 */
export function move_to_side(entry: RoleFields, side: Side): EntryChange | null {
  if (side === entry.side) return null;
  const former = entry.accountable;
  const of_role = role_side(former);
  const next = counterparts[former];
  if (side === 'shared' || !of_role || of_role === side || !next) return { side };
  return difference(entry, {
    side,
    accountable: next,
    responsible: entry.responsible.includes(former)
      ? in_order([...without(entry.responsible, former), next])
      : entry.responsible,
    consulted: [...without(entry.consulted, next), former],
    informed: without(without(entry.informed, next), former),
  });
}

/** The letters of a role in an entry; the first says most. */
export function letters_of(entry: RoleFields, role: Role): Letter[] {
  const found: Letter[] = [];
  if (entry.accountable === role) found.push('A');
  if (entry.responsible.includes(role)) found.push('R');
  if (entry.consulted.includes(role)) found.push('C');
  if (entry.informed.includes(role)) found.push('I');
  return found;
}

/** Sets a letter, or takes it away when it is there. `why` says in words what speaks against it. */
export function toggle_letter(
  entry: RoleFields,
  role: Role,
  letter: Letter,
): { change: EntryChange | null; why: string | null } {
  const answers = entry.accountable === role;
  if (letter === 'A') {
    return answers
      ? { change: null, why: 'One role has to be accountable: give it to another one instead' }
      : { change: give_to(entry, role), why: null };
  }
  if (answers && letter !== 'R') return { change: null, why: 'The accountable role decides; it is not asked or told' };
  const field = letter === 'R' ? 'responsible' : letter === 'C' ? 'consulted' : 'informed';
  const had = entry[field].includes(role);
  const next: RoleFields = {
    side: entry.side,
    accountable: entry.accountable,
    responsible: without(entry.responsible, role),
    consulted: without(entry.consulted, role),
    informed: without(entry.informed, role),
  };
  if (!had) next[field] = [...next[field], role];
  return { change: difference(entry, next), why: null };
}

/** Takes every letter but the A away. */
export function clear_letters(entry: RoleFields, role: Role): EntryChange | null {
  return difference(entry, {
    side: entry.side,
    accountable: entry.accountable,
    responsible: without(entry.responsible, role),
    consulted: without(entry.consulted, role),
    informed: without(entry.informed, role),
  });
}

/** First and last stage as numbers, both included. */
export const stage_range = (entry: Pick<MapEntry, 'from_stage' | 'to_stage'>): [number, number] => [
  entry.from_stage ? stages.indexOf(entry.from_stage) : 0,
  entry.to_stage ? stages.indexOf(entry.to_stage) : stages.length - 1,
];

const horizons_of = (entry: CoverFields): readonly Horizon[] => (entry.horizons.length ? entry.horizons : horizons);

/** Whether two entries of one activity would decide about the same product. */
export function overlaps(one: CoverFields, other: CoverFields): boolean {
  const [from, to] = stage_range(one);
  const [begin, end] = stage_range(other);
  return from <= end && begin <= to && horizons_of(one).some((horizon) => horizons_of(other).includes(horizon));
}

/** Whether the entry decides about a product at the stage, whose horizon follows from it. */
export function decides_at(entry: CoverFields, stage: Stage): boolean {
  const [from, to] = stage_range(entry);
  const at = stages.indexOf(stage);
  const horizon = horizon_of_stage(stage);
  return from <= at && at <= to && (!entry.horizons.length || (horizon !== null && entry.horizons.includes(horizon)));
}

/** Where the entry decides, in words; empty when it is the whole life. */
export function cover_words(entry: CoverFields): string {
  const [from, to] = stage_range(entry);
  const name = (index: number) => stage_name[stages[index]!].toLowerCase();
  const last = stages.length - 1;
  let words = '';
  if (from === to) words = `only ${name(from)}`;
  else if (from > 0 && to < last) words = `${name(from)} to ${name(to)}`;
  else if (from > 0) words = `from ${name(from)}`;
  else if (to < last) words = `until ${name(to)}`;
  const of = entry.horizons.length > 0 && entry.horizons.length < horizons.length ? entry.horizons : [];
  const ahead = list_of(horizons.filter((one) => of.includes(one)).map((one) => horizon_name[one].toLowerCase()));
  return [words, ahead && `in ${ahead}`].filter(Boolean).join(', ');
}

/** The first stretch of the life that no entry of the activity covers; null when all of it is covered. */
export function uncovered(entries: readonly CoverFields[]): CoverFields | null {
  const missing = (stage: number): Horizon[] =>
    horizons.filter(
      (horizon) =>
        !entries.some((entry) => {
          const [from, to] = stage_range(entry);
          return from <= stage && stage <= to && horizons_of(entry).includes(horizon);
        }),
    );
  const first = stages.findIndex((_, stage) => missing(stage).length > 0);
  if (first < 0) return null;
  const free = missing(first);
  let last = first;
  while (last + 1 < stages.length && same(missing(last + 1), free)) last += 1;
  return {
    from_stage: first > 0 ? stages[first]! : null,
    to_stage: last < stages.length - 1 ? stages[last]! : null,
    horizons: free.length === horizons.length ? [] : free,
  };
}

/** A new edge of the stage band: the nearer end moves to the stage, and the ends never cross. */
export function set_band(entry: Pick<MapEntry, 'from_stage' | 'to_stage'>, edge: 'from' | 'to', stage: Stage) {
  const at = stages.indexOf(stage);
  let [from, to] = stage_range(entry);
  if (edge === 'from') {
    from = at;
    to = Math.max(to, at);
  } else {
    to = at;
    from = Math.min(from, at);
  }
  return {
    from_stage: from > 0 ? stages[from]! : null,
    to_stage: to < stages.length - 1 ? stages[to]! : null,
  };
}

export interface Moved {
  /** Where it stood; null when the other map does not have it. */
  from: Side | null;
  /** Fields whose values differ. */
  fields: string[];
}

const compared = ['side', 'accountable', 'responsible', 'consulted', 'informed', 'four_eyes'] as const;

/** What a draft says differently from the map it is based on, by the key of the draft's entry. */
export function draft_changes(draft: readonly MapEntry[], base: readonly MapEntry[]): Map<string, Moved> {
  const found = new Map<string, Moved>();
  for (const entry of draft) {
    const of_activity = base.filter((item) => item.activity === entry.activity);
    const former = of_activity.find((item) => overlaps(item, entry)) ?? of_activity[0];
    if (!former) {
      found.set(entry.key, { from: null, fields: ['activity'] });
      continue;
    }
    const fields: string[] = compared.filter((field) => {
      const [one, other] = [former[field], entry[field]];
      return Array.isArray(one) && Array.isArray(other) ? !same(one, other) : one !== other;
    });
    if (cover_words(former) !== cover_words(entry)) fields.push('stages');
    if (fields.length) found.set(entry.key, { from: former.side, fields });
  }
  return found;
}

export type MapState = 'decides' | 'coming' | 'draft' | 'past';

/** What a map is on a day: dates count, since one may be put in force ahead. */
export function map_state(map: Pick<MapRecord, 'status' | 'in_force_on' | 'superseded_on'>, today: string): MapState {
  if (map.status === 'draft' || !map.in_force_on) return map.status === 'in_force' ? 'decides' : 'draft';
  if (map.superseded_on && map.superseded_on <= today) return 'past';
  if (map.in_force_on > today) return 'coming';
  return map.status === 'superseded' && !map.superseded_on ? 'past' : 'decides';
}

export function map_state_words(
  map: Pick<MapRecord, 'status' | 'in_force_on' | 'superseded_on'>,
  today: string,
): string {
  const state = map_state(map, today);
  if (state === 'draft') return 'draft';
  const from = map.in_force_on ? format_date(map.in_force_on, today) : '';
  const until = map.superseded_on ? format_date(map.superseded_on, today) : '';
  if (state === 'coming') return `in force from ${from}`;
  if (state === 'past') return until ? `decided until ${until}` : 'superseded';
  return ['in force', from && `since ${from}`, until && `until ${until}`].filter(Boolean).join(' ');
}
