// What a constant elasticity says about volume and profit at every price, and how sure the best price is. Pure arithmetic, quick
// enough to run again for every move of a slider: the uncertain elasticity is a few hundred values that are equally likely.

import type { Point, Span } from './chart-scale';

export interface Elasticity {
  value: number;
  se: number;
  /** The interval as the engine computed it, at its level. */
  low: number;
  high: number;
  /** Degrees of freedom behind the standard error; without them, many. */
  degrees?: number;
}

export interface Situation {
  /** Today's price, and how many are sold at it in a typical row of the data. */
  price: number;
  volume: number;
  /** What one more costs. */
  cost: number;
  /** Prices that were seen; nothing is recommended beyond them. */
  lowest: number;
  highest: number;
}

/**
 * The standard normal distribution turned around (Acklam 2003, relative error below 1.2e-9).
 */
export function normal_quantile(p: number): number {
  const a = [
    -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
    2.506628277459239,
  ];
  const b = [
    -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
  ];
  const c = [
    -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ];
  const d = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416];
  const horner = (list: number[], x: number, start = 0): number => list.reduce((sum, one) => sum * x + one, start);
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  if (p > 1 - 0.02425) return -normal_quantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return horner(c, q) / (horner(d, q) * q + 1);
  }
  const q = p - 0.5;
  const r = q * q;
  return (horner(a, r) * q) / (horner(b, r) * r + 1);
}

/**
 * Student's distribution turned around, by the expansion of Cornish and Fisher (Abramowitz and Stegun 26.7.5): with few
 * shops the interval is much wider than the normal one says. To about 1 percent from three degrees on.
 */
export function student_quantile(p: number, degrees = Number.POSITIVE_INFINITY): number {
  const z = normal_quantile(p);
  if (!(degrees < 1e6) || !Number.isFinite(z)) return z;
  const n = Math.max(3, degrees);
  const z2 = z * z;
  return (
    z *
    (1 +
      (z2 + 1) / (4 * n) +
      ((5 * z2 + 16) * z2 + 3) / (96 * n ** 2) +
      (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * n ** 3))
  );
}

/** Values that are equally likely under what is known of the elasticity: its quantiles at the middles of equal slices. */
export function likely_elasticities(of: Elasticity, count = 400): number[] {
  return Array.from(
    { length: count },
    (_, index) => of.value + of.se * student_quantile((index + 0.5) / count, of.degrees),
  );
}

export const volume_at = (price: number, elasticity: number, at: Situation): number =>
  at.volume * (price / at.price) ** elasticity;

export const profit_at = (price: number, elasticity: number, at: Situation): number =>
  (price - at.cost) * volume_at(price, elasticity, at);

/** The price of the highest profit inside the prices that were seen (Lerner: p = c e / (1 + e) where e is below -1). */
export function best_price(elasticity: number, at: Situation): number {
  const free =
    elasticity < -1 && at.cost > 0
      ? (at.cost * elasticity) / (1 + elasticity)
      : elasticity < -1
        ? at.lowest
        : at.highest;
  return Math.min(at.highest, Math.max(at.lowest, free));
}

/** The value below which a share of the sorted values lies, with a straight line between neighbours. */
export function quantile_of(sorted: readonly number[], share: number): number {
  if (!sorted.length) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const under = sorted[below]!;
  const over = sorted[Math.min(sorted.length - 1, below + 1)]!;
  return under + (over - under) * (place - below);
}

export interface Recommendation {
  price: number;
  /** The middle 95 percent of the best prices, and the middle 80. */
  low: number;
  high: number;
  inner: [number, number];
  /** Best price of each likely elasticity, sorted. */
  all: number[];
  /** The recommended price is an edge of what was tried: the best one may lie beyond. */
  edge: 'lowest' | 'highest' | null;
  profit: number;
  profit_low: number;
  profit_high: number;
  profit_today: number;
  /** Share of the likely elasticities under which the recommended price earns more than today's. */
  better: number;
  /** Volume at the recommended price as a share of today's. */
  volume_change: number;
}

