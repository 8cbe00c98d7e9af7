// One item opened: the record behind it, and for an approval who was consulted and what they said.
import type { Approval, Consultation, InboxItem, Override } from '../../api/types';
import { format_date } from '../../core/dates';
import { item_path } from '../../core/inbox';
import { Avatar } from '../../kit/Avatar';
import { Button, LinkButton } from '../../kit/Button';
import { Skeleton } from '../../kit/EmptyState';
import { Markdown } from '../../kit/Markdown';
import { Prose } from '../../kit/Prose';
import { name_of, type ResourceName, use_all, use_list, use_record } from '../../store/entities';

const answer_words: Record<Consultation['status'], string> = {
  open: 'has not answered yet',
  agreed: 'agrees',
  objected: 'objects',
  withdrawn: 'is no longer asked',
};

function Consulted({ record }: { record: string }) {
  const list = use_list('consultations', { record });
  if (!list.items.length)
    return list.state === 'ready' ? <p class="quiet">Nobody has been asked.</p> : <Skeleton rows={1} />;
  return (
    <ul class="consulted">
      {list.items.map((item) => (
        <li key={item.key}>
          <Avatar name={name_of('people', item.person)} />
          <div>
            <p>
              <a href={`/people/${item.person}`}>{name_of('people', item.person)}</a>{' '}
              <span class={item.status === 'objected' ? 'bad-words' : 'quiet'}>
                {answer_words[item.status]}
                {item.answered_on ? `, ${format_date(item.answered_on)}` : `, asked until ${format_date(item.due_on)}`}
              </span>
            </p>
            {item.answer && <Markdown source={item.answer} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function ApprovalBody({ record }: { record: Approval }) {
  return (
    <>
      {record.asked_by && (
        <p class="quiet">
          Proposed by <a href={`/people/${record.asked_by}`}>{name_of('people', record.asked_by)}</a>
        </p>
      )}
      {record.proposal && <Markdown source={record.proposal} />}
      <h3>Who was asked</h3>
      <Consulted record={record.key} />
    </>
  );
}

function ConsultationBody({ record }: { record: Consultation }) {
  return (
    <>
      {record.asked_by && (
        <p class="quiet">
          Asked by <a href={`/people/${record.asked_by}`}>{name_of('people', record.asked_by)}</a>
        </p>
      )}
      <Markdown source={record.question} />
    </>
  );
}

function OverrideBody({ record }: { record: Override }) {
  return (
    <>
      <p class="quiet">
        {record.person ? (
          <a href={`/people/${record.person}`}>{name_of('people', record.person)}</a>
        ) : (
          'An account without a person'
        )}
        , {format_date(record.acted_on)}
      </p>
      {record.reason ? <Markdown source={record.reason} /> : <p class="bad-words">No reason was given.</p>}
    </>
  );
}

export function ItemPanel({ item, onClose }: { item: InboxItem; onClose: () => void }) {
  use_all('people');
  const record = use_record(item.resource as ResourceName, item.record);
  const path = item_path(item);
  return (
    <aside class="item-panel" aria-label={item.title}>
      <header>
        <h2>{item.title}</h2>
        <Button kind="ghost" icon="close" label="Close" onClick={onClose} />
      </header>
      <p>
        <Prose>{item.what}</Prose>
      </p>
      <p class="quiet">
        {item.record}
        {item.since && `, since ${format_date(item.since)}`}
        {item.due_on && `, due ${format_date(item.due_on)}`}
      </p>
      {record && item.resource === 'approvals' && <ApprovalBody record={record as Approval} />}
      {record && item.resource === 'consultations' && <ConsultationBody record={record as Consultation} />}
      {record && item.resource === 'overrides' && <OverrideBody record={record as Override} />}
      {path && (
        <div class="row">
          <LinkButton href={path}>Go to it</LinkButton>
        </div>
      )}
    </aside>
  );
}
