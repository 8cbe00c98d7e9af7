// A unit as a picture: heads that nobody holds are seats too, a person stands once for a role, the dual role shows in both columns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PortfolioItem } from '../../src/api/special';
import type { Assignment, Line, Person, Unit } from '../../src/api/types';
import type { OrganisationData } from '../../src/core/organisation';
import { filter_charts, unit_charts } from '../../src/core/unit-chart';

const held = (person: string, role: string, scope: string | null, more = {}) =>
  ({
    key: `${person} ${role} ${scope}`,
    person,
    role,
    scope,
    from_on: null,
    to_on: null,
    stand_in: null,
    ...more,
  }) as Assignment;

const data = {
  company: 'Acme',
  today: '2026-06-01',
  units: [
    { key: 'U1', name: 'Water', description: null },
    { key: 'U2', name: 'Air', description: null },
  ] as Unit[],
  lines: [
    { key: 'L1', name: 'Flow', unit: 'U1', parent: null },
    { key: 'L2', name: 'Home flow', unit: null, parent: 'L1' },
  ] as Line[],
  people: [
    { key: 'P1', name: 'Ada', title: 'GM', left_on: null },
    { key: 'P2', name: 'Bo', title: null, left_on: null },
    { key: 'P3', name: 'Cy', title: null, left_on: '2026-01-01' },
  ] as Person[],
  assignments: [
    held('P1', 'general_manager', 'U1', { stand_in: 'Acting' }),
    held('P2', 'product_manager', 'X1'),
    held('P2', 'product_manager', 'L2'),
    held('P2', 'product_marketing_manager', 'X1'),
    held('P3', 'head_of_engineering', 'U1'),
    held('P1', 'design', null),
    held('P2', 'sales', 'U1', { to_on: '2026-05-31' }),
  ],
  portfolio: [
    { key: 'X1', name: 'Meter', line: 'L2', unit: 'U1', stage: 'deliver', management: [{}], marketing: [{}] },
    { key: 'X2', name: 'Valve', line: 'L1', unit: 'U1', stage: 'plan', management: [], marketing: [{}] },
    { key: 'X3', name: 'Old', line: 'L1', unit: 'U1', stage: 'retired', management: [], marketing: [] },
  ] as unknown as PortfolioItem[],
} satisfies OrganisationData;

test('a general manager over three heads, with what nobody holds', () => {
  const water = unit_charts(data).find((one) => one.key === 'U1')!;
  assert.equal(water.general[0]!.person?.name, 'Ada');
  assert.equal(water.general[0]!.stand_in, 'Acting');
  assert.deepEqual(
    water.columns.map((column) => [column.role, column.head.map((seat) => seat.person?.name ?? 'open')]),
    [
      ['head_of_product_management', ['open']],
      ['head_of_product_marketing', ['open']],
      // Who has left holds nothing.
      ['head_of_engineering', ['open']],
    ],
  );
  assert.deepEqual(
    water.columns[0]!.seats.map((seat) => [seat.person?.name ?? 'open', seat.scopes.map((scope) => scope.name)]),
    [
      ['Bo', ['Meter', 'Home flow']],
      ['open', ['Valve']],
    ],
  );
  assert.equal(water.columns[0]!.seats[0]!.both, true);
  assert.equal(water.columns[1]!.seats[0]!.both, true);
  assert.equal(water.general[0]!.both, false);
  assert.equal(water.others.length, 0, 'ended the day before');
  assert.deepEqual([water.people, water.vacancies, water.lines, water.products], [2, 4, 2, 2]);
});

test('the company comes last, without seats to fill', () => {
  const charts = unit_charts(data);
  assert.deepEqual(
    charts.map((one) => one.name),
    ['Air', 'Water', 'Acme'],
  );
  assert.equal(charts[0]!.vacancies, 4);
  assert.equal(charts[2]!.vacancies, 0);
  assert.deepEqual(
    charts[2]!.columns.map((column) => column.seats.map((seat) => seat.person?.name)),
    [['Ada']],
  );
});

test('finding leaves the seats that fit, and units by their own name whole', () => {
  const find = (word: string) =>
    filter_charts(unit_charts(data), (words) => words.toLowerCase().includes(word)).map((chart) => [
      chart.name,
      chart.columns.reduce((sum, column) => sum + column.seats.length, 0),
    ]);
  assert.deepEqual(find('valve'), [['Water', 1]]);
  assert.deepEqual(find('air'), [['Air', 0]]);
  assert.deepEqual(find('nobody here'), []);
});
