// The page: decides between shell and open screens, loads the screen of the address, and owns the keys that work everywhere.
import { signal, useSignalEffect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { plain_words } from '../api/client';
import { safe_return } from '../core/path';
import { LinkButton } from '../kit/Button';
import { EmptyState, Skeleton } from '../kit/EmptyState';
import { lazy } from '../kit/lazy';
import { Screen } from '../kit/Screen';
import { find_route, type Match, type Route, routes, type ScreenParameters } from '../routes';
import { conflict } from '../store/changes';
import { start_events, stop_events } from '../store/events';
import { navigate, path, query, search } from '../store/location';
import { announce } from '../store/notices';
import { toggle_theme } from '../store/preferences';
import { reason_asked } from '../store/reason';
import { load_session, session, user } from '../store/session';
import { use_shortcuts } from '../store/shortcuts';
import { undo } from '../store/undo';
import { close_navigation, drawer_open } from './drawer';
import { Toasts, UnreachableBanner } from './Notices';
import { help_open, marks_open, palette_open } from './overlays';
import { Palette } from './Palette';
import { Sidebar } from './Sidebar';
import { more_styles } from './styles';

const Help = lazy(() => import('./Help').then((module) => module.Help));
const Marks = lazy(() => import('./Marks').then((module) => module.Marks));
const ReasonDialog = lazy(() => import('./ReasonDialog').then((module) => module.ReasonDialog));
const ConflictDialog = lazy(() => import('./ConflictDialog').then((module) => module.ConflictDialog));

const loaded = signal<ReadonlyMap<Route, ComponentType<ScreenParameters>>>(new Map());

/** Loads the chunk of a screen; after a new version was installed the old file is gone and the page loads itself anew, once. */
async function load_screen(route: Route): Promise<ComponentType<ScreenParameters>> {
  try {
    const plain = route.path === '/' || route.open;
    const [module] = await Promise.all([route.load(), plain ? undefined : more_styles()]);
    sessionStorage.removeItem('tandem.reloaded');
    loaded.value = new Map(loaded.peek()).set(route, module.default);
    return module.default;
  } catch (failure) {
    if (!sessionStorage.getItem('tandem.reloaded')) {
      sessionStorage.setItem('tandem.reloaded', '1');
      location.reload();
    }
    throw failure;
  }
}

function ScreenOutlet({ match }: { match: Match | null }) {
  const [failure, set_failure] = useState<unknown>(null);
  const route = match?.route;
  const component = route ? loaded.value.get(route) : undefined;
  useEffect(() => {
    if (!route || loaded.peek().has(route)) return;
    set_failure(null);
    load_screen(route).catch(set_failure);
  }, [route]);
  if (!match) {
    return (
      <Screen title="Not here">
        <EmptyState
          icon="search"
          title="There is nothing at this address"
          actions={<LinkButton href="/">To the portfolio</LinkButton>}
        >
          The link may be old, or the record was deleted.
        </EmptyState>
      </Screen>
    );
  }
  if (failure) {
    return (
      <Screen title={match.route.title}>
        <EmptyState icon="warning" title="This screen could not be loaded">
          {plain_words(failure)}
        </EmptyState>
      </Screen>
    );
  }
  if (!component) {
    return match.route.open ? null : (
      <Screen title={match.route.title}>
        <Skeleton />
      </Screen>
    );
  }
  const Shown = component;
  return <Shown parameters={match.parameters} />;
}

/** On a new screen the heading takes the focus, so that the keyboard and the reader start there. */
function use_focus_on_heading(): void {
  const first = useRef(true);
  const here = path.value.split('/').slice(0, 3).join('/');
  // Runs when the address becomes another screen.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // Screens arrive in steps (skeleton, then record): each replaces the heading, until the reader does something.
    let said = false;
    const focus = () => {
      const heading = document.querySelector<HTMLElement>('h1');
      if (!heading || document.querySelector('dialog[open]')) return;
      if (document.activeElement === document.body || !said) heading.focus({ preventScroll: true });
      if (!said) announce(heading.textContent ?? '');
      said = true;
    };
    const timer = setInterval(focus, 60);
    const stop = () => clearInterval(timer);
    const end = setTimeout(stop, 3000);
    addEventListener('keydown', stop, { once: true });
    addEventListener('pointerdown', stop, { once: true });
    return () => {
      stop();
      clearTimeout(end);
      removeEventListener('keydown', stop);
      removeEventListener('pointerdown', stop);
    };
  }, [here]);
}

