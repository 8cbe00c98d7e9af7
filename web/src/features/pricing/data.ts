// Data sets of the pricing lab: what the server keeps of them, bringing one, and looking into it.
import { call, call_text, Problem } from '../../api/client';
import type { PriceData, PriceDataFile, PriceDataPreview } from '../../api/types';
import { base64_of } from '../../core/base64';
import { delimiter_of, read_csv } from '../../core/csv';
import type { DataColumn } from '../../core/price-question';
import { create } from '../../store/changes';

export interface DataPreview extends Omit<PriceDataPreview, 'columns' | 'head'> {
  columns: DataColumn[];
  head: string[][];
}

/** The rows of a data set, by the names of its columns. */
export interface DataRows {
  columns: string[];
  rows: string[][];
}

const largest = 16 * 1024 * 1024;
/** Beyond this a picture gains nothing from more rows, and reading them would be felt. */
const most_rows = 20_000;
const largest_read = 4 * 1024 * 1024;

/** Asks for columns and first rows. */
export const load_preview = (key: string, limit = 100, stop?: AbortSignal): Promise<DataPreview> =>
  call<DataPreview>('GET', `/price-data/${encodeURIComponent(key)}/preview`, { query: { limit }, signal: stop });

/** All rows of a data set of usual size; of a large one the first hundred. */
export async function load_rows(key: string, size: number, stop?: AbortSignal): Promise<DataRows> {
  if (size > largest_read) {
    const seen = await load_preview(key, 100, stop);
    return { columns: seen.columns.map((column) => column.name), rows: seen.head };
  }
  const text = await call_text(`/price-data/${encodeURIComponent(key)}/content`, stop);
  const [columns = [], ...rows] = read_csv(text, delimiter_of(text), most_rows);
  return { columns: columns.map((name) => name.trim()), rows };
}

/** Hands a file to the server, which reads all of it and names the row of whatever is wrong. */
export async function bring_file(file: File): Promise<PriceData> {
  if (file.size > largest) {
    throw new Problem(413, {
      detail: `${file.name} is larger than 16 MB. Add it up to longer periods, or fit it with tandem price on the command line.`,
    });
  }
  const made: PriceDataFile = {
    name: file.name.replace(/\.[^.]*$/, '') || file.name,
    file_name: file.name,
    content: base64_of(new Uint8Array(await file.arrayBuffer())),
  };
  return create('price-data', made as Partial<PriceData>);
}
