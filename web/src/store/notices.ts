// Short messages: toasts that everyone sees, and sentences that only a screen reader speaks.
import { signal } from '@preact/signals';

export interface Toast {
  id: number;
  text: string;
  bad: boolean;
  action?: { label: string; run: () => void };
}

export const toasts = signal<Toast[]>([]);
export const spoken = signal('');
let last = 0;

export function toast(text: string, options: { bad?: boolean; action?: Toast['action']; stay?: number } = {}): void {
  last += 1;
  const id = last;
  const kept = toasts.peek().filter((item) => item.text !== text);
  toasts.value = [...kept.slice(-2), { id, text, bad: options.bad ?? false, action: options.action }];
  setTimeout(() => dismiss(id), options.stay ?? (options.bad || options.action ? 9000 : 4000));
}

export function dismiss(id: number): void {
  toasts.value = toasts.peek().filter((item) => item.id !== id);
}

/** Says something to screen readers without showing it. */
export function announce(text: string): void {
  spoken.value = '';
  setTimeout(() => {
    spoken.value = text;
  }, 30);
}