function Shell({ match }: { match: Match | null }) {
  use_focus_on_heading();
  useEffect(() => {
    start_events();
    void more_styles();
    return stop_events;
  }, []);
  use_shortcuts([
    {
      keys: 'mod+k',
      label: 'Search or jump to',
      group: 'Everywhere',
      run: () => (palette_open.value = !palette_open.value),
    },
    { keys: '?', label: 'This list', group: 'Everywhere', run: () => (help_open.value = true) },
    { keys: 'mod+.', label: 'Light or dark', group: 'Everywhere', run: toggle_theme },
    { keys: 'mod+z', label: 'Undo the last change', group: 'Everywhere', run: () => void undo() },
    {
      keys: '/',
      label: 'Filter',
      group: 'Lists',
      run: () => document.querySelector<HTMLElement>('[role=searchbox]')?.focus(),
      when: () => document.querySelector('[role=searchbox]') !== null,
    },
    ...routes
      .filter((route) => route.go)
      .map((route) => ({
        keys: `g ${route.go}`,
        label: route.title,
        group: 'Go to' as const,
        run: () => navigate(route.path),
      })),
  ]);
  return (
    <div class="shell">
      {/* biome-ignore lint/a11y/useValidAnchor: it goes to the content, and moves the focus there too. */}
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('h1')?.focus();
        }}
      >
        Skip to the content
      </a>
      <Sidebar />
      <div class="frame" inert={drawer_open.value}>
        <UnreachableBanner
          onBack={() => {
            void load_session();
          }}
        />
        <main id="content" class="main">
          <ScreenOutlet match={match} />
        </main>
      </div>
      {palette_open.value && <Palette />}
      {help_open.value && <Help />}
      {marks_open.value && <Marks />}
      {conflict.value && <ConflictDialog />}
      {reason_asked.value && <ReasonDialog key={reason_asked.value.words} />}
    </div>
  );
}

/** Where somebody has to go before the page makes sense to them; null when they may stay. */
function redirect(match: Match | null): string | null {
  const now = session.value;
  if (!now) return null;
  const open = match?.route.open ?? false;
  if (!now.user && !open) return `/sign-in?return=${encodeURIComponent(path.value + search.value)}`;
  if (now.user && match?.route.path === '/sign-in') return safe_return(query.value.get('return'));
  return null;
}

export function App() {
  const [failure, set_failure] = useState<unknown>(null);
  const match = find_route(path.value);
  const elsewhere = redirect(match);
  useEffect(() => {
    load_session().then(() => set_failure(null), set_failure);
    // The chunk of the first screen comes while the session is being fetched.
    if (match && !loaded.peek().has(match.route)) load_screen(match.route).catch(() => {});
  }, []);
  useEffect(() => {
    if (elsewhere) navigate(elsewhere, { replace: true });
  }, [elsewhere]);
  useSignalEffect(() => {
    path.value;
    close_navigation();
  });
  if (!session.value) {
    if (!failure) return null;
    return (
      <div class="open-screen">
        <UnreachableBanner onBack={() => void load_session().then(() => set_failure(null))} />
        <EmptyState icon="warning" title="Tandem cannot be reached">
          {plain_words(failure)} This page tries again by itself.
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      {elsewhere ? null : match?.route.open || !user.value ? <ScreenOutlet match={match} /> : <Shell match={match} />}
      <Toasts />
    </>
  );
}
