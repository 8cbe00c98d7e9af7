// The questions of the pricing lab: which method answers each, what it needs to know of the columns, and which columns those are
// likely to be, judging by their names.
import { questions } from './price-questions';
import { type Assumptions, type SpecLine, spec_name, write_spec } from './price-spec';

export type QuestionId = 'volume' | 'willingness' | 'choices' | 'shares' | 'line' | 'diffusion';

export interface DataColumn {
  name: string;
  kind: 'number' | 'text' | 'date';
  distinct: number;
  missing: number;
  lowest: number | null;
  highest: number | null;
  example: string | null;
  /** The first cell that is no number in a column that else holds numbers. */
  odd?: { line: number; value: string } | null;
}

export interface Role {
  id: string;
  label: string;
  help: string;
  /** How its columns stand in the specification; without it, under the role's own name. */
  line?: string;
  /** What becomes of a column: as it is, its logarithm, or whatever suits it (dummies for words and seasons). */
  as?: 'column' | 'log' | 'control';
  several?: boolean;
  optional?: boolean;
  number?: boolean;
  positive?: boolean;
  /** Only words name such a thing; numbers would be places in a list. */
  text?: boolean;
  /** Words that such columns are called by, the surest first. */
  words: RegExp[];
}

/** A second file that a way reads beside the first. */
export interface FurtherFile {
  role: string;
  label: string;
  help: string;
  optional?: boolean;
}

export interface Way {
  id: string;
  method: string;
  title: string;
  help: string;
  roles: Role[];
  /** Lines under a method's own names that it begins with; the reader may change them. */
  more?: SpecLine[];
  /** Roles whose column stands in a further line too: the price, of which nobody wants more. */
  lines_of?: Record<string, string>;
  files?: FurtherFile[];
  /** What is asked beside the data: today's price and cost for a best price, the cost alone, or only the currency. */
  asks: 'price-and-cost' | 'cost' | 'currency';
}

export interface Question {
  id: QuestionId;
  title: string;
  /** The question as the form of a decision. */
  help: string;
  brings: string;
  ways: Way[];
}

export const question_of = (id: string): Question | undefined => questions.find((question) => question.id === id);

export const way_of = (method: string): { question: Question; way: Way } | undefined => {
  for (const question of questions) {
    const way = question.ways.find((one) => one.method === method);
    if (way) return { question, way };
  }
  return undefined;
};

/** The columns chosen for each role. */
export type Mapping = Record<string, string[]>;

const plain = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_\-.]+/g, ' ');

/** A first mapping by the names of the columns; what is certain is taken before what is likely, and no column twice. */
export function guess_mapping(way: Way, columns: readonly DataColumn[]): Mapping {
  const mapping: Mapping = Object.fromEntries(way.roles.map((role) => [role.id, []]));
  const taken = new Set<string>();
  const fits = (role: Role, column: DataColumn): boolean =>
    (!role.number || column.kind === 'number') &&
    (!role.text || column.kind === 'text') &&
    (role.optional !== true || column.distinct > 1);
  // A rival's price is called a price too: roles with several columns choose first among what names them outright.
  const order = [...way.roles].sort((a, b) => Number(b.id === 'rivals') - Number(a.id === 'rivals'));
  const most = Math.max(...way.roles.map((role) => role.words.length));
  for (let sureness = 0; sureness < most; sureness += 1) {
    for (const role of order) {
      const pattern = role.words[sureness];
      if (!pattern) continue;
      for (const column of columns) {
        if (taken.has(column.name) || !fits(role, column) || !pattern.test(plain(column.name))) continue;
        if (!role.several && mapping[role.id]!.length) break;
        mapping[role.id]!.push(column.name);
        taken.add(column.name);
      }
    }
  }
  // Whatever sets offers apart counts, unless it is known to be something else.
  const features = way.roles.find((role) => role.id === 'features');
  if (features) {
    mapping.features = columns
      .filter(
        (column) => (!taken.has(column.name) || mapping.alternative?.includes(column.name)) && is_feature(column, way),
      )
      .map((column) => column.name);
  }
  return mapping;
}

/** Numbers with several values, and words with few; counters and identifiers are none. */
const is_feature = (column: DataColumn, way: Way): boolean =>
  column.distinct > 1 &&
  !/(^| )(id|ids|index|row|nr|no|alt|alternative|offer|option|concept|card|position|week|quarter|year|date)$/.test(
    plain(column.name),
  ) &&
  (way.method !== 'logit' || column.kind === 'number') &&
  (column.kind === 'number' || column.distinct <= 12);

/** Whether a value of a column stands twice among rows with the same values in others: a brand offered twice in one question. */
export function repeats_within(
  rows: readonly (readonly string[])[],
  column: number,
  within: readonly number[],
): boolean {
  const seen = new Set<string>();
  for (const row of rows) {
    const id = [...within, column].map((at) => row[at] ?? '').join('\n');
    if (seen.has(id)) return true;
    seen.add(id);
  }
  return false;
}

/** Whether a column never changes among the rows of one group: what a product is like says nothing beside its own effect. */
export function is_fixed_within(rows: readonly (readonly string[])[], column: number, group: number): boolean {
  const seen = new Map<string, string>();
  return rows.every((row) => {
    const value = row[column] ?? '';
    const before = seen.get(row[group] ?? '');
    if (before === undefined) seen.set(row[group] ?? '', value);
    return before === undefined || before === value;
  });
}

/** How well the columns suit a way: the share of its needed roles that names were found for. */
export function fit_of(way: Way, columns: readonly DataColumn[]): number {
  const mapping = guess_mapping(way, columns);
  const needed = way.roles.filter((role) => !role.optional);
  return needed.filter((role) => mapping[role.id]!.length > 0).length / Math.max(1, needed.length);
}

