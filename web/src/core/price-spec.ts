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

/** What is known beside the data: price today, unit cost, and the currency, which the engine need not know: a comment. */
export interface Assumptions {
  price: number | null;
  cost: number | null;
  currency: string;
}

export function write_spec(lines: readonly SpecLine[], currency = ''): string {
  const body = lines.filter((line) => line.value !== '').map((line) => `${line.name} = ${line.value}`);
  return `${[...body, ...(currency ? [`# currency = ${currency}`] : [])].join('\n')}\n`;
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
  const lines = read_spec(text);
  return {
    price: number_or_null(lines.get('today price')),
    cost: number_or_null(lines.get('cost')),
    currency: /^#\s*currency\s*=\s*(.*)$/m.exec(text)?.[1]?.trim() ?? '',
  };
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
