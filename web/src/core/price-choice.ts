// What a choice model says about a line-up: the utility of an offer from its features and price, and the share that each takes.
import type { FitResult } from './price-result';
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

export interface ChoiceModel {
  price_column: string;
  price_coefficient: number;
  features: Feature[];
  /** Worth of a feature: per unit, or by word. */
  worth: (column: string, level: string) => number;
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

/** The model behind a result of choices; null when its terms are no plain columns and dummies. */
export function choice_model(
  result: FitResult,
  spec: ReadonlyMap<string, string>,
  columns: readonly ChoiceColumn[],
): ChoiceModel | null {
  const price_column = unquoted(spec.get('price') ?? '');
  const value = (name: string): number | undefined =>
    result.estimates.find((one) => unquoted(one.name) === name)?.value ?? undefined;
  const price_coefficient = value(price_column);
  if (price_coefficient === undefined) return null;
  const worths = new Map<string, Map<string, number> | number>();
  const features: Feature[] = [];
  for (const term of terms_of(spec.get('regressors'))) {
    const words = /^(?:dummy|each)\((.+)\)$/.exec(term)?.[1]?.trim();
    const column = columns.find((one) => one.name === unquoted(words ?? term));
    if (!column) return null;
    if (words === undefined) {
      const worth = value(column.name);
      if (worth === undefined) return null;
      worths.set(column.name, worth);
      const is_flag = column.values.every((one) => one === '0' || one === '1');
      features.push({
        column: column.name,
        kind: is_flag ? 'yes-no' : 'number',
        levels: is_flag ? ['0', '1'] : [...column.values].sort((a, b) => Number(a) - Number(b)),
        lowest: column.lowest ?? 0,
        highest: column.highest ?? 1,
      });
    } else {
      const by_word = new Map<string, number>();
      for (const one of result.estimates) {
        const word = word_of(one.name, column.name);
        if (word !== null && one.value !== null) by_word.set(word, one.value);
      }
      if (!by_word.size) return null;
      worths.set(column.name, by_word);
      features.push({ column: column.name, kind: 'words', levels: [...column.values].sort(), lowest: 0, highest: 0 });
    }
  }
  return {
    price_column,
    price_coefficient,
    features,
    has_outside: spec.get('outside') === 'yes',
    worth: (column, level) => {
      const worth = worths.get(column);
      if (worth === undefined) return 0;
      return typeof worth === 'number' ? worth * (Number(level) || 0) : (worth.get(level) ?? 0);
    },
  };
}

export const utility_of = (model: ChoiceModel, offer: Offer): number =>
  model.price_coefficient * offer.price +
  model.features.reduce((sum, feature) => sum + model.worth(feature.column, offer.features[feature.column] ?? ''), 0);

/** Logit shares; the last is of those who take none, where the model knows them. */
export function logit_shares(utilities: readonly number[], has_outside: boolean): number[] {
  const all = has_outside ? [...utilities, 0] : [...utilities];
  const most = Math.max(...all);
  const weights = all.map((one) => Math.exp(one - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((one) => one / sum);
}

export const shares_of = (model: ChoiceModel, offers: readonly Offer[]): number[] =>
  logit_shares(
    offers.map((offer) => utility_of(model, offer)),
    model.has_outside,
  );

/** What our offers earn per hundred people who choose. */
export function line_profit(offers: readonly Offer[], shares: readonly number[]): number {
  return offers.reduce(
    (sum, offer, index) => sum + (offer.is_ours ? 100 * shares[index]! * (offer.price - offer.cost) : 0),
    0,
  );
}

/** What one more of a feature is worth in money: its worth over that of a unit of price. */
export const willingness = (model: ChoiceModel, worth: number): number => worth / -model.price_coefficient;

/** Our price of one offer that earns most with all else as it is, by golden section between the prices that were shown. */
export function best_offer_price(
  model: ChoiceModel,
  offers: readonly Offer[],
  index: number,
  low: number,
  high: number,
): number {
  const profit = (price: number): number => {
    const moved = offers.map((offer, at) => (at === index ? { ...offer, price } : offer));
    return line_profit(moved, shares_of(model, moved));
  };
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
