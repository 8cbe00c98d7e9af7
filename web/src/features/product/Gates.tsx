// The gates of a product: where it stands, who signs which criterion, and the decision to go, hold or stop.
import { useState } from 'preact/hooks';
import type { ResolutionList } from '../../api/special';
import type { Gate, GateCriterion, Product } from '../../api/types';
import { format_date, today } from '../../core/dates';
import {
  count_criteria,
  gate_of_interest,
  gate_status_words,
  gate_steps,
  is_overdue,
  next_stage,
  slip_words,
} from '../../core/gates';
import { stage_name } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Icon, type IconName } from '../../kit/Icon';
import { Markdown } from '../../kit/Markdown';
import { StageRing } from '../../kit/StageRing';
import { name_of, use_all, use_list } from '../../store/entities';
import { i_may } from '../../store/session';
import { GateDialog, type GateTask } from './GateDialog';

const status_icon: Record<Gate['status'], IconName> = {
  open: 'dot',
  passed: 'check',
  held: 'warning',
  stopped: 'close',
  skipped: 'right',
};

export function GateStatusPill({ gate }: { gate: Gate }) {
  const late = is_overdue(gate, today());
  return (
    <span class={`pill gate-${gate.status}${late ? ' late' : ''}`}>
      <Icon name={late ? 'warning' : status_icon[gate.status]} size={12} />
      {late ? `Was due ${format_date(gate.planned_on!)}` : gate_status_words[gate.status]}
    </span>
  );
}

export function Gates({ product, resolution }: { product: Product; resolution: ResolutionList | null }) {
  const gates = use_list('gates', { product: product.key });
  const [chosen, set_chosen] = useState<string | null>(null);
  const [task, set_task] = useState<GateTask | null>(null);
  use_all('people');
  const may_change = i_may('change', 'gates');
  if (gates.state === 'failed') return <Failure failure={gates.failure} retry={gates.reload} />;
  if (gates.state !== 'ready' && !gates.items.length) return <Skeleton />;
  const ahead = next_stage(product.stage);
  const has_next = gates.items.some((gate) => gate.stage === ahead);
  const open_next = may_change && ahead && !has_next && (
    <Button
      kind={gates.items.length ? 'normal' : 'primary'}
      icon="plus"
      onClick={() => set_task({ kind: 'open', product, stage: ahead })}
    >
      Open the gate to {stage_name[ahead]}
    </Button>
  );
  const shown =
    gates.items.find((gate) => gate.key === chosen) ??
    gates.items.find((gate) => gate.key === gate_of_interest(product.stage, gates.items)) ??
    null;
  return (
    <div class="tab-body gates">
      {!gates.items.length ? (
        <EmptyState icon="stage" title="No gate has been opened yet" actions={open_next}>
          A gate stands before a stage. Its criteria are signed, with evidence, by the people whom the map names; then
          somebody decides to go, to hold or to stop, and says why.
        </EmptyState>
      ) : (
        <>
          <div class="row">
            <h2 class="section-title grow">Gates</h2>
            {open_next}
          </div>
          <ol class="gate-track" aria-label="Gates in the order of the product's life">
            {gate_steps(product.stage, gates.items).map((step) => (
              <li key={step.stage} class={step.gate ? `gate-${step.gate.status}` : 'gate-none'}>
                {step.gate ? (
                  <button
                    type="button"
                    aria-pressed={step.gate.key === shown?.key}
                    onClick={() => set_chosen(step.gate!.key)}
                  >
                    <StageRing stage={step.stage} size={16} />
                    <b>{stage_name[step.stage]}</b>
                    <span class="quiet">{gate_status_words[step.gate.status]}</span>
                  </button>
                ) : (
                  <span class="gate-step">
                    <StageRing stage={step.stage} size={16} />
                    <b>{stage_name[step.stage]}</b>
                    <span class={step.unguarded ? 'bad-words' : 'quiet'}>
                      {step.unguarded ? 'No gate' : 'Not opened'}
                    </span>
                  </span>
                )}
              </li>
            ))}
          </ol>
          {shown && <GateSheet gate={shown} resolution={resolution} may_change={may_change} onTask={set_task} />}
        </>
      )}
      {task && <GateDialog task={task} onClose={() => set_task(null)} />}
    </div>
  );
}

interface SheetProps {
  gate: Gate;
  resolution: ResolutionList | null;
  may_change: boolean;
  onTask: (task: GateTask) => void;
}

