// The map as a table of activities and roles: for reading aloud, for printing, and in a draft for editing by keyboard.
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Role } from '../../api/types';
import { type Letter, letters, letters_of, type Moved } from '../../core/map-edit';
import { role_name, roles, side_name } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { use_roving } from '../../kit/roving';
import { use_virtual_rows } from '../../kit/virtual';
import { CoverageBar } from './Coverage';
import { press_letter, wipe_letters } from './edit';
import { LetterBar } from './LetterBar';
import type { MapRow } from './map-rows';
import { by_side, matrix_items } from './matrix-rows';
import { MiniBand } from './StageBand';

/** What a role has to do with an activity; being accountable says most, a ring around it that it does the work as well. */
function Part({ row, role }: { row: MapRow; role: Role }) {
  const found = letters_of(row.entry, role);
  const main = found[0];
  if (!main) return <span class="reader-only">no part</span>;
  const words = letters
    .filter((item) => found.includes(item.letter))
    .map((item) => item.words.toLowerCase())
    .join(' and ');
  return (
    <>
      <span
        class={`letter letter-${main}${main === 'A' && found.includes('R') ? ' does' : ''}`}
        title={`${role_name[role]}: ${words}`}
        aria-hidden="true"
      >
        {main}
      </span>
      <span class="reader-only">{words}</span>
    </>
  );
}

interface MatrixProps {
  rows: MapRow[];
  covered: boolean;
  chosen: MapRow | null;
  onChoose: (row: MapRow) => void;
  moved?: ReadonlyMap<string, Moved>;
  editable: boolean;
}

interface Cell {
  entry: string;
  /** Null is the name of the activity. */
  role: Role | null;
}

const row_height = 34;
const drawn_whole = 150;

