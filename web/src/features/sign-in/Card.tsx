// The frame that sign-in, first start and invitation share: the two circles, one card, nothing else.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../../kit/Button';
import { Logo } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { theme, toggle_theme } from '../../store/preferences';
import { workspace_name } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';

export function Card({
  title,
  lead,
  problem,
  children,
  onSubmit,
  foot,
}: {
  title: string;
  lead?: ComponentChildren;
  problem?: string | null;
  children?: ComponentChildren;
  onSubmit?: () => void;
  foot?: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${title} · Tandem`;
  }, [title]);
  use_shortcuts([{ keys: 'mod+.', label: 'Light or dark', group: 'Everywhere', run: toggle_theme }]);
  return (
    <div class="open-screen sign-in">
      <svg class="backdrop" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <circle class="pm" cx="440" cy="400" r="330" />
        <circle class="pmm" cx="760" cy="400" r="330" />
        <path class="lens" d="M600 111.4A330 330 0 0 1 600 688.6A330 330 0 0 1 600 111.4Z" />
        <circle class="pm line" cx="440" cy="400" r="330" />
        <circle class="pmm line" cx="760" cy="400" r="330" />
      </svg>
      <main class="sign-in-card">
        <div class="sign-in-brand">
          <Logo size={34} />
          <span>Tandem</span>
        </div>
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {problem && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> <span>{problem}</span>
          </p>
        )}
        {onSubmit ? (
          <form
            class="form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              onSubmit();
            }}
          >
            {children}
          </form>
        ) : (
          children
        )}
        {foot && <p class="sign-in-foot">{foot}</p>}
      </main>
      <div class="sign-in-theme">
        <span class="quiet">{workspace_name.value}</span>
        <Button
          kind="ghost"
          icon={theme.value === 'dark' ? 'sun' : 'moon'}
          label={theme.value === 'dark' ? 'Light mode' : 'Dark mode'}
          onClick={toggle_theme}
        />
      </div>
    </div>
  );
}
