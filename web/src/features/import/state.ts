// The state of the wizard. It lives outside of the components, so that neither going back nor leaving the screen loses a decision.
import { batch, computed, signal } from '@preact/signals';
import { call, Problem } from '../../api/client';
import type { ImportPreview, ImportResult } from '../../api/special';
import { base64_of } from '../../core/base64';
import { read_csv, value_counts } from '../../core/csv';
import { guess_choice, type ImportPlan, mapping_of_plan, plan_of_mapping, plan_problems } from '../../core/import-plan';
import { described } from '../../store/description';
import { load_all, mark_stale, type ResourceName } from '../../store/entities';

export type Step = 'file' | 'columns' | 'values' | 'check' | 'done';
export const steps: { id: Step; name: string }[] = [
  { id: 'file', name: 'File' },
  { id: 'columns', name: 'Columns' },
  { id: 'values', name: 'Values' },
  { id: 'check', name: 'Check' },
  { id: 'done', name: 'Import' },
];

/** What the server takes is 32 MiB of JSON, in which a file is a third larger than on disk. */
const largest = 24 * 1024 * 1024 - 65_536;

export interface ChosenFile {
  name: string;
  size: number;
  content: string;
  bytes: Uint8Array;
}

export const step = signal<Step>('file');
export const file = signal<ChosenFile | null>(null);
export const resource = signal('products');
export const preview = signal<ImportPreview | null>(null);
export const plan = signal<ImportPlan | null>(null);
export const busy = signal<'' | 'reading' | 'checking' | 'importing'>('');
export const failure = signal<unknown>(null);
/** The last dry run, and the mapping that it was made with. */
export const trial = signal<{ result: ImportResult; mapping: string } | null>(null);
export const outcome = signal<ImportResult | null>(null);

/** Plans by resource and header, so that choosing another file of the same kind finds the decisions again. */
const kept = new Map<string, ImportPlan>();
const header_of = (of: ImportPreview): string => of.columns.map((column) => column.name).join('\n');
const keep_id = (): string => `${resource.peek()}\n${preview.peek() ? header_of(preview.peek()!) : ''}`;

export function set_plan(next: ImportPlan): void {
  plan.value = next;
  kept.set(keep_id(), next);
}

export const columns = computed(() => preview.value?.columns.map((column) => column.name) ?? []);

/** The file as rows, for showing what is in a column. */
export const rows = computed(() => {
  if (!file.value || !preview.value) return [];
  const encoding = /16.*be/i.test(preview.value.encoding)
    ? 'utf-16be'
    : /16/.test(preview.value.encoding)
      ? 'utf-16le'
      : 'utf-8';
  return read_csv(new TextDecoder(encoding).decode(file.value.bytes), preview.value.delimiter);
});
export const values_in = (column: string) => value_counts(rows.value, columns.value.indexOf(column));

export const mapping = computed(() => {
  const of = described(resource.value);
  return plan.value && of ? mapping_of_plan(plan.value, columns.value, of.fields) : null;
});

export const problems = computed(() => {
  const of = described(resource.value);
  return plan.value && of ? plan_problems(plan.value, of) : [];
});

/** Whether a step can be gone to from here. */
export function may_go(to: Step): boolean {
  if (outcome.value) return to === 'done';
  if (to === 'file') return true;
  if (!file.value || !preview.value || !plan.value) return false;
  if (to === 'done') return false;
  return to === 'columns' || problems.value.length === 0;
}

export function go(to: Step): void {
  if (!may_go(to)) return;
  if (to === 'values' || to === 'check') guess_values();
  step.value = to;
  if (to === 'check') void check();
}

export async function choose_file(chosen: File): Promise<void> {
  failure.value = null;
  if (chosen.size > largest) {
    failure.value = new Problem(413, {
      detail: `${chosen.name} is larger than 24 MB. Split it, or use the command line, which knows no limit.`,
    });
    return;
  }
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  batch(() => {
    file.value = { name: chosen.name, size: chosen.size, content: base64_of(bytes), bytes };
    trial.value = null;
    outcome.value = null;
  });
  await look();
}

export async function choose_resource(name: string): Promise<void> {
  resource.value = name;
  trial.value = null;
  if (file.peek()) await look();
}

