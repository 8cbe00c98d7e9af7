// Filtering and grouping of findings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../src/api/special';
import { filter_findings, finding_command, group_findings, read_finding_filters } from '../../src/core/findings';

const finding = (rule: string, severity: Finding['severity'], key: string, person: string | null): Finding => ({
  rule,
  severity,
  resource: 'products',
  key,
  title: `Product ${key}`,
  accountable: person ? { key: person, name: `Person ${person}` } : null,
  fingerprint: `${rule} ${key}`,
  product: null,
  unit: null,
  message: 'Zoë holds both',
  hint: '',
});
const all = [
  finding('dual-role', 'warning', 'P-1', 'A'),
  finding('gap', 'error', 'P-2', null),
  finding('dual-role', 'warning', 'P-3', 'B'),
  finding('gap', 'error', 'P-1', 'A'),
  finding('note', 'info', 'P-4', 'B'),
];
const filters = (query: string) => read_finding_filters(new URLSearchParams(query));

test('filters combine, and one of them can be left aside for counting', () => {
  assert.equal(filter_findings(all, filters('')).length, 5);
  assert.equal(filter_findings(all, filters('severity=error,info')).length, 3);
  assert.equal(filter_findings(all, filters('severity=error&person=none')).length, 1);
  assert.equal(filter_findings(all, filters('severity=error&person=A'), 'severity').length, 2);
  assert.equal(filter_findings(all, filters('q=zoe+p-1')).length, 2);
  assert.deepEqual(filters('severity=fatal').severity, []);
});

test('groups stand worst first, then largest', () => {
  const by_rule = group_findings(all, 'rule', (id) => id);
  assert.deepEqual(
    by_rule.map((group) => [group.id, group.worst, group.findings.length]),
    [
      ['gap', 'error', 2],
      ['dual-role', 'warning', 2],
      ['note', 'info', 1],
    ],
  );
  const by_person = group_findings(all, 'person', (id) => id);
  assert.equal(by_person.find((group) => group.id === 'none')?.name, 'Nobody answers for these');
  assert.equal(by_person.find((group) => group.id === 'A')?.worst, 'error');
  assert.equal(group_findings(all, 'record', (id) => id)[0]?.id, 'P-1');
});

test('the command is the one that the hint gives', () => {
  assert.equal(finding_command(all[0]!), 'tandem show P-1');
  const hint = 'Give somebody the role: `tandem set assignments person=KEY`, or for all with scope=L.';
  assert.equal(finding_command({ ...all[0]!, hint }), 'tandem set assignments person=KEY');
});
