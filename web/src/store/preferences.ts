// What a reader set for this browser: theme, density, whether single keys act. Kept in local storage.
import { effect, signal } from '@preact/signals';

function stored(name: string): string | null {
  try {
    return localStorage.getItem(`tandem.${name}`);
  } catch {
    return null;
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`tandem.${name}`, value);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

export type Theme = 'light' | 'dark';
export type Density = 'compact' | 'normal' | 'comfortable';

export const theme = signal<Theme>((document.documentElement.dataset.theme as Theme) || 'light');
export const density = signal<Density>((stored('density') as Density) || 'normal');
export const single_keys = signal(stored('single-keys') !== 'off');

export function toggle_theme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  keep('theme', theme.value);
}

export function set_density(value: Density): void {
  density.value = value;
  keep('density', value);
}

export function set_single_keys(on: boolean): void {
  single_keys.value = on;
  keep('single-keys', on ? 'on' : 'off');
}

/** True while the page is laid out for paper: all rows are drawn then, and on white. */
export const printing = signal(false);
const paper = matchMedia('print');
const notice = () => {
  printing.value = paper.matches;
};
paper.addEventListener('change', notice);
addEventListener('beforeprint', () => {
  printing.value = true;
});
addEventListener('afterprint', notice);

effect(() => {
  document.documentElement.dataset.theme = printing.value ? 'light' : theme.value;
  document.documentElement.dataset.density = density.value;
});
