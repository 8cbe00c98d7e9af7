// What a scenario breaks: figures first, then every product with the activities that change, then gates and hand-offs.
import type { StressItem, StressReport } from '../../api/types';
import { count_of, format_number, list_of, role_name } from '../../core/words';
import { SeverityMark } from '../../kit/Badge';
import { Icon } from '../../kit/Icon';
import { outcome_words } from '../../kit/Outcome';
import { Prose } from '../../kit/Prose';

const products_shown = 30;

/** The items of each product, those with the most first. */
function by_product(items: StressItem[]): { key: string; name: string; items: StressItem[] }[] {
  const groups = new Map<string, { key: string; name: string; items: StressItem[] }>();
  for (const item of items) {
    const group = groups.get(item.product) ?? { key: item.product, name: item.product_name, items: [] };
    group.items.push(item);
    groups.set(item.product, group);
  }
  return [...groups.values()].sort((a, b) => b.items.length - a.items.length || a.name.localeCompare(b.name));
}

const people_words = (outcome: StressItem['before']): string =>
  outcome.people.length
    ? list_of(outcome.people.map((person) => person.name))
    : outcome_words[outcome.outcome].toLowerCase();

function Figure({ value, label, bad }: { value: number; label: string; bad?: boolean }) {
  return (
    <div class={value && bad ? 'stress-figure bad' : 'stress-figure'}>
      <b class="num">{format_number(value)}</b>
      <span>{label}</span>
    </div>
  );
}

/** One bar of before or after: how the pairs of product and activity stand. */
function StateBar({ label, state }: { label: string; state: StressReport['before'] }) {
  const parts = [
    { name: 'one', count: state.one },
    { name: 'dual', count: state.dual },
    { name: 'conflict', count: state.conflict },
    { name: 'gap', count: state.gap },
  ] as const;
  const total = Math.max(1, state.one + state.dual + state.conflict + state.gap);
  return (
    <div class="state-bar">
      <span>{label}</span>
      <div
        class="state-track"
        role="img"
        aria-label={`${label}: ${parts.map((part) => `${outcome_words[part.name].toLowerCase()} ${part.count}`).join(', ')}`}
      >
        {parts.map((part) => (
          <span key={part.name} class={`state-${part.name}`} style={{ width: `${(part.count / total) * 100}%` }} />
        ))}
      </div>
    </div>
  );
}

