// Matching an address against the route table, and building query strings that stay readable.

export type Parameters = Record<string, string>;

/** `/products/:key` against `/products/PROD-1` gives `{key: 'PROD-1'}`; null when it does not fit. A last `:name?` may be absent. */
export function match_path(pattern: string, path: string): Parameters | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  if (given.length > wanted.length) return null;
  const found: Parameters = {};
  for (let index = 0; index < wanted.length; index += 1) {
    const part = wanted[index]!;
    const value = given[index];
    if (part.startsWith(':')) {
      const optional = part.endsWith('?');
      if (value === undefined) {
        if (!optional) return null;
      } else found[part.slice(1, optional ? -1 : undefined)] = decode(value);
    } else if (part !== value) return null;
  }
  return found;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Query string with commas left as they are; null and undefined are dropped, an empty text means `not set` to the API and stays. */
export function to_query(values: Record<string, string | number | boolean | null | undefined>): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    parts.push(
      `${encodeURIComponent(name)}=${encodeURIComponent(String(value)).replaceAll('%2C', ',').replaceAll('%20', '+')}`,
    );
  }
  return parts.length ? `?${parts.join('&')}` : '';
}

/** Only an address inside this site; anything else (or sign-in itself) becomes the start page. */
export function safe_return(path: string | null): string {
  if (!path?.startsWith('/') || path.startsWith('//') || path.startsWith('/\\') || path.startsWith('/sign-in'))
    return '/';
  return path;
}
