// A new price study in three steps: bring data, choose a question, say which columns answer it; then run.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { Screen } from '../../kit/Screen';
import { WizardSteps } from '../../kit/WizardSteps';
import { navigate, query } from '../../store/location';
import { announce } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { ColumnsStep } from './ColumnsStep';
import { DataStep } from './DataStep';
import { QuestionStep } from './QuestionStep';
import { data, go, may_go, missing_files, problems, start_over, start_study, step, steps } from './state';

/** What the server says, with every problem that it names. */
export function Trouble({ failure }: { failure: unknown }) {
  if (!failure) return null;
  const errors = failure instanceof Problem ? failure.errors : [];
  return (
    <div class="form-problem" role="alert">
      <Icon name="error" />
      <div>
        <p>
          {errors.length > 1 && failure instanceof Problem ? failure.detail || failure.title : plain_words(failure)}
        </p>
        {errors.length > 1 && (
          <ul>
            {errors.slice(0, 20).map((error, index) => (
              <li key={index}>{error.message}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

export default function NewStudy() {
  const body = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  const [busy, set_busy] = useState(false);
  const [failure, set_failure] = useState<unknown>(null);
  const at = step.value;
  useEffect(() => {
    if (query.peek().get('again') === null) return;
    start_over();
    navigate('/pricing/new', { replace: true });
  }, []);
  useEffect(() => {
    set_failure(null);
    if (first.current) {
      first.current = false;
      return;
    }
    body.current?.closest('.body')?.scrollTo(0, 0);
    const heading = body.current?.querySelector<HTMLElement>('h2');
    heading?.focus({ preventScroll: true });
    announce(`Step ${steps.findIndex((item) => item.id === at) + 1}: ${heading?.textContent ?? ''}`);
  }, [at]);
  const index = steps.findIndex((item) => item.id === at);
  const next = steps[index + 1]?.id;
  const before = steps[index - 1]?.id;
  const blocking = problems.value.filter((problem) => !problem.is_note);
  const may_run = at === 'columns' && blocking.length === 0 && missing_files.value.length === 0 && !busy;
  const run = async () => {
    set_busy(true);
    set_failure(null);
    try {
      const study = await start_study();
      start_over();
      navigate(`/pricing/${encodeURIComponent(study.key)}`, { replace: true });
    } catch (refused) {
      set_failure(refused);
    } finally {
      set_busy(false);
    }
  };
  const forward = () => {
    if (at === 'columns') void (may_run && run());
    else if (next && may_go(next)) go(next);
  };
  use_shortcuts([
    { keys: 'mod+enter', label: 'Next step', group: 'This screen', run: forward },
    {
      keys: 'escape',
      label: 'Step back',
      group: 'This screen',
      run: () => (before ? go(before) : navigate('/pricing')),
    },
  ]);
  if (!i_may('create', 'price-studies')) {
    return (
      <Screen title="New price study">
        <EmptyState
          icon="price"
          title="Your role reads studies"
          actions={<LinkButton href="/pricing">To the studies</LinkButton>}
        >
          Members start price studies. Ask an administrator to change your role.
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen
      title="New price study"
      note={data.value ? <span class="truncate hide-narrow">{data.value.name}</span> : undefined}
      actions={
        data.value && (
          <Button kind="ghost" onClick={start_over}>
            Start over
          </Button>
        )
      }
      filters={<WizardSteps steps={steps} at={step.value} may_go={may_go} go={go} />}
      foot={
        <div class="import-foot">
          {before ? (
            <Button icon="left" onClick={() => go(before)}>
              Back
            </Button>
          ) : (
            <LinkButton href="/pricing" icon="left">
              Studies
            </LinkButton>
          )}
          <span class="grow truncate" role="status">
            {at === 'columns' &&
              (missing_files.value[0] ? `Choose the file: ${missing_files.value[0].label}.` : blocking[0]?.message)}
            {at === 'data' && !data.value && 'Bring a file, or choose one that is here.'}
          </span>
          <Button
            kind="primary"
            busy={busy}
            disabled={at === 'columns' ? !may_run : !next || !may_go(next)}
            onClick={forward}
            shortcut="mod+enter"
          >
            {at === 'columns' ? 'Run the study' : 'Next'}
          </Button>
        </div>
      }
    >
      <div class="price-new" ref={body}>
        <Trouble failure={failure} />
        {at === 'data' && <DataStep />}
        {at === 'question' && <QuestionStep />}
        {at === 'columns' && <ColumnsStep />}
      </div>
    </Screen>
  );
}
