// The stress test: people are dragged out, or something else happens to a copy of the company, and what breaks is shown.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { call, plain_words } from '../../api/client';
import type { StressReport } from '../../api/types';
import { today } from '../../core/dates';
import { fold, has_words, words_of } from '../../core/match';
import { add_step, read_steps, remove_step, type Step, step_words, taken_out } from '../../core/scenario';
import { count_of } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField, Select } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { name_of, use_all } from '../../store/entities';
import { query, set_query } from '../../store/location';
import { i_may } from '../../store/session';
import { Comparison } from './Comparison';
import { SaveDialog } from './SaveDialog';
import { SinglePoints } from './SinglePoints';
import { StepDialog } from './StepDialog';
import { StressResult } from './StressResult';

const views = [
  { value: 'try', label: 'Try it' },
  { value: 'points', label: 'Single points of failure' },
  { value: 'compare', label: 'Compare' },
];

/** The name behind a key of any of the resources that steps speak of. */
function name_behind(key: string): string {
  for (const resource of ['people', 'units', 'lines', 'products', 'maps'] as const) {
    const name = name_of(resource, key);
    if (name !== key) return name;
  }
  return key === 'company' ? 'the whole company' : key.replaceAll('_', ' ');
}

export default function Stress() {
  const view = views.find((item) => item.value === query.value.get('view'))?.value ?? 'try';
  const scenarios = use_all('scenarios');
  const [steps, set_steps] = useState<Step[]>([]);
  const chosen = query.value.get('scenario');
  const scenario = scenarios.items.find((item) => item.key === chosen) ?? null;
  useEffect(() => {
    if (scenario) set_steps(read_steps(scenario.steps));
  }, [scenario?.key, scenario?.version]);
  return (
    <Screen
      title="Stress test"
      scrolls={view !== 'try'}
      actions={
        <Segmented
          label="What to look at"
          value={view}
          choices={views}
          onValue={(value) => set_query({ view: value === 'try' ? null : value })}
        />
      }
    >
      {view === 'points' ? (
        <SinglePoints
          onTakeOut={(person) => {
            set_steps((list) => add_step(list, { do: 'leave', person }));
            set_query({ view: null });
          }}
        />
      ) : view === 'compare' ? (
        <Comparison scenarios={scenarios.items} />
      ) : (
        <Try
          steps={steps}
          set_steps={set_steps}
          scenario={scenario?.key ?? null}
          scenarios={scenarios.items.map((item) => ({ value: item.key, label: item.name }))}
        />
      )}
    </Screen>
  );
}

