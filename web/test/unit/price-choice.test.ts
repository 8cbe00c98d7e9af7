import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  best_offer_price,
  type ChoiceColumn,
  choice_model,
  line_profit,
  logit_shares,
  type Offer,
  shares_of,
  worth_of,
  worths_in_money,
} from '../../src/core/price-choice';
import { all_labels, compare_rows } from '../../src/core/price-compare';
import { matrix_of, strongest_pair } from '../../src/core/price-matrix';
import { type FitResult, sheets_of } from '../../src/core/price-result';
import { read_spec } from '../../src/core/price-spec';
import {
  asked_curves,
  best_asked,
  height_at,
  lively_range,
  westendorp_curves,
  westendorp_points,
} from '../../src/core/price-survey';

const estimate = (name: string, value: number, se = 0.1) => ({
  name,
  value,
  se,
  p: 0,
  low: value - 2 * se,
  high: value + 2 * se,
});
const result = (values: Partial<FitResult>): FitResult => ({
  method: 'multinomial-logit',
  observations: 100,
  estimates: [],
  objective: null,
  converged: true,
  iterations: 3,
  diagnostics: {},
  elasticities: null,
  markups: null,
  warnings: [],
  refused: false,
  refusals: [],
  ...values,
});
const near = (got: number, wanted: number, far = 1e-9) =>
  assert.ok(Math.abs(got - wanted) <= far, `${got} is not ${wanted}`);

const columns: ChoiceColumn[] = [
  { name: 'price', kind: 'number', values: ['1', '9'], lowest: 1, highest: 9 },
  { name: 'brand', kind: 'text', values: ['alder', 'birch'], lowest: null, highest: null },
  { name: 'wifi', kind: 'number', values: ['0', '1'], lowest: 0, highest: 1 },
];
const spec = read_spec('method = multinomial-logit\nprice = price\nregressors = dummy(brand), wifi\noutside = yes\n');

test('the single offer of a monopolist earns most where the closed form says', () => {
  // p = c + (1 + W(exp(a - alpha c - 1))) / alpha with a = 5, alpha = 1, c = 1.
  const model = choice_model(
    result({ estimates: [estimate('price', -1), estimate('wifi', 5)] }),
    read_spec('price = price\nregressors = wifi\noutside = yes\n'),
    columns,
  )!;
  const offers: Offer[] = [{ name: 'ours', price: 3, cost: 1, features: { wifi: '1' }, is_ours: true }];
  const best = best_offer_price(model, offers, 0, 1, 9);
  near(best, 4.207940031569, 1e-6);
  near(shares_of(model, [{ ...offers[0]!, price: best }]).mean[0]!, 0.688273474517, 1e-6);
  near(line_profit([{ ...offers[0]!, price: best }], [0.688273474517]) / 100, 2.207940031569, 1e-6);
});

test('shares add up to one, and large utilities do not overflow', () => {
  const shares = logit_shares([1000, 999], true);
  near(
    shares.reduce((a, b) => a + b, 0),
    1,
  );
  near(shares[0]!, 1 / (1 + Math.exp(-1)), 1e-12);
});

test('a model is read from plain columns and dummies; other terms give none', () => {
  const model = choice_model(
    result({ estimates: [estimate('price', -0.5), estimate('brand=birch', 0.7), estimate('wifi', 0.4)] }),
    spec,
    columns,
  )!;
  const worth = (brand: string, wifi: string) =>
    worth_of(model, { name: '', price: 1, cost: 0, features: { brand, wifi }, is_ours: true })[0]!;
  near(worth('birch', '0'), 0.7);
  near(worth('alder', '0'), 0);
  near(worth('birch', '1'), 1.1);
  assert.deepEqual(
    worths_in_money(model).map((one) => [one.label, Number(one.value.toFixed(9))]),
    [
      ['brand: birch', 1.4],
      ['wifi', 0.8],
    ],
  );
  assert.equal(model.has_outside, true);
  assert.equal(model.features[1]!.kind, 'yes-no');
  assert.equal(
    choice_model(
      result({ estimates: [estimate('price', -1)] }),
      read_spec('price = price\nregressors = wifi*price\n'),
      columns,
    ),
    null,
  );
});

