// Buttons. One primary action per screen; a button that waits says so and does not act twice.
import type { ComponentChildren, Ref } from 'preact';
import { Icon, type IconName } from './Icon';
import { Keys } from './Keys';

export interface ButtonProps {
  children?: ComponentChildren;
  kind?: 'normal' | 'primary' | 'ghost' | 'danger';
  icon?: IconName;
  /** An icon alone needs words for those who cannot see it. */
  label?: string;
  shortcut?: string;
  busy?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
  small?: boolean;
  onClick?: (event: MouseEvent) => void;
  buttonRef?: Ref<HTMLButtonElement>;
  class?: string;
  [attribute: `aria-${string}` | `data-${string}`]: string | boolean | undefined;
  id?: string;
  title?: string;
  popovertarget?: string;
  tabIndex?: number;
}

export function Button({
  children,
  kind = 'normal',
  icon,
  label,
  shortcut,
  busy,
  disabled,
  type = 'button',
  small,
  buttonRef,
  ...rest
}: ButtonProps) {
  const bare = !children;
  return (
    <button
      {...rest}
      ref={buttonRef}
      type={type}
      class={`button ${kind}${bare ? ' bare' : ''}${small ? ' small' : ''}${rest.class ? ` ${rest.class}` : ''}`}
      aria-label={label}
      title={rest.title ?? (bare ? label : undefined)}
      aria-busy={busy ? 'true' : undefined}
      disabled={disabled || busy}
    >
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && <Keys keys={shortcut} />}
    </button>
  );
}

export function LinkButton({
  href,
  children,
  icon,
  kind = 'normal',
  download,
  whole,
}: {
  href: string;
  children: ComponentChildren;
  icon?: IconName;
  kind?: 'normal' | 'primary' | 'ghost';
  download?: boolean;
  whole?: boolean;
}) {
  return (
    <a class={`button ${kind}${whole ? ' whole' : ''}`} href={href} download={download}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}
