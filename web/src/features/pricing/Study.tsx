// One study: while it runs its progress, after that its answer or refusal, and always the specification that it rests on.
import { useEffect, useState } from 'preact/hooks';
import { call, plain_words } from '../../api/client';
import type { PriceStudy } from '../../api/types';
import { format_ago } from '../../core/dates';
import type { FitResult } from '../../core/price-result';
import { figure } from '../../core/price-words';
import { format_number } from '../../core/words';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { Screen } from '../../kit/Screen';
import type { ScreenParameters } from '../../routes';
import { use_actions } from '../../shell/overlays';
import { act, change } from '../../store/changes';
import { load_one, record_failure, use_record } from '../../store/entities';
import { navigate } from '../../store/location';
import { announce, toast } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { Result } from './Result';
import { SpecEditor, use_check } from './SpecEditor';
import { StatusMark } from './StatusMark';
import { is_going, kind_words, status_words, when_words } from './study-words';

interface Progress {
  status: PriceStudy['status'];
  done: number | null;
  all: number | null;
  objective: number | null;
  seconds: number | null;
  left: number | null;
}

const asked_every = 500;

/** How far a running study is; asks again until it has ended, and then fetches the record. */
function use_progress(study: PriceStudy): Progress | null {
  const [progress, set_progress] = useState<Progress | null>(null);
  const going = is_going(study.status);
  useEffect(() => {
    if (!going) return;
    let alive = true;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const reply = await call<Progress>('GET', `/price-studies/${encodeURIComponent(study.key)}/progress`).catch(
        () => null,
      );
      if (!alive) return;
      if (reply) set_progress(reply);
      if (reply && !is_going(reply.status)) {
        const now = await load_one('price-studies', study.key).catch(() => null);
        if (now && alive) announce(`${now.name}: ${status_words[now.status]}`);
      }
      timer = setTimeout(ask, asked_every);
    };
    void ask();
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [study.key, going]);
  return going ? progress : null;
}

function Running({ study }: { study: PriceStudy }) {
  const progress = use_progress(study);
  const share = progress?.all && progress.done !== null ? Math.min(1, progress.done / progress.all) : null;
  const cancel = () =>
    act('price-studies', study.key, 'cancel').then(
      () => toast('Cancelled'),
      (refused: unknown) => toast(plain_words(refused), { bad: true }),
    );
  return (
    <section class="price-running" aria-labelledby="price-running-title">
      <h2 id="price-running-title">{study.status === 'queued' ? 'Waiting for its turn' : 'Working it out'}</h2>
      <progress aria-label="How far it is" value={share ?? undefined} max={share === null ? undefined : 1} />
      <p class="quiet num">
        {progress?.all
          ? `${format_number(progress.done ?? 0)} of ${format_number(progress.all)} steps`
          : 'Reading the data'}
        {progress?.seconds ? `, ${when_words(progress.seconds)} so far` : ''}
        {progress?.left ? `, about ${when_words(progress.left)} left` : ''}
        {progress?.objective ? `; distance from a fit ${figure(progress.objective)}` : ''}
      </p>
      <p class="quiet">You may leave this page: the study goes on and keeps its result.</p>
      <Button icon="stop" onClick={() => void cancel()}>
        Cancel
      </Button>
    </section>
  );
}

/** The result of a study that has one, fetched again after every run. */
export function use_result(study: PriceStudy): { result: FitResult | null; failure: unknown } {
  const [held, set_held] = useState<{ of: string; result: FitResult | null; failure: unknown } | null>(null);
  const has = study.status === 'done' || study.status === 'refused';
  const of = `${study.key} ${study.ran_at}`;
  useEffect(() => {
    if (!has) return;
    const stop = new AbortController();
    call<FitResult>('GET', `/price-studies/${encodeURIComponent(study.key)}/result`, { signal: stop.signal }).then(
      (result) => set_held({ of, result, failure: null }),
      (failure: unknown) => !stop.signal.aborted && set_held({ of, result: null, failure }),
    );
    return () => stop.abort();
  }, [of, has]);
  return held && held.of === of && has ? held : { result: null, failure: null };
}

