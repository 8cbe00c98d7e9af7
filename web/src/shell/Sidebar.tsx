// The navigation: brand, palette, screens by group, and at its foot import, settings, theme and the signed-in user.
import { useEffect } from 'preact/hooks';
import { access_name, format_number } from '../core/words';
import { Avatar } from '../kit/Avatar';
import { Glyph, Logo } from '../kit/Glyph';
import { Icon } from '../kit/Icon';
import { Keys } from '../kit/Keys';
import { Menu } from '../kit/Menu';
import { find_route, groups, type Route, routes } from '../routes';
import { findings } from '../store/findings';
import { path } from '../store/location';
import { theme, toggle_theme } from '../store/preferences';
import { sign_out, user, workspace_name } from '../store/session';
import { close_navigation, drawer_open } from './drawer';
import { help_open, palette_open } from './overlays';

function Entry({ route }: { route: Route }) {
  const here = find_route(path.value)?.route;
  const current = here === route || (here && !here.group && parent_of(here) === route.path);
  const total = route.path === '/findings' ? findings.value.value?.summary : null;
  const count = total ? total.errors + total.warnings : 0;
  return (
    <a class="nav" href={route.path} aria-current={current ? 'page' : undefined} onClick={close_navigation}>
      {route.icon && <Icon name={route.icon} />}
      {route.title}
      {count > 0 && (
        <span class="badge num">
          {format_number(count)}
          <span class="reader-only"> open</span>
        </span>
      )}
    </a>
  );
}

function Entries({ group }: { group: Route['group'] }) {
  return (
    <>
      {routes
        .filter((route) => route.group === group)
        .map((route) => (
          <Entry key={route.path} route={route} />
        ))}
    </>
  );
}

/** Detail screens light up the entry that they belong to. */
function parent_of(route: Route): string {
  return route.path.startsWith('/products') ? '/' : `/${route.path.split('/')[1]}`;
}

export function Sidebar() {
  const who = user.value;
  useEffect(() => void findings.load(), []);
  useEffect(() => {
    if (!drawer_open.value) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && close_navigation();
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [drawer_open.value]);
  return (
    <>
      {drawer_open.value && <div class="veil" onClick={close_navigation} aria-hidden="true" />}
      <nav class={drawer_open.value ? 'sidebar open' : 'sidebar'} aria-label="Main">
        <a class="brand" href="/" onClick={close_navigation}>
          <Logo />
          Tandem
          <span class="workspace truncate">{workspace_name.value}</span>
        </a>
        <button
          type="button"
          class="search-button"
          onClick={() => {
            close_navigation();
            palette_open.value = true;
          }}
        >
          <Icon name="search" />
          <span>Search or jump to</span>
          <Keys keys="mod+k" />
        </button>
        {groups
          .filter((group) => group.id !== 'foot' && routes.some((route) => route.group === group.id))
          .map((group) => (
            <div key={group.id} class="nav-group">
              {group.label && (
                <div class="nav-heading">
                  {group.side && <Glyph side={group.side} label={false} />}
                  {group.label}
                </div>
              )}
              <Entries group={group.id} />
            </div>
          ))}
        <span class="sidebar-space" />
        <Entries group="foot" />
        <button type="button" class="nav" onClick={toggle_theme}>
          <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
          {theme.value === 'dark' ? 'Light mode' : 'Dark mode'}
        </button>
        {who && (
          <Menu
            class="nav user"
            kind="ghost"
            align="start"
            header={
              <>
                <b class="truncate">{who.name}</b>
                <span class="quiet truncate">{who.email}</span>
                <span class="quiet truncate">
                  {access_name[who.role]} in {workspace_name.value || 'this workspace'}
                </span>
              </>
            }
            items={[
              ...(who.person ? [{ label: 'My page', icon: 'person' as const, href: `/people/${who.person}` }] : []),
              { label: 'Keyboard shortcuts', icon: 'keyboard', shortcut: '?', run: () => (help_open.value = true) },
              { label: 'Settings', icon: 'settings', href: '/settings' },
              { label: 'Sign out', icon: 'leave', divides: true, run: () => void sign_out() },
            ]}
          >
            <Avatar name={who.name} size={22} />
            <span class="truncate">{who.name}</span>
            <span class="reader-only">, account</span>
          </Menu>
        )}
      </nav>
    </>
  );
}
