// A study in the making. It lives outside of the components, so that going back a step loses nothing.
import { batch, computed, signal } from '@preact/signals';
import { call } from '../../api/client';
import type { PriceStudy } from '../../api/types';
import { level_sales, median_of } from '../../core/price-curve';
import {
  compose,
  guess_mapping,
  guess_way,
  type Mapping,
  mapping_problems,
  type Question,
  type Way,
} from '../../core/price-question';
import { questions } from '../../core/price-questions';
import { type Assumptions, type SpecLine, with_assumptions } from '../../core/price-spec';
import { act, create } from '../../store/changes';
import { type DataPreview, type DataSet, load_preview } from './data';

export type StepId = 'data' | 'question' | 'columns';
export const steps: { id: StepId; name: string }[] = [
  { id: 'data', name: 'Data' },
  { id: 'question', name: 'Question' },
  { id: 'columns', name: 'Columns' },
];

export const step = signal<StepId>('data');
export const data = signal<DataSet | null>(null);
export const preview = signal<DataPreview | null>(null);
export const question = signal<Question>(questions[0]!);
export const way = signal<Way>(questions[0]!.ways[0]!);
export const mapping = signal<Mapping>({});
export const drops = signal(false);
export const more = signal<SpecLine[]>([]);
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

export const may_go = (to: StepId): boolean => to === 'data' || (data.value !== null && preview.value !== null);

export function go(to: StepId): void {
  if (may_go(to)) step.value = to;
}

/** The numbers of a column among the rows that are here. */
function numbers_of(name: string | undefined): number[] {
  const now = preview.peek();
  const at = now?.columns.findIndex((column) => column.name === name) ?? -1;
  if (!now || at < 0) return [];
  return now.head.flatMap((row) => {
    const cell = row[at];
    const value = typeof cell === 'number' ? cell : cell === null || cell === '' ? Number.NaN : Number(cell);
    return Number.isFinite(value) ? [value] : [];
  });
}

/** To the cent, or finer where prices are small. */
export const as_price = (value: number): number => Number(value >= 1 ? value.toFixed(2) : value.toPrecision(3));

/** Today's price is likely a typical one of the last rows; whoever knows better writes over it. */
function guess_price(): void {
  const prices = numbers_of(mapping.peek().price?.[0]);
  const typical = median_of(prices);
  assumptions.value = {
    ...assumptions.peek(),
    price: Number.isFinite(typical) ? as_price(typical) : null,
  };
}

export function choose_way(next: Way): void {
  batch(() => {
    way.value = next;
    mapping.value = guess_mapping(next, columns.peek());
    drops.value = false;
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
export async function choose_data(chosen: DataSet): Promise<void> {
  const seen = await load_preview(chosen.key, 500);
  batch(() => {
    data.value = chosen;
    preview.value = seen;
    const guess = guess_way(seen.columns);
    question.value = guess.question;
    choose_way(guess.way);
    study_name.value = study_name.peek() || chosen.name;
  });
}

export interface SpecProblem {
  line: number;
  column?: number;
  message: string;
}

export const check_spec = (text: string, key: string, signal?: AbortSignal): Promise<{ problems: SpecProblem[] }> =>
  call('POST', '/price-studies/check', { body: { spec: text, data: key }, signal });

/** Keeps the study and starts it. */
export async function start_study(): Promise<PriceStudy> {
  const text = written.peek() === null ? composed.peek() : with_assumptions(written.peek()!, assumptions.peek());
  const made = await create('price-studies', {
    name: study_name.peek().trim() || 'Price study',
    question: question.peek().id,
    product: product.peek(),
    data: data.peek()!.key,
    spec: text,
  });
  return act('price-studies', made.key, 'run');
}

export function start_over(): void {
  batch(() => {
    step.value = 'data';
    data.value = null;
    preview.value = null;
    mapping.value = {};
    more.value = [];
    drops.value = false;
    written.value = null;
    study_name.value = '';
    product.value = null;
    assumptions.value = { price: null, cost: null, currency: '' };
  });
}

/** Prices and quantities of the rows that are here, each shop moved to the common mean. */
export function sales_of(
  seen: DataPreview,
  names: { price: string; quantity: string; place: string | null },
): { x: number; y: number }[] {
  const at = (name: string | null) => seen.columns.findIndex((column) => column.name === name);
  const [price, quantity, place] = [at(names.price), at(names.quantity), at(names.place)];
  if (price < 0 || quantity < 0) return [];
  return level_sales(
    seen.head.map((row) => ({
      price: Number(row[price]),
      volume: Number(row[quantity]),
      group: place < 0 ? '' : String(row[place]),
    })),
  );
}
