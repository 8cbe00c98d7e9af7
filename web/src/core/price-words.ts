// The sentences that a price study is read by: what was found, how sure it is, and in which money.
import type { Elasticity, Recommendation, Situation } from './price-curve';

/** Formatters are dear to make, and a slider writes dozens of amounts for every move. */
const formats = new Map<string, Intl.NumberFormat>();
function format_of(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = JSON.stringify(options);
  let found = formats.get(id);
  if (!found) {
    found = new Intl.NumberFormat('en-GB', options);
    formats.set(id, found);
  }
  return found;
}

/** How an amount is written: in a currency by its code, with a sign in front, or bare. */
export function money(value: number, currency = '', fine = false): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 10 || (!fine && size >= 1) || size === 0 ? 2 : size >= 1 ? 2 : 3;
  const options = { minimumFractionDigits: digits === 3 ? 2 : digits, maximumFractionDigits: digits };
  if (/^[A-Z]{3}$/.test(currency)) {
    try {
      return format_of({ style: 'currency', currency, ...options }).format(value);
    } catch {
      // No currency that the browser knows: written as it stands.
    }
  }
  const number = format_of(options).format(value).replace(/^-/, '−');
  return number.startsWith('−') ? `−${currency}${number.slice(1)}` : `${currency}${number}`;
}

/** Large amounts on an axis: 12k, 3.4M. */
export function short_number(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  const cut = (number: number): string => String(Number(number.toPrecision(3)));
  if (size >= 1e9) return `${sign}${cut(size / 1e9)}bn`;
  if (size >= 1e6) return `${sign}${cut(size / 1e6)}M`;
  if (size >= 1e4) return `${sign}${cut(size / 1e3)}k`;
  if (size >= 1000) return `${sign}${format_of({ maximumFractionDigits: 0 }).format(size)}`;
  return `${sign}${cut(size)}`;
}

export const short_money = (value: number, currency = ''): string => {
  const sign = /^[A-Z]{3}$/.test(currency) ? currency_sign(currency) : currency;
  const text = short_number(value);
  return text.startsWith('−') ? `−${sign}${text.slice(1)}` : `${sign}${text}`;
};

function currency_sign(currency: string): string {
  try {
    const parts = format_of({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(1);
    const sign = parts.find((part) => part.type === 'currency')?.value ?? currency;
    return sign.length > 2 ? `${sign} ` : sign;
  } catch {
    return `${currency} `;
  }
}

export const percent = (share: number, digits = 0): string => {
  const value = (share * 100).toFixed(digits);
  return `${Number(value) < 0 ? `−${value.slice(1)}` : value.replace(/^-/, '')}%`;
};

export const signed_percent = (share: number, digits = 0): string =>
  `${Number((share * 100).toFixed(digits)) > 0 ? '+' : ''}${percent(share, digits)}`;

export const decimal = (value: number, digits = 2): string =>
  Number.isFinite(value) ? value.toFixed(digits).replace(/^-/, '−') : '–';

/** A number as a table shows it: enough digits for its size. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(3).replace(/^-/, '−');
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 4;
  return format_of({ maximumFractionDigits: digits }).format(value).replace(/^-/, '−');
}

/** How likely, in words that people use. */
export function likely_words(share: number): string {
  if (share >= 0.975) return 'almost certainly';
  if (share >= 0.9) return 'very likely';
  if (share >= 0.75) return 'probably';
  if (share >= 0.55) return 'perhaps';
  return 'hardly';
}

/** `10% dearer means 21% fewer sold (between 19% and 22%).` */
export function elasticity_sentence(elasticity: Elasticity, step = 0.1): string {
  const change = (one: number) => (1 + step) ** one - 1;
  const ends = [change(elasticity.low), change(elasticity.high)].sort((a, b) => a - b) as [number, number];
  const middle = change(elasticity.value);
  const way = middle <= 0 ? 'fewer' : 'more';
  const near = percent(Math.abs(ends[middle <= 0 ? 1 : 0]));
  const far = percent(Math.abs(ends[middle <= 0 ? 0 : 1]));
  const mixed = ends[0] < 0 && ends[1] > 0;
  return `${percent(step)} dearer means ${percent(Math.abs(middle))} ${way} sold (${
    mixed ? `anything from ${percent(-ends[0])} fewer to ${percent(ends[1])} more` : `between ${near} and ${far}`
  }).`;
}

/** What to do, in one sentence, and how sure that is in a second. */
export function recommendation_words(
  of: Recommendation,
  at: Situation,
  currency: string,
): { headline: string; sure: string } {
  const price = money(of.price, currency);
  const gain = of.profit_today > 0 ? of.profit / of.profit_today - 1 : Number.NaN;
  const close = Math.abs(of.price / at.price - 1) < 0.01 || (gain >= 0 && gain < 0.005);
  const reaches = of.edge ? `, the ${of.edge === 'highest' ? 'highest' : 'lowest'} price that was tried` : '';
  const headline = close
    ? `Stay at ${money(at.price, currency)}: today’s price is about the best.`
    : Number.isFinite(gain)
      ? `${of.price > at.price ? 'Raise' : 'Lower'} the price from ${money(at.price, currency)} to about ${price}${reaches}: ${signed_percent(gain)} profit.`
      : `About ${price}${reaches} earns most; today’s ${money(at.price, currency)} does not cover its cost.`;
  const range = `The best price lies between ${money(of.low, currency)} and ${money(of.high, currency)} with 95% certainty`;
  const try_next = of.edge
    ? `The best may lie beyond: try ${of.edge === 'highest' ? 'a higher' : 'a lower'} price in a few places first.`
    : '';
  const is_certain = Math.abs(of.high - of.low) < 0.005 * of.price;
  const sure = of.edge
    ? `${is_certain ? 'All that the data allow points to it or beyond' : `${range}, as far as prices were tried`}. ${try_next}`
    : close
      ? `${range}.`
      : `${range}, and it ${likely_words(of.better)} earns more than today’s.`;
  return { headline, sure };
}
