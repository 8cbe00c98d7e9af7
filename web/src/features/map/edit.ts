// Writing a draft: every edit is one change of one entry, said aloud, and taken back with Ctrl+Z.
import { call } from '../../api/client';
import type { Page } from '../../api/special';
import type { MapEntry, Map as MapRecord, Role, Side } from '../../api/types';
import {
  type CoverFields,
  clear_letters,
  type EntryChange,
  give_to,
  type Letter,
  move_to_side,
  toggle_letter,
} from '../../core/map-edit';
import { role_name, side_name } from '../../core/words';
import { change, create, destroy } from '../../store/changes';
import { announce, toast } from '../../store/notices';
import { undo } from '../../store/undo';
import type { MapRow } from './map-rows';

export const save_entry = (row: MapRow, values: Partial<MapEntry>): Promise<boolean> =>
  change('map-entries', row.entry.key, values);

async function save(row: MapRow, values: EntryChange | null, said: string, shown = false): Promise<void> {
  if (!values || !(await save_entry(row, values))) return;
  announce(said);
  if (shown) toast(said, { action: { label: 'Undo', run: () => void undo() }, stay: 5000 });
}

const now_accountable = (values: EntryChange): string =>
  values.accountable ? `, and the ${role_name[values.accountable].toLowerCase()} answers for it` : '';

export function move_row(row: MapRow, side: Side): Promise<void> {
  const values = move_to_side(row.entry, side);
  if (!values) return Promise.resolve();
  const to = side === 'shared' ? 'shared' : `in ${side_name[side].toLowerCase()}`;
  return save(row, values, `${row.activity.name} is ${to} now${now_accountable(values)}`, true);
}

export function make_accountable(row: MapRow, role: Role): Promise<void> {
  const values = give_to(row.entry, role);
  const moved = values?.side ? `, in ${side_name[values.side].toLowerCase()}` : '';
  return save(row, values, `${role_name[role]} answers for ${row.activity.name.toLowerCase()}${moved}`);
}

export function press_letter(row: MapRow, role: Role, letter: Letter): Promise<void> {
  const { change: values, why } = toggle_letter(row.entry, role, letter);
  if (why) {
    toast(why);
    announce(why);
    return Promise.resolve();
  }
  const words = { A: 'accountable', R: 'responsible', C: 'consulted', I: 'informed' }[letter];
  const field = letter === 'R' ? 'responsible' : letter === 'C' ? 'consulted' : 'informed';
  const gone = letter !== 'A' && row.entry[field].includes(role);
  return save(row, values, `${row.activity.name}: ${role_name[role].toLowerCase()} ${gone ? 'not ' : ''}${words}`);
}

export const wipe_letters = (row: MapRow, role: Role): Promise<void> =>
  save(row, clear_letters(row.entry, role), `${row.activity.name}: ${role_name[role].toLowerCase()} has no part`);

/** A second entry of the same activity, for the part of the life that the first leaves open. */
export async function add_stretch(row: MapRow, cover: CoverFields): Promise<MapEntry> {
  const { map, activity, side, accountable, responsible, consulted, informed, four_eyes } = row.entry;
  return create('map-entries', {
    map,
    activity,
    side,
    accountable,
    responsible,
    consulted,
    informed,
    four_eyes,
    ...cover,
  });
}

export async function remove_row(row: MapRow): Promise<void> {
  if (await destroy('map-entries', row.entry.key)) toast(`${row.activity.name} is out of the draft`);
}

/** A draft and its entries. A map that is or was in force is kept by the server. */
export async function delete_draft(map: MapRecord): Promise<boolean> {
  const entries = await call<Page<MapEntry>>('GET', '/map-entries', { query: { map: map.key, limit: 1000 } });
  for (const entry of entries.items) if (!(await destroy('map-entries', entry.key))) return false;
  return destroy('maps', map.key);
}