/** What was recognised, optional roles for half; what is needed and missing weighs more than what is there. */
function score_of(way: Way, columns: readonly DataColumn[]): number {
  const mapping = guess_mapping(way, columns);
  return way.roles.reduce((sum, role) => {
    if (role.id === 'features') return sum;
    if (mapping[role.id]!.length) return sum + (role.optional ? 0.5 : 1);
    return role.optional ? sum : sum - 1.5;
  }, 0);
}

/** The question and way that the columns suit best; the first of all when nothing is recognised. */
export function guess_way(columns: readonly DataColumn[]): { question: Question; way: Way } {
  let best = { question: questions[0]!, way: questions[0]!.ways[0]!, score: 0 };
  for (const question of questions) {
    // Of the ways to answer one question the simple ones come first, and a later one has to suit clearly better.
    const scored = question.ways.map((way) => ({ question, way, score: score_of(way, columns) }));
    const own = scored.reduce((found, one) => (one.score > found.score + 0.5 ? one : found));
    if (own.score > best.score) best = own;
  }
  return best;
}

const seasonal = /^(month|season|quarter|weekday|day of week|year)$/;

/** A column as a term of the kind that its role asks for. */
export function term_of(role: Role, column: DataColumn): string {
  const name = spec_name(column.name);
  if (role.as === 'log') return `log(${name})`;
  if (role.as === 'control' && (column.kind !== 'number' || seasonal.test(plain(column.name)))) return `dummy(${name})`;
  return name;
}

export interface Choices {
  mapping: Mapping;
  drops_missing: boolean;
  /** Further lines under a way's own names, such as a cost or a seed. */
  more: SpecLine[];
}

/** The specification that comes of what was chosen. */
export function compose(way: Way, choices: Choices, columns: readonly DataColumn[], assumptions: Assumptions): string {
  const lines: SpecLine[] = [{ name: 'method', value: way.method }];
  const add = (name: string, value: string) => {
    const known = lines.find((line) => line.name === name);
    if (known) known.value += `, ${value}`;
    else lines.push({ name, value });
  };
  for (const role of way.roles)
    for (const name of choices.mapping[role.id] ?? []) {
      const column = columns.find((one) => one.name === name);
      if (column) add(role.line ?? role.id, term_of(role, column));
    }
  // Rows of one shop, and answers of one person, are not independent of each other.
  const together = choices.mapping[way.method === 'elasticity' ? 'place' : 'respondent']?.[0];
  if (together && (way.method === 'elasticity' || way.method === 'multinomial-logit'))
    add('cluster', spec_name(together));
  // Shops differ for good: of what makes an occasion, the column with the fewest values is the shop.
  if (way.method === 'cross-elasticity') {
    const occasion = columns.filter((one) => choices.mapping.occasion?.includes(one.name));
    const shop = [...occasion].sort((a, b) => a.distinct - b.distinct)[0];
    if (shop && occasion.length > 1) {
      add('absorb', spec_name(shop.name));
      add('cluster', spec_name(shop.name));
    }
  }
  const product = choices.mapping.product?.[0];
  if (product && way.method === 'logit') add('absorb', spec_name(product));
  for (const [role, line] of Object.entries(way.lines_of ?? {})) {
    const name = choices.mapping[role]?.[0];
    if (name) add(line, spec_name(name));
  }
  if (choices.drops_missing) add('missing', 'drop');
  for (const line of choices.more) add(line.name, line.value);
  if (way.asks !== 'currency' && assumptions.cost !== null) add('cost', String(assumptions.cost));
  if (way.asks === 'price-and-cost' && assumptions.cost !== null) {
    add('question', 'optimize');
    if (assumptions.price !== null) add('today price', String(assumptions.price));
  }
  return write_spec(lines, assumptions.currency);
}

export interface MappingProblem {
  role: string;
  message: string;
  /** The study can run all the same. */
  is_note?: boolean;
}

/** What is wrong with a mapping before the server is asked. */
export function mapping_problems(
  way: Way,
  mapping: Mapping,
  columns: readonly DataColumn[],
  drops: boolean,
): MappingProblem[] {
  const problems: MappingProblem[] = [];
  for (const role of way.roles) {
    const chosen = (mapping[role.id] ?? []).flatMap((name) => columns.find((column) => column.name === name) ?? []);
    if (!chosen.length && !role.optional) {
      problems.push({ role: role.id, message: `Say which column is ${lower_first(role.label)}.` });
    }
    for (const column of chosen) {
      if (role.number && column.kind !== 'number') {
        problems.push({
          role: role.id,
          message: column.odd
            ? `${column.name} holds “${column.odd.value}” in line ${column.odd.line}; numbers are needed.`
            : `${column.name} holds ${column.kind === 'date' ? 'dates' : 'words'}, such as “${column.example ?? ''}”; numbers are needed.`,
        });
      } else if (role.positive && column.lowest !== null && column.lowest <= 0) {
        problems.push({
          role: role.id,
          message: `${column.name} has values of 0 or below; ${lower_first(role.label)} has to be above 0. Leave those rows out of the file.`,
        });
      }
      if (column.distinct === 1 && role.id === 'price') {
        problems.push({
          role: role.id,
          message: `${column.name} never changes, so these data cannot show what another price would do.`,
          is_note: true,
        });
      }
      if (column.missing > 0 && !drops) {
        problems.push({
          role: role.id,
          message: `${column.name} is empty in ${column.missing} ${column.missing === 1 ? 'row' : 'rows'}: leave such rows out, or fill them in.`,
        });
      }
    }
  }
  return problems;
}

const lower_first = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
