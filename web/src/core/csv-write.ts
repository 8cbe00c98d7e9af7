// Tables as CSV, for programs: plain numbers, quotes where needed, and nothing that a spreadsheet would run as a formula.

export type CsvCell = string | number | null | undefined;

export function csv_cell(value: CsvCell): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.]+(e[+-]?\d+)?$/i.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csv_text = (head: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  `${[head, ...rows].map((row) => row.map(csv_cell).join(',')).join('\r\n')}\r\n`;
