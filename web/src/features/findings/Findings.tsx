// Everything that the check reports, as a good linter shows it: grouped, filtered by the address, each with what to do.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Finding, RuleList, Severity } from '../../api/special';
import { format_date } from '../../core/dates';
import {
  type FindingFilters,
  type FindingGrouping,
  filter_findings,
  finding_id,
  group_findings,
  read_finding_filters,
  severities,
} from '../../core/findings';
import { count_of, format_number, severity_name } from '../../core/words';
import { SeverityMark } from '../../kit/Badge';
import { Button } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField, Select } from '../../kit/Field';
import { FilterMenu } from '../../kit/FilterMenu';
import { lazy } from '../../kit/lazy';
import { use_roving } from '../../kit/roving';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { load_all, use_computed } from '../../store/entities';
import { findings } from '../../store/findings';
import { query, set_query } from '../../store/location';
import { announce } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { copy_command } from './copy-command';
import { FindingGroups } from './FindingGroups';
import { RulePanel } from './RulePanel';

const groupings: { value: FindingGrouping; label: string }[] = [
  { value: 'rule', label: 'By rule' },
  { value: 'person', label: 'By who is asked' },
  { value: 'record', label: 'By record' },
];

const has_filters = (filters: FindingFilters): boolean =>
  filters.q !== '' ||
  filters.severity.length > 0 ||
  filters.rule.length > 0 ||
  filters.person.length > 0 ||
  filters.unit.length > 0;
const clear = () => set_query({ q: null, severity: null, rule: null, person: null, unit: null });

const WaiveDialog = lazy(() => import('./WaiveDialog').then((module) => module.WaiveDialog));
const Waived = lazy(() => import('./Waived').then((module) => module.Waived));
const Trend = lazy(() => import('./Trend').then((module) => module.Trend));

const views = [
  { value: 'open', label: 'Open' },
  { value: 'waived', label: 'Waived' },
  { value: 'trend', label: 'Trend' },
];

function SeverityFilter({ all, filters }: { all: Finding[]; filters: FindingFilters }) {
  const counted = filter_findings(all, filters, 'severity');
  const toggle = (severity: Severity) => {
    const next = filters.severity.includes(severity)
      ? filters.severity.filter((one) => one !== severity)
      : [...filters.severity, severity];
    set_query({ severity: next.length === severities.length ? null : next.join(',') });
  };
  return (
    <div class="severity-filter" role="group" aria-label="Severity">
      {severities.map((severity) => {
        const count = counted.filter((finding) => finding.severity === severity).length;
        return (
          <button
            key={severity}
            type="button"
            class="filter"
            aria-pressed={filters.severity.includes(severity) ? 'true' : 'false'}
            title={`Show ${severity_name[severity].toLowerCase()}s only`}
            onClick={() => toggle(severity)}
          >
            <SeverityMark severity={severity} />
            <span class="num">{format_number(count)}</span>
          </button>
        );
      })}
    </div>
  );
}

