// Moving through cards and list items by keyboard: one of them is in the tab order, arrows and J/K move the focus.
import { useEffect, useRef } from 'preact/hooks';
import { use_shortcuts } from '../store/shortcuts';

export interface RovingOptions {
  /** Items, in document order. */
  selector: string;
  /** Items of one column share an ancestor that fits this; left and right then go to the neighbour column. */
  columns?: string;
}

/** Gives the ref for the container of the items. */
export function use_roving({ selector, columns }: RovingOptions) {
  const container = useRef<HTMLDivElement>(null);
  const items = () =>
    [...(container.current?.querySelectorAll<HTMLElement>(selector) ?? [])].filter(
      (item) => item.offsetParent !== null,
    );
  const settle = () => {
    const all = items();
    const chosen = all.find((item) => item.tabIndex === 0) ?? all[0];
    for (const item of all) item.tabIndex = item === chosen ? 0 : -1;
  };
  useEffect(settle);
  const focus = (item: HTMLElement | undefined) => {
    if (!item) return;
    for (const other of items()) other.tabIndex = -1;
    item.tabIndex = 0;
    item.focus();
    item.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const step = (by: number) => {
    const all = items();
    const here = document.activeElement?.closest<HTMLElement>(selector);
    if (!here || !all.includes(here)) return focus(all.find((item) => item.tabIndex === 0) ?? all[0]);
    const column = columns ? here.closest(columns) : null;
    const among = column ? all.filter((item) => item.closest(columns!) === column) : all;
    const to = among[among.indexOf(here) + by];
    if (to) focus(to);
    else if (column) focus(all[all.indexOf(here) + by]);
  };
  const sideways = (by: number) => {
    const all = items();
    const here = document.activeElement?.closest<HTMLElement>(selector);
    if (!columns || !here) return;
    const all_columns = [...new Set(all.map((item) => item.closest(columns)))];
    const at = all_columns.indexOf(here.closest(columns));
    const target = all_columns[at + by];
    if (!target) return;
    const among = all.filter((item) => item.closest(columns) === target);
    const top = here.getBoundingClientRect().top;
    focus(
      among.reduce((best, item) =>
        Math.abs(item.getBoundingClientRect().top - top) < Math.abs(best.getBoundingClientRect().top - top)
          ? item
          : best,
      ),
    );
  };
  const on_item = () => items().includes(document.activeElement?.closest<HTMLElement>(selector) as HTMLElement);
  const free = () =>
    on_item() || document.activeElement === document.body || document.activeElement?.matches('h1, .body') === true;
  const edge = (last: boolean) => {
    const all = items();
    focus(last ? all[all.length - 1] : all[0]);
  };
  use_shortcuts([
    { keys: ['j', 'down'], label: 'Next', group: 'Lists', run: () => step(1), when: free },
    { keys: ['k', 'up'], label: 'Previous', group: 'Lists', run: () => step(-1), when: free },
    ...(columns
      ? [
          {
            keys: 'left',
            label: 'Column to the left',
            group: 'Lists' as const,
            run: () => sideways(-1),
            when: on_item,
          },
          {
            keys: 'right',
            label: 'Column to the right',
            group: 'Lists' as const,
            run: () => sideways(1),
            when: on_item,
          },
        ]
      : []),
    { keys: 'home', label: 'First', group: 'Lists', run: () => edge(false), when: on_item },
    { keys: 'end', label: 'Last', group: 'Lists', run: () => edge(true), when: on_item },
  ]);
  return {
    container,
    /** The value of a data attribute of the item that has the focus. */
    focused: (attribute: string): string | null =>
      on_item() ? (document.activeElement?.closest<HTMLElement>(selector)?.getAttribute(attribute) ?? null) : null,
  };
}