function Specification({ study, open: initially }: { study: PriceStudy; open: boolean }) {
  const [text, set_text] = useState(study.spec);
  const [open, set_open] = useState(initially);
  const [busy, set_busy] = useState(false);
  useEffect(() => set_text(study.spec), [study.spec]);
  const problems = use_check(open ? text : '', study.data);
  const may = i_may('change', 'price-studies');
  const run = async () => {
    set_busy(true);
    try {
      if (text !== study.spec && !(await change('price-studies', study.key, { spec: text }, { undoable: false })))
        return;
      await act('price-studies', study.key, 'run');
    } catch (refused) {
      toast(plain_words(refused), { bad: true });
    } finally {
      set_busy(false);
    }
  };
  return (
    <section class="price-as-text price-section" aria-labelledby="price-spec-title">
      <div class="row">
        <h2 id="price-spec-title" class="section-title grow">
          Specification
        </h2>
        <Button
          small
          icon={open ? 'down' : 'right'}
          aria-expanded={open ? 'true' : 'false'}
          onClick={() => set_open(!open)}
        >
          As text
        </Button>
        {may && !is_going(study.status) && (
          <Button small icon="play" busy={busy} disabled={(problems?.length ?? 0) > 0} onClick={() => void run()}>
            {text === study.spec ? (study.ran_at ? 'Run again' : 'Run') : 'Keep and run'}
          </Button>
        )}
      </div>
      {open && (
        <SpecEditor text={text} onText={set_text} problems={problems} disabled={!may || is_going(study.status)} />
      )}
    </section>
  );
}

function Body({ study }: { study: PriceStudy }) {
  const { result, failure } = use_result(study);
  if (is_going(study.status)) return <Running study={study} />;
  if (failure) return <Failure failure={failure} />;
  if (study.status === 'done' || study.status === 'refused') {
    return result ? (
      <Result key={`${study.key} ${study.ran_at}`} study={study} result={result}>
        <Specification study={study} open={false} />
      </Result>
    ) : (
      <Skeleton />
    );
  }
  const words: Partial<Record<PriceStudy['status'], string>> = {
    failed: 'It could not be run as it is written. The specification and the data say why below.',
    cancelled: 'It was stopped before it was done. Nothing was kept of it.',
    draft: 'It has not been run yet.',
  };
  return (
    <div class="price-body">
      <div class="price-main">
        <div class={`price-verdict ${study.status === 'failed' ? 'bad' : ''}`}>
          <Icon name={study.status === 'failed' ? 'error' : 'info'} size={18} />
          <div>
            <h2>{status_words[study.status]}</h2>
            <p>{words[study.status]}</p>
            {study.status === 'failed' && study.message && <p class="price-said">{study.message}</p>}
          </div>
        </div>
        <Specification study={study} open />
      </div>
    </div>
  );
}

export default function Study({ parameters }: ScreenParameters) {
  const key = parameters.key!;
  const study = use_record('price-studies', key);
  const failed = record_failure('price-studies', key);
  const trail = (
    <a class="plain-link quiet" href="/pricing">
      Pricing lab
    </a>
  );
  const ready = study?.status === 'done' || study?.status === 'refused';
  const report = () => print();
  use_shortcuts([{ keys: 'escape', label: 'To the studies', group: 'This screen', run: () => navigate('/pricing') }]);
  use_actions(
    ready ? [{ id: 'price report', label: 'Print the report', icon: 'copy', words: 'pdf paper', run: report }] : [],
  );
  if (failed) {
    return (
      <Screen title="Price study" trail={trail}>
        <Failure failure={failed.failure} retry={failed.retry} />
      </Screen>
    );
  }
  if (study === undefined) {
    return (
      <Screen title="Price study" trail={trail}>
        <Skeleton />
      </Screen>
    );
  }
  if (study === null) {
    return (
      <Screen title="Price study" trail={trail}>
        <EmptyState
          icon="price"
          title="This study is not here"
          actions={<LinkButton href="/pricing">To the studies</LinkButton>}
        >
          The link may be old, or the study was deleted.
        </EmptyState>
      </Screen>
    );
  }
  return (
    <Screen
      title={study.name}
      trail={trail}
      note={
        <span class="price-note">
          <StatusMark status={study.status} />
          <span class="hide-narrow">
            {kind_words(study)}
            {study.ran_at && !is_going(study.status) ? `, ${format_ago(study.ran_at)}` : ''}
          </span>
        </span>
      }
      actions={
        ready && (
          <Button icon="copy" onClick={report}>
            Report
          </Button>
        )
      }
    >
      <Body study={study} />
    </Screen>
  );
}
