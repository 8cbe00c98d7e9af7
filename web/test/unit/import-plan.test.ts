// The import wizard's decisions: reading CSV for a look, purposes of columns, and the mapping file that comes out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DescriptionField, DescriptionResource } from '../../src/api/types';
import { read_csv, value_counts } from '../../src/core/csv';
import {
  empty_plan,
  guess_choice,
  mapping_of_plan,
  plan_of_mapping,
  plan_problems,
  purpose_of,
  with_purpose,
} from '../../src/core/import-plan';

const field = (name: string, type: string, required = false): DescriptionField => ({
  name,
  label: name,
  help: '',
  type,
  required,
  nullable: !required,
  creatable: true,
  updatable: true,
  filter: false,
});
const fields = [
  field('name', 'text', true),
  field('line', 'reference'),
  field('stage', 'choice'),
  field('deliver_on', 'date'),
];
const columns = ['Code', 'Product', 'Team', 'Family', 'Owner', 'Owner note', 'Status', 'Colour'];

test('cells may be quoted and hold delimiters, quotes and line breaks', () => {
  const rows = read_csv('\ufeffa,b\r\n"x, ""y""\nz",2\r\n\r\n,3', ',');
  assert.deepEqual(rows, [
    ['a', 'b'],
    ['x, "y"\nz', '2'],
    ['', '3'],
  ]);
  assert.deepEqual(read_csv('sep=;\na;b\n1;2', ';')[0], ['a', 'b']);
  assert.equal(read_csv('a\n1\n2\n3', ',', 2).length, 2);
});

test('values are counted, the empty one last', () => {
  const rows = read_csv('s\nlive\nidea\nlive\n""\n ', ',');
  assert.deepEqual(value_counts(rows, 0), [
    { value: 'live', count: 2 },
    { value: 'idea', count: 1 },
    { value: '', count: 1 },
  ]);
});

test('a mapping file survives being read and written', () => {
  const mapping = {
    tandem_map: 1,
    resource: 'products',
    source: 'catalogue',
    external_id: 'Code',
    fields: {
      name: 'Product',
      line: { column: ['Team', 'Family'], match: ['external_id', 'name'], missing: 'create' },
      stage: { column: 'Status', values: { live: 'deliver', '': 'conceive' }, otherwise: 'plan' },
      deliver_on: { value: '2026-01-01' },
    },
    assignments: [
      {
        role: 'product_manager',
        person: { column: 'Owner', missing: 'create' },
        stand_in: { column: 'Owner note' },
        share: { value: 50 },
      },
      { role: { column: 'Colour' }, person: 'Owner' },
    ],
    ignore: ['Colour'],
    match: ['name'],
  };
  const plan = plan_of_mapping(mapping)!;
  assert.deepEqual(mapping_of_plan(plan, columns, fields), mapping);
  assert.equal(plan_of_mapping({ resource: 'products' }), null);
});

test('a column has one purpose, a field may try several columns in their order', () => {
  let plan = empty_plan('products');
  plan = with_purpose(plan, 'Family', 'field:line', columns);
  plan = with_purpose(plan, 'Team', 'field:line', columns);
  assert.deepEqual(plan.fields.line!.columns, ['Team', 'Family']);
  plan.fields.line!.missing = 'keep';
  plan = with_purpose(plan, 'Team', 'field:name', columns);
  assert.deepEqual(plan.fields.line!.columns, ['Family']);
  assert.equal(plan.fields.line!.missing, 'keep');
  assert.equal(purpose_of(plan, 'Team'), 'field:name');
  plan = with_purpose(plan, 'Owner', 'role:product_manager', columns);
  plan = with_purpose(plan, 'Owner note', 'note:product_manager', columns);
  assert.equal(purpose_of(plan, 'Owner note'), 'note:product_manager');
  plan = with_purpose(plan, 'Owner', '', columns);
  assert.equal(plan.roles.length, 0);
  assert.equal(purpose_of(plan, 'Owner note'), '');
});

test('what is missing is said before the server is asked', () => {
  const resource = { fields } as DescriptionResource;
  const plan = empty_plan('products');
  assert.equal(plan_problems(plan, resource).length, 1);
  const named = with_purpose(plan, 'Product', 'field:name', columns);
  assert.deepEqual(plan_problems(named, resource), []);
  const known = { ...named, identity: { by: 'external_id' as const, columns: ['Code'] } };
  assert.equal(plan_problems(known, resource).length, 1);
});

test('values are guessed only when they are clear', () => {
  const stages = [
    { code: 'plan', label: 'Plan' },
    { code: 'retire', label: 'Retire' },
    { code: 'retired', label: 'Retired' },
  ];
  assert.equal(guess_choice('PLAN', stages), 'plan');
  assert.equal(guess_choice('planned', stages), 'plan');
  assert.equal(guess_choice('retirement', stages), null);
  assert.equal(guess_choice('', stages), null);
});
