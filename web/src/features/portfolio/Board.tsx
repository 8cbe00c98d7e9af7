// The board of three horizons. Without groups each horizon lists its stages; with groups every group is a lane across all three.
import { useState } from 'preact/hooks';
import type { PortfolioItem } from '../../api/special';
import type { Horizon, Stage } from '../../api/types';
import { type Group, type Grouping, group_portfolio } from '../../core/portfolio';
import { horizon_name, horizon_of_stage, horizon_side, horizons } from '../../core/stage';
import { count_of, format_number, stage_name, stages } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { Glyph } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { use_roving } from '../../kit/roving';
import { StageRing } from '../../kit/StageRing';
import { query, set_query } from '../../store/location';
import { use_shortcuts } from '../../store/shortcuts';
import { use_card_drag } from './drag';
import { ProductCard } from './ProductCard';

const horizon_words: Record<Horizon, string> = {
  future: 'Conceive and plan',
  next: 'Develop, qualify, launch',
  current: 'Deliver and retire',
};

export interface BoardProps {
  items: PortfolioItem[];
  grouping: Grouping;
  onMove?: (key: string, what: 'stage' | 'horizon') => void;
}

const at_first = 60;

/** Cards, the first of them at once; a horizon of thousands opens step by step. */
function Cards({ items, show_line }: { items: PortfolioItem[]; show_line: boolean }) {
  const [limit, set_limit] = useState(at_first);
  return (
    <>
      <div class="cards">
        {items.slice(0, limit).map((item) => (
          <ProductCard key={item.key} item={item} show_line={show_line} />
        ))}
      </div>
      {items.length > limit && (
        <Button kind="ghost" small onClick={() => set_limit(limit + 200)}>
          Show {format_number(Math.min(200, items.length - limit))} more
        </Button>
      )}
    </>
  );
}

/** Empty stages are there to drop on; they show while a card is dragged. */
function ByStage({ items, horizon }: { items: PortfolioItem[]; horizon: Horizon }) {
  const listed = stages.filter(
    (stage) => horizon_of_stage(stage) === horizon || items.some((item) => item.stage === stage),
  );
  return (
    <>
      {listed.map((stage: Stage) => {
        const of_stage = items.filter((item) => item.stage === stage);
        return (
          <section
            key={stage}
            class={of_stage.length ? 'stage-group' : 'stage-group vacant'}
            data-drop={horizon_of_stage(stage) === horizon ? stage : undefined}
            aria-label={stage_name[stage]}
          >
            <h3>
              <StageRing stage={stage} size={13} />
              {stage_name[stage]}
              <span class="count">{format_number(of_stage.length)}</span>
            </h3>
            <Cards items={of_stage} show_line />
          </section>
        );
      })}
      {!items.length && <p class="quiet nothing">Nothing here</p>}
    </>
  );
}

function HorizonHead({ horizon, count }: { horizon: Horizon; count: number }) {
  return (
    <div class="horizon-head">
      <Glyph side={horizon_side[horizon]} label={false} />
      <h2>{horizon_name[horizon]}</h2>
      <span class="count num">{format_number(count)}</span>
      <span class="grow" />
      <span class="quiet words">{horizon_words[horizon]}</span>
    </div>
  );
}

function Lane({ group, grouping }: { group: Group; grouping: Grouping }) {
  const [open, set_open] = useState(true);
  return (
    <section class="lane" aria-label={group.label}>
      <button type="button" class="lane-head" aria-expanded={open ? 'true' : 'false'} onClick={() => set_open(!open)}>
        <Icon name={open ? 'down' : 'right'} size={12} />
        {grouping === 'person' && group.id && <Avatar name={group.label} size={22} />}
        <b>{group.label}</b>
        {group.note && <span class="quiet">{group.note}</span>}
        <span class="count">{count_of(group.items.length, 'product')}</span>
      </button>
      {open && (
        <div class="lane-cells">
          {horizons.map((horizon) => {
            const items = group.items.filter((item) => item.horizon === horizon);
            return (
              <div key={horizon} class={`cell horizon-${horizon}`} data-column={horizon}>
                <span class="reader-only">{`${horizon_name[horizon]}: ${count_of(items.length, 'product')}`}</span>
                {items.length > 0 && <span class="cell-label">{horizon_name[horizon]}</span>}
                <Cards items={items} show_line={grouping !== 'line'} />
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}

/** Folded by default: what is gone should not stand in the way, but has to be found. */
function Retired({ items }: { items: PortfolioItem[] }) {
  const open = query.value.get('retired') === 'open';
  return (
    <section class={items.length ? 'retired' : 'retired vacant'} aria-label="Retired" data-drop="retired">
      <button
        type="button"
        class="lane-head"
        aria-expanded={open ? 'true' : 'false'}
        onClick={() => set_query({ retired: open ? null : 'open' })}
      >
        <Icon name={open ? 'down' : 'right'} size={12} />
        <StageRing stage="retired" size={13} />
        <b>Retired</b>
        <span class="count">{count_of(items.length, 'product')}</span>
      </button>
      {open && (
        <div class="retired-cards" data-column="retired">
          <Cards items={items} show_line />
        </div>
      )}
    </section>
  );
}

export function Board({ items, grouping, onMove }: BoardProps) {
  const roving = use_roving({ selector: '.product-card', columns: '[data-column]' });
  use_card_drag(roving.container, onMove !== undefined && grouping === 'none');
  const alive = items.filter((item) => item.horizon !== null);
  const retired = items.filter((item) => item.horizon === null);
  const focused = () => roving.focused('data-key');
  use_shortcuts(
    onMove
      ? [
          {
            keys: 's',
            label: 'Move to another stage',
            group: 'This screen',
            run: () => onMove(focused()!, 'stage'),
            when: () => focused() !== null,
          },
          {
            keys: 'h',
            label: 'Set the horizon',
            group: 'This screen',
            run: () => onMove(focused()!, 'horizon'),
            when: () => focused() !== null,
          },
        ]
      : [],
  );
  return (
    <div class={grouping === 'none' ? 'board' : 'board grouped'} ref={roving.container}>
      {grouping === 'none' ? (
        <div class="horizons">
          {horizons.map((horizon) => {
            const here = alive.filter((item) => item.horizon === horizon);
            return (
              <section
                key={horizon}
                class={`horizon horizon-${horizon}`}
                data-column={horizon}
                aria-label={horizon_name[horizon]}
              >
                <HorizonHead horizon={horizon} count={here.length} />
                <div class="horizon-body">
                  <ByStage items={here} horizon={horizon} />
                </div>
              </section>
            );
          })}
        </div>
      ) : (
        <>
          <div class="lane-cells heads">
            {horizons.map((horizon) => (
              <div key={horizon} class={`horizon-${horizon}`}>
                <HorizonHead horizon={horizon} count={alive.filter((item) => item.horizon === horizon).length} />
              </div>
            ))}
          </div>
          {group_portfolio(alive, grouping).map((group) => (
            <Lane key={group.id} group={group} grouping={grouping} />
          ))}
        </>
      )}
      <Retired items={retired} />
    </div>
  );
}
