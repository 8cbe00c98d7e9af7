// Which overlay of the shell is open, and the actions that screens offer to the palette.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IconName } from '../kit/Icon';

export const palette_open = signal(false);
export const help_open = signal(false);
export const marks_open = signal(false);

export interface Action {
  id: string;
  label: string;
  icon: IconName;
  shortcut?: string;
  /** More words to be found by. */
  words?: string;
  run: () => void;
}

export const actions = signal<Action[]>([]);

/** Offers actions in the palette while the calling screen is shown. */
export function use_actions(list: Action[]): void {
  const latest = useRef(list);
  latest.current = list;
  const shape = list.map((action) => `${action.id}=${action.label}`).join(';');
  // The shape stands for the list; its functions are read when run.
  useEffect(() => {
    const live = latest.current.map((action, index) => ({ ...action, run: () => latest.current[index]?.run() }));
    actions.value = [...live, ...actions.peek()];
    return () => {
      actions.value = actions.peek().filter((action) => !live.includes(action));
    };
  }, [shape]);
}
