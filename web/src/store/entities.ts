// The records that the page knows, by resource and key, as signals: screens read them, the server's events keep them true.
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call, Problem } from '../api/client';
import type { Page } from '../api/special';
import type { Resources } from '../api/types';
import { to_query } from '../core/path';

export type ResourceName = keyof Resources;
export type LoadState = 'idle' | 'loading' | 'ready' | 'failed';

export interface Collection<T> {
  readonly name: ResourceName;
  readonly records: Signal<ReadonlyMap<string, T>>;
  /** Whether all records of the resource are here. */
  readonly state: Signal<LoadState>;
  readonly failure: Signal<unknown>;
}

interface List {
  readonly name: ResourceName;
  readonly query: Record<string, string | number | boolean>;
  readonly keys: Signal<readonly string[]>;
  readonly state: Signal<LoadState>;
  readonly failure: Signal<unknown>;
  users: number;
}

// biome-ignore lint/suspicious/noExplicitAny: one table holds collections of every type; `collection` gives them back typed.
const collections = new Map<ResourceName, Collection<any>>();
const lists = new Map<string, List>();

export function collection<N extends ResourceName>(name: N): Collection<Resources[N]> {
  let found = collections.get(name);
  if (!found) {
    found = { name, records: signal(new Map()), state: signal('idle'), failure: signal(null) };
    collections.set(name, found);
  }
  return found;
}

const key_of = (record: unknown): string =>
  String((record as { key?: string; id?: number }).key ?? (record as { id?: number }).id);

/** Puts records in, replacing those of the same key. */
export function put<N extends ResourceName>(name: N, items: Resources[N][]): void {
  if (!items.length) return;
  const target = collection(name);
  const next = new Map(target.records.peek());
  for (const item of items) next.set(key_of(item), item);
  target.records.value = next;
}

export function remove(name: ResourceName, key: string): void {
  const target = collection(name);
  if (!target.records.peek().has(key)) return;
  const next = new Map(target.records.peek());
  next.delete(key);
  batch(() => {
    target.records.value = next;
    for (const list of lists.values()) {
      if (list.name === name && list.keys.peek().includes(key))
        list.keys.value = list.keys.peek().filter((item) => item !== key);
    }
  });
}

const loading = new Map<string, Promise<void>>();

/** Runs one load of a kind at a time; callers share it. */
function once(name: string, run: () => Promise<void>): Promise<void> {
  let running = loading.get(name);
  if (!running) {
    running = run().finally(() => loading.delete(name));
    loading.set(name, running);
  }
  return running;
}

/** Fetches every record of a resource, once. A first small page paints; the rest streams in behind it. */
export function load_all(name: ResourceName, again = false): Promise<void> {
  const target = collection(name);
  if (target.state.peek() === 'ready' && !again) return Promise.resolve();
  return once(`all ${name}`, async () => {
    if (target.state.peek() !== 'ready') target.state.value = 'loading';
    try {
      const seen = new Set<string>();
      let cursor: string | null = null;
      let limit = 100;
      do {
        const page: Page<Resources[ResourceName]> = await call('GET', `/${name}`, { query: { limit, cursor } });
        put(name, page.items as never[]);
        for (const item of page.items) seen.add(key_of(item));
        cursor = page.next;
        limit = 1000;
      } while (cursor);
      const gone = [...target.records.peek().keys()].filter((key) => !seen.has(key));
      for (const key of gone) remove(name, key);
      target.failure.value = null;
      target.state.value = 'ready';
    } catch (failure) {
      target.failure.value = failure;
      if (target.state.peek() !== 'ready') target.state.value = 'failed';
    }
  });
}

/** Fetches one record (again). A record that is gone is taken out. */
export async function load_one<N extends ResourceName>(name: N, key: string): Promise<Resources[N] | null> {
  try {
    const record = await call<Resources[N]>('GET', `/${name}/${encodeURIComponent(key)}`);
    put(name, [record]);
    note_key(name, key, key_of(record));
    return record;
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 404) {
      remove(name, key);
      return null;
    }
    throw failure;
  }
}

async function load_list(list: List): Promise<void> {
  if (list.state.peek() !== 'ready') list.state.value = 'loading';
  try {
    const keys: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Resources[ResourceName]> = await call('GET', `/${list.name}`, {
        query: { limit: 1000, ...list.query, cursor },
      });
      put(list.name, page.items as never[]);
      keys.push(...page.items.map(key_of));
      cursor = page.next;
    } while (cursor && !list.query.limit);
    batch(() => {
      list.keys.value = keys;
      list.failure.value = null;
      list.state.value = 'ready';
    });
  } catch (failure) {
    list.failure.value = failure;
    if (list.state.peek() !== 'ready') list.state.value = 'failed';
  }
}

