// Any two maps side by side: the pictures with what moved, and a table of every difference.
import { useMemo, useState } from 'preact/hooks';
import type { MapComparison, MapComparisonEntry, MapComparisonItem } from '../../api/special';
import type { Map as MapRecord } from '../../api/types';
import { today } from '../../core/dates';
import { difference_phrases, item_key } from '../../core/map-compare';
import { cover_words, map_state, map_state_words } from '../../core/map-edit';
import { count_of, format_number, role_name, side_name } from '../../core/words';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Select } from '../../kit/Field';
import { Glyph, Legend } from '../../kit/Glyph';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { use_all, use_computed } from '../../store/entities';
import { query, set_query } from '../../store/location';
import { use_shortcuts } from '../../store/shortcuts';
import { ComparedPair } from './CompareCircles';
import { find_map, map_name_in_address } from './map-rows';

/** The two that the address names, or the one in force and the next best. */
function chosen_maps(maps: readonly MapRecord[], parameters: URLSearchParams): [MapRecord, MapRecord] | null {
  const deciding = maps.find((map) => map_state(map, today()) === 'decides' && !map.scope);
  const other = find_map(maps, parameters.get('other')) ?? maps.find((map) => map.key !== deciding?.key);
  const one = find_map(maps, parameters.get('one')) ?? (deciding?.key === other?.key ? undefined : deciding);
  const first = one ?? maps.find((map) => map.key !== other?.key);
  return first && other ? [first, other] : null;
}

function MapChoice({ label, map, maps, name }: { label: string; map: MapRecord; maps: MapRecord[]; name: string }) {
  return (
    <Select
      small
      label={label}
      value={map.key}
      choices={maps.map((item) => ({ value: item.key, label: `${item.name} (${map_state_words(item, today())})` }))}
      onValue={(key) => {
        const next = maps.find((item) => item.key === key);
        set_query({ [name]: next ? map_name_in_address(next) : key });
      }}
    />
  );
}

export default function Compare() {
  const maps = use_all('maps');
  const parameters = query.value;
  const chosen = chosen_maps(maps.items, parameters);
  const all = parameters.get('show') === 'all';
  const swap = () =>
    chosen && set_query({ one: map_name_in_address(chosen[1]), other: map_name_in_address(chosen[0]) });
  use_shortcuts([
    {
      keys: 'v',
      label: 'Differences or everything',
      group: 'This screen',
      run: () => set_query({ show: all ? null : 'all' }),
    },
    { keys: 'x', label: 'Swap the two maps', group: 'This screen', run: swap },
  ]);
  return (
    <Screen
      title="Compare maps"
      trail={
        <a class="plain-link quiet" href="/map">
          Map
        </a>
      }
      actions={<Legend />}
      filters={
        chosen && (
          <>
            <MapChoice label="First map" name="one" map={chosen[0]} maps={maps.items} />
            <Button kind="ghost" small onClick={swap}>
              Swap
            </Button>
            <MapChoice label="Second map" name="other" map={chosen[1]} maps={maps.items} />
            <span class="grow" />
            <Segmented
              label="Show"
              value={all ? 'all' : 'differences'}
              onValue={(value) => set_query({ show: value === 'all' ? 'all' : null })}
              choices={[
                { value: 'differences', label: 'Differences' },
                { value: 'all', label: 'Everything' },
              ]}
            />
          </>
        )
      }
    >
      {maps.state === 'failed' ? (
        <Failure failure={maps.failure} retry={maps.reload} />
      ) : maps.state !== 'ready' ? (
        <Skeleton rows={10} />
      ) : chosen ? (
        <Compared key={`${chosen[0].key} ${chosen[1].key}`} one={chosen[0]} other={chosen[1]} all={all} />
      ) : (
        <EmptyState icon="map" title="There is only one map">
          Make a draft from it, change the draft, and come back to see what is different.
        </EmptyState>
      )}
    </Screen>
  );
}

function Compared({ one, other, all }: { one: MapRecord; other: MapRecord; all: boolean }) {
  const compared = use_computed<MapComparison>('/maps/compare', { one: one.key, other: other.key }, [
    'maps',
    'map-entries',
    'activities',
  ]);
  const [active, set_active] = useState<string | null>(null);
  const value = compared.value;
  const shown = useMemo(
    () => (value?.items ?? []).filter((item) => all || difference_phrases(item).length > 0),
    [value, all],
  );
  if (!value && compared.state === 'failed') return <Failure failure={compared.failure} retry={compared.reload} />;
  if (!value) return <Skeleton rows={10} />;
  const { totals } = value;
  return (
    <div class="comparison">
      <p class="comparison-words" aria-live="polite">
        <b class="num">{count_of(totals.different, 'activity', 'activities')}</b> different,{' '}
        <b class="num">{format_number(totals.same)}</b> the same
        {totals.only_one > 0 && (
          <>
            , <b class="num">{format_number(totals.only_one)}</b> only in {one.name}
          </>
        )}
        {totals.only_other > 0 && (
          <>
            , <b class="num">{format_number(totals.only_other)}</b> only in {other.name}
          </>
        )}
        . The pictures name what stands in another circle or is answered for by another role; the mark behind a name
        says where the other map has it.
      </p>
      <ComparedPair one={one.name} other={other.name} items={value.items} active={active} onActive={set_active} />
      {shown.length ? (
        <DifferenceTable one={one} other={other} items={shown} active={active} onActive={set_active} />
      ) : (
        <EmptyState icon="check" title="No difference">
          {one.name} and {other.name} say the same about every activity.
        </EmptyState>
      )}
    </div>
  );
}

function Place({ side }: { side: MapComparisonEntry | null }) {
  if (!side) return <span class="quiet">Not in this map</span>;
  const cover = cover_words(side);
  return (
    <span class="compared-place">
      <Glyph side={side.side} label={false} />
      <span>
        {side_name[side.side]}
        <small>
          {role_name[side.accountable]}
          {cover && `, ${cover}`}
        </small>
      </span>
    </span>
  );
}

interface DifferenceTableProps {
  one: MapRecord;
  other: MapRecord;
  items: MapComparisonItem[];
  active: string | null;
  onActive: (key: string | null) => void;
}

function DifferenceTable({ one, other, items, active, onActive }: DifferenceTableProps) {
  return (
    <table class="list-table compare-table">
      <caption class="reader-only">
        Activities in {one.name} and in {other.name}
      </caption>
      <thead>
        <tr>
          <th scope="col">Activity</th>
          <th scope="col">{one.name}</th>
          <th scope="col">{other.name}</th>
          <th scope="col">What is different</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const key = item_key(item);
          const phrases = difference_phrases(item);
          return (
            <tr
              key={key}
              class={key === active ? 'chosen' : undefined}
              onMouseEnter={() => onActive(key)}
              onMouseLeave={() => onActive(null)}
            >
              <th scope="row">
                <a class="plain-link" href={`/map?map=${map_name_in_address(other)}&activity=${item.code}`}>
                  {item.name}
                </a>
              </th>
              <td>
                <Place side={item.one} />
              </td>
              <td>
                <Place side={item.other} />
              </td>
              <td>
                {phrases.length ? (
                  <ul>
                    {phrases.map((phrase) => (
                      <li key={phrase}>{phrase}</li>
                    ))}
                  </ul>
                ) : (
                  <span class="quiet">Nothing</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
