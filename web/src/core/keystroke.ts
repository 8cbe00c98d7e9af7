// Shortcuts as text (`c`, `g p`, `mod+k`, `shift+?`), matched against key events.

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The name of one key press in the notation of shortcuts; `mod` is Ctrl or Cmd. */
export function press_name(event: KeyPress): string {
  let key = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase().replace('arrow', '');
  if (key === ' ') key = 'space';
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push('mod');
  if (event.altKey) parts.push('alt');
  // A printed sign such as `?` already contains its shift.
  if (event.shiftKey && (key.length > 1 || /[a-z0-9]/.test(key))) parts.push('shift');
  parts.push(key);
  return parts.join('+');
}

/** Single printable keys without Ctrl, Cmd or Alt; those are off while typing and can be switched off. */
export const is_single = (shortcut: string): boolean =>
  !shortcut.includes('mod+') &&
  !shortcut.includes('alt+') &&
  shortcut.split(' ').every((part) => part.replace('shift+', '').length === 1);

/** What to print on a key cap. */
export function key_caps(shortcut: string, mac: boolean): string[] {
  const caps: Record<string, string> = {
    mod: mac ? '⌘' : 'Ctrl',
    alt: mac ? '⌥' : 'Alt',
    shift: mac ? '⇧' : 'Shift',
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    enter: 'Enter',
    escape: 'Esc',
    space: 'Space',
    home: 'Home',
    end: 'End',
  };
  return shortcut
    .split(' ')
    .flatMap((part) => (part === '+' ? ['+'] : part.split('+')))
    .map((part) => caps[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
