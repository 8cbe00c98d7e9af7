// The portfolio: filters, groups, order, totals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Holder, PortfolioItem } from '../../src/api/special';
import {
  filter_choices,
  filter_portfolio,
  group_portfolio,
  has_filters,
  read_filters,
  sort_portfolio,
  totals_of,
} from '../../src/core/portfolio';

const holder = (key: string, name: string): Holder => ({ key, name, stand_in: null, inherited: false, scope: null });
const item = (values: Partial<PortfolioItem>): PortfolioItem => ({
  key: 'PROD-1',
  name: 'One',
  stage: 'plan',
  horizon: 'future',
  line: 'LINE-1',
  line_name: 'Solar',
  unit: 'UNIT-1',
  unit_name: 'Energy',
  management: [],
  marketing: [],
  findings: { errors: 0, warnings: 0, infos: 0 },
  hand_offs: null,
  ...values,
});
const ada = holder('PERS-1', 'Ada Berg');
const bo = holder('PERS-2', 'Bo Lind');
const items = [
  item({ key: 'PROD-2', name: 'Beacon', management: [ada], marketing: [bo], stage: 'launch', horizon: 'next' }),
  item({
    key: 'PROD-10',
    name: 'Anchor',
    management: [ada],
    marketing: [ada],
    findings: { errors: 0, warnings: 1, infos: 0 },
  }),
  item({
    key: 'PROD-3',
    name: 'Cargo',
    line: null,
    line_name: null,
    unit: null,
    unit_name: null,
    findings: { errors: 2, warnings: 0, infos: 1 },
  }),
  item({ key: 'PROD-4', name: 'Dory', stage: 'retired', horizon: null }),
];
const keys = (list: PortfolioItem[]) => list.map((one) => one.key).join(' ');
const filtered = (query: string) => keys(filter_portfolio(items, read_filters(new URLSearchParams(query))));

test('words are looked for in names, keys, lines, units, stages and people', () => {
  assert.equal(filtered('q=ada'), 'PROD-2 PROD-10');
  assert.equal(filtered('q=bo+launch'), 'PROD-2');
  assert.equal(filtered('q=prod-10'), 'PROD-10');
  assert.equal(filtered('q=solar+energy'), 'PROD-2 PROD-10 PROD-4');
});

test('alternatives within a filter, all filters together', () => {
  assert.equal(filtered('stage=plan,launch&findings=any'), 'PROD-10 PROD-3');
  assert.equal(filtered('line=none'), 'PROD-3');
  assert.equal(filtered('horizon=none'), 'PROD-4');
  assert.equal(filtered('person=PERS-2'), 'PROD-2');
  assert.equal(filtered('findings=errors'), 'PROD-3');
  assert.equal(filtered('findings=no-pmm&horizon=future'), 'PROD-3');
  assert.equal(filtered('findings=clean'), 'PROD-2 PROD-4');
  assert.equal(has_filters(read_filters(new URLSearchParams('group=line&view=table'))), false);
});

test('groups are in order of their names, those without one last; a product stands under each of its people once', () => {
  assert.deepEqual(
    group_portfolio(items, 'line').map((group) => [group.label, group.items.length]),
    [
      ['Solar', 3],
      ['In no product line', 1],
    ],
  );
  assert.deepEqual(
    group_portfolio(items, 'person').map((group) => [group.label, keys(group.items)]),
    [
      ['Ada Berg', 'PROD-2 PROD-10'],
      ['Bo Lind', 'PROD-2'],
      ['Nobody', 'PROD-3 PROD-4'],
    ],
  );
});

test('keys sort by their number, findings by their weight, and equal ones by name', () => {
  assert.equal(keys(sort_portfolio(items, 'key', false)), 'PROD-2 PROD-3 PROD-4 PROD-10');
  assert.equal(keys(sort_portfolio(items, 'name', true)), 'PROD-4 PROD-3 PROD-2 PROD-10');
  assert.equal(keys(sort_portfolio(items, 'findings', false)), 'PROD-3 PROD-10 PROD-2 PROD-4');
  assert.equal(keys(sort_portfolio(items, 'stage', false)), 'PROD-10 PROD-3 PROD-2 PROD-4');
  assert.equal(keys(sort_portfolio(items, 'no such column', false)), 'PROD-10 PROD-2 PROD-3 PROD-4');
});

test('totals leave retired products out of what is lacking', () => {
  assert.deepEqual(totals_of(items), {
    products: 4,
    without_management: 1,
    without_marketing: 1,
    dual: 1,
    errors: 2,
    warnings: 1,
  });
});

test('filter menus offer what there is', () => {
  const choices = filter_choices(items);
  assert.deepEqual(
    choices.person.map((choice) => choice.label),
    ['Ada Berg', 'Bo Lind'],
  );
  assert.deepEqual(
    choices.line.map((choice) => choice.value),
    ['none', 'LINE-1'],
  );
});