export function StressResult({ report, busy }: { report: StressReport; busy: boolean }) {
  const totals = report.totals;
  const groups = by_product(report.items);
  const rules = report.rules.filter((rule) => rule.appeared || rule.gone);
  return (
    <div class="stress-result" aria-busy={busy ? 'true' : undefined} aria-live="polite">
      <p class={report.breaks ? 'stress-verdict bad-words' : 'stress-verdict'}>
        <Icon name={report.breaks ? 'warning' : 'check'} />
        {report.breaks
          ? `Breaks: ${
              list_of(
                [
                  totals.gaps_new ? `${count_of(totals.gaps_new, 'activity', 'activities')} left without anybody` : '',
                  totals.conflicts_new ? count_of(totals.conflicts_new, 'new conflict') : '',
                  totals.duals_new ? count_of(totals.duals_new, 'new dual role') : '',
                ].filter(Boolean),
              ) || count_of(totals.findings_new, 'new finding')
            }.`
          : 'Holds: nothing loses its accountable person.'}{' '}
        <span class="quiet">{report.same_map ? 'The map stood unmodified.' : 'Another map decides.'}</span>
      </p>
      <div class="stress-figures">
        <Figure value={totals.gaps_new} label="new gaps" bad />
        <Figure value={totals.conflicts_new} label="new conflicts" bad />
        <Figure value={totals.duals_new} label="new dual roles" bad />
        <Figure value={totals.handed_over} label="go to somebody else" />
        <Figure value={totals.relieved} label="get better" />
        <Figure value={totals.gates_unsigned} label="criteria nobody can sign" bad />
        <Figure value={totals.hand_offs_stuck} label="hand-offs without a taker" bad />
        <Figure value={totals.findings_new} label="new findings" bad />
      </div>
      <div class="panel">
        <StateBar label="Before" state={report.before} />
        <StateBar label="After" state={report.after} />
        <p class="state-legend quiet">
          {(['one', 'dual', 'conflict', 'gap'] as const).map((name) => (
            <span key={name}>
              <i class={`state-${name}`} /> {outcome_words[name]}
            </span>
          ))}
        </p>
      </div>
      {groups.length > 0 && (
        <section aria-labelledby="stress-products">
          <h3 id="stress-products">Products that change</h3>
          {groups.slice(0, products_shown).map((group) => (
            <details key={group.key} class="panel stress-product" open={groups.length < 4}>
              <summary>
                <b>{group.name}</b> <span class="key">{group.key}</span>{' '}
                <span class="quiet">{count_of(group.items.length, 'activity', 'activities')}</span>
              </summary>
              <ul>
                {group.items.map((item) => (
                  <li key={item.activity}>
                    <span class="grow">{item.activity_name}</span>
                    <span class="quiet">{people_words(item.before)}</span>
                    <Icon name="right" size={12} />
                    <span
                      class={
                        item.after.outcome === 'gap' || item.after.outcome === 'conflict' ? 'bad-words' : undefined
                      }
                    >
                      {people_words(item.after)}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          ))}
          {(groups.length > products_shown || report.left_out > 0) && (
            <p class="quiet">
              {groups.length > products_shown && `${count_of(groups.length - products_shown, 'more product')}. `}
              {report.left_out > 0 && `${count_of(report.left_out, 'more change')} not listed.`}
            </p>
          )}
        </section>
      )}
      {report.spans.length > 0 && (
        <section aria-labelledby="stress-spans">
          <h3 id="stress-spans">Wider than before</h3>
          <ul class="stress-lines">
            {report.spans.map((span) => (
              <li key={`${span.person.key} ${span.role}`}>
                <a href={`/people/${span.person.key}`}>{span.person.name}</a> {role_name[span.role].toLowerCase()} of{' '}
                {count_of(span.after, 'product')} in place of {span.before}
              </li>
            ))}
          </ul>
        </section>
      )}
      {report.gates.length > 0 && (
        <section aria-labelledby="stress-gates">
          <h3 id="stress-gates">Criteria nobody can sign</h3>
          <ul class="stress-lines">
            {report.gates.map((item) => (
              <li key={item.criterion.key}>
                <a href={`/products/${item.product.key}/gates`}>{item.product.name}</a>: {item.criterion.name}
              </li>
            ))}
          </ul>
        </section>
      )}
      {report.hand_offs.length > 0 && (
        <section aria-labelledby="stress-hand-offs">
          <h3 id="stress-hand-offs">Hand-offs without a taker</h3>
          <ul class="stress-lines">
            {report.hand_offs.map((item) => (
              <li key={item.hand_off.key}>
                <a href={`/products/${item.product.key}/hand-offs`}>{item.product.name}</a>: {item.hand_off.name}
              </li>
            ))}
          </ul>
        </section>
      )}
      {rules.length > 0 && (
        <section aria-labelledby="stress-rules">
          <h3 id="stress-rules">Findings</h3>
          <ul class="stress-lines">
            {rules.map((rule) => (
              <li key={rule.rule}>
                <code class="typed">{rule.rule}</code> {format_number(rule.before)} before, {format_number(rule.after)}{' '}
                after
              </li>
            ))}
          </ul>
          <ul class="stress-lines">
            {report.findings.map((finding) => (
              <li key={`${finding.rule} ${finding.key} ${finding.message}`}>
                <SeverityMark severity={finding.severity} words={false} /> <b>{finding.title}</b>{' '}
                <Prose>{finding.message}</Prose>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
