// Hand-offs as people speak of them: what waits, with whom, for how long, and whether it is late.
import type { HandOff, HandOffItem, HandOffKind, HandOffStatus, PortfolioHandOffs } from '../api/types';

export const hand_off_kind_words: Record<HandOffKind, string> = {
  capability_brief: 'Capability brief',
  market_insight: 'Market insight',
  other: 'Other',
};

export const hand_off_status_words: Record<HandOffStatus, string> = {
  draft: 'Being prepared',
  offered: 'Waits for an answer',
  accepted: 'Accepted',
  returned: 'Returned',
  withdrawn: 'Withdrawn',
};

/** Who has to do something next: the giver, the taker, or nobody any more. */
export function held_by(hand_off: Pick<HandOff, 'status' | 'from_person' | 'to_person'>): string | null {
  if (hand_off.status === 'offered') return hand_off.to_person;
  return hand_off.status === 'draft' || hand_off.status === 'returned' ? hand_off.from_person : null;
}

/** Is an answer, or a better version, still owed? */
export const is_pending = (hand_off: Pick<HandOff, 'status'>): boolean =>
  hand_off.status === 'draft' || hand_off.status === 'offered' || hand_off.status === 'returned';

export const is_late = (hand_off: Pick<HandOff, 'status' | 'due_on'>, today: string): boolean =>
  is_pending(hand_off) && hand_off.due_on < today;

/** Whole days since it was offered; null before. */
export function days_waiting(hand_off: Pick<HandOff, 'status' | 'offered_on'>, today: string): number | null {
  if (hand_off.status !== 'offered' || !hand_off.offered_on) return null;
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(hand_off.offered_on)) / 86_400_000));
}

/** What still has to be there before it can be offered. */
export const open_items = (items: HandOffItem[]): number => items.filter((item) => !item.done).length;

/** Pending ones first, the most urgent on top; then the answered ones, newest first. */
export function by_urgency(a: HandOff, b: HandOff): number {
  if (is_pending(a) !== is_pending(b)) return is_pending(a) ? -1 : 1;
  return is_pending(a) ? a.due_on.localeCompare(b.due_on) : (b.answered_on ?? '').localeCompare(a.answered_on ?? '');
}

/** What waits in *next*, and with whom: `2 hand-offs wait, the oldest with Ann Smith`. */
export function waiting_words(waits: Pick<PortfolioHandOffs, 'waiting' | 'with'>): string {
  const name = waits.with?.name;
  if (waits.waiting === 1) return name ? `Hand-off waits with ${name}` : 'Hand-off waits with nobody';
  return `${waits.waiting} hand-offs wait, the oldest ${name ? `with ${name}` : 'with nobody'}`;
}