export default function Findings() {
  useEffect(() => {
    void findings.load();
    // Names and ways of what findings point to.
    void load_all('assignments');
    void load_all('releases');
  }, []);
  const rules = use_computed<RuleList>('/rules', {}, []);
  const list = findings.value.value;
  const parameters = query.value;
  const filters = useMemo(() => read_finding_filters(parameters), [parameters]);
  const grouping = groupings.find((item) => item.value === parameters.get('group'))?.value ?? 'rule';
  const view = views.find((item) => item.value === parameters.get('view'))?.value ?? 'open';
  const [waiving, set_waiving] = useState<Finding | null>(null);
  const may_waive = i_may('create', 'waivers');
  const all = list?.findings ?? [];
  const shown = useMemo(() => filter_findings(all, filters), [all, filters]);
  const rule_name = (id: string) => rules.value?.items.find((rule) => rule.id === id)?.name ?? id;
  const groups = useMemo(() => group_findings(shown, grouping, rule_name), [shown, grouping, rules.value]);
  const why = parameters.get('why');
  const rule = rules.value?.items.find((item) => item.id === why) ?? null;
  const roving = use_roving({ selector: '.finding-main' });
  const focused = () => shown.find((item) => finding_id(item) === roving.focused('data-id')) ?? null;
  const total = shown.length;
  useEffect(() => {
    if (list && has_filters(filters)) announce(count_of(total, 'finding'));
  }, [total]);
  use_shortcuts([
    {
      keys: 'w',
      label: 'Why: explain the rule',
      group: 'This screen',
      run: () => set_query({ why: focused()?.rule ?? null }),
      when: () => focused() !== null,
    },
    {
      keys: 'y',
      label: 'Copy the command for the command line',
      group: 'This screen',
      run: () => copy_command(focused()!),
      when: () => focused() !== null,
    },
    ...(may_waive
      ? [
          {
            keys: 'v',
            label: 'Let it stand for a while: waive',
            group: 'This screen' as const,
            run: () => set_waiving(focused()),
            when: () => focused() !== null,
          },
        ]
      : []),
    {
      keys: 'escape',
      label: 'Close the explanation, then clear the filters',
      group: 'This screen',
      run: () => (why ? set_query({ why: null }) : clear()),
      when: () => why !== null || has_filters(filters),
    },
  ]);
  if (findings.state.value === 'failed') {
    return (
      <Screen title="Findings">
        <Failure failure={findings.failure.value} retry={() => void findings.load(true)} />
      </Screen>
    );
  }
  if (!list) {
    return (
      <Screen title="Findings">
        <Skeleton rows={10} />
      </Screen>
    );
  }
  const names = (of: (finding: Finding) => [string, string]) => {
    const found = new Map<string, { value: string; label: string; count: number }>();
    for (const finding of all) {
      const [value, label] = of(finding);
      const item = found.get(value) ?? { value, label, count: 0 };
      item.count += 1;
      found.set(value, item);
    }
    return [...found.values()]
      .sort((a, b) => a.label.localeCompare(b.label))
      .map(({ value, label, count }) => ({ value, label, note: String(count) }));
  };
  const summary = list.summary;
  return (
    <Screen
      title="Findings"
      note={<span class="num">{format_number(shown.length)}</span>}
      actions={
        <>
          <Segmented
            label="Which findings"
            value={view}
            choices={views}
            onValue={(value) => set_query({ view: value === 'open' ? null : value })}
          />
          <Select
            small
            label="Group"
            value={grouping}
            choices={groupings}
            onValue={(value) => set_query({ group: value === 'rule' ? null : value })}
          />
        </>
      }
      scrolls={false}
      filters={
        view === 'open' &&
        all.length > 0 && (
          <>
            <SearchField
              label="Filter findings by any word"
              placeholder="Filter by any word"
              shortcut="/"
              value={filters.q}
              onValue={(value) => set_query({ q: value })}
            />
            <SeverityFilter all={all} filters={filters} />
            <FilterMenu
              label="Rule"
              choices={names((finding) => [finding.rule, rule_name(finding.rule)])}
              chosen={filters.rule}
              onChosen={(values) => set_query({ rule: values.join(',') })}
            />
            <FilterMenu
              label="Asked"
              choices={names((finding) => [
                finding.accountable?.key ?? 'none',
                finding.accountable?.name ?? 'Nobody answers',
              ])}
              chosen={filters.person}
              onChosen={(values) => set_query({ person: values.join(',') })}
            />
            <FilterMenu
              label="Unit"
              choices={names((finding) => [finding.unit?.key ?? 'none', finding.unit?.name ?? 'In no unit'])}
              chosen={filters.unit}
              onChosen={(values) => set_query({ unit: values.join(',') })}
            />
            {has_filters(filters) && (
              <Button kind="ghost" small icon="close" onClick={clear}>
                Clear
              </Button>
            )}
          </>
        )
      }
      foot={
        <span>
          {count_of(summary.products, 'product')} checked against {count_of(summary.rules, 'rule')} on{' '}
          {format_date(summary.day)}
        </span>
      }
    >
      {view === 'trend' ? (
        <Trend />
      ) : view === 'waived' ? (
        <Waived rule_name={rule_name} />
      ) : !all.length ? (
        <EmptyState icon="check" title="Nothing to report">
          {summary.products
            ? `All ${count_of(summary.products, 'product')} pass ${count_of(summary.rules, 'rule')}. Every activity has somebody who answers for it.`
            : 'There are no products yet. Once there are, the check says here what is missing around them.'}
        </EmptyState>
      ) : !shown.length ? (
        <EmptyState
          icon="filter"
          title="No finding fits the filters"
          actions={<Button onClick={clear}>Clear the filters</Button>}
        >
          {count_of(all.length, 'finding')} without them.
        </EmptyState>
      ) : (
        <div class="findings-body">
          <div class="findings-list" ref={roving.container}>
            <FindingGroups
              groups={groups}
              grouping={grouping}
              rule_name={rule_name}
              onWaive={may_waive ? set_waiving : undefined}
            />
          </div>
          {rule && <RulePanel rule={rule} onClose={() => set_query({ why: null })} />}
        </div>
      )}
      {waiving && <WaiveDialog finding={waiving} onClose={() => set_waiving(null)} />}
    </Screen>
  );
}
