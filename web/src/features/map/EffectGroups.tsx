// The pairs that a draft changes, in groups that open: by activity, by product, or by who gets and loses them.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { MapEffectItem, MapEffectSide } from '../../api/special';
import {
  answer_words,
  type EffectGrouping,
  group_by_person,
  group_effect,
  is_bad,
  mark_words,
  marks_of,
} from '../../core/map-effect';
import { count_of, format_number, role_name, role_side } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { OutcomeDot } from '../../kit/Outcome';

const shown_at_first = 50;

function Answer({ answer }: { answer: MapEffectSide }) {
  const side = answer.role ? role_side(answer.role) : null;
  return (
    <span class={`effect-answer${answer.outcome === 'gap' ? ' bad-words' : ''}${side ? '' : ' of-neither'}`}>
      <OutcomeDot outcome={answer.outcome} side={side ?? 'shared'} radius={5} />
      <span>
        {answer_words(answer)}
        {answer.role && <small>{role_name[answer.role]}</small>}
      </span>
    </span>
  );
}

function Pairs({ items, names }: { items: MapEffectItem[]; names: 'product' | 'activity' | 'both' }) {
  const [limit, set_limit] = useState(shown_at_first);
  return (
    <>
      <table class="effect-pairs">
        <thead class="reader-only">
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">Until now</th>
            <th scope="col">Then</th>
            <th scope="col">Mark</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, limit).map((item) => (
            <tr key={`${item.product} ${item.activity}`}>
              <th scope="row">
                {names !== 'activity' && (
                  <a class="plain-link" href={`/products/${encodeURIComponent(item.product)}`}>
                    {item.product_name}
                  </a>
                )}
                {names === 'both' && ', '}
                {names !== 'product' && item.activity_name}
              </th>
              <td>
                <Answer answer={item.before} />
              </td>
              <td>
                <Icon name="right" size={11} />
                <Answer answer={item.after} />
              </td>
              <td>
                {marks_of(item).map((mark) => (
                  <span key={mark} class={is_bad(mark) ? 'tag bad-tag' : 'tag'}>
                    {mark_words[mark]}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length > limit && (
        <Button kind="ghost" small onClick={() => set_limit(limit + 200)}>
          Show {format_number(Math.min(200, items.length - limit))} more
        </Button>
      )}
    </>
  );
}

interface FoldProps {
  head: ComponentChildren;
  open: boolean;
  children: () => ComponentChildren;
}

function Fold({ head, open: at_first, children }: FoldProps) {
  const [open, set_open] = useState(at_first);
  return (
    <section class="effect-group">
      <button
        type="button"
        class="lane-head effect-head"
        aria-expanded={open ? 'true' : 'false'}
        onClick={() => set_open(!open)}
      >
        <Icon name={open ? 'down' : 'right'} size={12} />
        {head}
      </button>
      {open && <div class="effect-inside">{children()}</div>}
    </section>
  );
}

const groups_at_first = 60;

export function EffectGroups({ items, grouping }: { items: MapEffectItem[]; grouping: EffectGrouping }) {
  const [limit, set_limit] = useState(groups_at_first);
  const groups = grouping === 'person' ? group_by_person(items) : group_effect(items, grouping);
  return (
    <div class="effect-groups">
      {grouping === 'person'
        ? group_by_person(items)
            .slice(0, limit)
            .map((group) => (
              <Fold
                key={group.id}
                open={false}
                head={
                  <>
                    {group.id ? <Avatar name={group.label} size={22} /> : <OutcomeDot outcome="gap" side="shared" />}
                    <b>{group.label}</b>
                    {group.gets.length > 0 && (
                      <span class={group.id ? undefined : 'bad-words'}>
                        gets <span class="num">{format_number(group.gets.length)}</span>
                      </span>
                    )}
                    {group.loses.length > 0 && (
                      <span>
                        loses <span class="num">{format_number(group.loses.length)}</span>
                      </span>
                    )}
                  </>
                }
              >
                {() => (
                  <>
                    {group.gets.length > 0 && <h3>Gets</h3>}
                    {group.gets.length > 0 && <Pairs items={group.gets} names="both" />}
                    {group.loses.length > 0 && <h3>Loses</h3>}
                    {group.loses.length > 0 && <Pairs items={group.loses} names="both" />}
                  </>
                )}
              </Fold>
            ))
        : group_effect(items, grouping)
            .slice(0, limit)
            .map((group, index) => (
              <Fold
                key={group.id}
                open={index === 0 && group.items.length <= 12}
                head={
                  <>
                    <b>{group.label}</b>
                    <span class="count">
                      {grouping === 'activity'
                        ? count_of(group.items.length, 'product')
                        : count_of(group.items.length, 'activity', 'activities')}
                    </span>
                    {group.bad > 0 && (
                      <span class="bad-words">
                        <span class="num">{format_number(group.bad)}</span> without one person who answers
                      </span>
                    )}
                  </>
                }
              >
                {() => <Pairs items={group.items} names={grouping === 'activity' ? 'product' : 'activity'} />}
              </Fold>
            ))}
      {groups.length > limit && (
        <Button kind="ghost" small onClick={() => set_limit(limit + 200)}>
          Show {format_number(Math.min(200, groups.length - limit))} more
        </Button>
      )}
    </div>
  );
}
