// Hand-offs over a product: what goes from one role to the other, who holds it now, and the answer.
import { useState } from 'preact/hooks';
import type { HandOff, Product } from '../../api/types';
import { format_date, today } from '../../core/dates';
import {
  by_urgency,
  days_waiting,
  hand_off_kind_words,
  hand_off_status_words,
  held_by,
  is_late,
  is_pending,
  open_items,
} from '../../core/hand-offs';
import { count_of, role_name, role_side } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { Markdown } from '../../kit/Markdown';
import { change } from '../../store/changes';
import { type Loaded, name_of, use_all, use_list } from '../../store/entities';
import { i_may } from '../../store/session';
import { HandOffDialog, type HandOffTask } from './HandOffDialog';

export function HandOffPill({ hand_off }: { hand_off: HandOff }) {
  const late = is_late(hand_off, today());
  return (
    <span class={`pill hand-off-${hand_off.status}${late ? ' late' : ''}`}>
      <Icon name={late ? 'warning' : hand_off.status === 'accepted' ? 'check' : 'right'} size={12} />
      {hand_off_status_words[hand_off.status]}
      {late && `, was due ${format_date(hand_off.due_on)}`}
    </span>
  );
}

export function HandOffs({ product, hand_offs }: { product: Product; hand_offs: Loaded<HandOff> }) {
  const [task, set_task] = useState<HandOffTask | null>(null);
  use_all('people');
  const may_change = i_may('change', 'hand-offs');
  if (hand_offs.state === 'failed') return <Failure failure={hand_offs.failure} retry={hand_offs.reload} />;
  if (hand_offs.state !== 'ready' && !hand_offs.items.length) return <Skeleton />;
  const ordered = [...hand_offs.items].sort(by_urgency);
  const begin = may_change && (
    <Button
      kind={ordered.length ? 'normal' : 'primary'}
      icon="plus"
      onClick={() => set_task({ kind: 'create', product })}
    >
      Hand something over
    </Button>
  );
  return (
    <div class="tab-body hand-offs">
      {!ordered.length ? (
        <EmptyState icon="right" title="Nothing has been handed over yet" actions={begin}>
          Product management hands a capability brief to product marketing; product marketing hands market insight back.
          The other side accepts it, or returns it and says what is missing.
        </EmptyState>
      ) : (
        <>
          <div class="row">
            <h2 class="section-title grow">Hand-offs</h2>
            {begin}
          </div>
          <ol class="hand-off-list">
            {ordered.map((item) => (
              <Item key={item.key} hand_off={item} may_change={may_change} onTask={set_task} />
            ))}
          </ol>
        </>
      )}
      {task && <HandOffDialog task={task} onClose={() => set_task(null)} />}
    </div>
  );
}

function Side({ role, person }: { role: HandOff['from_role']; person: string | null }) {
  const side = role && role_side(role);
  return (
    <span class={`hand-off-side${side ? ` on-${side}` : ''}`}>
      <b>{role ? role_name[role] : 'No role'}</b>
      {person ? (
        <a class="person-name" href={`/people/${person}`}>
          <Avatar name={name_of('people', person)} side={side ?? undefined} size={18} /> {name_of('people', person)}
        </a>
      ) : (
        <span class="bad-words">Nobody</span>
      )}
    </span>
  );
}

function Item({
  hand_off,
  may_change,
  onTask,
}: {
  hand_off: HandOff;
  may_change: boolean;
  onTask: (task: HandOffTask) => void;
}) {
  const list = use_list('hand-off-items', { hand_off: hand_off.key });
  const items = [...list.items].sort((a, b) => (a.position ?? 1000) - (b.position ?? 1000));
  const waiting = days_waiting(hand_off, today());
  const holder = held_by(hand_off);
  const editable = may_change && (hand_off.status === 'draft' || hand_off.status === 'returned');
  const missing = open_items(items);
  return (
    <li class="panel hand-off">
      <div class="row">
        <h3 class="grow">
          {hand_off.title} <span class="key">{hand_off.key}</span>
        </h3>
        <HandOffPill hand_off={hand_off} />
      </div>
      <div class="hand-off-way">
        <Side role={hand_off.from_role} person={hand_off.from_person} />
        <span class="hand-off-arrow" aria-hidden="true">
          <Icon name="right" />
        </span>
        <span class="reader-only">to</span>
        <Side role={hand_off.to_role} person={hand_off.to_person} />
      </div>
      <p class="quiet">
        {hand_off_kind_words[hand_off.kind]}, due {format_date(hand_off.due_on)}
        {is_pending(hand_off) &&
          (holder ? (
            <>
              {'. '}
              <a href={`/people/${holder}`}>{name_of('people', holder)}</a> holds it
              {waiting !== null && `, for ${count_of(waiting, 'day')}`}
            </>
          ) : (
            <span class="bad-words">. Nobody holds it</span>
          ))}
        {(hand_off.returns ?? 0) > 0 && `. Returned ${count_of(hand_off.returns!, 'time')}`}
      </p>
      {hand_off.content && <Markdown source={hand_off.content} />}
      {hand_off.reason && (
        <blockquote class="hand-off-reason">
          <Markdown source={hand_off.reason} />
          {hand_off.answered_by && (
            <p class="quiet">
              {name_of('people', hand_off.answered_by)}
              {hand_off.answered_on && `, ${format_date(hand_off.answered_on)}`}
            </p>
          )}
        </blockquote>
      )}
      {items.length > 0 && (
        <ul class="hand-off-items" aria-label="What has to be there">
          {items.map((item) => (
            <li key={item.key}>
              <label>
                <input
                  type="checkbox"
                  checked={item.done}
                  disabled={!editable}
                  onChange={() => void change('hand-off-items', item.key, { done: !item.done })}
                />
                {item.name}
              </label>
            </li>
          ))}
        </ul>
      )}
      {may_change && is_pending(hand_off) && (
        <div class="row">
          {hand_off.status === 'offered' ? (
            <>
              <Button kind="primary" icon="check" onClick={() => onTask({ kind: 'accept', hand_off })}>
                Accept
              </Button>
              <Button onClick={() => onTask({ kind: 'return', hand_off })}>Return</Button>
            </>
          ) : (
            <>
              <Button kind="primary" onClick={() => onTask({ kind: 'offer', hand_off, missing })}>
                {hand_off.status === 'returned' ? 'Offer it again' : 'Offer'}
              </Button>
              {missing > 0 && <span class="quiet">{count_of(missing, 'item')} missing</span>}
            </>
          )}
          <span class="grow" />
          <Button kind="ghost" onClick={() => onTask({ kind: 'withdraw', hand_off })}>
            Withdraw
          </Button>
        </div>
      )}
    </li>
  );
}
