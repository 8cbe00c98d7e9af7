// What stands where nothing is yet: one sentence on what will live here and the buttons that fill it.
import type { ComponentChildren } from 'preact';
import { plain_words } from '../api/client';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';

export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon?: IconName;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}) {
  return (
    <div class="empty">
      {icon && (
        <span class="empty-icon">
          <Icon name={icon} size={20} />
        </span>
      )}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div class="row">{actions}</div>}
    </div>
  );
}

/** A screen's content could not be fetched: says why and offers to try again. */
export function Failure({ failure, retry }: { failure: unknown; retry?: () => void }) {
  return (
    <EmptyState
      icon="warning"
      title="This could not be loaded"
      actions={
        retry && (
          <Button icon="undo" onClick={retry}>
            Try again
          </Button>
        )
      }
    >
      {plain_words(failure)}
    </EmptyState>
  );
}

/** Quiet bars where content will be; appears only when loading takes a moment. */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div class="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <i key={index} style={{ width: `${88 - ((index * 37) % 45)}%` }} />
      ))}
    </div>
  );
}
