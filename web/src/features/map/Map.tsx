// The responsibility map: which activity is whose, as the two circles or as a list; choosing one says everything about it.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ResolutionReply } from '../../api/special';
import type { Map as MapRecord } from '../../api/types';
import { format_date } from '../../core/dates';
import { fold, has_words, words_of } from '../../core/match';
import { count_of, role_name, side_name } from '../../core/words';
import { LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField, Select } from '../../kit/Field';
import { Legend } from '../../kit/Glyph';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { use_all, use_computed, use_list } from '../../store/entities';
import { checked_resources } from '../../store/findings';
import { query, set_query } from '../../store/location';
import { announce } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { ActivityPanel } from './ActivityPanel';
import { Circles } from './Circles';
import { MapList } from './MapList';
import { join_rows, type MapRow, status_name } from './map-rows';

export default function ResponsibilityMap() {
  const maps = use_all('maps');
  const wanted = query.value.get('map');
  const in_force = maps.items.find((map) => map.status === 'in_force');
  const map = maps.items.find((item) => item.key === wanted || item.code === wanted) ?? in_force ?? null;
  if (maps.state === 'failed') {
    return (
      <Screen title="Map">
        <Failure failure={maps.failure} retry={maps.reload} />
      </Screen>
    );
  }
  if (maps.state !== 'ready') {
    return (
      <Screen title="Map">
        <Skeleton rows={10} />
      </Screen>
    );
  }
  if (!map) {
    return (
      <Screen title="Map">
        <EmptyState
          icon="map"
          title="No responsibility map is in force"
          actions={i_may('create', 'imports') && <LinkButton href="/import?resource=maps">Import a map</LinkButton>}
        >
          A map says for every activity which role is accountable. Put one in force, and Tandem can say who answers for
          what.
        </EmptyState>
      </Screen>
    );
  }
  return <Shown key={map.key} map={map} maps={maps.items} />;
}

function Shown({ map, maps }: { map: MapRecord; maps: MapRecord[] }) {
  const activities = use_all('activities');
  const entries = use_list('map-entries', { map: map.key });
  const summary = use_computed<ResolutionReply>('/resolve', {}, checked_resources);
  const parameters = query.value;
  const view = parameters.get('view') === 'list' ? 'list' : 'circles';
  const text = parameters.get('q') ?? '';
  const coverage = map.status === 'in_force' ? (summary.value?.summary ?? null) : null;
  const rows = useMemo(
    () => join_rows(entries.items, activities.items, coverage ?? []),
    [entries.items, activities.items, coverage],
  );
  const hits = useMemo(() => {
    const words = words_of(text);
    if (!words.length) return null;
    return new Set(rows.filter((row) => has_words(fold(haystack(row)), words)).map((row) => row.entry.key));
  }, [rows, text]);
  const chosen = rows.find((row) => row.activity.code === parameters.get('activity')) ?? null;
  const choose = (row: MapRow | null) => set_query({ activity: row?.activity.code ?? null });
  const shown_hits = hits?.size;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && shown_hits !== undefined) announce(`${count_of(shown_hits, 'activity', 'activities')} found`);
    first.current = false;
  }, [shown_hits]);
  use_shortcuts([
    {
      keys: 'v',
      label: 'Circles or list',
      group: 'This screen',
      run: () => set_query({ view: view === 'list' ? null : 'list' }),
    },
    {
      keys: 'escape',
      label: 'Close the activity',
      group: 'This screen',
      run: () => choose(null),
      when: () => chosen !== null,
    },
  ]);
  const ready = entries.state === 'ready' && activities.state === 'ready';
  const failed = entries.state === 'failed' ? entries : activities.state === 'failed' ? activities : null;
  return (
    <Screen
      title="Map"
      note={
        <>
          {map.name}
          {map.origin && <span class="hide-narrow"> · from {map.origin}</span>}
          {map.status === 'in_force' ? (
            <span class="hide-narrow"> · in force{map.in_force_on && <> since {format_date(map.in_force_on)}</>}</span>
          ) : (
            <> · {status_name[map.status]}</>
          )}
        </>
      }
      actions={<Legend />}
      scrolls={false}
      filters={
        <>
          <SearchField
            label="Find an activity by any word"
            placeholder="Find an activity or role"
            shortcut="/"
            value={text}
            onValue={(value) => set_query({ q: value })}
          />
          {hits && <span class="quiet num">{count_of(hits.size, 'activity', 'activities')}</span>}
          <span class="grow" />
          {maps.length > 1 && (
            <Select
              small
              label="Map"
              value={map.key}
              choices={maps.map((item) => ({
                value: item.key,
                label: item.status === 'in_force' ? `${item.name} (in force)` : item.name,
              }))}
              onValue={(key) => set_query({ map: maps.find((item) => item.key === key)?.code ?? key, activity: null })}
            />
          )}
          <Segmented
            label="View"
            value={view}
            onValue={(value) => set_query({ view: value === 'list' ? 'list' : null })}
            choices={[
              { value: 'circles', label: 'Circles' },
              { value: 'list', label: 'List' },
            ]}
          />
        </>
      }
    >
      {failed ? (
        <Failure failure={failed.failure} retry={failed.reload} />
      ) : !ready ? (
        <Skeleton rows={10} />
      ) : !rows.length ? (
        <EmptyState
          icon="map"
          title={`${map.name} has no entries yet`}
          actions={
            i_may('create', 'imports') && <LinkButton href="/import?resource=map-entries">Import entries</LinkButton>
          }
        >
          Each entry gives one activity to product management, to product marketing or to both.
        </EmptyState>
      ) : hits?.size === 0 ? (
        <EmptyState icon="search" title="No activity fits">
          Try another word: a part of its name, a role, or a word of its note.
        </EmptyState>
      ) : view === 'list' ? (
        <MapList
          rows={hits ? rows.filter((row) => hits.has(row.entry.key)) : rows}
          covered={coverage !== null}
          chosen={chosen}
          onChoose={choose}
        />
      ) : (
        <Circles rows={rows} hits={hits} chosen={chosen} onChoose={choose} />
      )}
      {chosen && <ActivityPanel row={chosen} onClose={() => choose(null)} />}
    </Screen>
  );
}

const haystack = ({ activity, entry }: MapRow): string =>
  [activity.name, activity.description, entry.note, side_name[entry.side], role_name[entry.accountable]]
    .filter(Boolean)
    .join(' ');
