// Listens to the server's stream of changes and keeps the store true.
import { signal } from '@preact/signals';
import type { History } from '../api/types';
import { collection, load_all, load_one, mark_stale, type ResourceName, remove } from './entities';

export const live = signal(false);
/** Changes seen since the page was opened, newest first; the history tab adds them without fetching. */
export const recent = signal<History[]>([]);

const pending = new Map<string, Set<string>>();
let timer: ReturnType<typeof setTimeout> | undefined;

function flush(): void {
  for (const [resource, keys] of pending) {
    const name = resource as ResourceName;
    const known = collection(name);
    if (keys.size > 25) {
      if (known.state.peek() === 'ready') void load_all(name, true);
    } else {
      for (const key of keys) {
        if (known.state.peek() === 'ready' || known.records.peek().has(key)) load_one(name, key).catch(() => {});
      }
    }
  }
  pending.clear();
}

function apply(event: History): void {
  recent.value = [event, ...recent.peek()].slice(0, 200);
  const resource = event.resource;
  if (event.verb === 'delete') remove(resource as ResourceName, event.record);
  else {
    let keys = pending.get(resource);
    if (!keys) {
      keys = new Set();
      pending.set(resource, keys);
    }
    keys.add(event.record);
    clearTimeout(timer);
    timer = setTimeout(flush, 120);
  }
  mark_stale(resource, event.verb !== 'change' && event.verb !== 'update');
  mark_stale('history', true);
}

let source: EventSource | null = null;

export function start_events(): void {
  stop_events();
  source = new EventSource('/api/v1/events');
  source.onopen = () => {
    live.value = true;
  };
  source.onerror = () => {
    live.value = false;
  };
  source.addEventListener('history', (message) => {
    try {
      apply(JSON.parse((message as MessageEvent<string>).data) as History);
    } catch {
      // A line that is not JSON tells nothing; the next fetch is still right.
    }
  });
}

export function stop_events(): void {
  source?.close();
  source = null;
  live.value = false;
}
