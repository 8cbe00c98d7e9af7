import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Gate, HandOff } from '../../src/api/types';
import { gate_of_interest, gate_steps, is_overdue, next_stage, slip_words } from '../../src/core/gates';
import { by_urgency, days_waiting, held_by, is_late, waiting_words } from '../../src/core/hand-offs';

const gate = (stage: Gate['stage'], status: Gate['status'], more: Partial<Gate> = {}): Gate =>
  ({ key: `GATE-${stage}`, stage, status, planned_on: null, slip_days: null, ...more }) as Gate;

test('the steps show where no gate was passed on the way', () => {
  const steps = gate_steps('develop', [gate('plan', 'passed'), gate('qualify', 'open')]);
  assert.deepEqual(
    steps.map((step) => [step.stage, step.unguarded]),
    [
      ['plan', false],
      ['develop', true],
      ['qualify', false],
      ['launch', false],
      ['deliver', false],
      ['retire', false],
      ['retired', false],
    ],
  );
});

test('a held gate on the way here is unguarded: it was never passed', () => {
  assert.equal(gate_steps('plan', [gate('plan', 'held')])[0]!.unguarded, true);
});

test('the gate of interest is the first undecided one, else the last', () => {
  const list = [gate('launch', 'open'), gate('plan', 'passed'), gate('develop', 'held')];
  assert.equal(gate_of_interest('plan', list), 'GATE-develop');
  assert.equal(gate_of_interest('plan', [gate('plan', 'passed'), gate('develop', 'skipped')]), 'GATE-develop');
  assert.equal(gate_of_interest('plan', []), null);
});

test('slips and overdue gates in words', () => {
  assert.equal(slip_words(gate('plan', 'open', { slip_days: 1 })), '1 day later than first planned');
  assert.equal(slip_words(gate('plan', 'open', { slip_days: -12 })), '12 days earlier than first planned');
  assert.equal(slip_words(gate('plan', 'open')), null);
  assert.equal(is_overdue(gate('plan', 'open', { planned_on: '2026-01-01' }), '2026-01-02'), true);
  assert.equal(is_overdue(gate('plan', 'open', { planned_on: '2026-01-02' }), '2026-01-02'), false);
  assert.equal(is_overdue(gate('plan', 'passed', { planned_on: '2026-01-01' }), '2026-01-02'), false);
  assert.equal(next_stage('retired'), null);
  assert.equal(next_stage('conceive'), 'plan');
});

const hand_off = (more: Partial<HandOff>): HandOff =>
  ({
    status: 'offered',
    from_person: 'PER-1',
    to_person: 'PER-2',
    due_on: '2026-02-01',
    offered_on: null,
    ...more,
  }) as HandOff;

test('a hand-off lies with the taker while it is offered, else with the giver', () => {
  assert.equal(held_by(hand_off({})), 'PER-2');
  assert.equal(held_by(hand_off({ status: 'returned' })), 'PER-1');
  assert.equal(held_by(hand_off({ status: 'draft' })), 'PER-1');
  assert.equal(held_by(hand_off({ status: 'accepted' })), null);
});

test('how long a hand-off waits, and whether it is late', () => {
  assert.equal(days_waiting(hand_off({ offered_on: '2026-01-20' }), '2026-02-02'), 13);
  assert.equal(days_waiting(hand_off({ status: 'accepted', offered_on: '2026-01-20' }), '2026-02-02'), null);
  assert.equal(is_late(hand_off({}), '2026-02-02'), true);
  assert.equal(is_late(hand_off({}), '2026-02-01'), false);
  assert.equal(is_late(hand_off({ status: 'accepted' }), '2026-02-02'), false);
});

test('what waits comes first, the most urgent on top', () => {
  const list = [
    hand_off({ key: 'A', status: 'accepted', answered_on: '2026-01-01' }),
    hand_off({ key: 'B', due_on: '2026-03-01' }),
    hand_off({ key: 'C', status: 'accepted', answered_on: '2026-01-05' }),
    hand_off({ key: 'D', due_on: '2026-02-01' }),
  ];
  assert.deepEqual(
    list.sort(by_urgency).map((item) => item.key),
    ['D', 'B', 'C', 'A'],
  );
});

test('what waits in next is said with the person it waits with', () => {
  const ann = { key: 'PERS-1', name: 'Ann' };
  assert.equal(waiting_words({ waiting: 1, with: ann }), 'Hand-off waits with Ann');
  assert.equal(waiting_words({ waiting: 1, with: null }), 'Hand-off waits with nobody');
  assert.equal(waiting_words({ waiting: 3, with: ann }), '3 hand-offs wait, the oldest with Ann');
});
