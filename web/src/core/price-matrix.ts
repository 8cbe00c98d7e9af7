// Elasticities of every product by every price, however the method that gave them lays them out.
import type { FitResult, SheetRow } from './price-result';
import { sheet_of, text_of } from './price-result';

export interface Matrix {
  /** Whose volume answers. */
  rows: string[];
  /** Whose price moves. */
  columns: string[];
  /** By row and column; no number where it is not known. */
  value: number[][];
  low?: number[][];
  high?: number[][];
}

const unique = (names: string[]): string[] => [...new Set(names)];
const mean = (values: number[]): number =>
  values.length ? values.reduce((a, b) => a + b, 0) / values.length : Number.NaN;

/** A row for each pair: `product`, `price_of`, `value`; markets are averaged. */
function from_pairs(rows: SheetRow[], own: string, other: string): Matrix {
  const products = unique(rows.map((row) => text_of(row, own)));
  const prices = unique(rows.map((row) => text_of(row, other)));
  const groups = new Map<string, SheetRow[]>();
  for (const row of rows) {
    const id = `${text_of(row, own)}\n${text_of(row, other)}`;
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  const grid = (name: string) =>
    products.map((product) =>
      prices.map((price) =>
        mean(
          (groups.get(`${product}\n${price}`) ?? []).flatMap((row) =>
            typeof row[name] === 'number' ? [row[name]] : [],
          ),
        ),
      ),
    );
  const has_edges = rows.some((row) => typeof row.low === 'number');
  return {
    rows: products,
    columns: prices,
    value: grid('value'),
    ...(has_edges ? { low: grid('low'), high: grid('high') } : {}),
  };
}

/** A row for each price with a column for each product. */
function from_wide(rows: SheetRow[], name: string, is_price: boolean): Matrix {
  const labels = rows.map((row) => text_of(row, name));
  const others = Object.keys(rows[0] ?? {}).filter((column) => column !== name);
  const at = (label: number, other: number): number => {
    const value = rows[label]![others[other]!];
    return typeof value === 'number' ? value : Number.NaN;
  };
  return is_price
    ? { rows: others, columns: labels, value: others.map((_, other) => labels.map((__, label) => at(label, other))) }
    : { rows: labels, columns: others, value: labels.map((_, label) => others.map((__, other) => at(label, other))) };
}

/** The matrix of a result, or null where it has none. */
export function matrix_of(result: FitResult): Matrix | null {
  for (const name of ['cross_elasticities', 'elasticity_matrix']) {
    const rows = sheet_of(result, name);
    const first = rows[0];
    if (!first) continue;
    const own = ['product', 'quantity_of', 'volume_of', 'of'].find((column) => column in first);
    if ('price_of' in first && own && 'value' in first) return from_pairs(rows, own, 'price_of');
    if ('price_of' in first) return from_wide(rows, 'price_of', true);
    if (own) return from_wide(rows, own, false);
  }
  return null;
}

/** The strongest rivalry: whose price moves whose volume most. */
export function strongest_pair(matrix: Matrix): { row: string; column: string; value: number } | null {
  let best: { row: string; column: string; value: number } | null = null;
  for (const [i, row] of matrix.rows.entries())
    for (const [j, column] of matrix.columns.entries()) {
      const value = matrix.value[i]![j]!;
      if (row !== column && Number.isFinite(value) && (best === null || value > best.value))
        best = { row, column, value };
    }
  return best;
}

/** The own elasticity of each product, with its interval where it is known. */
export function own_of(matrix: Matrix): { product: string; value: number; low?: number; high?: number }[] {
  return matrix.rows.flatMap((product, row) => {
    const column = matrix.columns.indexOf(product);
    const value = column < 0 ? Number.NaN : matrix.value[row]![column]!;
    return Number.isFinite(value)
      ? [{ product, value, low: matrix.low?.[row]?.[column], high: matrix.high?.[row]?.[column] }]
      : [];
  });
}
