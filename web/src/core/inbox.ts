// The inbox: what waits for a person, counted by kind, and where each item is settled.
import type { InboxItem, InboxKind } from '../api/types';

/** In the order of the tabs. */
export const inbox_kinds: { kind: InboxKind; label: string }[] = [
  { kind: 'decide', label: 'Decide' },
  { kind: 'sign', label: 'Sign' },
  { kind: 'answer', label: 'Answer' },
  { kind: 'accept', label: 'Accept' },
  { kind: 'second', label: 'Second' },
  { kind: 'acknowledge', label: 'Done over my head' },
  { kind: 'finding', label: 'Findings' },
  { kind: 'told', label: 'For your information' },
];

/** The page on which the record can be seen. */
export function item_path(item: Pick<InboxItem, 'resource' | 'product' | 'record'>): string | null {
  const product = item.product && `/products/${encodeURIComponent(item.product)}`;
  if (item.resource === 'gates' || item.resource === 'gate-criteria') return product && `${product}/gates`;
  if (item.resource === 'hand-offs') return product && `${product}/hand-offs`;
  if (item.resource === 'people') return `/people/${encodeURIComponent(item.record)}`;
  return product || null;
}

/** Tells an item from every other: one record may ask for several things. */
export const item_id = (item: Pick<InboxItem, 'kind' | 'record' | 'what'>): string =>
  `${item.kind} ${item.record} ${item.what}`;

/** `due tomorrow`, `3 days late`, `due in 12 days`; null without a day. */
export function due_words(due_on: string | null, today: string): string | null {
  if (!due_on) return null;
  const days = Math.round((Date.parse(due_on) - Date.parse(today)) / 86_400_000);
  if (days === 0) return 'due today';
  if (days === 1) return 'due tomorrow';
  if (days === -1) return '1 day late';
  return days > 0 ? `due in ${days} days` : `${-days} days late`;
}
