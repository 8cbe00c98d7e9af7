// What the reader of the import wizard decided, and how it becomes the mapping file that the server and the command line read.
import type { DescriptionField, DescriptionResource, Role } from '../api/types';

export type Missing = 'reject' | 'create' | 'keep' | 'ignore';

export interface FieldPlan {
  /** In the order in which they are tried. */
  columns: string[];
  /** The same value for every row, in place of columns. */
  constant: string | null;
  /** Translations; the empty text stands for the empty cell. */
  values: Record<string, string>;
  otherwise: string;
  missing: Missing;
  match: string[] | null;
}

export interface RolePlan {
  role: Role;
  column: string;
  /** The column whose text marks a stand-in. */
  note: string | null;
  missing: Missing;
  /** Members of the mapping file that the wizard does not show. */
  rest: Record<string, unknown>;
}

export interface ImportPlan {
  resource: string;
  source: string;
  /** How the record of a row is found again. */
  identity: { by: 'external_id' | 'key'; columns: string[] } | { by: 'name' };
  fields: Record<string, FieldPlan>;
  roles: RolePlan[];
  /** Members of the mapping file that the wizard does not show. */
  rest: Record<string, unknown>;
}

export const empty_field = (): FieldPlan => ({
  columns: [],
  constant: null,
  values: {},
  otherwise: 'reject',
  missing: 'reject',
  match: null,
});

export const empty_plan = (resource: string, source = ''): ImportPlan => ({
  resource,
  source,
  identity: { by: 'name' },
  fields: {},
  roles: [],
  rest: {},
});

type Raw = Record<string, unknown>;
const is_object = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(String);
const missing_of = (value: unknown): Missing =>
  value === 'create' || value === 'keep' || value === 'ignore' ? value : 'reject';

function field_of(raw: unknown): FieldPlan {
  const plan = empty_field();
  if (!is_object(raw)) return { ...plan, columns: texts(raw) };
  if (raw.value !== undefined) return { ...plan, constant: String(raw.value) };
  return {
    columns: texts(raw.column),
    constant: null,
    values: is_object(raw.values)
      ? Object.fromEntries(Object.entries(raw.values).map(([key, value]) => [key, String(value)]))
      : {},
    otherwise: typeof raw.otherwise === 'string' ? raw.otherwise : 'reject',
    missing: missing_of(raw.missing),
    match: Array.isArray(raw.match) ? texts(raw.match) : null,
  };
}

/** Reads a mapping: the server's suggestion, or a file that was saved before. Null when it is none. */
export function plan_of_mapping(mapping: unknown): ImportPlan | null {
  if (!is_object(mapping) || mapping.tandem_map !== 1 || typeof mapping.resource !== 'string') return null;
  const {
    tandem_map: _version,
    resource,
    source,
    external_id,
    key,
    fields,
    assignments,
    ignore: _ignore,
    ...rest
  } = mapping;
  const plan = empty_plan(resource, typeof source === 'string' ? source : '');
  if (external_id !== undefined && external_id !== null)
    plan.identity = { by: 'external_id', columns: texts(external_id) };
  else if (key !== undefined && key !== null) plan.identity = { by: 'key', columns: texts(key) };
  for (const [name, raw] of Object.entries(is_object(fields) ? fields : {})) plan.fields[name] = field_of(raw);
  const kept: unknown[] = [];
  for (const raw of Array.isArray(assignments) ? assignments : []) {
    const role = is_object(raw) && typeof raw.role === 'string' ? raw.role : null;
    const person = is_object(raw) ? raw.person : null;
    const column = is_object(person) ? texts(person.column) : texts(person);
    if (!is_object(raw) || !role || column.length !== 1) {
      kept.push(raw);
      continue;
    }
    const { role: _role, person: _person, stand_in, ...others } = raw;
    plan.roles.push({
      role: role as Role,
      column: column[0]!,
      note: is_object(stand_in) ? (texts(stand_in.column)[0] ?? null) : (texts(stand_in)[0] ?? null),
      missing: missing_of(is_object(person) ? person.missing : undefined),
      rest: others,
    });
  }
  plan.rest = kept.length ? { ...rest, assignments: kept } : rest;
  return plan;
}

/** The columns that the plan uses for anything. */
export function used_columns(plan: ImportPlan): Set<string> {
  return new Set([
    ...Object.values(plan.fields).flatMap((field) => field.columns),
    ...plan.roles.flatMap((role) => [role.column, role.note ?? '']),
    ...(plan.identity.by === 'name' ? [] : plan.identity.columns),
  ]);
}

