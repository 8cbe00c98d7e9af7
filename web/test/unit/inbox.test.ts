import assert from 'node:assert/strict';
import { test } from 'node:test';
import { due_words, item_id, item_path } from '../../src/core/inbox';

test('days until something is due, in words', () => {
  assert.equal(due_words(null, '2026-05-05'), null);
  assert.equal(due_words('2026-05-05', '2026-05-05'), 'due today');
  assert.equal(due_words('2026-05-06', '2026-05-05'), 'due tomorrow');
  assert.equal(due_words('2026-06-05', '2026-05-05'), 'due in 31 days');
  assert.equal(due_words('2026-05-04', '2026-05-05'), '1 day late');
  assert.equal(due_words('2026-03-05', '2026-05-05'), '61 days late');
});

test('an item leads to where it is settled', () => {
  assert.equal(item_path({ resource: 'gate-criteria', product: 'PROD-1', record: 'CRIT-1' }), '/products/PROD-1/gates');
  assert.equal(item_path({ resource: 'hand-offs', product: 'PROD-1', record: 'HAND-1' }), '/products/PROD-1/hand-offs');
  assert.equal(item_path({ resource: 'people', product: null, record: 'PERS-1' }), '/people/PERS-1');
  assert.equal(item_path({ resource: 'approvals', product: 'PROD-1', record: 'APP-1' }), '/products/PROD-1');
  assert.equal(item_path({ resource: 'approvals', product: null, record: 'APP-1' }), null);
});

test('two things about one record are two items', () => {
  const one = { kind: 'finding' as const, record: 'PROD-1', what: 'Nobody signs.' };
  assert.ok(item_id(one) !== item_id({ ...one, what: 'It is late.' }));
});
