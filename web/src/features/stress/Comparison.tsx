// Scenarios side by side: the same figures for each, so that the lesser evil can be seen.
import { useEffect, useState } from 'preact/hooks';
import { call } from '../../api/client';
import type { Scenario, StressComparison } from '../../api/types';
import { format_number } from '../../core/words';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { FilterMenu } from '../../kit/FilterMenu';
import { query, set_query } from '../../store/location';

const at_once = 8;

export function Comparison({ scenarios }: { scenarios: Scenario[] }) {
  const wanted = (query.value.get('with') ?? '').split(',').filter(Boolean);
  const chosen = (wanted.length ? scenarios.filter((item) => wanted.includes(item.key)) : scenarios).slice(0, at_once);
  const keys = chosen.map((item) => item.key).join(',');
  const [reply, set_reply] = useState<StressComparison | null>(null);
  const [failure, set_failure] = useState<unknown>(null);
  useEffect(() => {
    if (!keys) return;
    const stop = new AbortController();
    call<StressComparison>('POST', '/stress/compare', {
      body: { scenarios: keys.split(',') },
      signal: stop.signal,
    }).then(
      (answer) => {
        set_reply(answer);
        set_failure(null);
      },
      (refused: unknown) => !stop.signal.aborted && set_failure(refused),
    );
    return () => stop.abort();
  }, [keys]);
  if (!scenarios.length) {
    return (
      <EmptyState icon="copy" title="No scenario is saved yet">
        Try something, save it, and it can be compared with others here.
      </EmptyState>
    );
  }
  if (failure !== null) return <Failure failure={failure} />;
  if (!reply) return <Skeleton />;
  const rows: { label: string; of: (item: StressComparison['items'][number]) => number }[] = [
    { label: 'New gaps', of: (item) => item.totals.gaps_new },
    { label: 'New conflicts', of: (item) => item.totals.conflicts_new },
    { label: 'New dual roles', of: (item) => item.totals.duals_new },
    { label: 'Go to somebody else', of: (item) => item.totals.handed_over },
    { label: 'Get better', of: (item) => item.totals.relieved },
    { label: 'Criteria nobody can sign', of: (item) => item.totals.gates_unsigned },
    { label: 'Hand-offs without a taker', of: (item) => item.totals.hand_offs_stuck },
    { label: 'New findings', of: (item) => item.totals.findings_new },
    { label: 'Widest span', of: (item) => item.widest_span },
  ];
  return (
    <div class="stress-comparison">
      <div class="row">
        <FilterMenu
          label="Scenarios"
          choices={scenarios.map((item) => ({ value: item.key, label: item.name }))}
          chosen={wanted}
          onChosen={(values) => set_query({ with: values.join(',') || null })}
        />
      </div>
      <div class="table-frame" tabIndex={0} role="region" aria-label="Scenarios compared">
        <table>
          <thead>
            <tr>
              <th scope="col">After it</th>
              {reply.items.map((item, index) => (
                <th key={item.scenario?.key ?? index} scope="col">
                  {item.scenario ? (
                    <a href={`/stress?scenario=${item.scenario.key}`}>{item.scenario.name}</a>
                  ) : (
                    'Unnamed'
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const values = reply.items.map(row.of);
              const worst = Math.max(...values);
              return (
                <tr key={row.label}>
                  <th scope="row">{row.label}</th>
                  {values.map((value, index) => (
                    <td
                      key={reply.items[index]!.scenario?.key ?? index}
                      class={`num${row.label !== 'Get better' && worst > 0 && value === worst ? ' worst' : ''}`}
                    >
                      {format_number(value)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
