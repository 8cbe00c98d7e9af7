// Reading two maps beside each other, and what a draft would change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapComparisonEntry, MapComparisonItem, MapEffectItem } from '../../src/api/special';
import { difference_phrases, elsewhere_words, is_marked, picture_of } from '../../src/core/map-compare';
import { answer_words, effect_sentence, group_by_person, group_effect, marks_of } from '../../src/core/map-effect';

const place = (values: Partial<MapComparisonEntry> = {}): MapComparisonEntry => ({
  entry: 'ENT-1',
  side: 'pm',
  accountable: 'product_manager',
  responsible: ['product_manager'],
  consulted: [],
  informed: [],
  from_stage: 'conceive',
  to_stage: 'retired',
  horizons: [],
  four_eyes: false,
  ...values,
});
const compared = (
  name: string,
  one: MapComparisonEntry | null,
  other: MapComparisonEntry | null,
): MapComparisonItem => ({
  activity: name,
  code: name,
  name,
  one,
  other,
  differs: [],
});

const items = [
  compared('same', place(), place({ consulted: ['sales'] })),
  compared('moved', place(), place({ side: 'pmm', accountable: 'product_marketing_manager' })),
  compared('answers', place({ side: 'shared' }), place({ side: 'shared', accountable: 'product_marketing_manager' })),
  compared('new', null, place({ side: 'shared', from_stage: 'launch' })),
];

test('the picture names what moved and counts the rest', () => {
  assert.deepEqual(items.map(is_marked), [false, true, true, true]);
  const one = picture_of(items, 'one');
  assert.deepEqual(
    one.map((region) => [region.side, region.marked.map((item) => item.name), region.others]),
    [
      ['pm', ['moved'], 1],
      ['shared', ['answers'], 0],
      ['pmm', [], 0],
    ],
  );
  assert.deepEqual(
    picture_of(items, 'other')[1]!.marked.map((item) => item.name),
    ['answers', 'new'],
  );
});

test('differences read from the first map to the second', () => {
  assert.deepEqual(difference_phrases(items[0]!), ['consulted: also sales']);
  assert.deepEqual(difference_phrases(items[1]!), [
    'from product management to product marketing',
    'accountable: product marketing manager',
  ]);
  assert.deepEqual(difference_phrases(items[3]!), ['only in the second']);
  assert.deepEqual(difference_phrases(compared('x', place({ to_stage: 'plan' }), place())), [
    'the whole life instead of until plan',
  ]);
  assert.equal(elsewhere_words(items[1]!, 'other'), 'product management in the other map');
  assert.equal(elsewhere_words(items[3]!, 'other'), 'not in the other map');
  assert.equal(elsewhere_words(items[2]!, 'one'), 'the product marketing manager answers in the other map');
});

const holder = (key: string, name: string) => ({ key, name, stand_in: null, inherited: false, scope: null });
const ada = holder('P1', 'Ada');
const bo = holder('P2', 'Bo');
const pair = (
  product: string,
  activity: string,
  before: [MapEffectItem['before']['outcome'], (typeof ada)[]],
  after: [MapEffectItem['before']['outcome'], (typeof ada)[]],
): MapEffectItem => ({
  product,
  product_name: product,
  activity,
  activity_name: activity,
  before: { outcome: before[0], role: null, people: before[1] },
  after: { outcome: after[0], role: null, people: after[1] },
});
const effect = [
  pair('X1', 'roadmap', ['one', [ada]], ['one', [bo]]),
  pair('X2', 'roadmap', ['one', [ada]], ['gap', []]),
  pair('X1', 'pricing', ['conflict', [ada, bo]], ['dual', [bo]]),
  pair('X3', 'pricing', ['gap', []], ['one', [bo]]),
];

test('a pair is marked when somebody is missing or double now, or no more', () => {
  assert.deepEqual(effect.map(marks_of), [[], ['gap_new'], ['conflict_gone', 'dual_new'], ['gap_gone']]);
  assert.equal(answer_words(effect[1]!.after), 'Nobody');
  assert.equal(answer_words({ outcome: 'rest', role: null, people: [] }), 'Not engaged');
});

test('groups: the worst first, then the largest', () => {
  assert.deepEqual(
    group_effect(effect, 'activity').map((group) => [group.id, group.items.length, group.bad]),
    [
      ['roadmap', 2, 1],
      ['pricing', 2, 0],
    ],
  );
  assert.deepEqual(
    group_effect(effect, 'product').map((group) => group.id),
    ['X2', 'X1', 'X3'],
  );
});

test('who gets and who loses', () => {
  assert.deepEqual(
    group_by_person(effect).map((group) => [
      group.label,
      group.gets.map((item) => item.product + item.activity),
      group.loses.map((item) => item.product + item.activity),
    ]),
    [
      ['Nobody', ['X2roadmap'], ['X3pricing']],
      ['Ada', [], ['X1roadmap', 'X2roadmap', 'X1pricing']],
      ['Bo', ['X1roadmap', 'X3pricing'], []],
    ],
  );
});

test('the effect in a sentence', () => {
  const none = {
    changed: 0,
    gaps_new: 0,
    gaps_gone: 0,
    conflicts_new: 0,
    conflicts_gone: 0,
    duals_new: 0,
    duals_gone: 0,
  };
  assert.equal(effect_sentence(none, 120), 'Nothing changes hands in 120 pairs of product and activity.');
  assert.equal(
    effect_sentence({ ...none, changed: 12, gaps_new: 2, conflicts_gone: 1, duals_gone: 3 }, 120),
    '12 pairs of product and activity change. New: 2 gaps. Gone: 1 conflict and 3 duals.',
  );
});
