// The responsibility map: which activity is whose, as the two circles or as a matrix; a draft is edited right there.
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ResolutionReply } from '../../api/special';
import type { Activity, MapEntry, Map as MapRecord, Side } from '../../api/types';
import { today } from '../../core/dates';
import { cover_words, decides_at, draft_changes, map_state, map_state_words } from '../../core/map-edit';
import { fold, has_words, words_of } from '../../core/match';
import { count_of, role_name, side_name, stage_name, stages } from '../../core/words';
import { LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField, Select } from '../../kit/Field';
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
import { EntryEditor } from './EntryEditor';
import { move_row } from './edit';
import { DraftStrip, MapActions } from './MapBar';
import { Matrix } from './Matrix';
import { find_map, join_rows, type MapRow, map_name_in_address, scope_words } from './map-rows';

export default function ResponsibilityMap() {
  const maps = use_all('maps');
  use_all('units');
  use_all('lines');
  const deciding = maps.items.filter((map) => map_state(map, today()) === 'decides');
  const map = find_map(maps.items, query.value.get('map')) ?? deciding.find((one) => !one.scope) ?? deciding[0] ?? null;
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
          actions={
            <>
              {maps.items.length > 0 && <LinkButton href="/map/all">Choose from the drafts</LinkButton>}
              {i_may('create', 'imports') && <LinkButton href="/import?resource=maps">Import a map</LinkButton>}
            </>
          }
        >
          A map says for every activity which role is accountable. Put one in force, and Tandem can say who answers for
          what.
        </EmptyState>
      </Screen>
    );
  }
  return <Shown key={map.key} map={map} maps={maps.items} />;
}

function MapNote({ map }: { map: MapRecord }) {
  return (
    <>
      {map.name}
      {map.origin && <span class="hide-narrow"> · from {map.origin}</span>}
      <span class={map.status === 'draft' ? undefined : 'hide-narrow'}> · {map_state_words(map, today())}</span>
      <span class="hide-narrow">
        {map.scope && <> · for {scope_words(map)}</>}
        {map.mode === 'strict' && ' · strict'}
      </span>
    </>
  );
}

interface MapFiltersProps {
  map: MapRecord;
  maps: MapRecord[];
  hits: ReadonlySet<string> | null;
  /** Whether any activity is placed differently over the life of a product. */
  divided: boolean;
}

const stage_choices = [
  { value: '', label: 'The whole life' },
  ...stages.map((stage) => ({ value: stage, label: `At ${stage_name[stage].toLowerCase()}` })),
];

function MapFilters({ map, maps, hits, divided }: MapFiltersProps) {
  const parameters = query.value;
  const view = parameters.get('view') === 'list' ? 'list' : 'circles';
  const sorted = [...maps].sort(
    (a, b) =>
      ['decides', 'coming', 'draft', 'past'].indexOf(map_state(a, today())) -
        ['decides', 'coming', 'draft', 'past'].indexOf(map_state(b, today())) || a.name.localeCompare(b.name),
  );
  return (
    <>
      <SearchField
        label="Find an activity by any word"
        placeholder="Find an activity or role"
        shortcut="/"
        value={parameters.get('q') ?? ''}
        onValue={(value) => set_query({ q: value })}
      />
      {hits && <span class="quiet num">{count_of(hits.size, 'activity', 'activities')}</span>}
      <span class="grow" />
      {divided && (
        <Select
          small
          label="Stage"
          value={parameters.get('stage') ?? ''}
          choices={stage_choices}
          onValue={(stage) => set_query({ stage: stage || null })}
        />
      )}
      {maps.length > 1 && (
        <Select
          small
          label="Map"
          value={map.key}
          choices={sorted.map((item) => ({
            value: item.key,
            label: `${item.name} (${map_state_words(item, today())})`,
          }))}
          onValue={(key) => {
            const next = maps.find((item) => item.key === key);
            set_query({ map: next ? map_name_in_address(next) : key, activity: null, entry: null, stage: null });
          }}
        />
      )}
      <Segmented
        label="View"
        value={view}
        onValue={(value) => set_query({ view: value === 'list' ? 'list' : null })}
        choices={[
          { value: 'circles', label: 'Circles' },
          { value: 'list', label: 'Matrix' },
        ]}
      />
    </>
  );
}

