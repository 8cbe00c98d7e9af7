// An entry of a map together with its activity and how many products it is covered for.
import type { Outcome, OutcomeCount } from '../../api/special';
import type { Activity, MapEntry, MapStatus } from '../../api/types';

export interface MapRow {
  entry: MapEntry;
  activity: Activity;
  coverage: Record<Outcome, number> | null;
}

export const status_name: Record<MapStatus, string> = {
  draft: 'draft',
  in_force: 'in force',
  superseded: 'superseded',
};

/** In the order of the activities; entries whose activity is gone are left out. */
export function join_rows(
  entries: readonly MapEntry[],
  activities: readonly Activity[],
  summary: readonly OutcomeCount[],
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
        (a.activity.position ?? 9999) - (b.activity.position ?? 9999) || a.activity.name.localeCompare(b.activity.name),
    );
}
