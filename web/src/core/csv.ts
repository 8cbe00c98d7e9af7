// Reads CSV in the browser only to show what is in a column; what is stored is read by the server.

/** Rows of cells, at most so many. Quotes, doubled quotes, line breaks inside quotes, any line end. */
export function read_csv(text: string, delimiter: string, most = 50_000): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const hint = /^sep=.\r?\n/.exec(text.slice(at, at + 8));
  if (hint) at += hint[0].length;
  for (; at < text.length && rows.length < most; at += 1) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === delimiter) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1;
      row.push(cell);
      cell = '';
      if (row.some((one) => one !== '')) rows.push(row);
      row = [];
    } else cell += sign;
  }
  if (rows.length < most && (cell !== '' || row.length)) {
    row.push(cell);
    if (row.some((one) => one !== '')) rows.push(row);
  }
  return rows;
}

/** What separates the columns: the most frequent candidate of the header, outside of quotes. */
export function delimiter_of(text: string): string {
  const header = (text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (sign: string): number => header.split(sign).length;
  return [';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

export interface ValueCount {
  value: string;
  count: number;
}

/** The different values of a column below its header, most frequent first; the empty one last. */
export function value_counts(rows: readonly string[][], column: number): ValueCount[] {
  const counts = new Map<string, number>();
  for (const row of rows.slice(1)) {
    const value = (row[column] ?? '').trim();
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort(
      (a, b) => Number(a.value === '') - Number(b.value === '') || b.count - a.count || a.value.localeCompare(b.value),
    );
}