/** The report on the steps, asked for again shortly after they changed. */
function use_report(steps: Step[]): { report: StressReport | null; failure: unknown; busy: boolean } {
  const [report, set_report] = useState<StressReport | null>(null);
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  useEffect(() => {
    if (!steps.length) {
      set_report(null);
      set_failure(null);
      return;
    }
    const stop = new AbortController();
    set_busy(true);
    const timer = setTimeout(() => {
      call<StressReport>('POST', '/stress', { body: { steps }, signal: stop.signal }).then(
        (reply) => {
          set_report(reply);
          set_failure(null);
          set_busy(false);
        },
        (refused: unknown) => {
          if (stop.signal.aborted) return;
          set_failure(refused);
          set_busy(false);
        },
      );
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [steps]);
  return { report, failure, busy };
}

interface TryProps {
  steps: Step[];
  set_steps: (change: (steps: Step[]) => Step[]) => void;
  scenario: string | null;
  scenarios: { value: string; label: string }[];
}

function Try({ steps, set_steps, scenario, scenarios }: TryProps) {
  const people = use_all('people');
  use_all('units');
  use_all('lines');
  use_all('maps');
  const [text, set_text] = useState('');
  const [open, set_open] = useState<'step' | 'save' | null>(null);
  const [over, set_over] = useState(false);
  const { report, failure, busy } = use_report(steps);
  const out = taken_out(steps);
  const words = words_of(text);
  const shown = useMemo(
    () =>
      people.items
        .filter((person) => !person.left_on || person.left_on > today())
        .filter((person) => !words.length || has_words(fold(`${person.name} ${person.title ?? ''}`), words))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [people.items, text],
  );
  if (people.state === 'failed') return <Failure failure={people.failure} retry={people.reload} />;
  if (people.state !== 'ready') return <Skeleton rows={9} />;
  const take_out = (person: string) => set_steps((list) => add_step(list, { do: 'leave', person }));
  return (
    <div class="stress">
      <section class="stress-people" aria-labelledby="stress-people-title">
        <h2 id="stress-people-title" class="section-title">
          People
        </h2>
        <SearchField label="Find a person" placeholder="Find a person" value={text} onValue={set_text} />
        <ul>
          {shown.map((person) => (
            <li
              key={person.key}
              draggable={!out.has(person.key)}
              class={out.has(person.key) ? 'gone' : undefined}
              onDragStart={(event) => event.dataTransfer?.setData('text/plain', person.key)}
            >
              <Avatar name={person.name} size={22} />
              <span class="grow truncate">
                {person.name}
                {person.title && <span class="quiet"> {person.title}</span>}
              </span>
              <Button
                small
                kind="ghost"
                disabled={out.has(person.key)}
                onClick={() => take_out(person.key)}
                aria-label={`Take out ${person.name}`}
              >
                {out.has(person.key) ? 'Out' : 'Take out'}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <div class="stress-main">
        <section
          class={over ? 'stress-steps over' : 'stress-steps'}
          aria-labelledby="stress-steps-title"
          onDragOver={(event) => {
            event.preventDefault();
            set_over(true);
          }}
          onDragLeave={() => set_over(false)}
          onDrop={(event) => {
            event.preventDefault();
            set_over(false);
            const key = event.dataTransfer?.getData('text/plain');
            if (key && people.items.some((person) => person.key === key)) take_out(key);
          }}
        >
          <div class="row">
            <h2 id="stress-steps-title" class="section-title grow">
              What happens
            </h2>
            {scenarios.length > 0 && (
              <Select
                small
                label="Scenario"
                value={scenario ?? ''}
                choices={[{ value: '', label: 'A new scenario' }, ...scenarios]}
                onValue={(value) => {
                  set_query({ scenario: value || null });
                  if (!value) set_steps(() => []);
                }}
              />
            )}
            <Button small icon="plus" onClick={() => set_open('step')}>
              Something else happens
            </Button>
            {i_may('create', 'scenarios') && steps.length > 0 && (
              <Button small onClick={() => set_open('save')}>
                Save
              </Button>
            )}
          </div>
          {!steps.length ? (
            <p class="quiet stress-drop">
              Drag people here to see what breaks without them. Nothing is changed in the company itself.
            </p>
          ) : (
            <ol>
              {steps.map((step, index) => (
                <li key={JSON.stringify(step)} class="chip">
                  {step_words(step, name_behind)}
                  <button
                    type="button"
                    aria-label={`Take back: ${step_words(step, name_behind)}`}
                    onClick={() => set_steps((list) => remove_step(list, index))}
                  >
                    <Icon name="close" size={12} />
                  </button>
                </li>
              ))}
            </ol>
          )}
        </section>
        {failure !== null && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        {report ? (
          <StressResult report={report} busy={busy} />
        ) : (
          !steps.length && (
            <EmptyState icon="warning" title="Nothing has happened yet">
              {count_of(shown.length, 'person', 'people')} could leave, be away, or take over a second role. The check
              is run before and after, and every activity that loses its accountable person is shown.
            </EmptyState>
          )
        )}
      </div>
      {open === 'step' && (
        <StepDialog onStep={(step) => set_steps((list) => add_step(list, step))} onClose={() => set_open(null)} />
      )}
      {open === 'save' && <SaveDialog steps={steps} scenario={scenario} onClose={() => set_open(null)} />}
    </div>
  );
}
