import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckRun } from '../../src/api/types';
import { band_path, trend_of } from '../../src/core/trend';

const run = (taken_at: string, errors: number, warnings: number, infos = 0): CheckRun =>
  ({ taken_at, errors, warnings, infos, waived: 0 }) as CheckRun;

test('the last run of a day counts, and days stand in their order', () => {
  const trend = trend_of([
    run('2026-03-02T09:00:00Z', 3, 4, 1),
    run('2026-03-01T22:00:00Z', 5, 5),
    run('2026-03-01T09:00:00Z', 9, 9),
  ]);
  assert.deepEqual(
    trend.points.map((point) => [point.at, point.errors]),
    [
      ['2026-03-01', 5],
      ['2026-03-02', 3],
    ],
  );
  assert.equal(trend.change, -3);
  assert.equal(trend.most, 10);
});

test('one day has no change, and no run at all still has a height', () => {
  assert.equal(trend_of([run('2026-03-01T09:00:00Z', 1, 1)]).change, null);
  assert.deepEqual(trend_of([]), { points: [], most: 1, change: null });
});

test('a band goes along its upper edge and back along the lower one', () => {
  assert.equal(band_path([0, 0], [5, 10], 10, 100, 50), 'M0.0 25.0L100.0 0.0L100.0 50.0L0.0 50.0Z');
});
