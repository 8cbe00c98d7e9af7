// What happened to a record, as sentences, newest first.

import { useEffect } from 'preact/hooks';
import type { History } from '../../api/types';
import { format_ago, format_clock, format_date, format_instant, today } from '../../core/dates';
import { changes_of, deed, via_words } from '../../core/sentence';
import { field_name } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { collection, load_all, name_of, use_list } from '../../store/entities';
import { user } from '../../store/session';
import { actor_name } from './Comments';

/** The name behind a key, whatever kind of record it is of. */
function any_name(key: string): string {
  for (const resource of ['people', 'lines', 'units', 'products', 'activities'] as const) {
    if (collection(resource).records.value.has(key)) return name_of(resource, key);
  }
  return key;
}

export function ProductHistory({ record }: { record: string }) {
  const events = use_list('history', { record, limit: 200 });
  useEffect(() => {
    void load_all('people');
    if (user.peek()?.role === 'administrator') void load_all('users');
  }, []);
  if (events.state === 'failed') return <Failure failure={events.failure} retry={events.reload} />;
  if (events.state !== 'ready' && !events.items.length) return <Skeleton />;
  if (!events.items.length) {
    return (
      <EmptyState icon="history" title="Nothing has happened yet">
        Every change is kept here: who, when, from what to what.
      </EmptyState>
    );
  }
  const days = new Map<string, History[]>();
  for (const event of [...events.items].sort((a, b) => b.id - a.id)) {
    const day = today(new Date(event.at));
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return (
    <div class="tab-body reading-width">
      {[...days].map(([day, list]) => (
        <section key={day} class="history-day">
          <h2 class="section-title">{day === today() ? 'Today' : format_date(day)}</h2>
          <ol class="history">
            {list.map((event) => (
              <Entry key={event.id} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Entry({ event }: { event: History }) {
  const changes = changes_of(event, any_name);
  const actor = actor_name(event.actor);
  const through = event.via === 'import' && event.verb === 'create' ? '' : via_words[event.via];
  const detail =
    event.verb === 'create'
      ? changes.filter((change) => change.now !== null)
      : changes.length > 1 || changes[0]?.long
        ? changes
        : [];
  return (
    <li>
      {event.via === 'import' || event.via === 'system' ? (
        <span class="avatar machine">
          <Icon name={event.via === 'import' ? 'import' : 'settings'} size={12} />
        </span>
      ) : (
        <Avatar name={actor} size={24} />
      )}
      <div class="grow">
        <p>
          <b class="strong">{actor}</b> {deed(event, changes)}
          {through && <span class="quiet"> {through}</span>}{' '}
          <time class="quiet" dateTime={event.at} title={format_instant(event.at)}>
            {today(new Date(event.at)) === today() ? format_ago(event.at) : format_clock(event.at)}
          </time>
        </p>
        {detail.length > 0 && (
          <details open={event.verb !== 'create' && detail.length < 6}>
            <summary>{event.verb === 'create' ? 'With what' : 'What changed'}</summary>
            <dl>
              {detail.map((change) => (
                <div key={change.field}>
                  <dt>{field_name(change.field)}</dt>
                  <dd>
                    {change.old !== null && <del>{change.old}</del>}
                    {change.old !== null && change.now !== null && ' '}
                    {change.now !== null ? <ins>{change.now}</ins> : <span class="quiet">nothing</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}
