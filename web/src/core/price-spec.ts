// The text of a price specification, written from what was chosen and read back. The server alone decides what is valid.

/** A name as a specification takes it: quoted unless it is letters, digits, `_` and `.`. */
export const spec_name = (column: string): string =>
  /^[A-Za-z_][A-Za-z0-9_.]*$/.test(column) ? column : `"${column}"`;

export const unquoted = (name: string): string =>
  name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;

export interface SpecLine {
  name: string;
  value: string;
}

/** What a reader of the study should know and the engine need not: price today, unit cost, currency. Kept as comments. */
export interface Assumptions {
  price: number | null;
  cost: number | null;
  currency: string;
}

const assumption_names = { price: 'price today', cost: 'unit cost', currency: 'currency' } as const;

export function write_spec(lines: readonly SpecLine[], assumptions: Assumptions): string {
  const notes = (Object.keys(assumption_names) as (keyof Assumptions)[]).flatMap((name) => {
    const value = assumptions[name];
    return value === null || value === '' ? [] : [`# ${assumption_names[name]} = ${value}`];
  });
  const body = lines.filter((line) => line.value !== '').map((line) => `${line.name} = ${line.value}`);
  return `${[...body, ...notes].join('\n')}\n`;
}

/** The lines of a specification; one that begins with white space goes on with the one before. */
export function read_spec(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let last = '';
  for (const line of text.split(/\r?\n/)) {
    if (/^#/.test(line) || !line.trim()) continue;
    const plain = line.replace(/\s#.*$/, '');
    if (/^\s/.test(plain)) {
      if (last) found.set(last, `${found.get(last)} ${plain.trim()}`);
      continue;
    }
    const at = plain.indexOf('=');
    if (at < 0) continue;
    last = plain.slice(0, at).trim();
    found.set(last, plain.slice(at + 1).trim());
  }
  return found;
}

const number_or_null = (text: string | undefined): number | null => {
  const value = Number(text);
  return text && Number.isFinite(value) ? value : null;
};

export function read_assumptions(text: string): Assumptions {
  const value = (name: string): string | undefined =>
    new RegExp(`^#\\s*${name}\\s*=\\s*(.*)$`, 'm').exec(text)?.[1]?.trim();
  return {
    price: number_or_null(value(assumption_names.price)),
    cost: number_or_null(value(assumption_names.cost)),
    currency: value(assumption_names.currency) ?? '',
  };
}

/** The same text with other assumptions at its end. */
export function with_assumptions(text: string, assumptions: Assumptions): string {
  const names = Object.values(assumption_names).join('|');
  const kept = text.split(/\r?\n/).filter((line) => !new RegExp(`^#\\s*(${names})\\s*=`).test(line));
  while (kept.length && kept[kept.length - 1] === '') kept.pop();
  return `${kept.join('\n')}\n${write_spec([], assumptions).trimStart()}`;
}

/** The terms of a list, split at the commas outside of parentheses and quotes. */
export function terms_of(value: string | undefined): string[] {
  const terms: string[] = [];
  let depth = 0;
  let quoted = false;
  let term = '';
  for (const sign of value ?? '') {
    if (sign === '"') quoted = !quoted;
    if (!quoted && sign === '(') depth += 1;
    if (!quoted && sign === ')') depth -= 1;
    if (sign === ',' && !quoted && depth === 0) {
      terms.push(term.trim());
      term = '';
    } else term += sign;
  }
  terms.push(term.trim());
  return terms.filter(Boolean);
}

/** Columns whose logarithm stands among the terms: rivals' prices, in a study of volume. */
export function logged_columns(value: string | undefined): string[] {
  return terms_of(value).flatMap((term) => {
    const inside = /^log\((.+)\)$/.exec(term)?.[1]?.trim();
    return inside && (/^[A-Za-z0-9_.]+$/.test(inside) || /^"[^"]+"$/.test(inside)) ? [unquoted(inside)] : [];
  });
}
