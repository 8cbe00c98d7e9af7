// People: titles against roles, load, bars over time, managers above.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Assignment, Person } from '../../src/api/types';
import {
  assignment_bars,
  load_of,
  managers_above,
  person_rows,
  side_of_roles,
  title_without_role,
} from '../../src/core/people';

const person = (key: string, more: Partial<Person> = {}): Person =>
  ({ key, name: key, title: null, manager: null, left_on: null, ...more }) as Person;
const assignment = (who: string, more: Partial<Assignment> = {}): Assignment =>
  ({
    key: `A-${who}`,
    person: who,
    role: 'product_manager',
    scope: null,
    share: null,
    from_on: null,
    to_on: null,
    ...more,
  }) as Assignment;

test('a title is held against the roles', () => {
  assert.equal(title_without_role('Senior Product Manager', ['contributor']), 'product_manager');
  assert.equal(title_without_role('Senior Product Manager', ['product_manager']), null);
  assert.equal(title_without_role('Head of Product Marketing', ['product_marketing_manager']), null);
  assert.equal(title_without_role('Product Marketing Lead', ['product_manager']), 'product_marketing_manager');
  assert.equal(title_without_role('Chief Product Officer', []), 'head_of_product_management');
  assert.equal(title_without_role('Designer', []), null);
  assert.equal(title_without_role(null, []), null);
});

test('load is the sum of what is said', () => {
  assert.deepEqual(load_of([]), { share: null, over: false });
  assert.deepEqual(load_of([{ share: 60 }, { share: null }, { share: 50 }]), { share: 110, over: true });
});

test('rows count what holds today only', () => {
  const rows = person_rows(
    [
      person('a', { title: 'Product manager' }),
      person('b', { manager: 'a' }),
      person('c', { manager: 'a', left_on: '2026-01-01' }),
    ],
    [
      assignment('a', { role: 'product_manager', to_on: '2025-01-01' }),
      assignment('b', { role: 'product_marketing_manager', share: 120 }),
    ],
    '2026-06-01',
  );
  assert.equal(rows[0]!.reports, 1);
  assert.equal(rows[0]!.expects, 'product_manager');
  assert.equal(rows[1]!.load.over, true);
  assert.equal(rows[1]!.side, 'pmm');
  assert.equal(rows[2]!.left, true);
  assert.equal(side_of_roles(['product_manager', 'head_of_product_marketing']), 'shared');
});

test('bars lie inside the figure, and what is over comes last', () => {
  const drawn = assignment_bars(
    [
      assignment('a', { from_on: '2020-01-01', to_on: '2022-01-01' }),
      assignment('b', { from_on: '2023-01-01' }),
      assignment('c', { to_on: '2027-01-01' }),
      assignment('d', { from_on: '2026-12-01' }),
    ],
    '2026-06-01',
  )!;
  for (const bar of drawn.bars) assert.ok(bar.left >= 0 && bar.left + bar.width <= 100.001);
  assert.deepEqual(
    drawn.bars.map((bar) => bar.place),
    ['now', 'now', 'ahead', 'past'],
  );
  assert.equal(assignment_bars([], '2026-06-01'), null);
});

test('managers above stop at a circle', () => {
  const all = new Map(
    [person('a', { manager: 'b' }), person('b', { manager: 'c' }), person('c', { manager: 'a' })].map((one) => [
      one.key,
      one,
    ]),
  );
  assert.deepEqual(
    managers_above(all.get('a')!, (key) => all.get(key)).map((one) => one.key),
    ['b', 'c'],
  );
});
