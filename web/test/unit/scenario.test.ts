import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  add_step,
  is_complete,
  read_steps,
  remove_step,
  step_forms,
  step_of,
  step_words,
  taken_out,
} from '../../src/core/scenario';

const form = (name: string) => step_forms.find((item) => item.do === name)!;

test('a step is added once, and leaving covers being away', () => {
  const away = add_step([], { do: 'absent', person: 'PERS-1' });
  assert.equal(add_step(away, { do: 'absent', person: 'PERS-1' }), away);
  const left = add_step(away, { do: 'leave', person: 'PERS-1' });
  assert.deepEqual(left, [{ do: 'leave', person: 'PERS-1' }]);
  assert.deepEqual([...taken_out(left)], ['PERS-1']);
  assert.deepEqual(remove_step(left, 0), []);
});

test('a form is complete when everything that must be given is', () => {
  assert.equal(is_complete(form('assign'), { person: 'PERS-1', role: 'design' }), false);
  assert.equal(is_complete(form('assign'), { person: 'PERS-1', role: 'design', scope: 'UNIT-1' }), true);
  assert.equal(is_complete(form('freeze'), {}), true);
  assert.deepEqual(step_of(form('freeze'), { unit: '' }), { do: 'freeze' });
  assert.deepEqual(step_of(form('map'), { map: 'MAP-2', other: 'x' }), { do: 'map', map: 'MAP-2' });
});

test('steps in words name what they are about', () => {
  const name = (key: string) => (key === 'PERS-1' ? 'Ann' : key);
  assert.equal(step_words({ do: 'leave', person: 'PERS-1' }, name), 'Somebody leaves: Ann');
  assert.equal(step_words({ do: 'freeze' }, name), 'Headcount is frozen');
  assert.equal(
    step_words({ do: 'split_unit', unit: 'UNIT-1', lines: ['A', 'B'] }, name),
    'split unit: UNIT-1, A and B',
  );
});

test('what is no step is left out when a scenario is read', () => {
  assert.deepEqual(read_steps([{ do: 'leave', person: 'P' }, 3, null, { person: 'P' }]), [
    { do: 'leave', person: 'P' },
  ]);
  assert.deepEqual(read_steps('leave'), []);
});
