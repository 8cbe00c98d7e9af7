import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  after_rivals,
  best_price,
  curves_of,
  level_sales,
  likely_elasticities,
  normal_quantile,
  profit_at,
  quantile_of,
  recommend,
  type Situation,
  student_quantile,
  typical_volume,
  volume_at,
} from '../../src/core/price-curve';
import { elasticity_sentence, money, percent, recommendation_words, short_number } from '../../src/core/price-words';

const near = (got: number, wanted: number, relative = 1e-9) =>
  assert.ok(Math.abs(got - wanted) <= relative * Math.max(1, Math.abs(wanted)), `${got} is not ${wanted}`);
const wide: Situation = { price: 10, volume: 100, cost: 10, lowest: 1, highest: 1000 };

test('the best price of a constant elasticity is the rule of Lerner', () => {
  near(best_price(-2, { ...wide, cost: 1 }), 2);
  near(best_price(-2.5, { ...wide, cost: 10 }), 16.666666666666668);
});

test('nothing is recommended beyond the prices that were seen', () => {
  assert.equal(best_price(-2, { ...wide, cost: 10, highest: 15 }), 15);
  assert.equal(best_price(-1, wide), 1000);
  assert.equal(best_price(-0.5, wide), 1000);
  assert.equal(best_price(-3, { ...wide, cost: 0 }), 1);
});

test('no other price earns more than the best one', () => {
  const best = best_price(-2.4, wide);
  for (const step of [0.9, 0.99, 1.01, 1.1])
    assert.ok(profit_at(best * step, -2.4, wide) < profit_at(best, -2.4, wide), `at ${step}`);
});

test('the normal distribution turned around, against tables', () => {
  near(normal_quantile(0.975), 1.959963984540054, 1e-8);
  near(normal_quantile(0.9), 1.2815515655446004, 1e-8);
  near(normal_quantile(0.01), -2.3263478740408408, 1e-8);
  assert.equal(normal_quantile(0), Number.NEGATIVE_INFINITY);
  assert.equal(normal_quantile(1), Number.POSITIVE_INFINITY);
  near(normal_quantile(0.5), 0);
});

test('few shops make a wider interval: the quantiles of Student, against tables', () => {
  near(student_quantile(0.975, 4), 2.776445, 4e-3);
  near(student_quantile(0.975, 10), 2.228139, 1e-3);
  near(student_quantile(0.9, 87), 1.291, 1e-3);
  near(student_quantile(0.975), normal_quantile(0.975));
  const of = { value: -2.5, se: 0.1, low: -2.8, high: -2.2 };
  const few = recommend({ ...of, degrees: 4 }, wide);
  const many = recommend(of, wide);
  assert.ok(few.high - few.low > 1.3 * (many.high - many.low));
  assert.ok(few.low < few.inner[0] && few.inner[1] < few.high);
});

test('likely elasticities have the mean and spread that they are made from', () => {
  const made = likely_elasticities({ value: -2, se: 0.3, low: -2.6, high: -1.4 }, 4000);
  const mean = made.reduce((sum, one) => sum + one, 0) / made.length;
  const spread = Math.sqrt(made.reduce((sum, one) => sum + (one - mean) ** 2, 0) / made.length);
  near(mean, -2, 1e-6);
  near(spread, 0.3, 3e-3);
});

test('a surer elasticity gives a narrower best price, and an edge says so', () => {
  const sure = recommend({ value: -2.4, se: 0.05, low: -2.5, high: -2.3 }, wide);
  const unsure = recommend({ value: -2.4, se: 0.3, low: -3, high: -1.8 }, wide);
  assert.ok(sure.high - sure.low < unsure.high - unsure.low);
  assert.equal(sure.edge, null);
  near(sure.price, (10 * 2.4) / 1.4);
  assert.ok(sure.low < sure.price && sure.price < sure.high);
  assert.ok(sure.better > 0.95);
  assert.equal(recommend({ value: -2.4, se: 0.05, low: -2.5, high: -2.3 }, { ...wide, highest: 12 }).edge, 'highest');
  near(sure.profit_today, 0);
});

