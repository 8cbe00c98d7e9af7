// The part of a product's life in which an entry decides: small beside a label, and large where it is edited.
import type { MapEntry, Stage } from '../../api/types';
import { cover_words, decides_at, set_band, stage_range } from '../../core/map-edit';
import { horizon_name, horizons } from '../../core/stage';
import { stage_name, stages } from '../../core/words';
import { Select } from '../../kit/Field';

type Cover = Pick<MapEntry, 'from_stage' | 'to_stage' | 'horizons'>;

const is_covered = (entry: Cover, index: number): boolean => decides_at(entry, stages[index]!);

export const mini_band_width = 34;

/** Eight small bars, filled where the entry decides. Nothing for the whole life. */
export function MiniBand({ entry }: { entry: Cover }) {
  const words = cover_words(entry);
  if (!words) return null;
  return (
    <>
      <svg class="mini-band" viewBox="0 0 31 8" width={31} height={8} aria-hidden="true">
        {stages.map((stage, index) => (
          <rect
            key={stage}
            class={is_covered(entry, index) ? 'on' : undefined}
            x={index * 4}
            y={is_covered(entry, index) ? 1 : 3}
            width={3}
            height={is_covered(entry, index) ? 6 : 2}
            rx={0.5}
          />
        ))}
      </svg>
      <span class="reader-only">, {words}</span>
    </>
  );
}

/** The band to edit: click near an end to move it, or choose the ends from the lists. */
export function StageBand({ entry, onChange }: { entry: Cover; onChange: (values: Partial<Cover>) => void }) {
  const [from, to] = stage_range(entry);
  const choices = stages.map((stage) => ({ value: stage, label: stage_name[stage] }));
  const near = (index: number) => (Math.abs(index - from) < Math.abs(index - to) || index < from ? 'from' : 'to');
  return (
    <div class="stage-band">
      <div class="band-track" aria-hidden="true">
        {stages.map((stage, index) => (
          <i
            key={stage}
            class={is_covered(entry, index) ? 'on' : undefined}
            title={stage_name[stage]}
            onClick={() => onChange(set_band(entry, near(index), stage))}
          />
        ))}
      </div>
      <div class="row">
        <Select
          small
          label="From stage"
          value={stages[from]!}
          choices={choices}
          onValue={(value) => onChange(set_band(entry, 'from', value as Stage))}
        />
        <span class="quiet">to</span>
        <Select
          small
          label="To stage"
          value={stages[to]!}
          choices={choices}
          onValue={(value) => onChange(set_band(entry, 'to', value as Stage))}
        />
      </div>
      <div class="row horizon-boxes" role="group" aria-label="Horizons">
        {horizons.map((horizon) => {
          const all = !entry.horizons.length;
          const on = all || entry.horizons.includes(horizon);
          const toggle = () => {
            const next = horizons.filter((one) => (one === horizon ? !on : all || entry.horizons.includes(one)));
            if (next.length) onChange({ horizons: next.length === horizons.length ? [] : next });
          };
          return (
            <label key={horizon}>
              <input
                type="checkbox"
                checked={on}
                onClick={(event) => {
                  // The last one stays: an entry without any horizon would never decide.
                  if (on && !all && entry.horizons.length === 1) event.preventDefault();
                  else toggle();
                }}
              />
              {horizon_name[horizon]}
            </label>
          );
        })}
      </div>
    </div>
  );
}