export function Matrix({ rows, covered, chosen, onChoose, moved, editable }: MatrixProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const id = useId().replaceAll(':', '');
  const roving = use_roving({ selector: editable ? '.no-such-thing' : '.activity-name' });
  const [active, set_active] = useState<Cell | null>(null);
  const items = useMemo(() => matrix_items(rows), [rows]);
  const used = useMemo(
    () => (editable ? roles : roles.filter((role) => rows.some((row) => letters_of(row.entry, role).length > 0))),
    [rows, editable],
  );
  const windowed = items.length > drawn_whole;
  const [head, set_head] = useState(200);
  useLayoutEffect(() => set_head(scroll.current?.querySelector('thead')?.offsetHeight ?? 200), [used]);
  const virtual = use_virtual_rows({
    count: items.length,
    height: row_height,
    head,
    margin: head,
    scroll,
    enabled: windowed,
  });
  const shown = windowed
    ? virtual.getVirtualItems().flatMap((at) => (items[at.index] ? [{ item: items[at.index]!, index: at.index }] : []))
    : items.map((item, index) => ({ item, index }));
  const before = (shown[0]?.index ?? 0) * row_height;
  const after = (items.length - 1 - (shown[shown.length - 1]?.index ?? -1)) * row_height;

  const index_of = (entry: string | undefined) => items.findIndex((item) => item.row && item.row.entry.key === entry);
  const at = index_of(active?.entry);
  const first = items.find((item) => item.row)?.row;
  const current: Cell | null = at >= 0 ? active : first ? { entry: first.entry.key, role: used[0] ?? null } : null;
  const current_row = items[index_of(current?.entry)]?.row ?? null;
  // Scrolled away by the mouse, the cell is not in the document.
  const is_drawn = shown.some(({ item }) => item.row && item.row === current_row);
  const cell_id = (cell: Cell) => `${id}-${cell.entry}-${cell.role ?? 'name'}`;
  useLayoutEffect(() => {
    if (!active) return;
    const show = () =>
      document.getElementById(cell_id(active))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (!windowed) return show();
    // The row has to be drawn first.
    virtual.scrollToIndex(Math.max(0, at), { align: 'auto' });
    const later = setTimeout(show, 50);
    return () => clearTimeout(later);
  }, [active, at]);

  const step = (down: number, right: number) => {
    if (!current) return;
    let to = index_of(current.entry);
    for (let left = Math.abs(down); left > 0; left -= 1) {
      let next = to + Math.sign(down);
      while (items[next] && !items[next]!.row) next += Math.sign(down);
      if (!items[next]) break;
      to = next;
    }
    const columns: (Role | null)[] = [null, ...used];
    const column = Math.max(0, Math.min(columns.length - 1, columns.indexOf(current.role) + right));
    set_active({ entry: items[to]!.row!.entry.key, role: columns[column]! });
  };
  const press = (letter: Letter) => {
    if (current_row && current?.role) void press_letter(current_row, current.role, letter);
  };
  const wipe = () => {
    if (current_row && current?.role) void wipe_letters(current_row, current.role);
  };
  const key = (event: KeyboardEvent) => {
    if (!editable || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => step(1, 0),
      ArrowUp: () => step(-1, 0),
      ArrowRight: () => step(0, 1),
      ArrowLeft: () => step(0, -1),
      PageDown: () => step(10, 0),
      PageUp: () => step(-10, 0),
      Home: () => step(0, -99),
      End: () => step(0, 99),
      a: () => press('A'),
      r: () => press('R'),
      c: () => press('C'),
      i: () => press('I'),
      Delete: wipe,
      Backspace: wipe,
      Enter: () => current_row && onChoose(current_row),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const cell = (row: MapRow, role: Role) => {
    const mine = { entry: row.entry.key, role };
    const here = editable && current?.entry === mine.entry && current.role === role;
    return (
      <td
        key={role}
        id={editable ? cell_id(mine) : undefined}
        role={editable ? 'gridcell' : undefined}
        aria-selected={editable ? (here ? 'true' : 'false') : undefined}
        class={here ? 'part active' : 'part'}
        onClick={editable ? () => set_active(mine) : undefined}
      >
        <Part row={row} role={role} />
      </td>
    );
  };
  return (
    <>
      <LetterBar
        edited={editable && active && current_row && current?.role ? { row: current_row, role: current.role } : null}
        editable={editable}
        onLetter={press}
        onWipe={wipe}
      />
      <div class="map-list" ref={scroll}>
        <div ref={roving.container}>
          <table
            class={editable ? 'list-table matrix editable' : 'list-table matrix'}
            role={editable ? 'grid' : undefined}
            aria-label={editable ? 'Activities and roles' : undefined}
            aria-rowcount={items.length + 1}
            aria-activedescendant={editable && current && is_drawn ? cell_id(current) : undefined}
            tabIndex={editable ? 0 : undefined}
            onFocus={editable ? () => !active && set_active(current) : undefined}
            onKeyDown={key}
          >
            <thead>
              <tr aria-rowindex={1}>
                <th scope="col">Activity</th>
                {used.map((role) => (
                  <th key={role} scope="col" class="upright">
                    <span>{role_name[role]}</span>
                  </th>
                ))}
                {covered && (
                  <th scope="col" class="covered">
                    Answered for, by products
                  </th>
                )}
              </tr>
            </thead>
            {before > 0 && <Spacer height={before} />}
            {by_side(shown).map(({ side, shown: of_side }) => (
              <tbody key={side} class={`of-${side}`}>
                {of_side.map(({ item, index }) =>
                  item.row ? (
                    <tr
                      key={item.row.entry.key}
                      aria-rowindex={index + 2}
                      class={item.row.entry.key === chosen?.entry.key ? 'chosen' : undefined}
                    >
                      <th
                        scope="row"
                        id={editable ? cell_id({ entry: item.row.entry.key, role: null }) : undefined}
                        class={
                          editable && current?.entry === item.row.entry.key && !current.role ? 'active' : undefined
                        }
                      >
                        <button
                          type="button"
                          class="activity-name"
                          tabIndex={editable ? -1 : undefined}
                          aria-pressed={item.row.entry.key === chosen?.entry.key ? 'true' : 'false'}
                          onClick={() => item.row && onChoose(item.row)}
                        >
                          {item.row.activity.name}
                          <MiniBand entry={item.row.entry} />
                        </button>{' '}
                        {moved?.has(item.row.entry.key) && <span class="tag">changed</span>}
                      </th>
                      {used.map((role) => cell(item.row, role))}
                      {covered && (
                        <td class="covered">
                          {item.row.coverage && <CoverageBar coverage={item.row.coverage} side={side} />}
                        </td>
                      )}
                    </tr>
                  ) : (
                    <tr key={side} class="group-row" aria-rowindex={index + 2}>
                      <th scope="rowgroup" colSpan={used.length + (covered ? 2 : 1)}>
                        <Glyph side={side} label={false} /> {side_name[side]}{' '}
                        <span class="quiet num">{item.heading}</span>
                      </th>
                    </tr>
                  ),
                )}
              </tbody>
            ))}
            {after > 0 && <Spacer height={after} />}
          </table>
        </div>
      </div>
    </>
  );
}

const Spacer = ({ height }: { height: number }) => (
  <tbody aria-hidden="true">
    <tr>
      <td class="spacer" style={{ height: `${height}px` }} />
    </tr>
  </tbody>
);