export interface Loaded<T> {
  items: T[];
  state: LoadState;
  failure: unknown;
  reload: () => void;
}

/** All records of a resource; fetched on first use. `enabled: false` reads what is here without fetching. */
export function use_all<N extends ResourceName>(name: N, enabled = true): Loaded<Resources[N]> {
  const target = collection(name);
  useEffect(() => {
    if (enabled) void load_all(name);
  }, [name, enabled]);
  return {
    items: [...target.records.value.values()],
    state: target.state.value,
    failure: target.failure.value,
    reload: () => void load_all(name, true),
  };
}

/** The records of a filtered list, as the server sorts them; kept true by events while a screen shows it. */
export function use_list<N extends ResourceName>(
  name: N,
  filter: Record<string, string | number | boolean>,
  enabled = true,
): Loaded<Resources[N]> {
  const id = name + to_query(filter);
  let list = lists.get(id);
  if (!list) {
    list = { name, query: filter, keys: signal([]), state: signal('idle'), failure: signal(null), users: 0 };
    lists.set(id, list);
  }
  const shown = list;
  // The identifier stands for the list and its filter.
  useEffect(() => {
    if (!enabled) return;
    shown.users += 1;
    void once(id, () => load_list(shown));
    return () => {
      shown.users -= 1;
    };
  }, [id, enabled]);
  const records = collection(name).records.value;
  return {
    items: shown.keys.value.flatMap((key) => records.get(key) ?? []),
    state: shown.state.value,
    failure: shown.failure.value,
    reload: () => void once(id, () => load_list(shown)),
  };
}

/** One record: at once if known, and fetched. Undefined while loading, null when there is none. */
export function use_record<N extends ResourceName>(
  name: N,
  key: string | null | undefined,
): Resources[N] | null | undefined {
  const known = key ? collection(name).records.value.get(key) : undefined;
  const missing = missing_of(name, key ?? '');
  useEffect(() => {
    if (!key || collection(name).records.peek().has(key)) return;
    load_one(name, key).then(
      (record) => {
        missing.value = record === null;
      },
      (failure: unknown) => set_failure(name, key, failure),
    );
  }, [name, key, missing]);
  if (!key) return null;
  if (known) return known;
  const current = aliases.value.get(`${name} ${key}`);
  if (current) return collection(name).records.value.get(current);
  return missing.value ? null : undefined;
}

const record_failures = signal<ReadonlyMap<string, unknown>>(new Map());
function set_failure(name: ResourceName, key: string, failure: unknown): void {
  const next = new Map(record_failures.peek());
  if (failure === null) next.delete(`${name} ${key}`);
  else next.set(`${name} ${key}`, failure);
  record_failures.value = next;
}

/** Why a record could not be fetched, with a way to try again; null when nothing failed. */
export function record_failure(name: ResourceName, key: string): { failure: unknown; retry: () => void } | null {
  const failure = record_failures.value.get(`${name} ${key}`);
  if (failure === undefined) return null;
  return {
    failure,
    retry: () => {
      set_failure(name, key, null);
      load_one(name, key).catch((again: unknown) => set_failure(name, key, again));
    },
  };
}

const missing_signals = new Map<string, Signal<boolean>>();
function missing_of(name: ResourceName, key: string): Signal<boolean> {
  const id = `${name} ${key}`;
  let found = missing_signals.get(id);
  if (!found) {
    found = signal(false);
    missing_signals.set(id, found);
  }
  return found;
}

/** Old keys of records that moved and got a new one. */
const aliases = signal<ReadonlyMap<string, string>>(new Map());

/** Remembers what a record that was known by one key is called now; screens at the old key go on showing it. */
export function note_key(name: ResourceName, old: string, current: string): void {
  if (old === current) return;
  batch(() => {
    aliases.value = new Map(aliases.peek()).set(`${name} ${old}`, current);
    remove(name, old);
  });
}

/** The record if it is here; never fetches. For use outside of components. */
export const peek = <N extends ResourceName>(name: N, key: string): Resources[N] | undefined =>
  collection(name).records.peek().get(key);

/** A name to show for a key: the record's own, or the key itself while it is unknown. */
export function name_of(name: ResourceName, key: string | null | undefined): string {
  if (!key) return '';
  const record = collection(name).records.value.get(key) as { name?: string } | undefined;
  return record?.name ?? key;
}

/** A signal for anything fetched by hand and marked stale by events: portfolio, findings, resolution. */
export interface Derived<T> {
  readonly value: ReadonlySignal<T | null>;
  readonly state: ReadonlySignal<LoadState>;
  readonly failure: ReadonlySignal<unknown>;
  load: (again?: boolean) => Promise<void>;
  set: (value: T) => void;
}

