// Data sets of the pricing lab: what the server keeps of them, bringing one, and looking into it.
import { call, Problem } from '../../api/client';
import type { DataColumn } from '../../core/price-question';
import { mark_stale, use_computed } from '../../store/entities';

export interface DataSet {
  key: string;
  name: string;
  file_name: string;
  rows: number;
  columns: number;
  size: number;
}

export interface DataPreview {
  key: string;
  rows: number;
  columns: DataColumn[];
  head: (string | number | null)[][];
}

const largest = 16 * 1024 * 1024;

export const use_data_sets = () => use_computed<{ items: DataSet[] }>('/price-data', {}, ['price-data']);

/** Asks for columns and first rows; null while there is none. */
export const load_preview = (key: string, limit = 20, signal?: AbortSignal): Promise<DataPreview> =>
  call<DataPreview>('GET', `/price-data/${encodeURIComponent(key)}/preview`, { query: { limit }, signal });

/** Hands a file to the server, which reads all of it and names the row of whatever is wrong. */
export async function bring_file(file: File): Promise<DataSet> {
  if (file.size > largest) {
    throw new Problem(413, {
      detail: `${file.name} is larger than 16 MB. Add it up to longer periods, or fit it with tandem price on the command line.`,
    });
  }
  const made = await call<DataSet>('POST', '/price-data', {
    query: { name: file.name.replace(/\.[^.]*$/, ''), file_name: file.name },
    raw: { type: 'text/csv', content: file },
  });
  mark_stale('price-data');
  return made;
}

export async function forget_data(key: string): Promise<void> {
  await call('DELETE', `/price-data/${encodeURIComponent(key)}`);
  mark_stale('price-data');
}
