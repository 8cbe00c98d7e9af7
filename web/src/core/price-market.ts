// Shares of products side by side in one market, moved by their prices: plain logit, held to the shares as they were seen.
import { type Elasticity, likely_elasticities, quantile_of } from './price-curve';

export interface MarketProduct {
  name: string;
  firm: string;
  price: number;
  share: number;
  /** What one more costs, where it is known. */
  cost: number;
}

export interface MarketColumns {
  market: string;
  product: string;
  firm: string | null;
  share: string;
  price: string;
}

/** The products of the last market of the rows; costs follow from margins, `(price - cost) / price`, in the same order. */
export function last_market(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  columns: MarketColumns,
  margins: ReadonlyMap<string, number>,
): { market: string; products: MarketProduct[] } | null {
  const at = (name: string | null) => (name === null ? -1 : names.indexOf(name));
  const [market, product, firm, share, price] = [
    columns.market,
    columns.product,
    columns.firm,
    columns.share,
    columns.price,
  ].map(at);
  const last = rows[rows.length - 1];
  if (!last || market! < 0 || product! < 0 || share! < 0 || price! < 0) return null;
  const label = last[market!]!;
  const products = rows
    .filter((row) => row[market!] === label)
    .map((row) => {
      const name = row[product!] ?? '';
      const amount = Number(row[price!]);
      const margin = margins.get(name) ?? Number.NaN;
      return {
        name,
        firm: firm! < 0 ? '' : (row[firm!] ?? ''),
        price: amount,
        share: Number(row[share!]),
        cost: amount * (1 - margin),
      };
    });
  const total = products.reduce((sum, one) => sum + one.share, 0);
  return products.every((one) => one.price > 0 && one.share > 0) && total < 1 ? { market: label, products } : null;
}

/**
 * Shares at other prices: each product's pull is its share over that of those who bought nothing, times exp(alpha times the
 * change of its price). At the prices that were seen it gives the shares that were seen.
 */
export function market_shares(products: readonly MarketProduct[], prices: readonly number[], alpha: number): number[] {
  const rest = 1 - products.reduce((sum, one) => sum + one.share, 0);
  const pulls = products.map((one, at) => (one.share / rest) * Math.exp(alpha * (prices[at]! - one.price)));
  const sum = 1 + pulls.reduce((a, b) => a + b, 0);
  return pulls.map((pull) => pull / sum);
}

export interface MarketAnswer {
  share: number[];
  low: number[];
  high: number[];
  /** What one company earns for each hundred who could buy, now and as it was. */
  profit: number;
  profit_low: number;
  profit_high: number;
  profit_before: number;
}

/** Shares and profit at other prices, with the middle 95 percent of what the price effect allows. */
export function market_answer(
  products: readonly MarketProduct[],
  prices: readonly number[],
  alpha: Elasticity,
  firm: string,
  draws = 200,
): MarketAnswer {
  const earned = (shares: readonly number[], at: readonly number[]): number =>
    products.reduce(
      (sum, one, place) => sum + (one.firm === firm ? 100 * shares[place]! * (at[place]! - one.cost) : 0),
      0,
    );
  const share = market_shares(products, prices, alpha.value);
  const all = likely_elasticities(alpha, draws).map((one) => market_shares(products, prices, one));
  const edge = (place: number, part: number) =>
    quantile_of(
      all.map((one) => one[place]!).sort((a, b) => a - b),
      part,
    );
  const profits = all.map((one) => earned(one, prices)).sort((a, b) => a - b);
  return {
    share,
    low: products.map((_, place) => edge(place, 0.025)),
    high: products.map((_, place) => edge(place, 0.975)),
    profit: earned(share, prices),
    profit_low: quantile_of(profits, 0.025),
    profit_high: quantile_of(profits, 0.975),
    profit_before: earned(
      products.map((one) => one.share),
      products.map((one) => one.price),
    ),
  };
}