/** The mapping file. Columns that are not used are named, so that leaving them out is a decision and not an oversight. */
export function mapping_of_plan(
  plan: ImportPlan,
  columns: readonly string[],
  fields: readonly DescriptionField[],
): Raw {
  const { assignments: kept, ...rest } = plan.rest;
  const mapping: Raw = { tandem_map: 1, resource: plan.resource };
  if (plan.source) mapping.source = plan.source;
  if (plan.identity.by !== 'name' && plan.identity.columns.length) {
    mapping[plan.identity.by] = plan.identity.columns.length === 1 ? plan.identity.columns[0] : plan.identity.columns;
  }
  const written: Raw = {};
  for (const field of fields) {
    const one = plan.fields[field.name];
    if (!one) continue;
    if (one.constant !== null) {
      if (one.constant !== '') written[field.name] = { value: one.constant };
      continue;
    }
    if (!one.columns.length) continue;
    const column = one.columns.length === 1 ? one.columns[0] : one.columns;
    const more: Raw = {};
    if (one.match) more.match = one.match;
    if (field.type === 'reference' && one.missing !== 'reject') more.missing = one.missing;
    if (Object.keys(one.values).length) more.values = one.values;
    if (one.otherwise !== 'reject') more.otherwise = one.otherwise;
    written[field.name] = Object.keys(more).length || Array.isArray(column) ? { column, ...more } : column;
  }
  mapping.fields = written;
  const assignments = [
    ...plan.roles.map((role) => ({
      role: role.role,
      person: { column: role.column, ...(role.missing === 'reject' ? {} : { missing: role.missing }) },
      ...(role.note ? { stand_in: { column: role.note } } : {}),
      ...role.rest,
    })),
    ...(Array.isArray(kept) ? kept : []),
  ];
  if (assignments.length) mapping.assignments = assignments;
  const used = used_columns(plan);
  const ignored = columns.filter((column) => !used.has(column));
  if (ignored.length) mapping.ignore = ignored;
  return { ...mapping, ...rest };
}

/** What a column is for, as one code: `field:line`, `role:sales`, `note:sales`, or empty. */
export function purpose_of(plan: ImportPlan, column: string): string {
  for (const [name, field] of Object.entries(plan.fields)) if (field.columns.includes(column)) return `field:${name}`;
  for (const role of plan.roles) {
    if (role.column === column) return `role:${role.role}`;
    if (role.note === column) return `note:${role.role}`;
  }
  return '';
}

/** Gives a column another purpose; a field that already has a column keeps it and tries this one next. */
export function with_purpose(plan: ImportPlan, column: string, purpose: string, order: readonly string[]): ImportPlan {
  const fields = Object.fromEntries(
    Object.entries(plan.fields)
      .map(([name, field]) => [name, { ...field, columns: field.columns.filter((one) => one !== column) }] as const)
      .filter(([, field]) => field.columns.length || field.constant !== null),
  );
  let roles = plan.roles
    .filter((role) => role.column !== column)
    .map((role) => (role.note === column ? { ...role, note: null } : role));
  const [kind, name = ''] = purpose.split(':');
  if (kind === 'field') {
    const before = fields[name] ?? plan.fields[name] ?? empty_field();
    const columns = [...new Set([...(fields[name]?.columns ?? []), column])].sort(
      (a, b) => order.indexOf(a) - order.indexOf(b),
    );
    fields[name] = { ...before, constant: null, columns };
  } else if (kind === 'role') {
    const earlier = plan.roles.find((role) => role.column === column && role.role === name);
    roles = [...roles, earlier ?? { role: name as Role, column, note: null, missing: 'create', rest: {} }];
  } else if (kind === 'note') {
    roles = roles.map((role) => (role.role === name ? { ...role, note: column } : role));
  }
  return { ...plan, fields, roles };
}

/** What still has to be decided before the server can be asked; sentences for the reader. */
export function plan_problems(plan: ImportPlan, resource: DescriptionResource): string[] {
  const problems: string[] = [];
  for (const field of resource.fields) {
    const one = plan.fields[field.name];
    const given = one && (one.columns.length > 0 || (one.constant ?? '') !== '');
    if (field.required && field.creatable && field.default === undefined && !given && plan.identity.by === 'name') {
      problems.push(`${field.label} is needed: choose the column that holds it, or give one value for every row.`);
    }
  }
  if (plan.identity.by === 'external_id' && !plan.source.trim())
    problems.push('Say in a word where the file comes from, so that its identifiers are not mixed up with others.');
  return problems;
}

/** A guess at which choice a value of the file means: the same code or label, or one that begins alike. */
export function guess_choice(value: string, choices: readonly { code: string; label: string }[]): string | null {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  const wanted = plain(value);
  if (!wanted) return null;
  const same = choices.find((choice) => plain(choice.code) === wanted || plain(choice.label) === wanted);
  if (same) return same.code;
  const alike = choices.filter((choice) => wanted.length > 3 && plain(choice.label).startsWith(wanted.slice(0, 4)));
  return alike.length === 1 ? alike[0]!.code : null;
}
