// Who is a single point of failure: everybody removed in turn, the worst first.
import type { SinglePointList } from '../../api/types';
import { count_of, format_number } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { use_computed } from '../../store/entities';
import { checked_resources } from '../../store/findings';

export function SinglePoints({ onTakeOut }: { onTakeOut: (person: string) => void }) {
  const list = use_computed<SinglePointList>('/stress/single-points', { limit: '50' }, checked_resources);
  if (list.state === 'failed') return <Failure failure={list.failure} retry={list.reload} />;
  if (!list.value) return <Skeleton rows={9} />;
  const items = list.value.items.filter((item) => item.score > 0);
  if (!items.length) {
    return (
      <EmptyState icon="check" title="Nobody is a single point of failure">
        Whoever is removed, every activity still has somebody who answers for it.
      </EmptyState>
    );
  }
  const most = items[0]!.score;
  return (
    <div class="single-points">
      <p class="quiet">
        Each of {count_of(list.value.people, 'person', 'people')} who hold a role was removed in turn. What breaks
        without them, worst first.
      </p>
      <ol>
        {items.map((item) => (
          <li key={item.person.key} class="panel">
            <div class="row">
              <Avatar name={item.person.name} size={24} />
              <a class="strong" href={`/people/${item.person.key}`}>
                {item.person.name}
              </a>
              <span class="grow" />
              <span class="num">{format_number(item.gaps)}</span>
              <span class="quiet">gaps on {count_of(item.gap_products, 'product')}</span>
              <Button small onClick={() => onTakeOut(item.person.key)} aria-label={`Take out ${item.person.name}`}>
                Take out
              </Button>
            </div>
            <div class="point-track" aria-hidden="true">
              <span style={{ width: `${(item.score / most) * 100}%` }} />
            </div>
            <p class="quiet">{item.why}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
