// The import wizard: file, columns, values, check, import. Every step can be gone back to, and nothing is stored before the last.
import { useEffect, useRef } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import { count_of } from '../../core/words';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState, Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { Screen } from '../../kit/Screen';
import { WizardSteps } from '../../kit/WizardSteps';
import { description } from '../../store/description';
import { query } from '../../store/location';
import { announce } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { CheckStep } from './CheckStep';
import { ColumnsStep } from './ColumnsStep';
import { DoneStep } from './DoneStep';
import { FileStep } from './FileStep';
import {
  busy,
  download_mapping,
  failure,
  file,
  go,
  may_go,
  outcome,
  preview,
  problems,
  resource,
  run,
  start_over,
  step,
  steps,
  trial,
} from './state';
import { ValuesStep } from './ValuesStep';

/** What went wrong, with everything that the server says about the mapping. */
function Trouble() {
  const problem = failure.value;
  if (!problem) return null;
  const errors = problem instanceof Problem ? problem.errors : [];
  return (
    <div class="form-problem import-problem" role="alert">
      <Icon name="error" />
      <div>
        <p>
          {errors.length > 1 && problem instanceof Problem ? problem.detail || problem.title : plain_words(problem)}
        </p>
        {errors.length > 1 && (
          <ul>
            {errors.slice(0, 12).map((error, index) => (
              <li key={index}>
                {error.field}: {error.message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

export default function Import() {
  useEffect(() => void description.load(), []);
  const wanted = query.value.get('resource');
  useEffect(() => {
    if (wanted && !file.peek()) resource.value = wanted;
  }, [wanted]);
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  const at = step.value;
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    // A new step begins at its heading, for eyes and for the reader.
    body.current?.closest('.body')?.scrollTo(0, 0);
    const heading = body.current?.querySelector<HTMLElement>('h2');
    heading?.focus({ preventScroll: true });
    announce(`Step ${steps.findIndex((item) => item.id === at) + 1}: ${heading?.textContent ?? ''}`);
  }, [at]);
  // A reload would lose the file; the browser asks before.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (file.peek() && !outcome.peek()) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  const index = steps.findIndex((item) => item.id === at);
  const next = steps[index + 1]?.id;
  const before = steps[index - 1]?.id;
  const rejected = trial.value?.result.rejected.length ?? 0;
  const may_run = at === 'check' && trial.value !== null && rejected === 0 && !busy.value;
  const forward = () => {
    if (at === 'check') void (may_run && run());
    else if (next && may_go(next)) go(next);
  };
  use_shortcuts([
    { keys: 'mod+enter', label: 'Next step', group: 'This screen', run: forward, when: () => at !== 'done' },
    {
      keys: 'escape',
      label: 'Step back',
      group: 'This screen',
      run: () => before && go(before),
      when: () => at !== 'done' && at !== 'file',
    },
  ]);
  if (!i_may('create', 'imports')) {
    return (
      <Screen title="Import">
        <EmptyState
          icon="import"
          title="Importing is for organisers"
          actions={<LinkButton href="/">To the portfolio</LinkButton>}
        >
          Your role reads and works on products. Ask an administrator or organiser to import a file, or to change your
          role.
        </EmptyState>
      </Screen>
    );
  }
  if (!description.value.value) {
    return (
      <Screen title="Import">
        <Skeleton />
      </Screen>
    );
  }
  return (
    <Screen
      title="Import"
      note={file.value && !outcome.value ? <span class="truncate hide-narrow">{file.value.name}</span> : undefined}
      actions={
        <>
          {(at === 'columns' || at === 'values' || at === 'check') && (
            <Button icon="export" onClick={download_mapping} title="For tandem import --map on the command line">
              Save the mapping
            </Button>
          )}
          {file.value && at !== 'file' && !outcome.value && (
            <Button kind="ghost" onClick={start_over}>
              Start over
            </Button>
          )}
        </>
      }
      filters={<WizardSteps steps={steps} at={step.value} may_go={may_go} go={go} />}
      foot={
        at === 'done' ? undefined : (
          <div class="import-foot">
            {before && (
              <Button icon="left" onClick={() => go(before)}>
                Back
              </Button>
            )}
            <span class="grow truncate" role="status">
              {busy.value === 'reading' && 'Reading the file…'}
              {busy.value === 'checking' && `Checking ${count_of(preview.value?.rows ?? 0, 'row')}…`}
              {busy.value === 'importing' && `Importing ${count_of(preview.value?.rows ?? 0, 'row')}…`}
              {!busy.value && at !== 'file' && at !== 'check' && problems.value[0]}
              {!busy.value && at === 'check' && rejected > 0 && 'Nothing is stored while rows are refused.'}
            </span>
            <Button
              kind="primary"
              busy={busy.value !== ''}
              disabled={at === 'check' ? !may_run : !next || !may_go(next)}
              onClick={forward}
              shortcut="mod+enter"
            >
              {at === 'check'
                ? `Import ${count_of(trial.value?.result.rows ?? preview.value?.rows ?? 0, 'row')}`
                : 'Next'}
            </Button>
          </div>
        )
      }
    >
      <div class="import" ref={body}>
        <Trouble />
        {at === 'file' && <FileStep />}
        {at === 'columns' && <ColumnsStep />}
        {at === 'values' && <ValuesStep />}
        {at === 'check' && <CheckStep />}
        {at === 'done' && <DoneStep />}
      </div>
    </Screen>
  );
}
