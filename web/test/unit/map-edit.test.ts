// Editing a map: moves between the circles, letters of the matrix, stretches of the life, what a draft changes, which map decides.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapEntry } from '../../src/api/types';
import {
  clear_letters,
  cover_words,
  decides_at,
  draft_changes,
  give_to,
  letters_of,
  map_state,
  map_state_words,
  move_to_side,
  overlaps,
  set_band,
  toggle_letter,
  uncovered,
} from '../../src/core/map-edit';
import type { MapRow } from '../../src/features/map/map-rows';
import { by_side, matrix_items } from '../../src/features/map/matrix-rows';

const entry = (values: Partial<MapEntry> = {}): MapEntry =>
  ({
    key: 'ENT-1',
    activity: 'ACT-1',
    side: 'pm',
    accountable: 'product_manager',
    responsible: ['product_manager', 'design'],
    consulted: ['product_marketing_manager', 'sales'],
    informed: ['support'],
    from_stage: null,
    to_stage: null,
    horizons: [],
    four_eyes: false,
    ...values,
  }) as MapEntry;

test('into the other circle the counterpart takes over, work and all, and the former is consulted', () => {
  assert.deepEqual(move_to_side(entry(), 'pmm'), {
    side: 'pmm',
    accountable: 'product_marketing_manager',
    responsible: ['product_marketing_manager', 'design'],
    consulted: ['product_manager', 'sales'],
  });
});

test('there and back again is the entry as it was', () => {
  const there = { ...entry(), ...move_to_side(entry(), 'pmm') };
  assert.deepEqual({ ...there, ...move_to_side(there, 'pm') }, entry());
});

test('in the middle the accountable role stays, and a role of neither circle always does', () => {
  assert.deepEqual(move_to_side(entry(), 'shared'), { side: 'shared' });
  assert.deepEqual(move_to_side(entry({ accountable: 'general_manager' }), 'pmm'), { side: 'pmm' });
  assert.deepEqual(move_to_side(entry({ side: 'shared' }), 'pm'), { side: 'pm' });
  assert.equal(move_to_side(entry(), 'pm'), null);
  const head = entry({ accountable: 'head_of_product_management', responsible: [] });
  assert.equal(move_to_side(head, 'pmm')?.accountable, 'head_of_product_marketing');
});

test('an accountable role of the other circle takes the activity along, except from the middle', () => {
  assert.equal(give_to(entry(), 'product_marketing_manager')?.side, 'pmm');
  assert.equal(give_to(entry({ side: 'shared' }), 'product_marketing_manager')?.side, undefined);
  assert.equal(give_to(entry(), 'general_manager')?.side, undefined);
  assert.equal(give_to(entry(), 'product_manager'), null);
  // Who goes on doing the work is not consulted as well.
  assert.deepEqual(give_to(entry(), 'general_manager'), { accountable: 'general_manager' });
  assert.deepEqual(give_to(entry({ responsible: ['design'] }), 'sales')?.consulted, [
    'product_manager',
    'product_marketing_manager',
  ]);
});

test('a role has one of R, C and I, and pressing the letter again takes it away', () => {
  assert.deepEqual(letters_of(entry(), 'product_manager'), ['A', 'R']);
  assert.deepEqual(toggle_letter(entry(), 'sales', 'R').change, {
    responsible: ['product_manager', 'design', 'sales'],
    consulted: ['product_marketing_manager'],
  });
  assert.deepEqual(toggle_letter(entry(), 'support', 'I').change, { informed: [] });
  assert.deepEqual(toggle_letter(entry(), 'product_manager', 'R').change, { responsible: ['design'] });
  assert.deepEqual(clear_letters(entry(), 'design'), { responsible: ['product_manager'] });
  assert.equal(clear_letters(entry(), 'engineering'), null);
});

test('nobody accountable is refused, and so is asking or telling the accountable role', () => {
  for (const letter of ['A', 'C', 'I'] as const) {
    const { change, why } = toggle_letter(entry(), 'product_manager', letter);
    assert.equal(change, null);
    assert.ok(why);
  }
});

test('entries overlap where both stages and horizons meet', () => {
  const early = entry({ to_stage: 'qualify' });
  const late = entry({ from_stage: 'launch' });
  assert.equal(overlaps(early, late), false);
  assert.equal(overlaps(early, entry({ from_stage: 'qualify' })), true);
  assert.equal(overlaps(entry({ horizons: ['next'] }), entry({ horizons: ['current', 'future'] })), false);
  assert.equal(overlaps(entry({ horizons: ['next'] }), entry()), true);
});

