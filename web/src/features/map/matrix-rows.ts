// The matrix as one list of rows: a heading for each circle, then its activities.
import type { Side } from '../../api/types';
import type { MapRow } from './map-rows';

export type MatrixItem = { side: Side; heading: number; row: null } | { side: Side; heading: null; row: MapRow };

const sides: Side[] = ['pm', 'shared', 'pmm'];

export const matrix_items = (rows: readonly MapRow[]): MatrixItem[] =>
  sides.flatMap((side): MatrixItem[] => {
    const of_side = rows.filter((row) => row.entry.side === side);
    if (!of_side.length) return [];
    return [
      { side, heading: of_side.length, row: null },
      ...of_side.map((row): MatrixItem => ({ side, heading: null, row })),
    ];
  });

/** Neighbours of one circle, so that each part of the table body is of one colour. */
export function by_side<T extends { item: MatrixItem }>(shown: readonly T[]): { side: Side; shown: T[] }[] {
  const parts: { side: Side; shown: T[] }[] = [];
  for (const one of shown) {
    const last = parts[parts.length - 1];
    if (last?.side === one.item.side) last.shown.push(one);
    else parts.push({ side: one.item.side, shown: [one] });
  }
  return parts;
}
