// Listens to the server's stream of changes and keeps the store true.
import { signal } from '@preact/signals';
import type { History } from '../api/types';
import { collection, load_all, load_one, mark_all_stale, mark_stale, type ResourceName, remove } from './entities';

export const live = signal(false);
/** Changes seen since the page was opened, newest first; the history tab adds them without fetching. */
export const recent = signal<History[]>([]);

const pending = new Map<string, Set<string>>();
let timer: ReturnType<typeof setTimeout> | undefined;

function flush(): void {
  timer = undefined;
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
    if (timer === undefined) timer = setTimeout(flush, 120);
  }
  mark_stale(resource);
  mark_stale('history');
}

let source: EventSource | null = null;
let channel: BroadcastChannel | null = null;
let leave: (() => void) | null = null;
let again: ReturnType<typeof setTimeout> | undefined;

/** Opens the stream. `missed`: changes may have happened since anybody listened. */
function open_stream(missed: boolean): void {
  source = new EventSource('/api/v1/events');
  source.onopen = () => {
    live.value = true;
    if (missed) {
      mark_all_stale();
      channel?.postMessage('missed');
    }
    missed = false;
  };
  source.onerror = () => {
    live.value = false;
    if (source?.readyState !== EventSource.CLOSED) return;
    // The browser has given up, after an answer that was no stream.
    clearTimeout(again);
    again = setTimeout(() => open_stream(true), 5000);
  };
  source.addEventListener('history', (message) => {
    try {
      const event = JSON.parse((message as MessageEvent<string>).data) as History;
      apply(event);
      channel?.postMessage(event);
    } catch {
      // A line that is not JSON tells nothing; the next fetch is still right.
    }
  });
}

/**
 * Listens. A browser opens few connections to one server, and each stream holds one: of several windows only one opens it and
 * tells the others; when it closes, another takes over.
 */
export function start_events(): void {
  stop_events();
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) {
    open_stream(false);
    return;
  }
  channel = new BroadcastChannel('tandem.events');
  channel.onmessage = (message: MessageEvent<History | 'missed'>) => {
    if (message.data === 'missed') mark_all_stale();
    else apply(message.data);
  };
  const stop = new AbortController();
  const waited_from = performance.now();
  leave = () => stop.abort();
  navigator.locks
    .request('tandem.events', { signal: stop.signal }, () => {
      if (stop.signal.aborted) return;
      open_stream(performance.now() - waited_from > 1000);
      return new Promise<void>((done) => {
        leave = done;
      });
    })
    .catch(() => {});
}

export function stop_events(): void {
  clearTimeout(again);
  source?.close();
  source = null;
  channel?.close();
  channel = null;
  leave?.();
  leave = null;
  live.value = false;
}
