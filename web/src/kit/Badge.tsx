// Small marks: pills, tags, and the severity of a finding, which is always an icon and a word or number.
import type { ComponentChildren } from 'preact';
import type { FindingCount, Severity } from '../api/special';
import { count_of, list_of, severity_name } from '../core/words';
import { Icon, type IconName } from './Icon';

export const Tag = ({ children, title }: { children: ComponentChildren; title?: string }) => (
  <span class="tag" title={title}>
    {children}
  </span>
);

export const Pill = ({ children, title }: { children: ComponentChildren; title?: string }) => (
  <span class="pill" title={title}>
    {children}
  </span>
);

const severity_icon: Record<Severity, IconName> = { error: 'error', warning: 'warning', info: 'info' };

export function SeverityMark({ severity, words = true }: { severity: Severity; words?: boolean }) {
  return (
    <span class={`severity severity-${severity}`}>
      <Icon name={severity_icon[severity]} size={14} />
      {words ? severity_name[severity] : <span class="reader-only">{severity_name[severity]}</span>}
    </span>
  );
}

/** How many findings a record has: the worst kind decides the look, words tell all. Nothing when there are none. */
export function FindingMark({ findings }: { findings: FindingCount }) {
  const total = findings.errors + findings.warnings;
  if (!total) return null;
  const words = list_of(
    [
      findings.errors ? count_of(findings.errors, 'error') : '',
      findings.warnings ? count_of(findings.warnings, 'warning') : '',
    ].filter(Boolean),
  );
  const worst: Severity = findings.errors ? 'error' : 'warning';
  return (
    <span class={`severity severity-${worst} num`} role="img" aria-label={words} title={words}>
      <Icon name={severity_icon[worst]} size={13} />
      {total}
    </span>
  );
}