test('bands hold the line, and close at the price of today', () => {
  const curves = curves_of({ value: -2, se: 0.2, low: -2.4, high: -1.6 }, wide, 5, 15, 10);
  curves.demand.forEach((point, index) => {
    const span = curves.demand_band[index]!;
    assert.ok(span.low <= point.y + 1e-9 && point.y <= span.high + 1e-9);
    assert.ok(curves.profit_outer[index]!.low <= curves.profit_inner[index]!.low + 1e-9);
  });
  near(curves.demand_band[5]!.low, 100);
  near(curves.demand_band[5]!.high, 100);
});

test('rivals that become dearer leave more for us', () => {
  near(after_rivals(wide, 0.7, 0.1).volume, 100 * 1.1 ** 0.7);
  near(volume_at(20, -2, wide), 25);
});

test('shops of different size fall on one curve once they are levelled', () => {
  const sales = [1, 10].flatMap((size) =>
    [2, 4, 8].map((price) => ({ price, volume: size * 64 * price ** -2, group: `shop ${size}` })),
  );
  const points = level_sales(sales);
  for (const point of points) near(point.y * point.x ** 2, points[0]!.y * points[0]!.x ** 2);
  near(typical_volume(points, 4, -2), points.find((point) => Math.abs(point.x - 4) < 1e-9)!.y);
  assert.equal(level_sales([{ price: 0, volume: 3, group: '' }]).length, 0);
  assert.ok(Number.isNaN(typical_volume([], 4, -2)));
});

test('quantiles lie between neighbours', () => {
  assert.equal(quantile_of([1, 2, 3, 4, 5], 0.5), 3);
  near(quantile_of([1, 2], 0.25), 1.25);
});

test('sentences say what to do and how sure it is', () => {
  const at = { ...wide, price: 12, volume: 50 };
  const of = recommend({ value: -2.4, se: 0.1, low: -2.6, high: -2.2 }, at);
  const words = recommendation_words(of, at, '€');
  assert.match(words.headline, /^Raise the price from €12\.00 to about €17\.14: \+\d+% profit\.$/);
  assert.match(
    words.sure,
    /^The best price lies between €1[56]\.\d\d and €1[89]\.\d\d with 95% certainty, and it almost certainly/,
  );
  const stay = recommendation_words(recommend({ value: -6, se: 0.1, low: -6.2, high: -5.8 }, at), at, '');
  assert.match(stay.headline, /^Stay at 12\.00/);
  const beyond = recommendation_words(
    recommend({ value: -2.4, se: 0.1, low: -2.6, high: -2.2 }, { ...at, highest: 13 }),
    { ...at, highest: 13 },
    '',
  );
  assert.match(beyond.headline, /the highest price that was tried/);
  assert.match(beyond.sure, /try a higher price in a few places first/);
  assert.equal(
    elasticity_sentence({ value: -2.4, se: 0.1, low: -2.6, high: -2.2 }),
    '10% dearer means 20% fewer sold (between 19% and 22%).',
  );
  assert.match(
    elasticity_sentence({ value: -0.1, se: 0.2, low: -0.5, high: 0.3 }),
    /anything from 5% fewer to 3% more/,
  );
});

test('money and numbers are written as people write them', () => {
  assert.equal(money(1234.5, 'EUR'), '€1,235');
  assert.equal(money(2.5, '€'), '€2.50');
  assert.equal(money(-2.5, '$'), '−$2.50');
  assert.equal(money(0.123), '0.123');
  assert.equal(money(Number.NaN), '–');
  assert.equal(short_number(12345), '12.3k');
  assert.equal(short_number(-2_000_000), '−2M');
  assert.equal(percent(-0.004), '0%');
  assert.equal(percent(-0.12), '−12%');
});
