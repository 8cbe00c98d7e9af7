// The answers of price surveys, from the tables of their results to the curves and points that are drawn.
import type { Point, Span } from './chart-scale';
import { type FitResult, real_of, sheet_of, text_of, uncertain } from './price-result';

export interface MarkedPrice {
  id: 'lower' | 'upper' | 'optimal' | 'indifferent' | 'trial' | 'revenue';
  name: string;
  price: number;
  low: number;
  high: number;
}

const points: { id: MarkedPrice['id']; pattern: RegExp; name: string }[] = [
  { id: 'lower', pattern: /\(PMC\)|marginal cheapness/i, name: 'Lowest acceptable' },
  { id: 'optimal', pattern: /\(OPP\)|optimal price/i, name: 'Fewest put off' },
  { id: 'indifferent', pattern: /\(IDP\)|indifference/i, name: 'As many cheap as expensive' },
  { id: 'upper', pattern: /\(PME\)|marginal expensiveness/i, name: 'Highest acceptable' },
  { id: 'trial', pattern: /most trial/i, name: 'Most would try' },
  { id: 'revenue', pattern: /most revenue/i, name: 'Most revenue' },
];

/** The crossings of the curves, with their intervals. */
export function westendorp_points(result: FitResult): MarkedPrice[] {
  return points.flatMap(({ id, pattern, name }) => {
    const estimate = result.estimates.find((one) => pattern.test(one.name));
    if (!estimate || estimate.value === null) return [];
    return [{ id, name, price: estimate.value, low: estimate.low ?? Number.NaN, high: estimate.high ?? Number.NaN }];
  });
}

export interface SurveyCurves {
  too_cheap: Point[];
  not_cheap: Point[];
  not_expensive: Point[];
  too_expensive: Point[];
  trial: Point[];
  revenue: Point[];
}

export function westendorp_curves(result: FitResult): SurveyCurves {
  const rows = sheet_of(result, 'curves');
  const curve = (name: string): Point[] =>
    rows
      .map((row) => ({ x: real_of(row, 'price'), y: real_of(row, name) }))
      .filter((point) => Number.isFinite(point.y));
  return {
    too_cheap: curve('too_cheap'),
    not_cheap: curve('not_cheap'),
    not_expensive: curve('not_expensive'),
    too_expensive: curve('too_expensive'),
    trial: curve('trial'),
    revenue: curve('revenue'),
  };
}

/** The height of a line between its points. */
export function height_at(line: readonly Point[], x: number): number {
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [line[index - 1]!, line[index]!];
    if (x < from.x || x > to.x) continue;
    return to.x === from.x ? to.y : from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
  }
  return Number.NaN;
}

/** The stretch of prices where the curves do something: beyond it all lie at 0 or 1. */
export function lively_range(curves: SurveyCurves): [number, number] {
  const all = [curves.not_cheap, curves.not_expensive, curves.too_cheap, curves.too_expensive].filter(
    (line) => line.length,
  );
  const moving = (y: number) => y > 0.02 && y < 0.98;
  const xs = all.flatMap((line) => line.filter((point) => moving(point.y)).map((point) => point.x));
  if (!xs.length) {
    const every = all.flat().map((point) => point.x);
    return every.length ? [Math.min(...every), Math.max(...every)] : [0, 1];
  }
  return [Math.min(...xs), Math.max(...xs)];
}

export interface BestPrice {
  aim: string;
  price: number;
  low: number;
  high: number;
  height: number;
}

export const best_prices = (result: FitResult): BestPrice[] =>
  sheet_of(result, 'best_prices').map((row) => ({
    aim: text_of(row, 'aim'),
    price: real_of(row, 'price'),
    low: real_of(row, 'low'),
    high: real_of(row, 'high'),
    height: real_of(row, 'height'),
  }));

export interface AskedPrice {
  price: number;
  demand: number;
  revenue: number;
  profit: number;
  best_share: number;
}

export interface AskedCurves {
  rows: AskedPrice[];
  demand: Point[];
  demand_band: Span[];
  revenue: Point[];
  revenue_band: Span[];
  profit: Point[];
}

export function asked_curves(result: FitResult): AskedCurves {
  const rows = sheet_of(result, 'demand');
  const line = (name: string): Point[] => rows.map((row) => ({ x: real_of(row, 'price'), y: real_of(row, name) }));
  const band = (name: string): Span[] =>
    rows
      .map((row) => ({
        x: real_of(row, 'price'),
        low: real_of(row, `${name}_low`),
        high: real_of(row, `${name}_high`),
      }))
      .filter((span) => Number.isFinite(span.low));
  return {
    rows: rows.map((row) => ({
      price: real_of(row, 'price'),
      demand: real_of(row, 'demand'),
      revenue: real_of(row, 'revenue'),
      profit: real_of(row, 'profit'),
      best_share: real_of(row, 'best_share'),
    })),
    demand: line('demand'),
    demand_band: band('demand'),
    revenue: line('revenue'),
    revenue_band: band('revenue'),
    profit: line('profit').filter((point) => Number.isFinite(point.y)),
  };
}

/** The asked price that earns most at a cost, and what it earns for each person asked. */
export function best_asked(rows: readonly AskedPrice[], cost: number): AskedPrice & { earns: number } {
  const earning = rows.map((row) => ({ ...row, earns: (row.price - cost) * row.demand }));
  return earning.reduce((best, row) => (row.earns > best.earns ? row : best), earning[0]!);
}

export interface Forecast {
  periods: string[];
  sales: Point[];
  fitted: Point[];
  band: Span[];
  total: Point[];
}

/** Diffusion: past and coming periods, numbered from 1. */
export function forecast_of(result: FitResult): Forecast {
  const rows = sheet_of(result, 'forecast');
  const line = (name: string): Point[] =>
    rows.map((row, index) => ({ x: index + 1, y: real_of(row, name) })).filter((point) => Number.isFinite(point.y));
  return {
    periods: rows.map((row) => text_of(row, 'period')),
    sales: line('sales'),
    fitted: line('value'),
    band: rows.flatMap((row, index) => {
      const [low, high] = [real_of(row, 'low'), real_of(row, 'high')];
      return Number.isFinite(low) && Number.isFinite(high) ? [{ x: index + 1, low, high }] : [];
    }),
    total: line('total'),
  };
}

export const named_estimate = (result: FitResult, pattern: RegExp) =>
  uncertain(result.estimates.find((one) => pattern.test(one.name)));