test('a matrix is the same however the method lays it out', () => {
  const pairs = result({
    elasticity_matrix: [
      { market: 'a', product: 'x', price_of: 'x', value: -2 },
      { market: 'b', product: 'x', price_of: 'x', value: -4 },
      { market: 'a', product: 'x', price_of: 'y', value: 0.5 },
      { market: 'a', product: 'y', price_of: 'x', value: 0.2 },
      { market: 'a', product: 'y', price_of: 'y', value: -1 },
    ],
  });
  const wide = result({
    elasticity_matrix: [
      { price_of: 'x', x: -3, y: 0.2 },
      { price_of: 'y', x: 0.5, y: -1 },
    ],
  });
  for (const matrix of [matrix_of(pairs)!, matrix_of(wide)!]) {
    assert.deepEqual(matrix.rows, ['x', 'y']);
    assert.deepEqual(matrix.value, [
      [-3, 0.5],
      [0.2, -1],
    ]);
    assert.deepEqual(strongest_pair(matrix), { row: 'x', column: 'y', value: 0.5 });
  }
  assert.equal(matrix_of(result({})), null);
});

test('the points of a survey are found by their names, its curves by their columns', () => {
  const survey = result({
    method: 'van-westendorp',
    estimates: [estimate('point of marginal cheapness (PMC)', 7), estimate('optimal price (OPP)', 8)],
    curves: [
      { price: 5, too_cheap: 1, not_cheap: 0, not_expensive: 1, too_expensive: 0, trial: null },
      { price: 7, too_cheap: 0.5, not_cheap: 0.5, not_expensive: 1, too_expensive: 0, trial: null },
      { price: 9, too_cheap: 0, not_cheap: 1, not_expensive: 0.4, too_expensive: 0.3, trial: null },
    ],
  });
  assert.deepEqual(
    westendorp_points(survey).map((point) => [point.id, point.price]),
    [
      ['lower', 7],
      ['optimal', 8],
    ],
  );
  const curves = westendorp_curves(survey);
  assert.equal(curves.trial.length, 0);
  near(height_at(curves.too_cheap, 6), 0.75);
  assert.deepEqual(lively_range(curves), [7, 9]);
});

test('the best asked price moves with the cost', () => {
  const rows = asked_curves(
    result({
      method: 'gabor-granger',
      demand: [5, 6, 7, 8, 9, 10].map((price, index) => ({
        price,
        demand: [0.82, 0.74, 0.61, 0.44, 0.29, 0.17][index]!,
        revenue: 0,
        profit: null,
      })),
    }),
  ).rows;
  assert.equal(best_asked(rows, 0).price, 6);
  near(best_asked(rows, 0).earns, 4.44);
  assert.equal(best_asked(rows, 4).price, 7);
});

test('studies are compared by the rows that any of them has, in order', () => {
  const text = 'method = elasticity\nquantity = q\nprice = p\nregressors = log(r)\ntoday price = 5\ncost = 2\n';
  const rows = compare_rows(
    text,
    result({
      method: 'elasticity',
      estimates: [estimate('log(p)', -2.4), estimate('log(r)', 0.6)],
      diagnostics: { lowest_price: 2, highest_price: 9, price_changes: 40 },
    }),
  );
  const labels = rows.map((row) => row.label);
  assert.ok(labels.includes('Best price') && labels.includes('Cross elasticity, r'));
  const refused = compare_rows(
    text,
    result({
      method: 'elasticity',
      refused: true,
      refusals: [{ reason: 'x', sentence: 'Too few.', advice: 'More.' }],
      estimates: [estimate('log(p)', -0.4)],
    }),
  );
  assert.equal(refused[0]!.value, 'Refused');
  assert.ok(!refused.some((row) => row.label === 'Best price'));
  assert.deepEqual(all_labels([refused, rows]).filter((label) => labels.includes(label)).length, labels.length);
  assert.deepEqual(
    sheets_of(result({ forecast: [{ a: 1 }] })).map((sheet) => sheet.name),
    ['forecast'],
  );
});

test('with a taste of each person, shares are those of people, and know how far people differ', () => {
  const people = result({
    method: 'hierarchical-logit',
    estimates: [estimate('log(-price)', 0)],
    part_worths: [
      { respondent: 'a', price: -1, wifi: 4 },
      { respondent: 'b', price: -1, wifi: -4 },
    ],
  });
  const model = choice_model(people, read_spec('price = price\nregressors = wifi\n'), columns)!;
  const offer = (wifi: string): Offer => ({ name: wifi, price: 2, cost: 0, features: { wifi }, is_ours: true });
  const shares = shares_of(model, [offer('1'), offer('0')]);
  near(shares.mean[0]!, 0.5);
  near(shares.mean[1]!, 0.5);
  assert.ok(shares.se[0]! > 0.4, 'two people who disagree leave it open');
  near(worths_in_money(model)[0]!.value, 0);
  assert.equal(
    shares_of(
      choice_model(
        result({ estimates: [estimate('price', -1), estimate('wifi', 1)] }),
        read_spec('price = price\nregressors = wifi\n'),
        columns,
      )!,
      [offer('1')],
    ).se.length,
    0,
  );
});