export function recommend(elasticity: Elasticity, at: Situation, count = 400): Recommendation {
  const likely = likely_elasticities(elasticity, count);
  const all = likely.map((one) => best_price(one, at)).sort((a, b) => a - b);
  const price = best_price(elasticity.value, at);
  const profits = likely.map((one) => profit_at(price, one, at)).sort((a, b) => a - b);
  const today = (at.price - at.cost) * at.volume;
  const close = (at.highest - at.lowest) * 1e-6;
  return {
    price,
    low: quantile_of(all, 0.025),
    high: quantile_of(all, 0.975),
    inner: [quantile_of(all, 0.1), quantile_of(all, 0.9)],
    all,
    edge: price >= at.highest - close ? 'highest' : price <= at.lowest + close ? 'lowest' : null,
    profit: profit_at(price, elasticity.value, at),
    profit_low: quantile_of(profits, 0.025),
    profit_high: quantile_of(profits, 0.975),
    profit_today: today,
    better: likely.filter((one) => profit_at(price, one, at) > today).length / likely.length,
    volume_change: volume_at(price, elasticity.value, at) / at.volume - 1,
  };
}

export interface Curves {
  demand: Point[];
  demand_band: Span[];
  profit: Point[];
  profit_inner: Span[];
  profit_outer: Span[];
}

/** Both curves over a range of prices: the line of the estimate, and what 80 and 95 percent of the likely values span. */
export function curves_of(elasticity: Elasticity, at: Situation, from: number, to: number, steps = 72): Curves {
  const made: Curves = { demand: [], demand_band: [], profit: [], profit_inner: [], profit_outer: [] };
  // Volume and profit move one way with the elasticity at a given price, so the edges are those of its quantiles.
  const edge = (share: number) => elasticity.value + elasticity.se * student_quantile(share, elasticity.degrees);
  const inner = [edge(0.1), edge(0.9)] as const;
  for (let step = 0; step <= steps; step += 1) {
    const price = from + ((to - from) * step) / steps;
    const span = (value: (one: number) => number, edges: readonly [number, number]): Span => {
      const ends = [value(edges[0]), value(edges[1])];
      return { x: price, low: Math.min(...ends), high: Math.max(...ends) };
    };
    const outer = [elasticity.low, elasticity.high] as const;
    made.demand.push({ x: price, y: volume_at(price, elasticity.value, at) });
    made.demand_band.push(span((one) => volume_at(price, one, at), outer));
    made.profit.push({ x: price, y: profit_at(price, elasticity.value, at) });
    made.profit_inner.push(span((one) => profit_at(price, one, at), inner));
    made.profit_outer.push(span((one) => profit_at(price, one, at), outer));
  }
  return made;
}

/** The same situation after rivals moved their price by a share, where the cross elasticity is known. */
export const after_rivals = (at: Situation, cross: number, change: number): Situation => ({
  ...at,
  volume: at.volume * (1 + change) ** cross,
});

export interface Sale {
  price: number;
  volume: number;
  group: string;
}

/** Prices and volumes of rows as if all came from one average shop: each group is moved to the common mean, on the log scale. */
export function level_sales(sales: readonly Sale[]): Point[] {
  const usable = sales.filter((sale) => sale.price > 0 && sale.volume > 0);
  const sums = new Map<string, { count: number; price: number; volume: number }>();
  const all = { count: 0, price: 0, volume: 0 };
  for (const sale of usable) {
    const sum = sums.get(sale.group) ?? { count: 0, price: 0, volume: 0 };
    for (const one of [sum, all]) {
      one.count += 1;
      one.price += Math.log(sale.price);
      one.volume += Math.log(sale.volume);
    }
    sums.set(sale.group, sum);
  }
  if (sums.size < 2) return usable.map((sale) => ({ x: sale.price, y: sale.volume }));
  return usable.map((sale) => {
    const sum = sums.get(sale.group)!;
    return {
      x: Math.exp(Math.log(sale.price) - sum.price / sum.count + all.price / all.count),
      y: Math.exp(Math.log(sale.volume) - sum.volume / sum.count + all.volume / all.count),
    };
  });
}

/** What a typical row sells at a price: the mean of the rows, each carried to that price along the curve. */
export function typical_volume(points: readonly Point[], price: number, elasticity: number): number {
  if (!points.length) return Number.NaN;
  return points.reduce((sum, point) => sum + point.y * (price / point.x) ** elasticity, 0) / points.length;
}

export function median_of(values: readonly number[]): number {
  return quantile_of(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
