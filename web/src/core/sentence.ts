// Entries of the history as sentences: who did what, with the old value and the new one in words.
import type { History } from '../api/types';
import { format_date, is_date } from './dates';
import { horizon_name } from './stage';
import { field_name, list_of, resource_words, role_name, stage_name } from './words';

export interface Change {
  field: string;
  /** In words; null when there was or is nothing. */
  old: string | null;
  now: string | null;
  /** Too long to be told in a line. */
  long: boolean;
}

const code_words: Record<string, string> = {
  ...stage_name,
  ...role_name,
  ...horizon_name,
  none: 'follow the stage',
  true: 'yes',
  false: 'no',
};

/** A value as people read it; `name` turns keys of records into their names. */
export function value_words(field: string, value: unknown, name: (key: string) => string): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return list_of(value.map((item) => value_words(field, item, name) ?? ''));
  if (typeof value === 'object') return JSON.stringify(value);
  const text = String(value);
  if (field.endsWith('_on') && is_date(text)) return format_date(text);
  if (field === 'share') return `${text} %`;
  if (/^[A-Z][A-Z0-9]*-\d+$/.test(text)) return name(text);
  if (
    [
      'stage',
      'role',
      'horizon_set',
      'accountable',
      'responsible',
      'consulted',
      'informed',
      'disabled',
      'shared',
    ].includes(field)
  ) {
    return code_words[text] ?? text;
  }
  return text.replaceAll('_', field === 'status' ? ' ' : '_');
}

export function changes_of(event: Pick<History, 'changes'>, name: (key: string) => string): Change[] {
  return Object.entries((event.changes ?? {}) as Record<string, unknown>).map(([field, pair]) => {
    const [before, after] = (Array.isArray(pair) ? pair : [null, pair]) as [unknown, unknown];
    const old = value_words(field, before, name);
    const now = value_words(field, after, name);
    return {
      field,
      old,
      now,
      long: (old?.length ?? 0) > 60 || (now?.length ?? 0) > 60 || field === 'description' || field === 'body',
    };
  });
}

const one_of = (resource: string): string => resource_words[resource]?.[0] ?? resource.replace(/s$/, '');

/** What happened, to be put after the name of who did it. */
export function deed(event: Pick<History, 'verb' | 'resource' | 'changes' | 'via'>, changes: Change[]): string {
  const thing = one_of(event.resource);
  if (event.verb === 'create') return event.via === 'import' ? `imported the ${thing}` : `created the ${thing}`;
  if (event.verb === 'delete') return `deleted the ${thing}`;
  if (event.verb === 'put_in_force') return 'put the map in force';
  if (event.verb === 'undo') return `took back the import of the ${thing}`;
  const stage = changes.find((change) => change.field === 'stage');
  if (stage?.old && stage.now) return `moved it from ${stage.old} to ${stage.now}`;
  if (changes.length === 1) return change_words(changes[0]!);
  if (!changes.length) return `touched the ${thing}`;
  return `changed ${list_of(changes.map((change) => field_name(change.field)))}`;
}

/** One change as the end of a sentence. */
export function change_words(change: Change): string {
  const field = field_name(change.field);
  if (change.long)
    return change.now === null
      ? `removed the ${field}`
      : change.old === null
        ? `wrote the ${field}`
        : `rewrote the ${field}`;
  if (change.old === null) return `set ${field} to ${change.now}`;
  if (change.now === null) return `removed ${field} (was ${change.old})`;
  return `changed ${field} from ${change.old} to ${change.now}`;
}

export const via_words: Record<string, string> = {
  api: 'through the API',
  cli: 'on the command line',
  import: 'by an import',
  page: '',
  system: '',
};
