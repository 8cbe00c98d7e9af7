// Moving a label by keyboard: Space picks it up, left and right carry it from circle to circle, Space drops it, Escape puts it back.
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Side } from '../../api/types';
import { side_name } from '../../core/words';
import { announce } from '../../store/notices';
import type { MapRow } from './map-rows';

const sides: Side[] = ['pm', 'shared', 'pmm'];

export interface Carry {
  /** The entry in hand, and where it is held over. */
  carried: { entry: string; side: Side } | null;
  /** For the element around the labels. */
  onKeyDown: (event: KeyboardEvent) => void;
  /** Firefox clicks a button when the space bar comes up. */
  onKeyUp: (event: KeyboardEvent) => void;
  onFocusOut: (event: FocusEvent) => void;
}

export function use_carry(
  outer: RefObject<HTMLElement | null>,
  rows: readonly MapRow[],
  move: ((row: MapRow, side: Side) => void) | undefined,
): Carry {
  const [carried, set_carried] = useState<Carry['carried']>(null);
  const holds_focus = useRef<string | null>(null);
  // A label that changes its circle is another element: the focus follows it.
  useLayoutEffect(() => {
    const entry = holds_focus.current;
    if (!entry) return;
    const label = outer.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry)}"]`);
    if (label && document.activeElement !== label) {
      for (const other of outer.current!.querySelectorAll<HTMLElement>('.activity-label')) other.tabIndex = -1;
      label.tabIndex = 0;
      label.focus();
    }
    if (!carried) holds_focus.current = null;
  });
  const row_of = (target: EventTarget | null): MapRow | undefined => {
    const entry = (target as Element | null)?.closest?.<HTMLElement>('.activity-label')?.dataset.entry;
    return rows.find((row) => row.entry.key === entry);
  };
  const put_back = (row: MapRow) => {
    set_carried(null);
    announce(`${row.activity.name} is back in ${side_name[row.entry.side].toLowerCase()}`);
  };
  const drop = (row: MapRow, side: Side) => {
    set_carried(null);
    if (side === row.entry.side) put_back(row);
    else move?.(row, side);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = row_of(event.target);
    if (!row || (!carried && event.key !== ' ')) return;
    if (!carried) {
      holds_focus.current = row.entry.key;
      set_carried({ entry: row.entry.key, side: row.entry.side });
      announce(
        `${row.activity.name} picked up in ${side_name[row.entry.side].toLowerCase()}. Left and right carry it, space drops it, Escape puts it back.`,
      );
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const at = sides.indexOf(carried.side) + (event.key === 'ArrowRight' ? 1 : -1);
      const side = sides[Math.max(0, Math.min(2, at))]!;
      set_carried({ entry: carried.entry, side });
      announce(side_name[side]);
    } else if (event.key === ' ' || event.key === 'Enter') drop(row, carried.side);
    else if (event.key === 'Escape') put_back(row);
    else if (event.key === 'Tab') {
      holds_focus.current = null;
      put_back(row);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    carried,
    onKeyDown,
    onKeyUp: (event) => {
      if (move && event.key === ' ' && row_of(event.target)) event.preventDefault();
    },
    onFocusOut: (event) => {
      // Left by the mouse: what was in hand goes back.
      if (carried && event.relatedTarget && !row_of(event.relatedTarget)) {
        holds_focus.current = null;
        set_carried(null);
      }
    },
  };
}
