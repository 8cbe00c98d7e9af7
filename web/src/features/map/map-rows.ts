// An entry of a map together with its activity and how many products it is covered for.
import type { Outcome, OutcomeCount } from '../../api/special';
import type { Activity, MapEntry, Map as MapRecord } from '../../api/types';
import { stage_range } from '../../core/map-edit';
import { name_of } from '../../store/entities';

export interface MapRow {
  entry: MapEntry;
  activity: Activity;
  coverage: Record<Outcome, number> | null;
}

/** In the order of the activities, and of the stages where one has several; entries whose activity is gone are left out. */
export function join_rows(
  entries: readonly MapEntry[],
  activities: readonly Activity[],
  summary: readonly OutcomeCount[] = [],
): MapRow[] {
  const by_key = new Map(activities.map((activity) => [activity.key, activity]));
  const counted = new Map(summary.map((item) => [item.activity, item]));
  return entries
    .flatMap((entry) => {
      const activity = by_key.get(entry.activity);
      return activity ? [{ entry, activity, coverage: counted.get(entry.activity) ?? null }] : [];
    })
    .sort(
      (a, b) =>
        (a.activity.position ?? 9999) - (b.activity.position ?? 9999) ||
        a.activity.name.localeCompare(b.activity.name) ||
        stage_range(a.entry)[0] - stage_range(b.entry)[0],
    );
}

/** The unit or line that a map is for. */
export function scope_words(map: Pick<MapRecord, 'scope'>): string {
  if (!map.scope) return 'the whole company';
  const unit = name_of('units', map.scope);
  return unit !== map.scope ? unit : name_of('lines', map.scope);
}

/** What an address calls a map. */
export const map_name_in_address = (map: Pick<MapRecord, 'code' | 'key'>): string => map.code || map.key;

export function find_map(maps: readonly MapRecord[], wanted: string | null): MapRecord | null {
  return maps.find((item) => item.key === wanted || item.code === wanted) ?? null;
}
