// What a choice model says about a line-up: the utility of an offer from its features and price, and the share that each takes.
import { quantile_of } from './price-curve';
import { type FitResult, real_of, sheet_of } from './price-result';
import { terms_of, unquoted } from './price-spec';

export interface Feature {
  column: string;
  /** A number enters as it is; of words each has its own worth, the first none. */
  kind: 'number' | 'yes-no' | 'words';
  levels: string[];
  lowest: number;
  highest: number;
}

export interface Offer {
  name: string;
  price: number;
  cost: number;
  features: Record<string, string>;
  is_ours: boolean;
}

/** What a feature is worth to each taste: by unit, or by word. */
type Worth = Float64Array | Map<string, Float64Array>;

/** One taste for all, or one for each person who was asked. */
export interface ChoiceModel {
  price_column: string;
  /** What a unit of price takes away, by taste. */
  price: Float64Array;
  features: Feature[];
  worths: Map<string, Worth>;
  /** Somebody may also take none, of worth 0. */
  has_outside: boolean;
}

export interface ChoiceColumn {
  name: string;
  kind: 'number' | 'text';
  values: string[];
  lowest: number | null;
  highest: number | null;
}

/** Columns as a model needs them, with the values that occur in the rows. */
export function columns_of(names: readonly string[], rows: readonly (readonly string[])[]): ChoiceColumn[] {
  return names.map((name, at) => {
    const values = [...new Set(rows.map((row) => row[at] ?? ''))].filter((value) => value !== '');
    const numbers = values.map(Number);
    const is_number = values.length > 0 && numbers.every(Number.isFinite);
    return {
      name,
      kind: is_number ? 'number' : 'text',
      values: values.slice(0, 200),
      lowest: is_number ? numbers.reduce((a, b) => Math.min(a, b)) : null,
      highest: is_number ? numbers.reduce((a, b) => Math.max(a, b)) : null,
    };
  });
}

/** `brand=hiland`, `brand = hiland`, `brand: hiland` or `dummy(brand) hiland`: the worth of one word of a column. */
function word_of(name: string, column: string): string | null {
  const plain = name.replace(/^dummy\(([^)]*)\)/, '$1');
  for (const start of [column, `"${column}"`]) {
    if (!plain.startsWith(start)) continue;
    const rest = /^\s*[=:[ ]\s*(.+?)\]?$/.exec(plain.slice(start.length));
    if (rest) return unquoted(rest[1]!.trim());
  }
  return null;
}

/** Estimates by name, for each taste: the part-worths of every person where the method gives them. */
function tastes_of(result: FitResult): { names: string[]; value: (name: string) => Float64Array | undefined } {
  const people = sheet_of(result, 'part_worths');
  const first = people[0];
  if (first) {
    const names = Object.keys(first).filter((name) => name !== 'respondent');
    return {
      names,
      value: (wanted) => {
        const name = names.find((one) => unquoted(one) === wanted);
        return name === undefined ? undefined : Float64Array.from(people, (row) => real_of(row, name));
      },
    };
  }
  return {
    names: result.estimates.map((one) => one.name),
    value: (wanted) => {
      const found = result.estimates.find((one) => unquoted(one.name) === wanted)?.value;
      return found === null || found === undefined ? undefined : Float64Array.of(found);
    },
  };
}

/** A feature and its worth, or null where the term is no plain column or dummy of one. */
function feature_of(
  term: string,
  columns: readonly ChoiceColumn[],
  tastes: ReturnType<typeof tastes_of>,
): { feature: Feature; worth: Worth } | null {
  const words = /^(?:dummy|each)\((.+)\)$/.exec(term)?.[1]?.trim();
  const column = columns.find((one) => one.name === unquoted(words ?? term));
  if (!column) return null;
  if (words === undefined) {
    const worth = tastes.value(column.name);
    if (!worth) return null;
    const is_flag = column.values.every((one) => one === '0' || one === '1');
    return {
      worth,
      feature: {
        column: column.name,
        kind: is_flag ? 'yes-no' : 'number',
        levels: is_flag ? ['0', '1'] : [...column.values].sort((a, b) => Number(a) - Number(b)),
        lowest: column.lowest ?? 0,
        highest: column.highest ?? 1,
      },
    };
  }
  const worth = new Map<string, Float64Array>();
  for (const name of tastes.names) {
    const word = word_of(name, column.name);
    const value = word === null ? undefined : tastes.value(unquoted(name));
    if (word !== null && value) worth.set(word, value);
  }
  if (!worth.size) return null;
  const levels = [...column.values].sort();
  return { worth, feature: { column: column.name, kind: 'words', levels, lowest: 0, highest: 0 } };
}

/** The model behind a result of choices; null when its terms are no plain columns and dummies. */
export function choice_model(
  result: FitResult,
  spec: ReadonlyMap<string, string>,
  columns: readonly ChoiceColumn[],
): ChoiceModel | null {
  const tastes = tastes_of(result);
  const price_column = unquoted(spec.get('price') ?? '');
  const price = tastes.value(price_column);
  if (!price || result.method === 'mixed-logit') return null;
  const found = terms_of(spec.get('regressors')).map((term) => feature_of(term, columns, tastes));
  if (found.some((one) => one === null)) return null;
  return {
    price_column,
    price,
    features: found.map((one) => one!.feature),
    worths: new Map(found.map((one) => [one!.feature.column, one!.worth])),
    has_outside: spec.get('outside') === 'yes',
  };
}

