// Where the reader is: path and query as signals, moved by links, by code and by the browser's own buttons.
import { batch, computed, signal } from '@preact/signals';
import { to_query } from '../core/path';

export const path = signal(location.pathname);
export const search = signal(location.search);
export const query = computed(() => new URLSearchParams(search.value));

/** Screens set this while something unsaved is open; leaving then asks first. */
export const leave_guard: { ask: (() => boolean) | null } = { ask: null };

function sync(): void {
  batch(() => {
    path.value = location.pathname;
    search.value = location.search;
  });
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (leave_guard.ask && !leave_guard.ask()) return;
  if (to === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  sync();
}

/** Changes some query values of the present screen and leaves the others; null removes one. */
export function set_query(values: Record<string, string | null>, options: { push?: boolean } = {}): void {
  const all: Record<string, string> = Object.fromEntries(query.peek());
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') delete all[name];
    else all[name] = value;
  }
  navigate(location.pathname + to_query(all), { replace: !options.push });
}

/** One step back inside the page, or to a given screen when there is none. */
export function go_back(otherwise: string): void {
  if (history.length > 1 && document.referrer === '' && sessionStorage.getItem('tandem.moved')) history.back();
  else navigate(otherwise);
}

export function start_location(): void {
  addEventListener('popstate', sync);
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || link.pathname.startsWith('/assets/')) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    sessionStorage.setItem('tandem.moved', '1');
    navigate(link.pathname + link.search + link.hash);
  });
}
