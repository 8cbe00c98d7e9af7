import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compose,
  type DataColumn,
  guess_mapping,
  guess_way,
  is_fixed_within,
  mapping_problems,
  repeats_within,
} from '../../src/core/price-question';
import { questions } from '../../src/core/price-questions';
import { logged_columns, read_assumptions, read_spec, spec_name, terms_of } from '../../src/core/price-spec';

const column = (name: string, values: Partial<DataColumn> = {}): DataColumn => ({
  name,
  kind: 'number',
  distinct: 20,
  missing: 0,
  lowest: 1,
  highest: 9,
  example: '3',
  ...values,
});
const words = (name: string, distinct = 5): DataColumn =>
  column(name, { kind: 'text', distinct, lowest: null, highest: null, example: 'Shop A' });
const way_named = (id: string) => questions.flatMap((question) => question.ways).find((way) => way.id === id)!;

const sales = [
  words('shop'),
  column('week'),
  column('units'),
  column('price'),
  column('rival_price'),
  column('promotion', { distinct: 2 }),
];

test('a sales file is recognised by its names, and no column is used twice', () => {
  const { question, way } = guess_way(sales);
  assert.equal(question.id, 'volume');
  assert.deepEqual(guess_mapping(way, sales), {
    quantity: ['units'],
    price: ['price'],
    place: ['shop'],
    rivals: ['rival_price'],
    controls: ['promotion'],
  });
});

test('a survey of four prices is told from sales, whatever the order of its columns', () => {
  const survey = ['too_expensive', 'expensive', 'cheap', 'tooCheap', 'id'].map((name) => column(name));
  const { way } = guess_way(survey);
  assert.equal(way.id, 'van-westendorp');
  const mapping = guess_mapping(way, survey);
  assert.deepEqual(
    ['too cheap', 'cheap', 'expensive', 'too expensive'].map((role) => mapping[role]),
    [['tooCheap'], ['cheap'], ['expensive'], ['too_expensive']],
  );
});

test('choices among offers are recognised, with features but without counters', () => {
  const choices = [
    column('respondent'),
    column('task'),
    column('offer'),
    words('brand', 3),
    column('battery_hours'),
    column('price'),
    column('chosen', { distinct: 2, lowest: 0 }),
  ];
  const { way } = guess_way(choices);
  assert.equal(way.id, 'multinomial-logit');
  const mapping = guess_mapping(way, choices);
  assert.deepEqual(mapping.chosen, ['chosen']);
  assert.deepEqual(mapping.task, ['task']);
  assert.ok(mapping.features!.includes('battery_hours'));
  assert.ok(!mapping.features!.includes('price') && !mapping.features!.includes('respondent'));
});

test('the specification follows from the columns: logarithms of rivals, dummies of words and seasons, clusters of shops', () => {
  const way = way_named('elasticity');
  const columns = [...sales, column('month', { distinct: 12 }), words('Shop name')];
  const text = compose(
    way,
    {
      mapping: {
        quantity: ['units'],
        price: ['price'],
        place: ['Shop name'],
        rivals: ['rival_price'],
        controls: ['promotion', 'month'],
      },
      drops_missing: true,
      more: [],
    },
    columns,
    { price: 2.49, cost: 1.2, currency: 'EUR' },
  );
  assert.equal(
    text,
    [
      'method = elasticity',
      'quantity = units',
      'price = price',
      'absorb = "Shop name"',
      'regressors = log(rival_price), promotion, dummy(month)',
      'cluster = "Shop name"',
      'missing = drop',
      'cost = 1.2',
      'question = optimize',
      'today price = 2.49',
      '# currency = EUR',
      '',
    ].join('\n'),
  );
  assert.deepEqual(read_assumptions(text), { price: 2.49, cost: 1.2, currency: 'EUR' });
  assert.equal(read_spec(text).get('absorb'), '"Shop name"');
  assert.deepEqual(logged_columns(read_spec(text).get('regressors')), ['rival_price']);
});

test('what is wrong with a mapping is said with the column and what would be right', () => {
  const way = way_named('elasticity');
  const columns = [words('units'), column('price', { lowest: 0, missing: 3, distinct: 1 })];
  const said = mapping_problems(way, { quantity: ['units'], price: ['price'] }, columns, false);
  assert.ok(
    said.some(
      (one) => one.role === 'quantity' && /holds words, such as “Shop A”; numbers are needed/.test(one.message),
    ),
  );
  assert.ok(said.some((one) => one.role === 'price' && /values of 0 or below/.test(one.message)));
  assert.ok(said.some((one) => one.role === 'price' && /empty in 3 rows/.test(one.message)));
  assert.ok(said.some((one) => one.is_note && /never changes/.test(one.message)));
  assert.ok(
    !mapping_problems(way, { quantity: ['units'], price: ['price'] }, columns, true).some((one) =>
      /empty/.test(one.message),
    ),
  );
  assert.ok(
    mapping_problems(way, {}, columns, false).some((one) => /Say which column is quantity sold/.test(one.message)),
  );
});

test('a cost is a line of its own where the method knows it', () => {
  const text = compose(
    way_named('gabor-answers'),
    { mapping: { price: ['price'], answer: ['answer'] }, drops_missing: false, more: [] },
    [column('price'), words('answer', 2)],
    { price: 3, cost: 2, currency: '' },
  );
  assert.match(text, /^cost = 2$/m);
  assert.doesNotMatch(text, /today price|question/);
});

test('terms are split outside of parentheses and quotes, and names quoted where they must be', () => {
  assert.deepEqual(terms_of('log(a), "b, c", count(d, e)'), ['log(a)', '"b, c"', 'count(d, e)']);
  assert.deepEqual(terms_of(undefined), []);
  assert.equal(spec_name('Unit price'), '"Unit price"');
  assert.equal(spec_name('price.1'), 'price.1');
  assert.deepEqual(logged_columns('log("Rival price"), log(a/b), promo'), ['Rival price']);
});

test('a specification is read with comments and lines that go on', () => {
  const spec = read_spec('method = ols # least squares\n# regressors = none\nregressors = a,\n  b\n');
  assert.equal(spec.get('method'), 'ols');
  assert.equal(spec.get('regressors'), 'a, b');
});

test('what never changes for a product is seen', () => {
  const rows = [
    ['a', '1', '5'],
    ['b', '2', '5'],
    ['a', '1', '6'],
  ];
  assert.equal(is_fixed_within(rows, 1, 0), true);
  assert.equal(is_fixed_within(rows, 2, 0), false);
});

test('a brand that is offered twice in one question is seen', () => {
  const rows = [
    ['1', 'a'],
    ['1', 'b'],
    ['2', 'a'],
  ];
  assert.equal(repeats_within(rows, 1, [0]), false);
  assert.equal(repeats_within([...rows, ['2', 'a']], 1, [0]), true);
});
