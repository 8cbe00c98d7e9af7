// The pure modules: words, dates, stages, matching, paths, keystrokes, permissions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date_of_day, day_number, format_ago, format_date, is_date, today } from '../../src/core/dates';
import { is_single, key_caps, press_name } from '../../src/core/keystroke';
import { fold, has_words, marked, score, words_of } from '../../src/core/match';
import { match_path, safe_return, to_query } from '../../src/core/path';
import { may } from '../../src/core/permission';
import { horizon_of, step_states } from '../../src/core/stage';
import { count_of, initials_of, list_of, role_side } from '../../src/core/words';

test('initials take the first and last word, whatever the script', () => {
  assert.equal(initials_of('Nia Haddad'), 'NH');
  assert.equal(initials_of('Zoë van den Berg'), 'ZB');
  assert.equal(initials_of('Cher'), 'C');
  assert.equal(initials_of('Ana (acting)'), 'A');
  assert.equal(initials_of(''), '?');
  assert.equal(initials_of('p004'), 'P4');
  assert.equal(initials_of('p152'), '152');
  assert.equal(initials_of('Person 20'), 'P20');
  assert.equal(initials_of('Éva-Maria Ödön'), 'ÉÖ');
});

test('counts and lists read as English', () => {
  assert.equal(count_of(1, 'product'), '1 product');
  assert.equal(count_of(1200, 'person', 'people'), '1,200 people');
  assert.equal(list_of(['a', 'b', 'c']), 'a, b and c');
  assert.equal(list_of(['a']), 'a');
  assert.equal(list_of([]), '');
});

test('roles stand in the circle that their work belongs to', () => {
  assert.equal(role_side('product_manager'), 'pm');
  assert.equal(role_side('head_of_product_marketing'), 'pmm');
  assert.equal(role_side('sales'), null);
});

test('dates are plain days, never shifted by a zone', () => {
  assert.equal(day_number('1970-01-02'), 1);
  assert.equal(date_of_day(day_number('2024-02-29')), '2024-02-29');
  assert.equal(format_date('2026-04-07', '2026-11-22'), '7 Apr');
  assert.equal(format_date('2025-04-07', '2026-11-22'), '7 Apr 2025');
  assert.equal(is_date('2026-02-30'), false);
  assert.equal(is_date('2026-02-28'), true);
  assert.equal(is_date('28.2.2026'), false);
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), '2026-01-05');
});

test('instants are told as people tell them', () => {
  const now = new Date(2026, 4, 20, 15, 0, 0);
  const before = (minutes: number) => format_ago(new Date(now.getTime() - minutes * 60_000).toISOString(), now);
  assert.equal(before(0.2), 'just now');
  assert.equal(before(5), '5 minutes ago');
  assert.equal(before(61), 'an hour ago');
  assert.equal(before(24 * 60), 'yesterday');
  assert.equal(before(3 * 24 * 60), '3 days ago');
  assert.equal(before(30 * 24 * 60), '20 Apr');
});

test('the horizon follows the stage unless set by hand; retired products have none', () => {
  assert.equal(horizon_of('conceive', null), 'future');
  assert.equal(horizon_of('plan', 'none'), 'future');
  assert.equal(horizon_of('launch', null), 'next');
  assert.equal(horizon_of('retire', null), 'current');
  assert.equal(horizon_of('develop', 'current'), 'current');
  assert.equal(horizon_of('retired', 'current'), null);
});

const dates = {
  conceive_on: null,
  plan_on: null,
  develop_on: null,
  qualify_on: null,
  launch_on: null,
  deliver_on: null,
  mature_on: null,
  retire_on: null,
  retired_on: null,
};
const step = (states: ReturnType<typeof step_states>, name: string) => states.find((state) => state.name === name)!;

test('a step dated before an earlier one contradicts it', () => {
  const states = step_states(
    { ...dates, stage: 'develop', plan_on: '2026-03-01', develop_on: '2026-02-01' },
    '2026-05-01',
  );
  assert.equal(step(states, 'Develop').contradiction, 'Before plan');
  assert.equal(step(states, 'Plan').contradiction, null);
});

test('a reached step dated ahead, and a passed date not reached, are worth a remark', () => {
  const states = step_states(
    { ...dates, stage: 'plan', plan_on: '2026-09-01', develop_on: '2026-10-01' },
    '2026-05-01',
  );
  assert.equal(step(states, 'Plan').remark, 'Reached early');
  assert.equal(step(states, 'Develop').contradiction, null);
  const late = step_states({ ...dates, stage: 'plan', develop_on: '2026-04-01' }, '2026-05-01');
  assert.equal(step(late, 'Develop').remark, 'Overdue');
});

