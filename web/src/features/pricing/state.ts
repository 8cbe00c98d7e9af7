// A study in the making. It lives outside of the components, so that going back a step loses nothing.
import { batch, computed, signal } from '@preact/signals';
import { call } from '../../api/client';
import type { PriceData, PriceStudy, PriceStudyProblem } from '../../api/types';
import { level_sales, median_of } from '../../core/price-curve';
import {
  compose,
  guess_mapping,
  guess_way,
  is_fixed_within,
  type Mapping,
  mapping_problems,
  type Question,
  repeats_within,
  type Way,
} from '../../core/price-question';
import { questions } from '../../core/price-questions';
import { type Assumptions, read_spec, type SpecLine } from '../../core/price-spec';
import { act, create } from '../../store/changes';
import { type DataPreview, type DataRows, load_preview, load_rows } from './data';

export type StepId = 'data' | 'question' | 'columns';
export const steps: { id: StepId; name: string }[] = [
  { id: 'data', name: 'Data' },
  { id: 'question', name: 'Question' },
  { id: 'columns', name: 'Columns' },
];

export const step = signal<StepId>('data');
export const data = signal<PriceData | null>(null);
export const preview = signal<DataPreview | null>(null);
const rows = signal<DataRows | null>(null);
export const question = signal<Question>(questions[0]!);
export const way = signal<Way>(questions[0]!.ways[0]!);
export const mapping = signal<Mapping>({});
export const drops = signal(false);
export const more = signal<SpecLine[]>([]);
/** Data sets beside the first, by what they are to the method. */
export const further = signal<Record<string, string>>({});
export const assumptions = signal<Assumptions>({ price: null, cost: null, currency: '' });
export const study_name = signal('');
export const product = signal<string | null>(null);
/** The specification as somebody wrote it by hand; null while it follows from the columns. */
export const written = signal<string | null>(null);

export const columns = computed(() => preview.value?.columns ?? []);
export const composed = computed(() =>
  compose(
    way.value,
    { mapping: mapping.value, drops_missing: drops.value, more: more.value },
    columns.value,
    assumptions.value,
  ),
);
export const spec = computed(() => written.value ?? composed.value);
export const problems = computed(() =>
  written.value === null ? mapping_problems(way.value, mapping.value, columns.value, drops.value) : [],
);

/** Files that the way needs and nobody has chosen yet. */
export const missing_files = computed(() =>
  (way.value.files ?? []).filter((file) => !file.optional && !further.value[file.role]),
);

export const may_go = (to: StepId): boolean => to === 'data' || (data.value !== null && preview.value !== null);

export function go(to: StepId): void {
  if (may_go(to)) step.value = to;
}

/** The numbers of a column. */
function numbers_of(name: string | undefined): number[] {
  const now = rows.peek();
  const at = now && name !== undefined ? now.columns.indexOf(name) : -1;
  return at < 0 ? [] : now!.rows.map((row) => (row[at] ? Number(row[at]) : Number.NaN)).filter(Number.isFinite);
}

/** To the cent, or finer where prices are small. */
export const as_price = (value: number): number => Number(value >= 1 ? value.toFixed(2) : value.toPrecision(3));

/** Today's price is likely a typical one; whoever knows better writes over it. */
function guess_price(): void {
  const prices = numbers_of(mapping.peek().price?.[0]);
  const typical = median_of(prices);
  assumptions.value = {
    ...assumptions.peek(),
    price: Number.isFinite(typical) ? as_price(typical) : null,
  };
}

/** What names alone cannot say: a brand that is offered twice in a question is no name of an offer, only a feature; and what
 * never changes for a product says nothing beside the product's own effect. */
function seen_in_rows(of: Way, guess: Mapping): Mapping {
  const now = rows.peek();
  if (!now) return guess;
  const column = (name: string | undefined) => (name === undefined ? -1 : now.columns.indexOf(name));
  const name = column(guess.alternative?.[0]);
  const within = [guess.task, guess.respondent].map((role) => column(role?.[0])).filter((at) => at >= 0);
  const next = name >= 0 && repeats_within(now.rows, name, within) ? { ...guess, alternative: [] } : guess;
  const product = column(guess.product?.[0]);
  if (of.method !== 'logit' || product < 0 || !next.features) return next;
  return { ...next, features: next.features.filter((one) => !is_fixed_within(now.rows, column(one), product)) };
}

