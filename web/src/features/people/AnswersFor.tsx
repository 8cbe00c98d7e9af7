// The products that a person manages or markets, by themselves or through a line or unit.
import type { PortfolioItem } from '../../api/special';
import type { Side } from '../../api/types';
import { by_stage } from '../../core/portfolio';
import { count_of, format_number } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { StageRing } from '../../kit/StageRing';
import { scope_name } from './scope-words';

export interface Held {
  item: PortfolioItem;
  side: Side;
  through: string | null;
  stand_in: string | null;
  shared_with: number;
}

export function products_of(person: string, items: readonly PortfolioItem[]): Held[] {
  return items
    .flatMap((item): Held[] => {
      const manages = item.management.find((holder) => holder.key === person);
      const markets = item.marketing.find((holder) => holder.key === person);
      const holder = manages ?? markets;
      if (!holder) return [];
      return [
        {
          item,
          side: manages && markets ? 'shared' : manages ? 'pm' : 'pmm',
          through: holder.inherited ? holder.scope : null,
          stand_in: holder.stand_in,
          shared_with: (manages ? item.management : item.marketing).length - 1,
        },
      ];
    })
    .sort((a, b) => by_stage(a.item, b.item));
}

const side_words: Record<Side, string> = { pm: 'manages', pmm: 'markets', shared: 'manages and markets' };

export function AnswersFor({ held, name }: { held: Held[]; name: string }) {
  if (!held.length) return null;
  return (
    <section class="panel">
      <h2 class="section-title">
        Answers for <span class="quiet">{count_of(held.length, 'product')}</span>
      </h2>
      <ul class="answers-for">
        {held.map(({ item, side, through, stand_in, shared_with }) => (
          <li key={item.key}>
            <Glyph side={side} label={`${name} ${side_words[side]}`} />
            <StageRing stage={item.stage} label />
            <a class="plain-link strong truncate" href={`/products/${item.key}`}>
              {item.name}
            </a>
            {stand_in && <span class="tag">{stand_in}</span>}
            {shared_with > 0 && <span class="bad-words">with {format_number(shared_with)} more</span>}
            <span class="grow" />
            {through && (
              <span class="quiet truncate">
                through {through === 'company' ? 'the whole company' : scope_name(through)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
