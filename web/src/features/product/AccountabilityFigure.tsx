// The two circles for one product: every activity is a dot on its side, drawn by outcome. The same is said in words beside it.
import { useState } from 'preact/hooks';
import type { Outcome, Resolution } from '../../api/special';
import type { Side } from '../../api/types';
import { circles, lens_path, spread_dots } from '../../core/venn';
import { list_of, role_name, side_name } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { use_media } from '../../kit/media';
import { OutcomeDot, outcome_words } from '../../kit/Outcome';
import { use_roving } from '../../kit/roving';
import { name_of } from '../../store/entities';

export function scope_origin(scope: string | null): string {
  if (!scope) return '';
  if (scope === 'company') return 'whole company';
  if (scope.startsWith('UNIT-')) return name_of('units', scope);
  const line = name_of('lines', scope);
  return line !== scope ? line : name_of('units', scope) !== scope ? name_of('units', scope) : 'this product';
}

export function accountable_words(item: Resolution): string {
  if (item.outcome === 'gap') return 'Nobody';
  return list_of(item.people.map((person) => person.name));
}

/** An activity that the map in force does not name belongs to nobody's circle alone. */
export const side_of = (item: Resolution): Side => item.side ?? 'shared';
export const role_words = (item: Resolution): string => (item.role ? role_name[item.role] : 'Not in the map');

const sides: Side[] = ['pm', 'shared', 'pmm'];

export function AccountabilityFigure({ items, small }: { items: Resolution[]; small?: boolean }) {
  const [chosen, set_chosen] = useState<string | null>(null);
  const roving = use_roving({ selector: '.dot' });
  const narrow = use_media('(max-width: 900px)');
  const shape = narrow ? circles(420, 272) : small ? circles(760, 250) : circles(880, 330);
  const percent = (value: number, of: number) => `${(value / of) * 100}%`;
  const shown = items.find((item) => item.activity === chosen) ?? null;
  const counts = (Object.keys(outcome_words) as Outcome[]).map((outcome) => ({
    outcome,
    count: items.filter((item) => item.outcome === outcome).length,
  }));
  return (
    <figure
      class={small ? 'accountability small' : 'accountability'}
      ref={roving.container as never}
      aria-label="Activities by side and outcome"
    >
      <div class="circles" style={{ aspectRatio: `${shape.width} / ${shape.height}` }}>
        <svg viewBox={`0 0 ${shape.width} ${shape.height}`} aria-hidden="true">
          <circle class="area-pm" cx={shape.x - shape.offset} cy={shape.y} r={shape.radius} />
          <circle class="area-pmm" cx={shape.x + shape.offset} cy={shape.y} r={shape.radius} />
          <path class="area-shared" d={lens_path(shape)} />
          <circle class="line-pm" cx={shape.x - shape.offset} cy={shape.y} r={shape.radius} />
          <circle class="line-pmm" cx={shape.x + shape.offset} cy={shape.y} r={shape.radius} />
        </svg>
        {sides.map((side) => {
          const of_side = items.filter((item) => side_of(item) === side);
          const layout = spread_dots(shape, side, of_side.length, small ? 10 : 13);
          return of_side.map((item, index) => {
            const dot = layout.dots[index];
            if (!dot) return null;
            const words = `${item.activity_name}: ${accountable_words(item)}, ${role_words(item).toLowerCase()}`;
            return (
              <button
                key={item.activity}
                type="button"
                class="dot"
                tabIndex={-1}
                style={{
                  left: percent(dot.x, shape.width),
                  top: percent(dot.y, shape.height),
                  width: percent(layout.radius * 2 + 2, shape.width),
                }}
                aria-label={`${words}. ${outcome_words[item.outcome]}`}
                aria-pressed={item.activity === chosen ? 'true' : 'false'}
                onMouseEnter={() => set_chosen(item.activity)}
                onFocus={() => set_chosen(item.activity)}
                onClick={() => set_chosen(item.activity)}
              >
                <OutcomeDot outcome={item.outcome} side={side_of(item)} radius={layout.radius} />
              </button>
            );
          });
        })}
        {sides
          .filter((side) => side !== 'shared')
          .map((side) => (
            <SideLabel key={side} side={side} items={items.filter((item) => side_of(item) === side)} />
          ))}
        <b class="shared-label" aria-hidden="true">
          <Glyph side="shared" label={false} /> {side_name.shared}
        </b>
      </div>
      <figcaption>
        {shown ? (
          <div class="dot-words" aria-live="polite">
            <b>{shown.activity_name}</b>
            <span class={shown.outcome === 'gap' || shown.outcome === 'conflict' ? 'bad-words' : undefined}>
              {accountable_words(shown)}
            </span>
            <span class="quiet">
              {role_words(shown)}
              {shown.scope && `, from ${scope_origin(shown.scope)}`}
            </span>
          </div>
        ) : (
          <div class="outcome-legend">
            {counts
              .filter((item) => item.count > 0)
              .map((item) => (
                <span key={item.outcome}>
                  <OutcomeDot outcome={item.outcome} side="shared" radius={5.5} />
                  {outcome_words[item.outcome]} <b class="num">{item.count}</b>
                </span>
              ))}
          </div>
        )}
      </figcaption>
    </figure>
  );
}

/** Beside each circle: whose it is, and who in person stands for how much of it. */
function SideLabel({ side, items }: { side: Side; items: Resolution[] }) {
  const people = new Map<string, number>();
  for (const item of items)
    for (const person of item.people) people.set(person.name, (people.get(person.name) ?? 0) + 1);
  const nobody = items.filter((item) => item.outcome === 'gap').length;
  return (
    <div class={`area-label label-${side}`} aria-hidden="true">
      <b>
        <Glyph side={side} label={false} /> {side_name[side]}
      </b>
      {[...people].slice(0, 3).map(([name, count]) => (
        <span key={name}>
          {name} <i class="num">{count}</i>
        </span>
      ))}
      {nobody > 0 && (
        <span class="bad-words">
          Nobody <i class="num">{nobody}</i>
        </span>
      )}
    </div>
  );
}