/** What an offer is worth to each taste, without its price. */
export function worth_of(model: ChoiceModel, offer: Offer): Float64Array {
  const sum = new Float64Array(model.price.length);
  for (const feature of model.features) {
    const worth = model.worths.get(feature.column)!;
    const level = offer.features[feature.column] ?? '';
    const part = worth instanceof Float64Array ? worth : worth.get(level);
    const times = worth instanceof Float64Array ? Number(level) || 0 : 1;
    if (part && times) for (let taste = 0; taste < sum.length; taste += 1) sum[taste]! += times * part[taste]!;
  }
  return sum;
}

/** Logit shares; the last is of those who take none, where the model knows them. */
export function logit_shares(utilities: readonly number[], has_outside: boolean): number[] {
  const all = has_outside ? [...utilities, 0] : [...utilities];
  const most = Math.max(...all);
  const weights = all.map((one) => Math.exp(one - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((one) => one / sum);
}

export interface Shares {
  mean: number[];
  /** Standard errors by who was asked; empty with one taste for all. */
  se: number[];
}

/** The shares of a line-up at any prices: features are added up once, so that a slider costs only what it moves. */
export function market_of(model: ChoiceModel, offers: readonly Offer[]): (prices: readonly number[]) => Shares {
  const worths = offers.map((offer) => worth_of(model, offer));
  const count = offers.length + (model.has_outside ? 1 : 0);
  const tastes = model.price.length;
  return (prices) => {
    const sums = new Array<number>(count).fill(0);
    const squares = new Array<number>(count).fill(0);
    const utilities = new Array<number>(offers.length);
    for (let taste = 0; taste < tastes; taste += 1) {
      for (let offer = 0; offer < offers.length; offer += 1)
        utilities[offer] = worths[offer]![taste]! + model.price[taste]! * prices[offer]!;
      logit_shares(utilities, model.has_outside).forEach((share, place) => {
        sums[place]! += share;
        squares[place]! += share * share;
      });
    }
    const mean = sums.map((sum) => sum / tastes);
    const spread = (place: number) => Math.max(0, squares[place]! / tastes - mean[place]! ** 2);
    return { mean, se: tastes > 1 ? mean.map((_, place) => Math.sqrt(spread(place) / (tastes - 1))) : [] };
  };
}

export const shares_of = (model: ChoiceModel, offers: readonly Offer[]): Shares =>
  market_of(model, offers)(offers.map((offer) => offer.price));

/** What our offers earn per hundred people who choose. */
export function line_profit(offers: readonly Offer[], shares: readonly number[], prices?: readonly number[]): number {
  return offers.reduce(
    (sum, offer, at) => sum + (offer.is_ours ? 100 * shares[at]! * ((prices?.[at] ?? offer.price) - offer.cost) : 0),
    0,
  );
}

const quantile = (values: Float64Array, share: number): number =>
  quantile_of([...Float64Array.from(values).sort()], share);

export interface MoneyWorth {
  label: string;
  value: number;
  /** What it is worth to the middle half of people; the same as the value with one taste for all. */
  low: number;
  high: number;
}

/** What each feature, or each word of one, is worth in money to the person in the middle. */
export function worths_in_money(model: ChoiceModel): MoneyWorth[] {
  const in_money = (label: string, worth: Float64Array): MoneyWorth => {
    const money = worth.map((one, taste) => one / -model.price[taste]!);
    return { label, value: quantile(money, 0.5), low: quantile(money, 0.25), high: quantile(money, 0.75) };
  };
  return model.features.flatMap((feature) => {
    const worth = model.worths.get(feature.column)!;
    return worth instanceof Float64Array
      ? [in_money(feature.column, worth)]
      : [...worth].map(([word, one]) => in_money(`${feature.column}: ${word}`, one));
  });
}

/** Whether a dearer offer is worth less to (almost) everybody, so that money can be the measure. */
export const is_price_bad = (model: ChoiceModel): boolean => quantile(model.price, 0.5) < 0;

/** The profit of our line over the price of one offer. */
export function profit_curve(model: ChoiceModel, offers: readonly Offer[], index: number): (price: number) => number {
  const market = market_of(model, offers);
  const prices = offers.map((offer) => offer.price);
  return (price) => {
    const tried = prices.map((one, at) => (at === index ? price : one));
    return line_profit(offers, market(tried).mean, tried);
  };
}

/** Our price of one offer that earns most with all else as it is, by golden section between the prices that were shown. */
export function best_offer_price(
  model: ChoiceModel,
  offers: readonly Offer[],
  index: number,
  low: number,
  high: number,
): number {
  const profit = profit_curve(model, offers, index);
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  for (let step = 0; step < 60; step += 1) {
    const near = to - ratio * (to - from);
    const far = from + ratio * (to - from);
    if (profit(near) >= profit(far)) to = far;
    else from = near;
  }
  return (from + to) / 2;
}

/** A first line-up: one offer at a middle price with the levels that come first, and one rival with those that come last. */
export function first_offers(model: ChoiceModel, low: number, high: number): Offer[] {
  const round = (value: number): number => Number(value.toPrecision(3));
  const level = (feature: Feature, last: boolean): string =>
    (last ? feature.levels[feature.levels.length - 1] : feature.levels[0]) ?? '';
  const made = (name: string, is_ours: boolean, share: number, last: (index: number) => boolean): Offer => ({
    name,
    is_ours,
    price: round(low + (high - low) * share),
    cost: 0,
    features: Object.fromEntries(model.features.map((feature, index) => [feature.column, level(feature, last(index))])),
  });
  return [
    made('Our offer', true, 0.5, (index) => index % 2 === 0),
    made('Our other offer', true, 0.75, () => true),
    made('A rival', false, 0.5, (index) => index % 2 === 1),
  ];
}