export function choose_way(next: Way): void {
  batch(() => {
    way.value = next;
    mapping.value = seen_in_rows(next, guess_mapping(next, columns.peek()));
    drops.value = false;
    further.value = {};
    more.value = (next.more ?? []).map((line) => ({ ...line }));
    written.value = null;
    guess_price();
  });
}

export function choose_question(next: Question): void {
  question.value = next;
  choose_way(next.ways[0]!);
}

export function map_role(role: string, names: string[]): void {
  mapping.value = { ...mapping.peek(), [role]: names };
  if (role === 'price') guess_price();
}

/** Makes a data set the one of the study, and guesses what it is about. */
export async function choose_data(chosen: PriceData): Promise<void> {
  const [seen, all] = await Promise.all([load_preview(chosen.key), load_rows(chosen.key, chosen.size)]);
  batch(() => {
    data.value = chosen;
    preview.value = seen;
    rows.value = all;
    const guess = guess_way(seen.columns);
    question.value = guess.question;
    choose_way(guess.way);
    study_name.value = study_name.peek() || chosen.name;
  });
}

/** Which file of a method a data set is: answers of a survey, or sales. */
const is_answers = (text: string): boolean =>
  ['van-westendorp', 'gabor-granger'].includes(read_spec(text).get('method') ?? '');

function further_of(text: string, key: string): Record<string, string> | null {
  const all = { ...further.value, ...(is_answers(text) ? { answers: key } : {}) };
  return Object.keys(all).length ? all : null;
}

export function check_spec(
  text: string,
  key: string,
  signal?: AbortSignal,
): Promise<{ problems: PriceStudyProblem[] }> {
  const more = further_of(text, key);
  return call('POST', '/price-studies/check', {
    body: { spec: text, data: key, ...(more ? { further_data: more } : {}) },
    signal,
  });
}

/** Chooses a second file; of the features those remain that it knows too. */
export async function choose_further(role: string, key: string | null): Promise<void> {
  const next = { ...further.peek() };
  if (key) next[role] = key;
  else delete next[role];
  further.value = next;
  if (role !== 'part-worths' || !key) return;
  const seen = await load_preview(key, 0);
  const names = seen.columns.map((column) => column.name);
  const usual = guess_mapping(way.peek(), columns.peek()).features ?? [];
  map_role(
    'features',
    usual.filter((name) => names.some((one) => one === name || one.startsWith(`${name}=`))),
  );
}

/** Keeps the study and starts it. */
export async function start_study(): Promise<PriceStudy> {
  const text = spec.peek();
  const made = await create('price-studies', {
    name: study_name.peek().trim() || 'Price study',
    question: question.peek().id,
    product: product.peek(),
    data: data.peek()!.key,
    further_data: further_of(text, data.peek()!.key),
    spec: text,
  });
  return act('price-studies', made.key, 'run');
}

export function start_over(): void {
  batch(() => {
    step.value = 'data';
    data.value = null;
    preview.value = null;
    rows.value = null;
    mapping.value = {};
    more.value = [];
    further.value = {};
    drops.value = false;
    written.value = null;
    study_name.value = '';
    product.value = null;
    assumptions.value = { price: null, cost: null, currency: '' };
  });
}

/** Prices and quantities of the rows, each shop moved to the common mean. */
export function sales_of(
  seen: DataRows,
  names: { price: string; quantity: string; place: string | null },
): { x: number; y: number }[] {
  const at = (name: string | null) => (name === null ? -1 : seen.columns.indexOf(name));
  const [price, quantity, place] = [at(names.price), at(names.quantity), at(names.place)];
  if (price < 0 || quantity < 0) return [];
  return level_sales(
    seen.rows.map((row) => ({
      price: Number(row[price]),
      volume: Number(row[quantity]),
      group: place < 0 ? '' : (row[place] ?? ''),
    })),
  );
}
