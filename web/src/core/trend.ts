// How the number of findings moves from run to run, as the points of a stacked area.
import type { CheckRun } from '../api/types';

export interface TrendPoint {
  at: string;
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
}

export interface Trend {
  points: TrendPoint[];
  /** The largest sum, at least 1: the height of the picture. */
  most: number;
  /** Errors and warnings now against the first point; null with fewer than two. */
  change: number | null;
}

/** The last run of each day, oldest first. */
export function trend_of(runs: readonly CheckRun[]): Trend {
  const by_day = new Map<string, CheckRun>();
  for (const run of [...runs].sort((a, b) => a.taken_at.localeCompare(b.taken_at)))
    by_day.set(run.taken_at.slice(0, 10), run);
  const points = [...by_day.values()].map((run) => ({
    at: run.taken_at.slice(0, 10),
    errors: run.errors,
    warnings: run.warnings,
    infos: run.infos,
    waived: run.waived,
  }));
  const first = points[0];
  const last = points[points.length - 1];
  return {
    points,
    most: Math.max(1, ...points.map((point) => point.errors + point.warnings + point.infos)),
    change: points.length > 1 && first && last ? last.errors + last.warnings - (first.errors + first.warnings) : null,
  };
}

/** The outline of one band between two sums of each point, in a box of the given size. */
export function band_path(lower: number[], upper: number[], most: number, width: number, height: number): string {
  const x = (index: number) => (upper.length < 2 ? width / 2 : (index / (upper.length - 1)) * width);
  const y = (value: number) => height - (value / most) * height;
  const corner = (value: number, index: number) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  const over = upper.map(corner);
  const under = lower.map(corner).reverse();
  return `M${[...over, ...under].join('L')}Z`;
}
