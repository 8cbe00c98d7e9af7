// A grid of many rows: only those in view are in the document. Arrows or J/K move, Enter opens; sorting is the caller's.
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { density } from '../store/preferences';
import { use_virtual_rows } from './virtual';

export interface Column<T> {
  id: string;
  title: string;
  width: number;
  /** Takes the room that is left. One column should. */
  grows?: boolean;
  end?: boolean;
  sortable?: boolean;
  render: (row: T) => ComponentChildren;
}

export interface Sort {
  column: string;
  down: boolean;
}

export interface DataGridProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  row_key: (row: T) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  onOpen?: (row: T) => void;
  /** The row that the keyboard is on, by key; for shortcuts of the screen. */
  active: string | null;
  onActive: (key: string) => void;
  /** Keys that the screen handles on the active row. */
  onKey?: (event: KeyboardEvent, row: T) => void;
}

const row_heights = { compact: 30, normal: 36, comfortable: 44 };

export function DataGrid<T>(props: DataGridProps<T>) {
  const { label, columns, rows, row_key, sort, onSort, onOpen, active, onActive, onKey } = props;
  const id = useId().replaceAll(':', '');
  const element = useRef<HTMLDivElement>(null);
  const height = row_heights[density.value];
  const virtual = use_virtual_rows({ count: rows.length, height, head: 34, scroll: element });

  const index = Math.max(
    0,
    rows.findIndex((row) => row_key(row) === active),
  );
  const current = rows[index];
  const go = (to: number) => {
    const bounded = Math.max(0, Math.min(rows.length - 1, to));
    const row = rows[bounded];
    if (!row) return;
    onActive(row_key(row));
    virtual.scrollToIndex(bounded, { align: 'auto' });
  };
  const page = () => Math.max(1, Math.floor((element.current?.clientHeight ?? 400) / height) - 2);
  const key = (event: KeyboardEvent) => {
    if (event.target !== element.current) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to: Record<string, number> = {
      ArrowDown: index + 1,
      j: index + 1,
      ArrowUp: index - 1,
      k: index - 1,
      PageDown: index + page(),
      PageUp: index - page(),
      Home: 0,
      End: rows.length - 1,
    };
    if (event.key in to) {
      event.preventDefault();
      go(to[event.key]!);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onOpen?.(current);
    } else if (current) onKey?.(event, current);
  };
  const width = `max(100%, ${columns.reduce((total, column) => total + column.width, 0)}px)`;
  const size = (column: Column<T>) =>
    column.grows ? { flex: `1 0 ${column.width}px` } : { width: `${column.width}px` };
  return (
    <div
      ref={element}
      class="grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={current ? `${id}-${row_key(current)}` : undefined}
      tabIndex={0}
      onKeyDown={key}
    >
      <div role="rowgroup" class="grid-head" style={{ width }}>
        <div role="row" aria-rowindex={1} style={{ display: 'flex', width: '100%' }}>
          {columns.map((column) => {
            const sorted = sort?.column === column.id;
            return (
              <div
                key={column.id}
                role="columnheader"
                class={column.end ? 'end' : undefined}
                style={size(column)}
                aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : undefined}
              >
                {column.sortable && onSort ? (
                  <button
                    type="button"
                    tabIndex={-1}
                    onClick={() => onSort({ column: column.id, down: sorted ? !sort.down : false })}
                  >
                    {column.title}
                    {sorted && <span aria-hidden="true">{sort.down ? '↓' : '↑'}</span>}
                  </button>
                ) : (
                  column.title
                )}
              </div>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" class="grid-rows" style={{ height: `${virtual.getTotalSize()}px`, width }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const name = row_key(row);
          return (
            <div
              key={name}
              id={`${id}-${name}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={item.index === index ? 'true' : 'false'}
              class={item.index === index ? 'grid-row active' : 'grid-row'}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => onActive(name)}
              onDblClick={() => onOpen?.(row)}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" class={column.end ? 'end num' : undefined} style={size(column)}>
                  {column.render(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