test('the cover in words, the free stretch, and edges that never cross', () => {
  assert.equal(cover_words(entry()), '');
  assert.equal(cover_words(entry({ from_stage: 'launch' })), 'from launch');
  assert.equal(cover_words(entry({ to_stage: 'plan', horizons: ['future'] })), 'until plan, in future');
  assert.equal(cover_words(entry({ from_stage: 'develop', to_stage: 'develop' })), 'only develop');
  assert.equal(uncovered([entry()]), null);
  assert.deepEqual(uncovered([entry({ to_stage: 'qualify' })]), { from_stage: 'launch', to_stage: null, horizons: [] });
  assert.deepEqual(uncovered([entry({ horizons: ['next'] })]), {
    from_stage: null,
    to_stage: null,
    horizons: ['future', 'current'],
  });
  assert.deepEqual(set_band(entry({ to_stage: 'plan' }), 'from', 'launch'), {
    from_stage: 'launch',
    to_stage: 'launch',
  });
  assert.deepEqual(set_band(entry({ from_stage: 'launch' }), 'to', 'conceive'), {
    from_stage: null,
    to_stage: 'conceive',
  });
});

test('an entry decides at a stage when both its stages and its horizons have it', () => {
  const late = entry({ from_stage: 'launch' });
  assert.equal(decides_at(late, 'qualify'), false);
  assert.equal(decides_at(late, 'retire'), true);
  assert.equal(decides_at(entry({ horizons: ['next'] }), 'develop'), true);
  assert.equal(decides_at(entry({ horizons: ['next'] }), 'plan'), false);
  assert.equal(decides_at(entry(), 'retired'), true);
});

test('a draft is compared with what it is based on by activity and stretch', () => {
  const base = [
    entry({ key: 'B1', to_stage: 'qualify' }),
    entry({ key: 'B2', from_stage: 'launch', side: 'pmm', accountable: 'product_marketing_manager' }),
  ];
  const draft = [
    entry({ key: 'D1', to_stage: 'qualify' }),
    entry({ key: 'D2', from_stage: 'launch', side: 'shared', accountable: 'product_marketing_manager' }),
    entry({ key: 'D3', activity: 'ACT-9' }),
  ];
  const found = draft_changes(draft, base);
  assert.equal(found.has('D1'), false);
  assert.deepEqual(found.get('D2'), { from: 'pmm', fields: ['side'] });
  assert.deepEqual(found.get('D3'), { from: null, fields: ['activity'] });
});

test('dates say which map decides, not the status alone', () => {
  const map = (status: 'draft' | 'in_force' | 'superseded', from: string | null, until: string | null = null) => ({
    status,
    in_force_on: from,
    superseded_on: until,
  });
  const today = '2026-06-01';
  assert.equal(map_state(map('draft', null), today), 'draft');
  assert.equal(map_state(map('in_force', '2026-01-01'), today), 'decides');
  assert.equal(map_state(map('in_force', '2026-07-01'), today), 'coming');
  assert.equal(map_state(map('superseded', '2026-01-01', '2026-07-01'), today), 'decides');
  assert.equal(map_state(map('superseded', '2026-01-01', '2026-06-01'), today), 'past');
  assert.equal(
    map_state_words(map('superseded', '2026-01-01', '2026-07-01'), today),
    'in force since 1 Jan until 1 Jul',
  );
});

test('the matrix has a heading for each circle that has anything, and parts of one colour', () => {
  const row = (key: string, side: 'pm' | 'shared' | 'pmm') =>
    ({ entry: entry({ key, side }), activity: { key: 'ACT-1' }, coverage: null }) as unknown as MapRow;
  const items = matrix_items([row('E1', 'pmm'), row('E2', 'pm'), row('E3', 'pm')]);
  assert.deepEqual(
    items.map((item) => item.row?.entry.key ?? `${item.side} ${item.heading}`),
    ['pm 2', 'E2', 'E3', 'pmm 1', 'E1'],
  );
  const parts = by_side(items.slice(1).map((item) => ({ item })));
  assert.deepEqual(
    parts.map((part) => [part.side, part.shown.length]),
    [
      ['pm', 2],
      ['pmm', 2],
    ],
  );
});
