// The answer of a price study as the server gives it, and how its parts are found in it.
import type { Elasticity } from './price-curve';

export interface Estimate {
  name: string;
  value: number | null;
  se: number | null;
  p: number | null;
  low: number | null;
  high: number | null;
}

export interface Refusal {
  reason: string;
  sentence: string;
  advice: string;
}

export interface Spread {
  mean: number | null;
  median: number | null;
  lowest: number | null;
  highest: number | null;
  own: { market: string; product?: string; value: number | null }[];
}

export type Cell = number | string | null;
export type SheetRow = Record<string, Cell>;

export interface FitResult {
  method: string;
  dependent?: string;
  observations: number;
  markets?: number;
  estimates: Estimate[];
  objective: number | null;
  converged: boolean;
  iterations: number;
  diagnostics: Record<string, unknown>;
  elasticities: Spread | null;
  markups: Spread | null;
  warnings: string[];
  refused: boolean;
  refusals: Refusal[];
  seconds?: number;
  /** Every method adds tables of its own under their names. */
  [sheet: string]: unknown;
}

/** A table of the result by its name; empty where the method gives none. */
export function sheet_of(result: FitResult, name: string): SheetRow[] {
  const found = result[name];
  return Array.isArray(found) ? (found as SheetRow[]).filter((row) => row !== null && typeof row === 'object') : [];
}

const known = new Set(['estimates', 'warnings', 'refusals']);

/** Every table that a result has beside what all have, in its order. */
export function sheets_of(result: FitResult): { name: string; rows: SheetRow[] }[] {
  return Object.keys(result)
    .filter((name) => !known.has(name) && Array.isArray(result[name]) && (result[name] as unknown[]).length > 0)
    .map((name) => ({ name, rows: sheet_of(result, name) }))
    .filter((sheet) => sheet.rows.length > 0);
}

export const real_of = (row: SheetRow | undefined, name: string): number => {
  const value = row?.[name];
  return typeof value === 'number' ? value : Number.NaN;
};

export const text_of = (row: SheetRow | undefined, name: string): string => {
  const value = row?.[name];
  return value === null || value === undefined ? '' : String(value);
};

export const diagnostic = (result: FitResult, name: string): number => {
  const value = result.diagnostics?.[name];
  return typeof value === 'number' ? value : Number.NaN;
};

/** An estimate as an uncertain number; null where the engine gave none. */
export function uncertain(estimate: Estimate | undefined): Elasticity | null {
  if (!estimate || estimate.value === null || estimate.se === null) return null;
  return {
    value: estimate.value,
    se: estimate.se,
    low: estimate.low ?? estimate.value - 1.96 * estimate.se,
    high: estimate.high ?? estimate.value + 1.96 * estimate.se,
  };
}

/** `log(PRICE)` and `log("Unit price")` are the estimates of a column's logarithm. */
export function log_estimate(result: FitResult, column: string): Estimate | undefined {
  const wanted = [`log(${column})`, `log("${column}")`].map((name) => name.toLowerCase());
  return result.estimates.find((estimate) => wanted.includes(estimate.name.toLowerCase()));
}

/** The elasticity of the product's own price: the first estimate of the method `elasticity`. */
export function own_elasticity(result: FitResult): Elasticity | null {
  const found = result.method === 'elasticity' ? uncertain(result.estimates[0]) : null;
  if (!found) return null;
  const clusters = diagnostic(result, 'clusters');
  const degrees = clusters > 0 ? clusters - 1 : diagnostic(result, 'degrees');
  return Number.isFinite(degrees) ? { ...found, degrees } : found;
}

/** Elasticities of volume with respect to other prices: regressors that are the logarithm of one of the named columns. */
export function cross_elasticities(
  result: FitResult,
  columns: readonly string[],
): { column: string; at: Elasticity }[] {
  return columns.flatMap((column) => {
    const at = uncertain(log_estimate(result, column));
    return at ? [{ column, at }] : [];
  });
}
