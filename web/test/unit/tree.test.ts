// Trees: layout without two nodes in one place, pruning, and the three views of an organisation.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PortfolioItem } from '../../src/api/special';
import type { Assignment, Line, Person, Unit } from '../../src/api/types';
import { type OrganisationData, tree_by_manager, tree_by_scope, tree_by_unit } from '../../src/core/organisation';
import { inner_nodes, layout_tree, path_to, prune_tree, type TreeNode } from '../../src/core/tree';

const leaf = (id: string, children: TreeNode<string>[] = []): TreeNode<string> => ({ id, data: id, children });
const tree = [leaf('a', [leaf('b', [leaf('c'), leaf('d')]), leaf('e')]), leaf('f')];

test('no two nodes share a place, and a parent stands beside its first child', () => {
  for (const outline of [false, true]) {
    const { placed, rows } = layout_tree(tree, new Set(), outline);
    assert.equal(placed.length, 6);
    assert.equal(new Set(placed.map((item) => `${item.depth} ${item.row}`)).size, 6);
    assert.equal(rows, outline ? 6 : 4);
    if (!outline) assert.equal(placed.find((item) => item.node.id === 'a')!.row, 0);
  }
});

test('what is collapsed takes one row', () => {
  const { placed, rows } = layout_tree(tree, new Set(['a']));
  assert.deepEqual(
    placed.map((item) => item.node.id),
    ['a', 'f'],
  );
  assert.equal(rows, 2);
});

test('pruning keeps the way to what fits', () => {
  assert.deepEqual(
    layout_tree(
      prune_tree(tree, (data) => data === 'd'),
      new Set(),
    ).placed.map((item) => item.node.id),
    ['a', 'b', 'd'],
  );
  assert.deepEqual(inner_nodes(tree), ['a', 'b']);
  assert.deepEqual(inner_nodes(tree, 1), ['b']);
  assert.deepEqual(
    path_to(tree, (one) => one.id === 'd'),
    ['a', 'b', 'd'],
  );
  assert.equal(
    path_to(tree, (one) => one.id === 'z'),
    null,
  );
});

const data = {
  company: 'Acme',
  today: '2026-06-01',
  units: [
    { key: 'U1', name: 'Water' },
    { key: 'U2', name: 'Air' },
  ] as Unit[],
  lines: [
    { key: 'L1', name: 'Flow', unit: 'U1', parent: null },
    { key: 'L2', name: 'Home flow', unit: null, parent: 'L1' },
  ] as Line[],
  people: [
    { key: 'P1', name: 'Ada', manager: null, left_on: null },
    { key: 'P2', name: 'Bo', manager: 'P1', left_on: null },
    { key: 'P3', name: 'Cy', manager: 'P4', left_on: null },
    { key: 'P4', name: 'Di', manager: 'P3', left_on: null },
    { key: 'P5', name: 'Ed', manager: 'P1', left_on: '2026-01-01' },
  ] as Person[],
  assignments: [
    { key: 'A1', person: 'P1', role: 'general_manager', scope: 'U1', from_on: null, to_on: null, stand_in: 'Acting' },
    { key: 'A2', person: 'P2', role: 'product_manager', scope: 'X1', from_on: null, to_on: null, stand_in: null },
    { key: 'A3', person: 'P2', role: 'product_manager', scope: 'L2', from_on: null, to_on: null, stand_in: null },
  ] as Assignment[],
  portfolio: [
    { key: 'X1', name: 'Meter', line: 'L2', unit: 'U1', stage: 'deliver', management: [{}], marketing: [] },
    { key: 'X2', name: 'Loose', line: null, unit: null, stage: 'plan', management: [], marketing: [] },
  ] as unknown as PortfolioItem[],
} satisfies OrganisationData;

test('by unit: heads that nobody holds are open, a person stands once for a role', () => {
  const [company] = tree_by_unit(data);
  const water = company!.children.find((one) => one.data.key === 'U1')!;
  assert.equal(water.data.lead?.name, 'Ada');
  assert.equal(water.data.stand_in, 'Acting');
  assert.deepEqual(
    water.children.map((one) => one.data.kind),
    ['open', 'open', 'open'],
  );
  assert.deepEqual(
    water.children[0]!.children.map((one) => one.data.name),
    ['Bo'],
  );
  assert.equal(water.children[1]!.children[0]!.data.note, 'Open for Meter');
  assert.equal(company!.children.find((one) => one.data.key === 'U2')!.data.lead, null);
});

test('by manager: circles do not hang, and who has left is left out', () => {
  const roots = tree_by_manager(data);
  const all = layout_tree(roots, new Set(), true).placed.map((item) => item.node.data.name);
  assert.deepEqual([...all].sort(), ['Ada', 'Bo', 'Cy', 'Di']);
});

test('by scope: lines stand in lines, and nothing is lost', () => {
  const roots = tree_by_scope(data);
  const all = layout_tree(roots, new Set(), true).placed;
  assert.deepEqual(
    all.map((item) => `${item.depth} ${item.node.data.name}`),
    ['0 Air', '0 Water', '1 Flow', '2 Home flow', '3 Meter', '0 In no unit', '1 Loose'],
  );
});
