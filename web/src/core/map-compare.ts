// Two maps beside each other: what stands in another circle, who answers instead, and every difference as a phrase.
import type { MapComparisonEntry, MapComparisonItem } from '../api/special';
import type { Role, Side } from '../api/types';
import { cover_words } from './map-edit';
import { list_of, role_name, roles, side_name } from './words';

export type Which = 'one' | 'other';

/** Placed in another circle, or by one of the two maps only. */
export const is_moved = (item: MapComparisonItem): boolean => item.one?.side !== item.other?.side;

/** Worth a label in the picture: moved, or somebody else answers. */
export const is_marked = (item: MapComparisonItem): boolean =>
  is_moved(item) || item.one?.accountable !== item.other?.accountable;

export const item_key = (item: MapComparisonItem): string => {
  const side = item.one ?? item.other;
  return `${item.activity} ${side?.from_stage ?? ''} ${side?.to_stage ?? ''} ${side?.horizons.join() ?? ''}`;
};

export interface ComparedRegion {
  side: Side;
  marked: MapComparisonItem[];
  /** How many stand here without a mark. */
  others: number;
}

/** One of the two pictures: the marked ones by name, the others as a number. */
export const picture_of = (items: readonly MapComparisonItem[], which: Which): ComparedRegion[] =>
  (['pm', 'shared', 'pmm'] as const).map((side) => {
    const here = items.filter((item) => item[which]?.side === side);
    return { side, marked: here.filter(is_marked), others: here.filter((item) => !is_marked(item)).length };
  });

/** How the other picture has the item, for its label in this one. */
export function elsewhere_words(item: MapComparisonItem, which: Which): string {
  const other = item[which === 'one' ? 'other' : 'one'];
  if (!other) return 'not in the other map';
  return is_moved(item)
    ? `${side_name[other.side].toLowerCase()} in the other map`
    : `the ${role_name[other.accountable].toLowerCase()} answers in the other map`;
}

function role_difference(one: readonly Role[], other: readonly Role[]): string {
  const names = (list: readonly Role[], except: readonly Role[]) =>
    roles.filter((role) => list.includes(role) && !except.includes(role)).map((role) => role_name[role].toLowerCase());
  const more = names(other, one);
  const less = names(one, other);
  return [more.length && `also ${list_of(more)}`, less.length && `no more ${list_of(less)}`].filter(Boolean).join(', ');
}

/** Every difference of an item, as one reads it from the first map to the second. */
export function difference_phrases(item: MapComparisonItem): string[] {
  const { one, other } = item;
  if (!one && !other) return [];
  if (!one) return ['only in the second'];
  if (!other) return ['only in the first'];
  const phrases: string[] = [];
  if (one.side !== other.side)
    phrases.push(`from ${side_name[one.side].toLowerCase()} to ${side_name[other.side].toLowerCase()}`);
  if (one.accountable !== other.accountable) phrases.push(`accountable: ${role_name[other.accountable].toLowerCase()}`);
  for (const field of ['responsible', 'consulted', 'informed'] as const) {
    const words = role_difference(one[field], other[field]);
    if (words) phrases.push(`${field}: ${words}`);
  }
  const cover = (entry: MapComparisonEntry) => cover_words(entry) || 'the whole life';
  if (cover(one) !== cover(other)) phrases.push(`${cover(other)} instead of ${cover(one)}`);
  if (item.differs.includes('four_eyes')) phrases.push('four eyes');
  return phrases;
}
