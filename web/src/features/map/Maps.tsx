// All responsibility maps: which decides where and from when to when, which are being written, which decided before.
import { useState } from 'preact/hooks';
import type { Map as MapRecord } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { type MapState, map_state } from '../../core/map-edit';
import { count_of, format_number } from '../../core/words';
import { LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Menu, type MenuItem } from '../../kit/Menu';
import { use_roving } from '../../kit/roving';
import { Screen } from '../../kit/Screen';
import { name_of, use_all } from '../../store/entities';
import { i_may } from '../../store/session';
import { compare_address, effect_address } from './MapBar';
import { MapDialog } from './MapDialog';
import { map_name_in_address, scope_words } from './map-rows';

const groups: { state: MapState; title: string; note: string }[] = [
  { state: 'decides', title: 'In force', note: 'The nearest one to a product decides for the whole of it' },
  { state: 'coming', title: 'From a later day', note: 'Put in force ahead of time' },
  { state: 'draft', title: 'Drafts', note: 'Decide nothing' },
  { state: 'past', title: 'Earlier', note: 'Kept, so that one sees who answered when' },
];

const address = (map: MapRecord): string => `/map?map=${encodeURIComponent(map_name_in_address(map))}`;
const day = (date: string | null) =>
  date ? <span class="num">{format_date(date)}</span> : <span class="quiet">–</span>;

export default function Maps() {
  const maps = use_all('maps');
  use_all('units');
  use_all('lines');
  const [copied, set_copied] = useState<MapRecord | null>(null);
  const roving = use_roving({ selector: '.map-name' });
  const deciding = maps.items.find((map) => map_state(map, today()) === 'decides' && !map.scope);
  const items = (map: MapRecord): MenuItem[] => [
    ...(map.status === 'draft' ? [{ label: 'Read the effect', icon: 'map' as const, href: effect_address(map) }] : []),
    { label: 'Compare', icon: 'lines', href: compare_address(map, map.key === deciding?.key ? undefined : deciding) },
    ...(i_may('create', 'maps')
      ? [{ label: 'Make a draft from it', icon: 'copy' as const, run: () => set_copied(map) }]
      : []),
  ];
  return (
    <Screen
      title="Maps"
      note={<span class="num">{format_number(maps.items.length)}</span>}
      trail={
        <a class="plain-link quiet" href="/map">
          Map
        </a>
      }
    >
      {maps.state === 'failed' ? (
        <Failure failure={maps.failure} retry={maps.reload} />
      ) : maps.state !== 'ready' ? (
        <Skeleton rows={8} />
      ) : !maps.items.length ? (
        <EmptyState
          icon="map"
          title="No map yet"
          actions={i_may('create', 'imports') && <LinkButton href="/import?resource=maps">Import a map</LinkButton>}
        >
          A map says for every activity which role is accountable.
        </EmptyState>
      ) : (
        <div ref={roving.container}>
          <table class="list-table maps-table">
            <thead>
              <tr>
                <th scope="col">Map</th>
                <th scope="col">For</th>
                <th scope="col">Outside one’s role</th>
                <th scope="col">In force from</th>
                <th scope="col">Until</th>
                <th scope="col">Based on</th>
                <th scope="col">
                  <span class="reader-only">What to do</span>
                </th>
              </tr>
            </thead>
            {groups.map((group) => {
              const of_group = maps.items
                .filter((map) => map_state(map, today()) === group.state)
                .sort((a, b) =>
                  group.state === 'past'
                    ? (b.in_force_on ?? '').localeCompare(a.in_force_on ?? '')
                    : Number(a.scope !== null) - Number(b.scope !== null) || a.name.localeCompare(b.name),
                );
              if (!of_group.length) return null;
              return (
                <tbody key={group.state}>
                  <tr class="group-row">
                    <th scope="rowgroup" colSpan={7}>
                      {group.title} <span class="quiet num">{format_number(of_group.length)}</span>{' '}
                      <span class="quiet hide-narrow">· {group.note}</span>
                    </th>
                  </tr>
                  {of_group.map((map) => (
                    <tr key={map.key}>
                      <th scope="row">
                        <a class="map-name" href={address(map)}>
                          {map.name}
                        </a>{' '}
                        {map.origin && <span class="quiet">from {map.origin}</span>}
                      </th>
                      <td class={map.scope ? undefined : 'quiet'}>{map.scope ? scope_words(map) : 'Whole company'}</td>
                      <td class={map.mode === 'strict' ? undefined : 'quiet'}>
                        {map.mode === 'strict' ? 'Refused' : 'Works, with a reason'}
                      </td>
                      <td>{day(map.in_force_on)}</td>
                      <td>{day(map.superseded_on)}</td>
                      <td class="quiet">{map.based_on ? name_of('maps', map.based_on) : ''}</td>
                      <td class="end">
                        <Menu kind="ghost" small icon="more" label={`More about ${map.name}`} items={items(map)} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              );
            })}
          </table>
          {maps.items.every((map) => map_state(map, today()) !== 'decides') && (
            <p class="maps-note bad-words">
              No map is in force: nobody is accountable for anything. Open a draft and put it in force.
            </p>
          )}
        </div>
      )}
      {copied && <MapDialog map={copied} copies onClose={() => set_copied(null)} />}
      <p class="reader-only">{count_of(maps.items.length, 'map')}</p>
    </Screen>
  );
}