function GateSheet({ gate, resolution, may_change, onTask }: SheetProps) {
  const criteria = use_list('gate-criteria', { gate: gate.key });
  const ordered = [...criteria.items].sort((a, b) => (a.position ?? 1000) - (b.position ?? 1000));
  const count = count_criteria(ordered);
  const undecided = gate.status === 'open' || gate.status === 'held';
  const slip = slip_words(gate);
  return (
    <section class="panel gate-sheet" aria-labelledby={`${gate.key}-title`}>
      <div class="row">
        <h3 id={`${gate.key}-title`} class="grow">
          Gate to {stage_name[gate.stage]} <span class="key">{gate.key}</span>
        </h3>
        <GateStatusPill gate={gate} />
      </div>
      <dl class="gate-facts">
        <div>
          <dt>Planned for</dt>
          <dd>
            {gate.planned_on ? format_date(gate.planned_on) : 'No day yet'}
            {undecided && may_change && (
              <Button
                kind="ghost"
                small
                icon="edit"
                label="Plan another day"
                onClick={() => onTask({ kind: 'plan', gate })}
              />
            )}
          </dd>
        </div>
        {slip && (
          <div>
            <dt>Slip</dt>
            <dd class={(gate.slip_days ?? 0) > 0 ? 'bad-words' : undefined}>{slip}</dd>
          </div>
        )}
        {gate.decided_on && (
          <div>
            <dt>{gate_status_words[gate.status]}</dt>
            <dd>
              {format_date(gate.decided_on)}
              {gate.decided_by && (
                <>
                  {' by '}
                  <a href={`/people/${gate.decided_by}`}>{name_of('people', gate.decided_by)}</a>
                </>
              )}
            </dd>
          </div>
        )}
        {gate.reason && (
          <div>
            <dt>Reason</dt>
            <dd>
              <Markdown source={gate.reason} />
            </dd>
          </div>
        )}
        {gate.conditions && (
          <div>
            <dt>Conditions</dt>
            <dd>
              <Markdown source={gate.conditions} />
            </dd>
          </div>
        )}
      </dl>
      <div class="row">
        <h4 class="grow">Criteria</h4>
        <span class="quiet">
          {count.green} of {ordered.length} met
          {count.red > 0 && `, ${count.red} not`}
        </span>
      </div>
      <ul class="criteria">
        {ordered.map((criterion) => (
          <Criterion
            key={criterion.key}
            criterion={criterion}
            resolution={resolution}
            may_sign={may_change && undecided}
            onTask={onTask}
          />
        ))}
      </ul>
      {may_change && (
        <div class="row gate-actions">
          {undecided ? (
            <>
              <Button
                kind="primary"
                icon="check"
                onClick={() => onTask({ kind: 'go', gate, open: count.open + count.red })}
              >
                Go
              </Button>
              <Button onClick={() => onTask({ kind: 'hold', gate })}>Hold</Button>
              <Button onClick={() => onTask({ kind: 'stop', gate })}>Stop</Button>
              <span class="grow" />
              <Button kind="ghost" onClick={() => onTask({ kind: 'skip', gate })}>
                Skip this gate
              </Button>
            </>
          ) : (
            <Button kind="ghost" icon="undo" onClick={() => onTask({ kind: 'reopen', gate })}>
              Open it again
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

const criterion_words = { open: 'Open', green: 'Met', red: 'Not met' } as const;
const is_address = (text: string): boolean => /^https?:\/\//.test(text);

function Criterion({
  criterion,
  resolution,
  may_sign,
  onTask,
}: {
  criterion: GateCriterion;
  resolution: ResolutionList | null;
  may_sign: boolean;
  onTask: (task: GateTask) => void;
}) {
  const activity = resolution?.items.find((item) => item.activity === criterion.activity);
  return (
    <li class={`criterion criterion-${criterion.status}`}>
      <span class="criterion-mark" aria-hidden="true">
        <Icon name={criterion.status === 'green' ? 'check' : criterion.status === 'red' ? 'close' : 'dot'} size={13} />
      </span>
      <div class="grow">
        <p>
          <span class="reader-only">{criterion_words[criterion.status]}: </span>
          {criterion.name}
        </p>
        <p class="quiet">
          {activity?.activity_name ?? name_of('activities', criterion.activity)}
          {' · '}
          {criterion.signed_by ? (
            <>
              {criterion.status === 'red' ? 'Refused' : 'Signed'} by{' '}
              <a href={`/people/${criterion.signed_by}`}>{name_of('people', criterion.signed_by)}</a>
              {criterion.signed_on && `, ${format_date(criterion.signed_on)}`}
            </>
          ) : criterion.status !== 'open' ? (
            `${criterion_words[criterion.status]}${criterion.signed_on ? ` since ${format_date(criterion.signed_on)}` : ''}`
          ) : activity?.people.length ? (
            <span class="criterion-signer">
              {activity.people.map((person) => (
                <a key={person.key} class="person-name" href={`/people/${person.key}`}>
                  <Avatar name={person.name} size={16} /> {person.name}
                </a>
              ))}{' '}
              {activity.people.length > 1 ? 'contradict each other as signers' : 'signs'}
            </span>
          ) : (
            <span class="bad-words">Nobody can sign this</span>
          )}
        </p>
        {criterion.evidence && (
          <p class="quiet">
            <Icon name="link" size={12} />{' '}
            {is_address(criterion.evidence) ? (
              <a href={criterion.evidence} rel="noreferrer noopener" target="_blank">
                {criterion.evidence.replace(/^https?:\/\//, '')}
              </a>
            ) : (
              <span class="key">{criterion.evidence}</span>
            )}
          </p>
        )}
        {criterion.note && <Markdown source={criterion.note} />}
      </div>
      {may_sign && (
        <div class="row">
          {criterion.status !== 'green' && (
            <Button small onClick={() => onTask({ kind: 'sign', criterion })}>
              Sign
            </Button>
          )}
          {criterion.status === 'open' ? (
            <Button small kind="ghost" onClick={() => onTask({ kind: 'refuse', criterion })}>
              Not met
            </Button>
          ) : (
            <Button small kind="ghost" onClick={() => onTask({ kind: 'reopen_criterion', criterion })}>
              Reopen
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
