// Writing: a change shows at once, goes to the server with the version it was based on, and is taken back if refused.
import { signal } from '@preact/signals';
import { call, new_idempotency_key, Problem, plain_words } from '../api/client';
import type { Resources } from '../api/types';
import { field_name } from '../core/words';
import { collection, load_one, mark_stale, note_key, put, type ResourceName, remove } from './entities';
import { toast } from './notices';
import { with_reason } from './reason';
import { forget_undo, remember_undo } from './undo';

/** Listeners that mirror an optimistic change elsewhere, such as into the portfolio. */
type Mirror = (name: ResourceName, key: string, values: Record<string, unknown>) => void;
const mirrors: Mirror[] = [];
export const on_change = (mirror: Mirror): void => void mirrors.push(mirror);

export interface Conflict {
  resource: ResourceName;
  key: string;
  mine: Record<string, unknown>;
  theirs: Record<string, unknown>;
  keep_mine: () => Promise<boolean>;
  keep_theirs: () => void;
}

/** Set while somebody else's change stands against ours; the shell shows a dialog. */
export const conflict = signal<Conflict | null>(null);

function show(name: ResourceName, key: string, values: Record<string, unknown>): void {
  const record = collection(name).records.peek().get(key);
  if (record) put(name, [{ ...(record as object), ...values } as never]);
  for (const mirror of mirrors) mirror(name, key, values);
}

interface ChangeOptions {
  /** False for changes that Ctrl+Z should not take back. */
  undoable?: boolean;
  /** Throw instead of telling the reader; for forms that show the problem beside the field. */
  quiet?: boolean;
}

/** Changes fields of a record. True when the server took it. */
export async function change<N extends ResourceName>(
  name: N,
  key: string,
  values: Partial<Resources[N]>,
  options: ChangeOptions = {},
): Promise<boolean> {
  const wanted = values as Record<string, unknown>;
  let record = collection(name).records.peek().get(key) as unknown as Record<string, unknown> | undefined;
  if (!record) record = (await load_one(name, key)) as unknown as Record<string, unknown> | undefined;
  if (!record) {
    toast('This is not here any more.', { bad: true });
    return false;
  }
  const before: Record<string, unknown> = {};
  for (const field of Object.keys(wanted)) before[field] = record[field] ?? null;
  show(name, key, wanted);
  try {
    const version = record.version as number;
    const reply = await with_reason((reason) =>
      call<Resources[N]>('PATCH', `/${name}/${encodeURIComponent(key)}`, { body: wanted, version, reason }),
    );
    put(name, [reply]);
    note_key(name, key, (reply as { key?: string }).key ?? key);
    show(name, key, pick(reply as never, Object.keys(wanted)));
    mark_stale(name);
    if (options.undoable !== false) {
      remember_undo({
        label: list_fields(wanted),
        run: () =>
          change(name, (reply as { key: string }).key ?? key, before as Partial<Resources[N]>, { undoable: false }),
      });
    }
    return true;
  } catch (failure) {
    show(name, key, before);
    if (failure instanceof Problem && failure.status === 412) return settle_conflict(name, key, wanted, failure);
    if (options.quiet) throw failure;
    toast(plain_words(failure), {
      bad: true,
      action:
        failure instanceof Problem && failure.status === 0
          ? { label: 'Try again', run: () => void change(name, key, values, options) }
          : undefined,
    });
    return false;
  }
}

const list_fields = (values: Record<string, unknown>): string => Object.keys(values).map(field_name).join(', ');
const pick = (record: Record<string, unknown>, fields: string[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, record[field] ?? null]));

async function settle_conflict<N extends ResourceName>(
  name: N,
  key: string,
  mine: Record<string, unknown>,
  problem: Problem,
): Promise<boolean> {
  const current = (problem.body.current as Resources[N] | undefined) ?? (await load_one(name, key));
  if (!current) {
    toast('Somebody else has deleted this in the meantime.', { bad: true });
    return false;
  }
  put(name, [current]);
  const theirs = pick(current as never, Object.keys(mine));
  for (const mirror of mirrors) mirror(name, key, theirs);
  const differs = Object.keys(mine).some(
    (field) => JSON.stringify(mine[field] ?? null) !== JSON.stringify(theirs[field]),
  );
  if (!differs) return true;
  return new Promise((resolve) => {
    conflict.value = {
      resource: name,
      key,
      mine,
      theirs,
      keep_mine: async () => {
        conflict.value = null;
        const done = await change(name, key, mine as Partial<Resources[N]>);
        resolve(done);
        return done;
      },
      keep_theirs: () => {
        conflict.value = null;
        resolve(false);
      },
    };
  });
}

/** Makes a record. Throws the Problem, so that a form can show it beside its fields. */
export async function create<N extends ResourceName>(
  name: N,
  values: Partial<Resources[N]>,
  idempotency_key?: string,
): Promise<Resources[N]> {
  const given = idempotency_key ?? new_idempotency_key();
  const record = await with_reason((reason) =>
    call<Resources[N]>('POST', `/${name}`, {
      body: values,
      // The second attempt is another request: its answer is not the refusal of the first.
      idempotency_key: reason ? new_idempotency_key() : given,
      reason,
    }),
  );
  put(name, [record]);
  mark_stale(name);
  return record;
}

/** Does something that means more than a changed field: sign, decide, put in force. Throws the Problem for the form to show. */
export async function act<N extends ResourceName>(
  name: N,
  key: string,
  action: string,
  values: Record<string, unknown> = {},
  given?: string,
): Promise<Resources[N]> {
  const record = await with_reason((reason = given) =>
    call<Resources[N]>('POST', `/${name}/${encodeURIComponent(key)}/${action}`, { body: values, reason }),
  );
  put(name, [record]);
  mark_stale(name);
  forget_undo();
  return record;
}

/** Deletes a record after the caller asked the reader. True when it is gone. */
export async function destroy(name: ResourceName, key: string): Promise<boolean> {
  const record = collection(name).records.peek().get(key) as unknown as { version: number } | undefined;
  try {
    await with_reason((reason) =>
      call('DELETE', `/${name}/${encodeURIComponent(key)}`, { version: record?.version, reason }),
    );
    remove(name, key);
    mark_stale(name);
    forget_undo();
    return true;
  } catch (failure) {
    toast(plain_words(failure), { bad: true });
    return false;
  }
}
