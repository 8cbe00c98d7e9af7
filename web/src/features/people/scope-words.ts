// The scope of an assignment in words and as a way to it.
import { collection } from '../../store/entities';

export function scope_name(key: string | null): string {
  if (!key) return 'Whole company';
  for (const name of ['products', 'lines', 'units'] as const) {
    const record = collection(name).records.value.get(key);
    if (record) return record.name;
  }
  return key;
}

export function scope_href(key: string | null): string | null {
  if (!key) return null;
  if (collection('products').records.value.has(key)) return `/products/${encodeURIComponent(key)}`;
  return `/organisation?select=${encodeURIComponent(key)}`;
}