/** The entry that the address names: by its activity, and by its own key where the activity has several. */
function chosen_row(rows: readonly MapRow[], parameters: URLSearchParams): MapRow | null {
  const of_activity = rows.filter((row) => row.activity.code === parameters.get('activity'));
  return of_activity.find((row) => row.entry.key === parameters.get('entry')) ?? of_activity[0] ?? null;
}

function Shown({ map, maps }: { map: MapRecord; maps: MapRecord[] }) {
  const activities = use_all('activities');
  const entries = use_list('map-entries', { map: map.key });
  const base = use_list('map-entries', { map: map.based_on ?? '' }, map.status === 'draft' && map.based_on !== null);
  const summary = use_computed<ResolutionReply>('/resolve', {}, checked_resources);
  const parameters = query.value;
  const view = parameters.get('view') === 'list' ? 'list' : 'circles';
  const text = parameters.get('q') ?? '';
  const coverage = summary.value?.map?.key === map.key ? (summary.value.summary ?? null) : null;
  const editable = map.status === 'draft' && i_may('change', 'map-entries');
  const rows = useMemo(
    () => join_rows(entries.items, activities.items, coverage ?? []),
    [entries.items, activities.items, coverage],
  );
  const divided = useMemo(() => rows.some((row) => cover_words(row.entry) !== ''), [rows]);
  const stage = divided ? (stages.find((one) => one === parameters.get('stage')) ?? null) : null;
  const at_stage = useMemo(() => (stage ? rows.filter((row) => decides_at(row.entry, stage)) : rows), [rows, stage]);
  const moved = useMemo(
    () => (base.state === 'ready' ? draft_changes(entries.items, base.items) : new Map()),
    [entries.items, base.items, base.state],
  );
  const hits = useMemo(() => {
    const words = words_of(text);
    if (!words.length) return null;
    return new Set(rows.filter((row) => has_words(fold(haystack(row)), words)).map((row) => row.entry.key));
  }, [rows, text]);
  const chosen = chosen_row(rows, parameters);
  const siblings = chosen ? rows.filter((row) => row.activity.key === chosen.activity.key) : [];
  const missing = activities.items.filter((one) => !rows.some((row) => row.activity.key === one.key));
  const open = (code: string | undefined, entry?: MapEntry) =>
    set_query({ activity: code ?? null, entry: entry ? entry.key : null });
  const choose = (row: { entry: MapEntry; activity?: Activity } | null) => {
    const code = row ? (row.activity ?? chosen?.activity)?.code : undefined;
    const several = row && rows.filter((one) => one.entry.activity === row.entry.activity).length > 1;
    open(code, row && (several || !row.activity) ? row.entry : undefined);
  };
  const shown_hits = hits?.size;
  const first = useRef(true);
  useEffect(() => {
    if (!first.current && shown_hits !== undefined) announce(`${count_of(shown_hits, 'activity', 'activities')} found`);
    first.current = false;
  }, [shown_hits]);
  use_shortcuts([
    {
      keys: 'v',
      label: 'Circles or matrix',
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
      note={<MapNote map={map} />}
      actions={<MapActions map={map} maps={maps} missing={missing} onAdded={(_, activity) => open(activity.code)} />}
      scrolls={false}
      filters={<MapFilters map={map} maps={maps} hits={hits} divided={divided} />}
    >
      {map.status === 'draft' && ready && (
        <DraftStrip map={map} moved={moved} editable={editable} matrix={view === 'list'} />
      )}
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
        <Matrix
          rows={hits ? at_stage.filter((row) => hits.has(row.entry.key)) : at_stage}
          covered={coverage !== null}
          chosen={chosen}
          onChoose={choose}
          moved={moved}
          editable={editable}
        />
      ) : (
        <Circles
          rows={at_stage}
          hits={hits}
          chosen={chosen}
          onChoose={choose}
          moved={moved}
          onMove={editable ? (row: MapRow, side: Side) => void move_row(row, side) : undefined}
        />
      )}
      {chosen &&
        (editable ? (
          <EntryEditor row={chosen} siblings={siblings} onChoose={choose} />
        ) : (
          <ActivityPanel row={chosen} onClose={() => choose(null)} />
        ))}
    </Screen>
  );
}

const haystack = ({ activity, entry }: MapRow): string =>
  [
    activity.name,
    activity.description,
    entry.note,
    side_name[entry.side],
    role_name[entry.accountable],
    cover_words(entry),
  ]
    .filter(Boolean)
    .join(' ');
