// The inbox: what a person must decide, sign, answer and accept, what was done over their head, and what they are told.
import { useEffect, useState } from 'preact/hooks';
import type { InboxItem, Inbox as InboxReply } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { due_words, inbox_kinds, item_id, item_path } from '../../core/inbox';
import { count_of } from '../../core/words';
import { ActionDialog } from '../../kit/ActionDialog';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Prose } from '../../kit/Prose';
import { use_roving } from '../../kit/roving';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { described, description } from '../../store/description';
import { type ResourceName, use_computed } from '../../store/entities';
import { checked_resources } from '../../store/findings';
import { navigate, query, set_query } from '../../store/location';
import { user } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { ItemPanel } from './ItemPanel';

const page_size = '200';

export default function Inbox() {
  const person = query.value.get('person') ?? user.value?.person ?? null;
  const reply = use_computed<InboxReply>(
    '/inbox',
    { ...(person ? { person } : {}), limit: page_size },
    checked_resources,
  );
  useEffect(() => void description.load(), []);
  const [task, set_task] = useState<{ item: InboxItem; action: string } | null>(null);
  const kind = query.value.get('kind');
  const inbox = reply.value;
  const items = (inbox?.items ?? []).filter((item) => !kind || item.kind === kind);
  const opened = items.find((item) => item_id(item) === query.value.get('open')) ?? null;
  const roving = use_roving({ selector: '.inbox-main' });
  const focused = () => items.find((item) => item_id(item) === roving.focused('data-id')) ?? null;
  const act = (position: number) => {
    const item = focused();
    const action = item?.actions[position];
    if (item && action) set_task({ item, action });
  };
  use_shortcuts([
    ...[0, 1, 2].map((position) => ({
      keys: String(position + 1),
      label: ['Do the first thing offered', 'Do the second', 'Do the third'][position]!,
      group: 'This screen' as const,
      run: () => act(position),
      when: () => (focused()?.actions.length ?? 0) > position,
    })),
    {
      keys: 'o',
      label: 'Go to the record',
      group: 'This screen',
      run: () => {
        const path = item_path(focused()!);
        if (path) navigate(path);
      },
      when: () => focused() !== null && item_path(focused()!) !== null,
    },
    {
      keys: 'escape',
      label: 'Close the item',
      group: 'This screen',
      run: () => set_query({ open: null }),
      when: () => opened !== null,
    },
  ]);
  if (reply.state === 'failed') {
    return (
      <Screen title="Inbox">
        <Failure failure={reply.failure} retry={reply.reload} />
      </Screen>
    );
  }
  if (!inbox) {
    return (
      <Screen title="Inbox">
        <Skeleton rows={9} />
      </Screen>
    );
  }
  if (!inbox.person) {
    return (
      <Screen title="Inbox">
        <EmptyState
          icon="person"
          title="Your account stands for no person yet"
          actions={<LinkButton href="/people">To the people</LinkButton>}
        >
          What waits for somebody follows from the roles that they hold. An administrator can say in the settings which
          person you are; or look into somebody's inbox from their page.
        </EmptyState>
      </Screen>
    );
  }
  const total = inbox_kinds.reduce((sum, item) => sum + (inbox.totals[item.kind] ?? 0), 0);
  const mine = inbox.person.key === user.value?.person;
  const label_of = (item: InboxItem, action: string) =>
    described(item.resource)?.actions.find((one) => one.name === action)?.label ?? action.replaceAll('_', ' ');
  return (
    <Screen
      title={mine ? 'Inbox' : `Inbox of ${inbox.person.name}`}
      note={<span class="num">{total}</span>}
      scrolls={false}
      filters={
        total > 0 && (
          <Segmented
            label="What to show"
            value={kind ?? 'all'}
            onValue={(value) => set_query({ kind: value === 'all' ? null : value, open: null })}
            choices={[
              { value: 'all', label: `All ${total}` },
              ...inbox_kinds
                .filter((item) => (inbox.totals[item.kind] ?? 0) > 0)
                .map((item) => ({ value: item.kind as string, label: `${item.label} ${inbox.totals[item.kind]}` })),
            ]}
          />
        )
      }
      foot={
        <span>
          {inbox.overdue > 0 && <b class="bad-words">{count_of(inbox.overdue, 'item')} overdue. </b>}
          As of {format_date(inbox.day)}
        </span>
      }
    >
      {!items.length ? (
        <EmptyState icon="check" title={total ? 'Nothing of this kind' : 'Nothing waits'}>
          {mine
            ? 'What you have to decide, sign, answer or accept will stand here, and what others decided in your place.'
            : 'Nothing waits for them.'}
        </EmptyState>
      ) : (
        <div class="inbox-body">
          <div class="inbox-list" ref={roving.container}>
            <ul>
              {items.map((item) => (
                <li
                  key={item_id(item)}
                  class={opened && item_id(opened) === item_id(item) ? 'inbox-item open' : 'inbox-item'}
                >
                  <button
                    type="button"
                    class="inbox-main"
                    data-id={item_id(item)}
                    tabIndex={-1}
                    aria-expanded={opened && item_id(opened) === item_id(item) ? 'true' : 'false'}
                    onClick={() => set_query({ open: item_id(item) })}
                  >
                    <span class={`inbox-kind kind-${item.kind}`}>
                      {inbox_kinds.find((one) => one.kind === item.kind)?.label}
                    </span>
                    <span class="inbox-said">
                      <b>{item.title}</b>
                      {item.product_name && item.product_name !== item.title && (
                        <span class="quiet"> {item.product_name}</span>
                      )}
                      <span class="inbox-what">
                        <Prose>{item.what}</Prose>
                      </span>
                    </span>
                    {item.due_on && (
                      <span class={item.overdue ? 'bad-words inbox-due' : 'quiet inbox-due'}>
                        {due_words(item.due_on, today())}
                      </span>
                    )}
                  </button>
                  <span class="inbox-actions">
                    {item.actions.slice(0, 3).map((action) => (
                      <Button key={action} small onClick={() => set_task({ item, action })}>
                        {label_of(item, action)}
                        <span class="reader-only">: {item.title}</span>
                      </Button>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
            {inbox.next && (
              <p class="quiet inbox-more">The first {page_size} are shown; settle some, and the next follow.</p>
            )}
          </div>
          {opened && <ItemPanel item={opened} onClose={() => set_query({ open: null })} />}
        </div>
      )}
      {task && (
        <ActionDialog
          resource={task.item.resource as ResourceName}
          record={task.item.record}
          action={task.action}
          about={task.item.title}
          onClose={() => set_task(null)}
          onDone={reply.reload}
        />
      )}
    </Screen>
  );
}