/** Asks the server what is in the file and what its columns may be. */
async function look(): Promise<void> {
  const chosen = file.peek()!;
  busy.value = 'reading';
  failure.value = null;
  try {
    const found = await call<ImportPreview>('POST', '/imports/preview', {
      body: { resource: resource.peek(), file_name: chosen.name, content: chosen.content },
    });
    batch(() => {
      preview.value = found;
      plan.value = kept.get(keep_id()) ?? plan_of_mapping(found.mapping);
    });
  } catch (problem) {
    batch(() => {
      preview.value = null;
      plan.value = null;
      failure.value = problem;
    });
  } finally {
    busy.value = '';
  }
}

/** Takes a mapping file that was saved before. Gives a sentence when it cannot. */
export function use_mapping(text: string): string | null {
  let read: ImportPlan | null = null;
  try {
    read = plan_of_mapping(JSON.parse(text));
  } catch {
    // Said below.
  }
  if (!read) return 'This is no mapping file: it has to be JSON with "tandem_map": 1 and a resource.';
  if (read.resource !== resource.peek()) return `This mapping is for ${read.resource}, not for ${resource.peek()}.`;
  set_plan(read);
  return null;
}

/** Fills in translations that are clear, for fields whose values nobody has looked at yet. */
function guess_values(): void {
  const now = plan.peek();
  const of = described(resource.peek());
  if (!now || !of) return;
  const fields = { ...now.fields };
  for (const field of of.fields) {
    const one = fields[field.name];
    if (field.type !== 'choice' || !one?.columns.length || Object.keys(one.values).length) continue;
    const values: Record<string, string> = {};
    for (const { value } of one.columns.flatMap(values_in)) {
      const guess = guess_choice(value, field.choices ?? []);
      if (guess && guess !== value) values[value] = guess;
    }
    if (Object.keys(values).length) fields[field.name] = { ...one, values };
  }
  set_plan({ ...now, fields });
}

const request = (dry_run: boolean) => ({
  body: {
    resource: resource.peek(),
    file_name: file.peek()!.name,
    content: file.peek()!.content,
    mapping: mapping.peek(),
    dry_run,
  },
});

/** A dry run, unless the last one was of the same mapping. */
export async function check(again = false): Promise<void> {
  const of = JSON.stringify(mapping.peek());
  if (!again && trial.peek()?.mapping === of) return;
  busy.value = 'checking';
  failure.value = null;
  trial.value = null;
  try {
    trial.value = { result: await call<ImportResult>('POST', '/imports', request(true)), mapping: of };
  } catch (problem) {
    failure.value = problem;
  } finally {
    busy.value = '';
  }
}

const refresh = (result: ImportResult): void => {
  for (const name of new Set([resource.peek(), ...Object.keys(result.also_created), 'imports'])) {
    mark_stale(name);
    void load_all(name as ResourceName, true);
  }
};

export async function run(): Promise<void> {
  busy.value = 'importing';
  failure.value = null;
  try {
    const result = await call<ImportResult>('POST', '/imports', request(false));
    batch(() => {
      outcome.value = result;
      step.value = 'done';
    });
    refresh(result);
  } catch (problem) {
    // Rows that came to be refused between the check and now: show them where the check shows them.
    if (problem instanceof Problem && Array.isArray(problem.body.rejected)) {
      trial.value = { result: problem.body as unknown as ImportResult, mapping: JSON.stringify(mapping.peek()) };
    }
    failure.value = problem;
  } finally {
    busy.value = '';
  }
}

/** Takes an import back. Throws the problem when the server refuses. */
export async function undo_import(key: string): Promise<void> {
  const result = await call<ImportResult>('POST', `/imports/${encodeURIComponent(key)}/undo`);
  refresh(result);
  for (const name of ['products', 'lines', 'units', 'people', 'assignments'] as const) void load_all(name, true);
}

/** Another file; decisions for files with the same header are still remembered. */
export function start_over(): void {
  batch(() => {
    file.value = null;
    preview.value = null;
    plan.value = null;
    trial.value = null;
    outcome.value = null;
    failure.value = null;
    step.value = 'file';
  });
}

/** Saves the mapping as a file for `tandem import --map`. */
export function download_mapping(): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(mapping.peek(), null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = `${(file.peek()?.name ?? resource.peek()).replace(/\.[^.]*$/, '')}.map.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
