// A menu behind a button, on the native popover: light dismiss and the top layer come from the browser.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, type ButtonProps } from './Button';
import { Icon, type IconName } from './Icon';
import { Keys } from './Keys';
import { place_below } from './place';

export interface MenuItem {
  label: ComponentChildren;
  icon?: IconName;
  shortcut?: string;
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  href?: string;
  run?: () => void;
  /** A line above this item. */
  divides?: boolean;
  /** A small heading above this item. */
  heading?: string;
}

export function Menu({
  items,
  children,
  align = 'end',
  header,
  ...button
}: Omit<ButtonProps, 'onClick'> & { items: MenuItem[]; align?: 'start' | 'end'; header?: ComponentChildren }) {
  const id = useId().replaceAll(':', '');
  const trigger = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [open, set_open] = useState(false);
  const entries = () => [...popup.current!.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])')];
  useLayoutEffect(() => {
    if (!open) return;
    place_below(trigger.current!, popup.current!, align);
    (popup.current!.querySelector<HTMLElement>('[aria-checked=true]') ?? entries()[0])?.focus();
  }, [open]);
  const close = () => {
    popup.current!.hidePopover();
    trigger.current!.focus();
  };
  const move = (event: KeyboardEvent) => {
    event.stopPropagation();
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (event.key in to) {
      event.preventDefault();
      all[(to[event.key]! + all.length) % all.length]?.focus();
    } else if (event.key === 'Tab') close();
    else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const letter = event.key.toLowerCase();
      const found = [...all.slice(at + 1), ...all].find((entry) =>
        entry.textContent?.trim().toLowerCase().startsWith(letter),
      );
      found?.focus();
    }
  };
  return (
    <>
      <Button
        {...button}
        buttonRef={trigger}
        aria-haspopup="menu"
        aria-expanded={open ? 'true' : 'false'}
        aria-controls={id}
        onClick={() => popup.current!.togglePopover()}
      >
        {children}
      </Button>
      <div
        ref={popup}
        id={id}
        popover="auto"
        class="menu"
        role="menu"
        tabIndex={-1}
        aria-label={button.label ?? undefined}
        onKeyDown={move}
        onToggle={(event) => set_open((event as unknown as ToggleEvent).newState === 'open')}
      >
        {header && (
          <div class="menu-header" role="presentation">
            {header}
          </div>
        )}
        {items.map((item, index) => {
          const role = item.checked === undefined ? 'menuitem' : 'menuitemradio';
          const inside = (
            <>
              {item.checked !== undefined ? (
                <span class="check">{item.checked && <Icon name="check" size={13} />}</span>
              ) : (
                item.icon && <Icon name={item.icon} />
              )}
              <span class="grow">{item.label}</span>
              {item.shortcut && <Keys keys={item.shortcut} />}
            </>
          );
          return (
            <div key={index} role="presentation" class={item.divides ? 'divides' : undefined}>
              {item.heading && (
                <div class="menu-heading" role="presentation">
                  {item.heading}
                </div>
              )}
              {item.href ? (
                <a role={role} class="menu-item" href={item.href} tabIndex={-1} onClick={close}>
                  {inside}
                </a>
              ) : (
                <button
                  type="button"
                  role={role}
                  class={item.danger ? 'menu-item danger' : 'menu-item'}
                  tabIndex={-1}
                  aria-checked={item.checked === undefined ? undefined : item.checked ? 'true' : 'false'}
                  aria-disabled={item.disabled ? 'true' : undefined}
                  onClick={() => {
                    if (item.disabled) return;
                    close();
                    item.run?.();
                  }}
                >
                  {inside}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </>
  );
}
