// The second tab: the two circles, and the same as a list by side that can be narrowed to what is wrong.
import type { Outcome, ResolutionList } from '../../api/special';
import type { Side } from '../../api/types';
import { count_of, side_name } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Glyph } from '../../kit/Glyph';
import { OutcomeDot, outcome_words } from '../../kit/Outcome';
import { Segmented } from '../../kit/Segmented';
import { query, set_query } from '../../store/location';
import { AccountabilityFigure, role_words, scope_origin, side_of } from './AccountabilityFigure';

interface Computed {
  value: ResolutionList | null;
  state: string;
  failure: unknown;
  reload: () => void;
}

export function Accountability({ resolution }: { resolution: Computed }) {
  const list = resolution.value;
  const wanted = (query.value.get('outcome') ?? '') as Outcome | '';
  if (!list)
    return resolution.state === 'failed' ? (
      <Failure failure={resolution.failure} retry={resolution.reload} />
    ) : (
      <Skeleton />
    );
  if (!list.items.length) {
    return (
      <EmptyState icon="map" title="No map is in force">
        A responsibility map says for every activity which role is accountable. Put one in force on the Map screen.
      </EmptyState>
    );
  }
  const count = (outcome: Outcome) => list.items.filter((item) => item.outcome === outcome).length;
  const shown = list.items.filter((item) => !wanted || item.outcome === wanted);
  const choices = (['gap', 'conflict', 'dual', 'one'] as Outcome[]).filter(
    (outcome) => count(outcome) > 0 || outcome === wanted,
  );
  return (
    <div class="accountability-tab">
      <AccountabilityFigure items={list.items} />
      <div class="accountability-bar">
        <Segmented
          label="Outcome"
          value={wanted || 'all'}
          onValue={(value) => set_query({ outcome: value === 'all' ? null : value })}
          choices={[
            { value: 'all', label: `All ${list.items.length}` },
            ...choices.map((outcome) => ({
              value: outcome as string,
              label: `${outcome_words[outcome]} ${count(outcome)}`,
            })),
          ]}
        />
        {list.map && <span class="quiet">By the map “{list.map.name}”</span>}
      </div>
      <div class="accountability-lists">
        {(['pm', 'shared', 'pmm'] as Side[]).map((side) => {
          const items = shown.filter((item) => side_of(item) === side);
          return (
            <section key={side} class={`side-list side-${side}`} aria-label={side_name[side]}>
              <h3>
                <Glyph side={side} label={false} /> {side_name[side]}{' '}
                <span class="quiet">{count_of(items.length, 'activity', 'activities')}</span>
              </h3>
              <ul>
                {items.map((item) => (
                  <li key={item.activity}>
                    <OutcomeDot outcome={item.outcome} side={side_of(item)} radius={5.5} />
                    <span class="activity">
                      {item.activity_name}
                      <span class="quiet">
                        {role_words(item)}
                        {item.scope && ` · ${scope_origin(item.scope)}`}
                      </span>
                    </span>
                    <span class="who">
                      {item.people.map((person) => (
                        <a key={person.key} class="person-name" href={`/people/${person.key}`}>
                          <Avatar name={person.name} />
                          <span class="truncate">{person.name}</span>
                        </a>
                      ))}
                      {!item.people.length && <span class="bad-words">Nobody</span>}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </div>
  );
}
