// What a rule looks for and why, with an example and what can be set.
import type { Rule } from '../../api/special';
import { severity_name } from '../../core/words';
import { SeverityMark } from '../../kit/Badge';
import { Button, LinkButton } from '../../kit/Button';
import { user } from '../../store/session';

const value_words = (value: unknown): string =>
  value === 'off' ? 'off' : (severity_name[value as 'error'] ?? String(value)).toLowerCase();

export function RulePanel({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  return (
    <aside class="rule-panel" aria-label={`Rule ${rule.id}`} aria-live="polite">
      <header>
        <h2>{rule.name}</h2>
        <Button kind="ghost" icon="close" label="Close" onClick={onClose} />
      </header>
      <p class="rule-meta">
        <code class="typed">{rule.id}</code>{' '}
        {rule.severity === 'off' ? 'switched off' : <SeverityMark severity={rule.severity} />}
      </p>
      <h3>Why</h3>
      <p>{rule.why}</p>
      {rule.example && (
        <>
          <h3>Example</h3>
          <p>{rule.example}</p>
        </>
      )}
      {rule.ask && (
        <>
          <h3>Who is asked</h3>
          <p>{rule.ask}</p>
        </>
      )}
      {rule.parameters.length > 0 && (
        <>
          <h3>Set to</h3>
          <ul>
            {rule.parameters.map((parameter) => (
              <li key={parameter.name}>
                <b class="num">{value_words(parameter.value)}</b> <span class="quiet">{parameter.description}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="row">
        {user.value?.role === 'administrator' && (
          <LinkButton href={`/settings/check?rule=${rule.id}`}>Change the rule</LinkButton>
        )}
      </div>
    </aside>
  );
}
