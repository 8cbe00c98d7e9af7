// What a draft would change, before it is put in force: totals, then every pair of product and activity that gets another answer.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MapEffect } from '../../api/special';
import type { Map as MapRecord } from '../../api/types';
import { format_date, is_date, today } from '../../core/dates';
import { type EffectGrouping, effect_sentence } from '../../core/map-effect';
import { count_of, format_number } from '../../core/words';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { use_all } from '../../store/entities';
import { query, set_query } from '../../store/location';
import { announce } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { EffectGroups } from './EffectGroups';
import { note_effect_read, use_effect_of } from './effect-store';
import { compare_address } from './MapBar';
import { find_map, map_name_in_address, scope_words } from './map-rows';
import { PutInForce } from './PutInForce';

const groupings: { value: EffectGrouping; label: string }[] = [
  { value: 'activity', label: 'Activities' },
  { value: 'product', label: 'Products' },
  { value: 'person', label: 'People' },
];

export default function Effect() {
  const maps = use_all('maps');
  use_all('units');
  use_all('lines');
  const map = find_map(maps.items, query.value.get('map'));
  if (maps.state === 'failed' || (maps.state === 'ready' && !map)) {
    return (
      <Screen title="Effect">
        {map ? (
          <Failure failure={maps.failure} retry={maps.reload} />
        ) : (
          <EmptyState
            icon="map"
            title="This map does not exist"
            actions={<LinkButton href="/map/all">All maps</LinkButton>}
          >
            It may have been deleted in the meantime.
          </EmptyState>
        )}
      </Screen>
    );
  }
  if (!map) {
    return (
      <Screen title="Effect">
        <Skeleton rows={8} />
      </Screen>
    );
  }
  return <EffectOf key={map.key} map={map} maps={maps.items} />;
}

function EffectOf({ map, maps }: { map: MapRecord; maps: MapRecord[] }) {
  const parameters = query.value;
  const wanted = parameters.get('day');
  const day = wanted && is_date(wanted) ? wanted : null;
  const grouping = groupings.find((item) => item.value === parameters.get('group'))?.value ?? 'activity';
  const effect = use_effect_of(map, day);
  const [open, set_open] = useState(false);
  const noted = useRef(false);
  const { value } = effect;
  useEffect(() => {
    if (!value) return;
    announce(effect_sentence(value.totals, value.pairs));
    if (noted.current) return;
    noted.current = true;
    // Whoever may not write it down still reads it.
    note_effect_read(map).catch(() => {});
  }, [value]);
  const draft = map.status === 'draft';
  const may_put = draft && i_may('change', 'maps');
  use_shortcuts([
    {
      keys: 'v',
      label: 'Activities, products or people',
      group: 'This screen',
      run: () => {
        const next = groupings[(groupings.findIndex((item) => item.value === grouping) + 1) % groupings.length]!.value;
        set_query({ group: next === 'activity' ? null : next });
      },
    },
  ]);
  const other = maps.find((one) => one.key === value?.against?.key);
  return (
    <Screen
      title="Effect"
      note={
        <>
          of {map.name}
          <span class="hide-narrow"> for {scope_words(map)}</span>
        </>
      }
      trail={
        <a class="plain-link quiet" href={`/map?map=${encodeURIComponent(map_name_in_address(map))}`}>
          Map
        </a>
      }
      actions={
        <>
          {other && (
            <span class="hide-narrow">
              <LinkButton href={compare_address(map, other)}>Compare the maps</LinkButton>
            </span>
          )}
          {may_put && (
            <Button kind="primary" disabled={!value} onClick={() => set_open(true)}>
              Put in force
            </Button>
          )}
        </>
      }
      filters={
        <>
          <label class="effect-day">
            On
            <input
              class="input"
              type="date"
              value={day ?? value?.day ?? today()}
              onChange={(event) => set_query({ day: event.currentTarget.value || null })}
            />
          </label>
          <span class="grow" />
          <Segmented
            label="Group"
            value={grouping}
            choices={groupings}
            onValue={(group) => set_query({ group: group === 'activity' ? null : group })}
          />
        </>
      }
    >
      {effect.failure !== null && !value ? (
        <Failure failure={effect.failure} retry={effect.reload} />
      ) : !value ? (
        <Skeleton rows={8} />
      ) : (
        <EffectBody map={map} value={value} grouping={grouping} busy={effect.busy} more={effect.more} />
      )}
      {open && value && <PutInForce map={map} effect={value} onClose={() => set_open(false)} />}
    </Screen>
  );
}

function Figure({ label, value, note, bad }: { label: string; value: number; note: string; bad?: boolean }) {
  return (
    <div class="figure">
      <small>{label}</small>
      <b class={bad && value > 0 ? 'bad-words' : undefined}>{format_number(value)}</b>
      <i>{note}</i>
    </div>
  );
}

interface EffectBodyProps {
  map: MapRecord;
  value: MapEffect;
  grouping: EffectGrouping;
  busy: boolean;
  more: (() => void) | null;
}

function EffectBody({ map, value, grouping, busy, more }: EffectBodyProps) {
  const { totals } = value;
  return (
    <div class="effect">
      <p class="comparison-words">
        {value.against ? (
          <>
            On {format_date(value.day)}, <b>{map.name}</b> in place of <b>{value.against.name}</b>
          </>
        ) : (
          <>
            On {format_date(value.day)}, <b>{map.name}</b> where no map decides yet
          </>
        )}
        : {count_of(value.products, 'product')}, {count_of(value.pairs, 'pair')} of product and activity.
      </p>
      <div class="figures">
        <Figure label="Change hands" value={totals.changed} note={`of ${format_number(value.pairs)} pairs`} />
        <Figure label="New gaps" value={totals.gaps_new} note="nobody answers any more" bad />
        <Figure label="Gaps gone" value={totals.gaps_gone} note="somebody answers again" />
        <Figure label="New conflicts" value={totals.conflicts_new} note="several people answer" bad />
        <Figure label="Conflicts gone" value={totals.conflicts_gone} note="one person answers" />
        <Figure label="New duals" value={totals.duals_new} note="one person on both sides" />
        <Figure label="Duals gone" value={totals.duals_gone} note="two people again" />
      </div>
      {totals.changed === 0 ? (
        <EmptyState icon="check" title="Nobody gains or loses anything">
          Every pair of product and activity keeps the answer that it has.
        </EmptyState>
      ) : (
        <>
          <EffectGroups items={value.items} grouping={grouping} />
          {more && (
            <p class="row">
              <span class="quiet">
                The first {format_number(value.items.length)} of {format_number(totals.changed)} are listed; the totals
                count all.
              </span>
              <Button small busy={busy} onClick={more}>
                List more
              </Button>
            </p>
          )}
        </>
      )}
      <p class="quiet effect-read">
        {map.effect_read_on
          ? `Read on ${format_date(map.effect_read_on)}. A further edit of the draft asks for another look.`
          : map.status === 'draft'
            ? 'Not noted as read yet.'
            : 'This map is not a draft any more.'}
      </p>
    </div>
  );
}
