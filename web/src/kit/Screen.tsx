// The frame of a screen: bar with title and actions, an optional bar of filters below, and the body that scrolls.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { open_navigation } from '../shell/drawer';
import { workspace_name } from '../store/session';
import { Button } from './Button';

export interface ScreenProps {
  title: string;
  /** Shown beside the title: a number, a key, a short word. */
  note?: ComponentChildren;
  /** Before the title: where this is, as links. */
  trail?: ComponentChildren;
  actions?: ComponentChildren;
  /** Second bar: filters, tabs. */
  filters?: ComponentChildren;
  foot?: ComponentChildren;
  children: ComponentChildren;
  /** False when the body scrolls by itself, as a board or a grid does. */
  scrolls?: boolean;
}

export function Screen({ title, note, trail, actions, filters, foot, children, scrolls = true }: ScreenProps) {
  const place = workspace_name.value;
  useEffect(() => {
    document.title = [title, place, 'Tandem'].filter(Boolean).join(' · ');
  }, [title, place]);
  return (
    <>
      <header class="bar">
        <Button class="drawer-button" kind="ghost" icon="menu" label="Open the navigation" onClick={open_navigation} />
        {trail}
        <h1 tabIndex={-1} class="truncate">
          {title}
        </h1>
        {note !== undefined && <span class="note">{note}</span>}
        <span class="grow" />
        {actions && <div class="actions">{actions}</div>}
      </header>
      {filters && <div class="sub-bar">{filters}</div>}
      <div class={scrolls ? 'body scrolls' : 'body'} tabIndex={scrolls ? -1 : undefined}>
        {children}
      </div>
      {foot && <footer class="foot">{foot}</footer>}
    </>
  );
}
