// The two circles of the map: every label inside its region, none over another, at every width that they claim to fit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Side } from '../../src/api/types';
import { type Label, label_circles, label_circles_alike, region_span, side_at } from '../../src/core/label-circles';

const counts: [Side, number][] = [
  ['pm', 17],
  ['shared', 14],
  ['pmm', 21],
];
const labels: Label[] = counts.flatMap(([side, count]) =>
  Array.from({ length: count }, (_, index) => ({ id: `${side}${index}`, side, width: 70 + ((index * 53) % 11) * 13 })),
);

for (const width of [720, 800, 988, 1150, 1600]) {
  test(`52 labels fit ${width} pixels without overlap`, () => {
    const shape = label_circles(labels, { width, height: 640, label_height: 25 });
    if (!shape) throw new Error('nothing fits');
    assert.ok(shape.width <= width);
    assert.equal(shape.placed.length, 52);
    const boxes = shape.placed.map((item) => {
      const label = labels.find((one) => one.id === item.id)!;
      return { ...item, side: label.side, left: item.x - label.width / 2, right: item.x + label.width / 2 };
    });
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const apart = box.right <= other.left || other.right <= box.left || Math.abs(box.y - other.y) >= 25;
        assert.ok(apart, `${box.id} and ${other.id}`);
      }
      for (const x of [box.left, box.right]) {
        for (const y of [box.y - 12, box.y + 12]) {
          const inside = (centre: number) => ((x - centre) / shape.rx) ** 2 + ((y - shape.y) / shape.ry) ** 2 <= 1;
          const left = inside(shape.x - shape.offset);
          const right = inside(shape.x + shape.offset);
          const side = left && right ? 'shared' : left ? 'pm' : right ? 'pmm' : 'outside';
          assert.equal(side, box.side, box.id);
        }
      }
    }
  });
}

test('wide rooms get true circles, a phone gets none', () => {
  const wide = label_circles(labels, { width: 1000, height: 640, label_height: 25 })!;
  assert.equal(wide.rx, wide.ry);
  assert.equal(label_circles(labels, { width: 350, height: 640, label_height: 25 }), null);
});

test('a region ends where its circle does', () => {
  const shape = { rx: 100, ry: 100, offset: 50 };
  assert.deepEqual(region_span('shared', shape, 0, 0), [-50, 50]);
  assert.deepEqual(region_span('pm', shape, 0, 0), [-150, -50]);
  assert.deepEqual(region_span('pmm', shape, 0, 0), [50, 150]);
  assert.equal(region_span('shared', shape, 88, 90), null);
  assert.equal(region_span('pm', shape, 99, 101), null);
});

test("a point is in the region that its label was placed in, and outside of both in nobody's", () => {
  const shape = label_circles(labels, { width: 1150, height: 640, label_height: 25 });
  if (!shape) throw new Error('nothing fits');
  for (const item of shape.placed)
    assert.equal(side_at(shape, item.x, item.y), labels.find((one) => one.id === item.id)!.side);
  assert.equal(side_at(shape, 1, 1), null);
  assert.equal(side_at(shape, shape.x, 1), null, 'above the lens');
});

test('pictures to compare have one shape, whatever stands in each', () => {
  const few = labels.slice(10, 20);
  const pair = label_circles_alike([labels, few], { width: 1150, height: 640, label_height: 25 });
  if (!pair) throw new Error('nothing fits');
  const [one, other] = pair;
  assert.deepEqual([one!.width, one!.rx, one!.ry, one!.offset], [other!.width, other!.rx, other!.ry, other!.offset]);
  assert.deepEqual([one!.placed.length, other!.placed.length], [52, 10]);
});