test('steps know whether they lie behind, here or ahead', () => {
  const states = step_states({ ...dates, stage: 'deliver', mature_on: '2026-04-01' }, '2026-05-01');
  assert.equal(step(states, 'Launch').place, 'past');
  assert.equal(step(states, 'Deliver').place, 'here');
  assert.equal(step(states, 'Mature').place, 'past');
  assert.equal(step(states, 'Retire').place, 'ahead');
});

test('matching ignores case and accents and wants every word', () => {
  assert.equal(fold('Zoë Ödön'), 'zoe odon');
  assert.ok(has_words(fold('Home Battery 10'), words_of('bat home')));
  assert.ok(!has_words(fold('Home Battery 10'), words_of('bat roof')));
});

test('the better fit scores higher; what does not fit is refused', () => {
  assert.ok(score('bat', 'Battery Monitor') > score('bat', 'Home Battery'));
  assert.ok(score('bat', 'Home Battery') > score('bat', 'Combat'));
  assert.ok(score('pmm', 'Product marketing manager') > 0);
  assert.equal(score('xyz', 'Home Battery'), -1);
});

test('hits are marked for drawing', () => {
  assert.deepEqual(marked('bat', 'Home Battery'), [
    { text: 'Home ', hit: false },
    { text: 'Bat', hit: true },
    { text: 'tery', hit: false },
  ]);
});

test('addresses match the route table', () => {
  assert.deepEqual(match_path('/products/:key/:tab?', '/products/PROD-1'), { key: 'PROD-1' });
  assert.deepEqual(match_path('/products/:key/:tab?', '/products/PROD-1/history'), { key: 'PROD-1', tab: 'history' });
  assert.equal(match_path('/products/:key', '/products'), null);
  assert.equal(match_path('/people', '/products'), null);
  assert.equal(match_path('/', '/people'), null);
  assert.deepEqual(match_path('/', '/'), {});
  assert.deepEqual(match_path('/a/:b', '/a/%E0%A4%A'), { b: '%E0%A4%A' });
});

test('queries drop what is absent, keep what is empty, and keep commas', () => {
  const query = to_query({ stage: 'plan,develop', q: 'two words', line: '', no: null });
  assert.equal(query, '?stage=plan,develop&q=two+words&line=');
  assert.equal(to_query({}), '');
});

test('after signing in the page returns only to itself', () => {
  assert.equal(safe_return('/people?x=1'), '/people?x=1');
  assert.equal(safe_return('//evil.example'), '/');
  assert.equal(safe_return('/\\evil.example'), '/');
  assert.equal(safe_return('/sign-in?return=/'), '/');
  assert.equal(safe_return(null), '/');
});

const press = (key: string, more = {}) =>
  press_name({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test('key presses have one name each', () => {
  assert.equal(press('K', { ctrlKey: true }), 'mod+k');
  assert.equal(press('k', { metaKey: true }), 'mod+k');
  assert.equal(press('?', { shiftKey: true }), '?');
  assert.equal(press('ArrowDown'), 'down');
  assert.equal(press('Enter', { shiftKey: true }), 'shift+enter');
});

test('only printable keys alone count as single', () => {
  assert.ok(is_single('c'));
  assert.ok(is_single('g p'));
  assert.ok(is_single('?'));
  assert.ok(!is_single('mod+k'));
  assert.ok(!is_single('escape'));
  assert.ok(!is_single('down'));
});

test('key caps name the keys of the reader', () => {
  assert.deepEqual(key_caps('mod+k', true), ['⌘', 'K']);
  assert.deepEqual(key_caps('mod+k', false), ['Ctrl', 'K']);
  assert.deepEqual(key_caps('g p', false), ['G', 'P']);
});

test('buttons are offered by role', () => {
  assert.ok(may('administrator', 'delete', 'users'));
  assert.ok(may('organiser', 'create', 'people'));
  assert.ok(!may('organiser', 'create', 'users'));
  assert.ok(may('member', 'change', 'products'));
  assert.ok(!may('member', 'create', 'people'));
  assert.ok(may('viewer', 'create', 'views'));
  assert.ok(!may('viewer', 'create', 'comments'));
  assert.ok(!may(undefined, 'create', 'comments'));
});
