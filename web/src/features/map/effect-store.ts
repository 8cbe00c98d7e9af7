// The effect of a draft, page after page, and the note that somebody has read it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { MapEffect } from '../../api/special';
import type { Map as MapRecord } from '../../api/types';
import { mark_stale, put } from '../../store/entities';
import { i_may } from '../../store/session';

const page_size = 500;
const at_first = 2000;

export interface LoadedEffect {
  value: MapEffect | null;
  failure: unknown;
  busy: boolean;
  reload: () => void;
  /** Fetches more of the pairs; null when all are here. */
  more: (() => void) | null;
}

/** Fetched anew for every draft and day; what came before is forgotten. */
export function use_effect_of(map: MapRecord, day: string | null): LoadedEffect {
  const [value, set_value] = useState<MapEffect | null>(null);
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const run = useRef(0);
  const load = async (from: MapEffect | null, until: number) => {
    run.current += 1;
    const mine = run.current;
    set_busy(true);
    try {
      let whole = from;
      do {
        const page: MapEffect = await call('GET', `/maps/${encodeURIComponent(map.key)}/effect`, {
          query: { day, limit: page_size, cursor: whole?.next },
        });
        if (mine !== run.current) return;
        whole = { ...page, items: [...(whole?.items ?? []), ...page.items] };
      } while (whole.next && whole.items.length < until);
      set_value(whole);
      set_failure(null);
    } catch (problem) {
      if (mine === run.current) set_failure(problem);
    } finally {
      if (mine === run.current) set_busy(false);
    }
  };
  useEffect(() => {
    set_value(null);
    void load(null, at_first);
    return () => {
      run.current += 1;
    };
  }, [map.key, day]);
  return {
    value,
    failure,
    busy,
    reload: () => void load(null, at_first),
    more: value?.next ? () => void load(value, value.items.length + at_first) : null,
  };
}

/** Keeps that the effect was read; an edit of the draft takes it away again. */
export async function note_effect_read(map: MapRecord): Promise<void> {
  if (map.status !== 'draft' || !i_may('change', 'maps')) return;
  const read = await call<MapRecord>('POST', `/maps/${encodeURIComponent(map.key)}/read_effect`, { body: {} });
  put('maps', [read]);
  mark_stale('maps');
}
