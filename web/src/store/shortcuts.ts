// Which keys do what right now. Components register while they are on screen; the newest registration wins.
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { is_single, press_name } from '../core/keystroke';
import { single_keys } from './preferences';

export interface Shortcut {
  /** `c`, `g p`, `mod+k`; several alternatives as a list. */
  keys: string | string[];
  label: string;
  group: 'Everywhere' | 'Go to' | 'This screen' | 'Lists';
  run: (event: KeyboardEvent) => void;
  /** Return false to leave the key to others. */
  when?: () => boolean;
}

export const shortcuts = signal<Shortcut[]>([]);

export function use_shortcuts(list: Shortcut[]): void {
  const latest = useRef(list);
  latest.current = list;
  const shape = list.map((item) => `${[item.keys].flat().join(',')}=${item.label}`).join(';');
  // The shape stands for the list; its functions are read when a key comes. Before the first paint: what is seen can be
  // reached by its key.
  useLayoutEffect(() => {
    const live = latest.current.map((item, index) => ({
      ...item,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
      when: () => latest.current[index]?.when?.() ?? true,
    }));
    shortcuts.value = [...live, ...shortcuts.peek()];
    return () => {
      shortcuts.value = shortcuts.peek().filter((item) => !live.includes(item as never));
    };
  }, [shape]);
}

const is_typing = (target: EventTarget | null): boolean => {
  const element = target as HTMLElement | null;
  if (!element?.matches) return false;
  if (element.isContentEditable || element.matches('textarea, select')) return true;
  return (
    element.matches('input') &&
    !element.matches('[type=checkbox], [type=radio], [type=button], [type=submit], [type=range]')
  );
};

let begun = '';
let begun_at = 0;

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === 'Shift' || event.key === 'Control') return;
  const name = press_name(event);
  const typing = is_typing(event.target);
  const covered = document.querySelector('dialog[open], [popover]:popover-open:not([data-passive])') !== null;
  const sequence = begun && event.timeStamp - begun_at < 1500 ? `${begun} ${name}` : '';
  begun = '';
  for (const wanted of sequence ? [sequence, name] : [name]) {
    for (const item of shortcuts.peek()) {
      for (const keys of [item.keys].flat()) {
        if (keys !== wanted) continue;
        const modified = keys.includes('mod+') || keys.includes('alt+');
        if ((typing || covered) && !modified) continue;
        if (covered && modified && keys !== 'mod+k' && keys !== 'mod+.') continue;
        if (typing && keys === 'mod+z') continue;
        if (is_single(keys) && !single_keys.peek()) continue;
        if (item.when && !item.when()) continue;
        event.preventDefault();
        item.run(event);
        return;
      }
    }
  }
  const opens = shortcuts.peek().some((item) => [item.keys].flat().some((keys) => keys.startsWith(`${name} `)));
  if (opens && !typing && !covered && single_keys.peek()) {
    begun = name;
    begun_at = event.timeStamp;
  }
}

export const start_shortcuts = (): void => addEventListener('keydown', handle);
export const is_mac = /Mac|iPhone|iPad/.test(navigator.platform);
