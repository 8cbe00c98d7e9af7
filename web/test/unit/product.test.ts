// The product: inheritance of roles, the bar to scale, the two circles, sentences of the history.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Assignment, History, Role } from '../../src/api/types';
import { holdings, is_active, scope_chain } from '../../src/core/scope';
import { changes_of, deed, value_words } from '../../src/core/sentence';
import { step_states } from '../../src/core/stage';
import { time_bar } from '../../src/core/timebar';
import { circles, in_region, spread_dots } from '../../src/core/venn';

const lines: Record<string, { unit: string | null; parent: string | null }> = {
  'LINE-1': { unit: 'UNIT-1', parent: null },
  'LINE-2': { unit: null, parent: 'LINE-1' },
  'LINE-8': { unit: 'UNIT-2', parent: 'LINE-9' },
  'LINE-9': { unit: null, parent: 'LINE-8' },
};
const chain_of = (line: string | null) => scope_chain({ key: 'PROD-1', line }, (key) => lines[key]);
const assigned = (person: string, role: Role, scope: string | null, more: Partial<Assignment> = {}): Assignment =>
  ({
    key: `${person}${role}`,
    person,
    role,
    scope,
    share: null,
    from_on: null,
    to_on: null,
    stand_in: null,
    ...more,
  }) as Assignment;

test('scopes go up through lines and the nearest unit to the company', () => {
  assert.deepEqual(
    chain_of('LINE-2').map((scope) => scope.key),
    ['PROD-1', 'LINE-2', 'LINE-1', 'UNIT-1', null],
  );
  assert.deepEqual(
    chain_of(null).map((scope) => scope.key),
    ['PROD-1', null],
  );
});

test('lines that contain each other do not hang the page', () => {
  assert.deepEqual(
    chain_of('LINE-8').map((scope) => scope.key),
    ['PROD-1', 'LINE-8', 'LINE-9', 'UNIT-2', null],
  );
});

test('the nearest scope wins, the others stand behind', () => {
  const held = holdings(
    [
      assigned('PERS-1', 'product_manager', 'UNIT-1'),
      assigned('PERS-2', 'product_manager', 'LINE-2'),
      assigned('PERS-3', 'general_manager', null),
      assigned('PERS-4', 'product_manager', 'PROD-1', { to_on: '2026-01-31' }),
      assigned('PERS-5', 'product_manager', 'LINE-77'),
    ],
    chain_of('LINE-2'),
    '2026-02-01',
  );
  assert.deepEqual(
    held.map((holding) => [
      holding.role,
      holding.held.map((one) => one.person),
      holding.scope.key,
      holding.behind.map((one) => one.person),
    ]),
    [
      ['general_manager', ['PERS-3'], null, []],
      ['product_manager', ['PERS-2'], 'LINE-2', ['PERS-1']],
    ],
  );
});

test('an assignment counts from its first day to its last', () => {
  assert.ok(is_active({ from_on: '2026-02-01', to_on: '2026-02-01' }, '2026-02-01'));
  assert.ok(!is_active({ from_on: '2026-02-02', to_on: null }, '2026-02-01'));
  assert.ok(!is_active({ from_on: null, to_on: '2026-01-31' }, '2026-02-01'));
});

const none = {
  conceive_on: null,
  plan_on: null,
  develop_on: null,
  qualify_on: null,
  launch_on: null,
  deliver_on: null,
  mature_on: null,
  retire_on: null,
  retired_on: null,
};

test('the bar draws stages to scale, planned ones as such, and leaves contradictions out', () => {
  const steps = step_states(
    {
      ...none,
      stage: 'plan',
      conceive_on: '2025-01-01',
      plan_on: '2025-07-01',
      develop_on: '2025-03-01',
      launch_on: '2026-07-01',
    },
    '2026-01-01',
  );
  const bar = time_bar(steps, '2026-01-01')!;
  assert.deepEqual(
    bar.segments.map((segment) => [segment.stage, segment.side, segment.planned]),
    [
      ['conceive', 'pm', false],
      ['plan', 'pm', false],
      ['launch', 'shared', true],
    ],
  );
  const [conceive, plan] = bar.segments;
  assert.ok(Math.abs(plan!.width / conceive!.width - 365 / 181) < 0.01, 'a year is twice as wide as half a year');
  assert.ok(bar.today > plan!.left && bar.today < plan!.left + plan!.width);
  assert.ok(bar.segments.every((segment) => segment.left >= 0 && segment.left + segment.width <= 100.001));
});

test('fewer than two dates make no bar', () => {
  assert.equal(
    time_bar(step_states({ ...none, stage: 'plan', plan_on: '2025-07-01' }, '2026-01-01'), '2026-01-01'),
    null,
  );
});

test('every dot lies in its region and none touches another', () => {
  for (const shape of [circles(760, 250), circles(880, 330), circles(420, 272)]) {
    for (const side of ['pm', 'shared', 'pmm'] as const) {
      for (const count of [1, 7, 17, 21, 40]) {
        const { dots, radius } = spread_dots(shape, side, count);
        assert.equal(dots.length, count);
        assert.ok(
          dots.every((dot) => in_region(shape, side, dot, radius)),
          `${side} ${count}`,
        );
        for (const [index, dot] of dots.entries()) {
          for (const other of dots.slice(index + 1))
            assert.ok(Math.hypot(dot.x - other.x, dot.y - other.y) >= radius * 2);
        }
      }
    }
  }
});

const event = (values: Partial<History>): History =>
  ({
    id: 1,
    at: '',
    actor: 'USER-1',
    via: 'page',
    resource: 'products',
    record: 'PROD-1',
    verb: 'update',
    changes: {},
    import: null,
    ...values,
  }) as History;
const told = (values: Partial<History>) => {
  const one = event(values);
  return deed(
    one,
    changes_of(one, (key) => (key === 'LINE-1' ? 'Solar' : key)),
  );
};

test('the history reads as sentences', () => {
  assert.equal(
    told({ changes: { stage: ['plan', 'develop'], develop_on: [null, '2020-02-03'] } }),
    'moved it from Plan to Develop',
  );
  assert.equal(told({ changes: { name: ['A', 'B'] } }), 'changed name from A to B');
  assert.equal(told({ changes: { line: [null, 'LINE-1'] } }), 'set line to Solar');
  assert.equal(told({ changes: { website: ['x', null] } }), 'removed website (was x)');
  assert.equal(told({ changes: { description: ['old', 'new'] } }), 'rewrote the description');
  assert.equal(told({ changes: { name: ['A', 'B'], line: ['LINE-1', null] } }), 'changed name and line');
  assert.equal(told({ verb: 'create', via: 'import' }), 'imported the product');
  assert.equal(told({ verb: 'create', resource: 'comments' }), 'created the comment');
  assert.equal(told({ verb: 'delete' }), 'deleted the product');
});

test('values are told in words', () => {
  const name = (key: string) => key;
  assert.equal(value_words('deliver_on', '2020-02-03', name), '3 Feb 2020');
  assert.equal(value_words('role', 'product_manager', name), 'Product manager');
  assert.equal(value_words('share', 40, name), '40 %');
  assert.equal(value_words('consulted', ['sales', 'design'], name), 'Sales and Design');
  assert.equal(value_words('name', '', name), null);
  assert.equal(value_words('shared', true, name), 'yes');
});