const derived: { resources: readonly string[]; reload: () => void; reset: () => void; used: () => boolean }[] = [];

/** Something the server computes. It is fetched again soon after a record of one of the given resources changed. */
export function derive<T>(
  path: string,
  resources: readonly string[],
  query: () => Record<string, string> = () => ({}),
): Derived<T> {
  const value = signal<T | null>(null);
  const state = signal<LoadState>('idle');
  const failure = signal<unknown>(null);
  const load = (again = false): Promise<void> => {
    if (state.peek() === 'ready' && !again) return Promise.resolve();
    return once(`derived ${path}${to_query(query())}`, async () => {
      if (state.peek() !== 'ready') state.value = 'loading';
      try {
        const fetched = await call<T>('GET', path, { query: query() });
        batch(() => {
          value.value = fetched;
          failure.value = null;
          state.value = 'ready';
        });
      } catch (problem) {
        failure.value = problem;
        if (state.peek() !== 'ready') state.value = 'failed';
      }
    });
  };
  derived.push({
    resources,
    reload: () => void load(true),
    used: () => state.peek() === 'ready',
    reset: () => {
      batch(() => {
        value.value = null;
        state.value = 'idle';
      });
    },
  });
  return {
    value,
    state,
    failure,
    load,
    set: (next) => {
      value.value = next;
    },
  };
}

interface Computed {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly resources: readonly string[];
  readonly value: Signal<unknown>;
  readonly state: Signal<LoadState>;
  readonly failure: Signal<unknown>;
  users: number;
}
const computed_values = new Map<string, Computed>();

async function load_computed(id: string, item: Computed): Promise<void> {
  return once(id, async () => {
    if (item.state.peek() !== 'ready') item.state.value = 'loading';
    try {
      const fetched = await call('GET', item.path, { query: item.query });
      batch(() => {
        item.value.value = fetched;
        item.failure.value = null;
        item.state.value = 'ready';
      });
    } catch (problem) {
      item.failure.value = problem;
      if (item.state.peek() !== 'ready') item.state.value = 'failed';
    }
  });
}

/** Something the server computes for one record, such as its resolution; true as long as a screen shows it. */
export function use_computed<T>(
  path: string,
  query: Record<string, string>,
  resources: readonly string[],
): { value: T | null; state: LoadState; failure: unknown; reload: () => void } {
  const id = `computed ${path}${to_query(query)}`;
  let item = computed_values.get(id);
  if (!item) {
    item = { path, query, resources, value: signal(null), state: signal('idle'), failure: signal(null), users: 0 };
    computed_values.set(id, item);
  }
  const shown = item;
  // The identifier stands for the path and its query.
  useEffect(() => {
    shown.users += 1;
    void load_computed(id, shown);
    return () => {
      shown.users -= 1;
    };
  }, [id]);
  return {
    value: shown.value.value as T | null,
    state: shown.state.value,
    failure: shown.failure.value,
    reload: () => void load_computed(id, shown),
  };
}

/** Fetches again what the change of a resource touches: lists on screen and derived values in use. */
let stale = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
export function mark_stale(resource: string): void {
  stale.add(resource);
  // Counted from the first change: a long stream of them must not put it off for ever.
  if (timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    const touched = stale;
    stale = new Set();
    for (const [id, list] of lists) {
      if (list.users > 0 && touched.has(list.name)) void once(id, () => load_list(list));
      else if (touched.has(list.name)) lists.delete(id);
    }
    for (const [id, item] of computed_values) {
      if (!item.resources.some((name) => touched.has(name))) continue;
      if (item.users > 0) void load_computed(id, item);
      else computed_values.delete(id);
    }
    for (const item of derived) {
      if (item.used() && item.resources.some((name) => touched.has(name))) item.reload();
    }
  }, 250);
}

/** After changes may have been missed: everything in use is fetched again. */
export function mark_all_stale(): void {
  for (const [name, item] of collections) if (item.state.peek() === 'ready') void load_all(name, true);
  for (const list of lists.values()) mark_stale(list.name);
  for (const item of [...computed_values.values(), ...derived]) for (const name of item.resources) mark_stale(name);
}

/** On signing in or out: nothing of the one user is shown to the other. */
export function forget_everything(): void {
  batch(() => {
    for (const item of collections.values()) {
      item.records.value = new Map();
      item.state.value = 'idle';
    }
    lists.clear();
    computed_values.clear();
    missing_signals.clear();
    for (const item of derived) item.reset();
  });
}
