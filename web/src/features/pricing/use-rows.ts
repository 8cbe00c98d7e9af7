// The rows that a study was fitted to, for pictures; null when they are gone, undefined while they are on their way.
import { useEffect, useState } from 'preact/hooks';
import { load_one } from '../../store/entities';
import { type DataRows, load_rows } from './data';

export function use_rows(key: string | null): DataRows | null | undefined {
  const [rows, set_rows] = useState<DataRows | null | undefined>(undefined);
  useEffect(() => {
    if (!key) return set_rows(null);
    const stop = new AbortController();
    load_one('price-data', key)
      .then((data) => (data ? load_rows(key, data.size, stop.signal) : null))
      .then(set_rows, () => !stop.signal.aborted && set_rows(null));
    return () => stop.abort();
  }, [key]);
  return rows;
}
