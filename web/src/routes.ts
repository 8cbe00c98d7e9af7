// Every screen of the page. To add one: a folder in features/ whose module exports the component as default, and a row here.
import type { ComponentType } from 'preact';
import { match_path, type Parameters } from './core/path';
import type { IconName } from './kit/Icon';

export interface ScreenParameters {
  parameters: Parameters;
}

export interface Route {
  path: string;
  title: string;
  load: () => Promise<{ default: ComponentType<ScreenParameters> }>;
  /** Shown in the navigation when set; `foot` stands at its lower end. */
  group?: 'portfolio' | 'people' | 'foot';
  icon?: IconName;
  /** Second key after G. */
  go?: string;
  /** Screens that need nobody signed in and stand without the shell. */
  open?: boolean;
}

export const routes: Route[] = [
  {
    path: '/',
    title: 'Portfolio',
    load: () => import('./features/portfolio/Portfolio'),
    group: 'portfolio',
    icon: 'portfolio',
    go: 'p',
  },
  {
    path: '/inbox',
    title: 'Inbox',
    load: () => import('./features/inbox/Inbox'),
    group: 'portfolio',
    icon: 'inbox',
    go: 'b',
  },
  { path: '/products/:key/:tab?', title: 'Product', load: () => import('./features/product/Product') },
  {
    path: '/findings',
    title: 'Findings',
    load: () => import('./features/findings/Findings'),
    group: 'portfolio',
    icon: 'findings',
    go: 'f',
  },
  {
    path: '/pricing',
    title: 'Pricing lab',
    load: () => import('./features/pricing/Studies'),
    group: 'portfolio',
    icon: 'price',
    go: 'l',
  },
  { path: '/pricing/new', title: 'New price study', load: () => import('./features/pricing/NewStudy') },
  { path: '/pricing/compare', title: 'Compare price studies', load: () => import('./features/pricing/Compare') },
  { path: '/pricing/:key', title: 'Price study', load: () => import('./features/pricing/Study') },
  {
    path: '/people',
    title: 'People',
    load: () => import('./features/people/People'),
    group: 'people',
    icon: 'people',
    go: 'e',
  },
  { path: '/people/:key', title: 'Person', load: () => import('./features/people/Person') },
  {
    path: '/organisation',
    title: 'Organisation',
    load: () => import('./features/organisation/Organisation'),
    group: 'people',
    icon: 'organisation',
    go: 'o',
  },
  {
    path: '/map',
    title: 'Map',
    load: () => import('./features/map/Map'),
    group: 'people',
    icon: 'map',
    go: 'm',
  },
  { path: '/map/all', title: 'Maps', load: () => import('./features/map/Maps') },
  { path: '/map/compare', title: 'Compare maps', load: () => import('./features/map/Compare') },
  { path: '/map/effect', title: 'Effect', load: () => import('./features/map/Effect') },
  {
    path: '/stress',
    title: 'Stress test',
    load: () => import('./features/stress/Stress'),
    group: 'people',
    icon: 'warning',
    go: 't',
  },
  {
    path: '/import',
    title: 'Import',
    load: () => import('./features/import/Import'),
    group: 'foot',
    icon: 'import',
    go: 'i',
  },
  {
    path: '/settings',
    title: 'Settings',
    load: () => import('./features/settings/Settings'),
    group: 'foot',
    icon: 'settings',
    go: 's',
  },
  { path: '/settings/:tab', title: 'Settings', load: () => import('./features/settings/Settings') },
  { path: '/sign-in', title: 'Sign in', load: () => import('./features/sign-in/SignIn'), open: true },
  { path: '/setup', title: 'First start', load: () => import('./features/sign-in/Setup'), open: true },
  { path: '/invitation', title: 'Invitation', load: () => import('./features/sign-in/Invitation'), open: true },
];

/** Groups of the navigation in their order, with the circle that they belong to. */
export const groups = [
  { id: 'portfolio', label: null, side: null },
  { id: 'people', label: 'Who does what', side: 'shared' },
  { id: 'foot', label: null, side: null },
] as const;

export interface Match {
  route: Route;
  parameters: Parameters;
}

export function find_route(path: string): Match | null {
  for (const route of routes) {
    const parameters = match_path(route.path, path);
    if (parameters) return { route, parameters };
  }
  return null;
}

/** The screen that shows a record, or null for resources that have none. */
export function record_path(resource: string, key: string): string | null {
  const folder: Record<string, string> = { products: '/products/', people: '/people/' };
  if (folder[resource]) return folder[resource] + encodeURIComponent(key);
  if (resource === 'units' || resource === 'lines') return `/organisation?select=${encodeURIComponent(key)}`;
  if (resource === 'price-studies') return `/pricing/${encodeURIComponent(key)}`;
  if (resource === 'maps') return `/map?map=${encodeURIComponent(key)}`;
  if (resource === 'map-entries' || resource === 'activities') return '/map';
  return null;
}
