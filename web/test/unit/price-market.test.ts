import assert from 'node:assert/strict';
import { test } from 'node:test';
import { last_market, type MarketProduct, market_answer, market_shares } from '../../src/core/price-market';

const near = (got: number, wanted: number, far = 1e-9) =>
  assert.ok(Math.abs(got - wanted) <= far, `${got} is not ${wanted}`);
const product = (name: string, firm: string, price: number, share: number, cost = 1): MarketProduct => ({
  name,
  firm,
  price,
  share,
  cost,
});
const products = [product('x', 'ours', 2, 0.3), product('y', 'theirs', 3, 0.2)];

test('at the prices that were seen stand the shares that were seen', () => {
  const shares = market_shares(products, [2, 3], -1.5);
  near(shares[0]!, 0.3);
  near(shares[1]!, 0.2);
});

test('the slope is that of logit: alpha s (1 - s), and what one loses others gain in proportion', () => {
  const step = 1e-6;
  const moved = market_shares(products, [2 + step, 3], -1.5);
  near((moved[0]! - 0.3) / step, -1.5 * 0.3 * 0.7, 1e-5);
  near((moved[1]! - 0.2) / step, 1.5 * 0.3 * 0.2, 1e-5);
});

test('an unsure effect of the price gives intervals, and none where nothing moved', () => {
  const alpha = { value: -1.5, se: 0.2, low: -1.9, high: -1.1 };
  const still = market_answer(products, [2, 3], alpha, 'ours');
  near(still.low[0]!, still.high[0]!);
  near(still.profit, still.profit_before);
  near(still.profit_before, 100 * 0.3 * 1);
  const dearer = market_answer(products, [2.4, 3], alpha, 'ours');
  assert.ok(dearer.low[0]! < dearer.share[0]! && dearer.share[0]! < dearer.high[0]!);
  assert.ok(dearer.profit_low < dearer.profit && dearer.profit < dearer.profit_high);
});

test('the last market is read from the rows, with costs from margins; impossible shares give none', () => {
  const names = ['m', 'p', 'f', 's', 'price'];
  const columns = { market: 'm', product: 'p', firm: 'f', share: 's', price: 'price' };
  const rows = [
    ['1', 'x', 'a', '0.1', '9'],
    ['2', 'x', 'a', '0.3', '2'],
    ['2', 'y', 'b', '0.2', '3'],
  ];
  const found = last_market(names, rows, columns, new Map([['x', 0.25]]))!;
  assert.equal(found.market, '2');
  assert.deepEqual(found.products[0], { name: 'x', firm: 'a', price: 2, share: 0.3, cost: 1.5 });
  assert.ok(Number.isNaN(found.products[1]!.cost));
  assert.equal(
    last_market(
      names,
      [
        ['1', 'x', 'a', '0.6', '2'],
        ['1', 'y', 'a', '0.5', '2'],
      ],
      columns,
      new Map(),
    ),
    null,
  );
  assert.equal(last_market(['a'], rows, columns, new Map()), null);
});
