import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bins_of,
  line_path,
  nearest,
  nice_range,
  nice_ticks,
  scale_of,
  span_path,
  spread_labels,
  step_path,
} from '../../src/core/chart-scale';
import { csv_cell, csv_text } from '../../src/core/csv-write';

test('ticks are round, inside the range, and without the dust of adding up', () => {
  assert.deepEqual(nice_ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(nice_ticks(1.3, 4.7, 5), [2, 3, 4]);
  assert.deepEqual(nice_ticks(-2500, 7000, 4), [-2500, 0, 2500, 5000]);
  assert.deepEqual(nice_ticks(3, 3), [3]);
  assert.deepEqual(nice_ticks(Number.NaN, 1), []);
});

test('a range is widened to whole steps', () => {
  assert.deepEqual(nice_range(0, 930), [0, 1000]);
  assert.deepEqual(nice_range(-3, 41), [-10, 50]);
  assert.deepEqual(nice_range(0, 0), [0, 1]);
  assert.deepEqual(nice_range(5, 5), [0, 6]);
});

test('places follow values, also beyond the edges, and a range of one value stands in the middle', () => {
  const x = scale_of([10, 20], [100, 200]);
  assert.equal(x(15), 150);
  assert.equal(x(25), 250);
  assert.equal(scale_of([3, 3], [0, 10])(3), 5);
});

test('a line breaks where a value is missing, a stepped one keeps its height', () => {
  const same = (value: number) => value;
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: 2 },
    { x: 2, y: Number.NaN },
    { x: 3, y: 4 },
  ];
  assert.equal(line_path(points, same, same), 'M0 1L1 2M3 4');
  assert.equal(step_path(points, same, same), 'M0 1H1V2H3V4');
  assert.equal(
    span_path(
      [
        { x: 0, low: 1, high: 3 },
        { x: 2, low: 0, high: 5 },
      ],
      same,
      same,
    ),
    'M0 3L2 5L2 0L0 1Z',
  );
  assert.equal(span_path([{ x: 0, low: 1, high: 3 }], same, same), '');
});

test('labels that would overlap are moved apart, inside the edges', () => {
  const at = spread_labels(
    [
      { at: 50, width: 40 },
      { at: 55, width: 40 },
    ],
    0,
    300,
  );
  assert.ok(Math.abs(at[1]! - at[0]!) >= 48);
  const crowded = spread_labels(
    [
      { at: 290, width: 60 },
      { at: 295, width: 60 },
    ],
    0,
    300,
  );
  assert.ok(crowded[1]! + 30 <= 300);
  assert.ok(crowded[1]! - crowded[0]! >= 68);
});

test('bins count what lies inside, the upper edge with the last', () => {
  assert.deepEqual(
    bins_of([0, 1, 2.5, 4, 9], 0, 4, 2).map((bin) => bin.high),
    [2, 2],
  );
  assert.equal(nearest([1, 4, 9], 6), 1);
  assert.equal(nearest([], 6), -1);
});

test('CSV quotes what needs it, and hands no formula to a spreadsheet', () => {
  assert.equal(csv_cell('a, "b"'), '"a, ""b"""');
  assert.equal(csv_cell('=1+1'), "'=1+1");
  assert.equal(csv_cell('-2.5'), '-2.5');
  assert.equal(csv_cell(Number.NaN), '');
  assert.equal(csv_text(['x', 'y'], [[1, null]]), 'x,y\r\n1,\r\n');
});
