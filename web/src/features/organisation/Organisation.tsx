// The organisation: every unit as a picture with its heads and open seats, or as trees by unit, by manager, by scope.
import { signal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { today } from '../../core/dates';
import { fold, has_words, words_of } from '../../core/match';
import {
  type OrganisationData,
  type OrganisationTree,
  tree_by_manager,
  tree_by_scope,
  tree_by_unit,
} from '../../core/organisation';
import { inner_nodes, prune_tree } from '../../core/tree';
import { filter_charts, unit_charts } from '../../core/unit-chart';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField } from '../../kit/Field';
import { Menu } from '../../kit/Menu';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { use_actions } from '../../shell/overlays';
import { use_all } from '../../store/entities';
import { query, set_query } from '../../store/location';
import { portfolio } from '../../store/portfolio';
import { i_may, workspace_name } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { ScopeDialog } from './ScopeDialog';
import { Tree } from './Tree';
import { UnitCharts } from './UnitCharts';

type View = 'units' | 'tree' | 'managers' | 'scopes';
const views: { value: View; label: string; title: string }[] = [
  {
    value: 'units',
    label: 'Units',
    title: 'Every unit as a picture: general manager, three heads, people, open seats',
  },
  { value: 'tree', label: 'Tree', title: 'Units with general manager, heads and people' },
  { value: 'managers', label: 'Managers', title: 'Who reports to whom' },
  { value: 'scopes', label: 'Scopes', title: 'Units, lines and products with who holds them' },
];

/** What the reader closed, by view; kept while the page is open. */
const collapsed = signal<Record<View, ReadonlySet<string>>>({
  units: new Set(),
  tree: new Set(),
  managers: new Set(),
  scopes: new Set(),
});

const build: Record<View, (data: OrganisationData) => OrganisationTree[]> = {
  units: () => [],
  tree: tree_by_unit,
  managers: tree_by_manager,
  scopes: tree_by_scope,
};

export default function Organisation() {
  const units = use_all('units');
  const lines = use_all('lines');
  const people = use_all('people');
  const assignments = use_all('assignments');
  useEffect(() => void portfolio.load(), []);
  const [making, set_making] = useState<{ resource: 'units' | 'lines'; key: string | null } | null>(null);
  const items = portfolio.value.value?.items;
  const parameters = query.value;
  const selected = parameters.get('select');
  const wanted = parameters.get('view');
  // A line or product that a link points to is found among the scopes only.
  const implied: View = selected && lines.items.some((line) => line.key === selected) ? 'scopes' : 'units';
  const view = views.find((item) => item.value === wanted)?.value ?? implied;
  const text = parameters.get('q') ?? '';
  const loaded = [units, lines, people, assignments];
  const failed = loaded.find((one) => one.state === 'failed');
  const ready = loaded.every((one) => one.state === 'ready') && items !== undefined;
  const data = useMemo<OrganisationData | null>(
    () =>
      ready
        ? {
            company: workspace_name.value || 'The company',
            units: units.items,
            lines: lines.items,
            people: people.items,
            assignments: assignments.items,
            portfolio: items,
            today: today(),
          }
        : null,
    [ready, units.items, lines.items, people.items, assignments.items, items],
  );
  const roots = useMemo(() => (data ? build[view](data) : []), [data, view]);
  const charts = useMemo(() => (data && view === 'units' ? unit_charts(data) : []), [data, view]);
  const words = words_of(text);
  const shown = useMemo(
    () =>
      words.length
        ? prune_tree(roots, (one) => has_words(fold(`${one.name} ${one.note} ${one.key ?? ''}`), words))
        : roots,
    [roots, text],
  );
  const shown_charts = useMemo(
    () => (words.length ? filter_charts(charts, (said) => has_words(fold(said), words)) : charts),
    [charts, text],
  );
  const set_collapsed = (ids: ReadonlySet<string>) => {
    collapsed.value = { ...collapsed.peek(), [view]: ids };
  };
  const may_create = i_may('create', 'units');
  const make = (resource: 'units' | 'lines') => () => set_making({ resource, key: null });
  use_shortcuts([
    {
      keys: 'v',
      label: 'Next view',
      group: 'This screen',
      run: () =>
        set_query({
          view: views[(views.findIndex((one) => one.value === view) + 1) % views.length]!.value,
          select: null,
        }),
    },
    {
      keys: 'escape',
      label: 'Clear the filter',
      group: 'This screen',
      run: () => set_query({ q: null }),
      when: () => text !== '',
    },
  ]);
  use_actions(
    may_create
      ? [
          { id: 'new unit', label: 'New business unit', icon: 'unit', run: make('units') },
          { id: 'new line', label: 'New product line', icon: 'lines', run: make('lines') },
        ]
      : [],
  );
  return (
    <Screen
      title="Organisation"
      scrolls={false}
      actions={
        may_create && (
          <Menu
            kind="normal"
            icon="plus"
            items={[
              { label: 'Business unit', icon: 'unit', run: make('units') },
              { label: 'Product line', icon: 'lines', run: make('lines') },
              { label: 'Person', icon: 'person', href: '/people?new=person' },
            ]}
          >
            New
          </Menu>
        )
      }
      filters={
        <>
          <SearchField
            label="Find in the organisation"
            placeholder="Find by any word"
            shortcut="/"
            value={text}
            onValue={(value) => set_query({ q: value })}
          />
          <span class="grow" />
          {view !== 'units' && (
            <>
              <Button kind="ghost" small class="hide-narrow" onClick={() => set_collapsed(new Set())}>
                Open all
              </Button>
              <Button
                kind="ghost"
                small
                class="hide-narrow"
                onClick={() => set_collapsed(new Set(inner_nodes(roots, view === 'scopes' ? 0 : 1)))}
              >
                Close all
              </Button>
            </>
          )}
          <Segmented
            label="View"
            value={view}
            choices={views}
            onValue={(value) => set_query({ view: value === 'units' ? null : value, select: null })}
          />
        </>
      }
    >
      {failed ? (
        <Failure failure={failed.failure} retry={failed.reload} />
      ) : !ready ? (
        <Skeleton rows={10} />
      ) : !roots.length && !charts.length ? (
        <EmptyState
          icon="organisation"
          title={view === 'managers' ? 'Nobody is here yet' : 'No business unit yet'}
          actions={
            may_create && (
              <>
                <Button kind="primary" icon="plus" onClick={make('units')}>
                  New business unit
                </Button>
                <LinkButton icon="import" href="/import?resource=people">
                  Import people
                </LinkButton>
              </>
            )
          }
        >
          Units hold product lines, lines hold products, and people hold roles over all of them. Begin with a unit.
        </EmptyState>
      ) : !shown.length && !shown_charts.length ? (
        <EmptyState
          icon="search"
          title="Nothing fits"
          actions={<Button onClick={() => set_query({ q: null })}>Clear the filter</Button>}
        >
          Try a part of a name, a role or a key.
        </EmptyState>
      ) : view === 'units' ? (
        <UnitCharts
          charts={shown_charts}
          selected={selected}
          onEdit={i_may('change', 'units') ? (key) => set_making({ resource: 'units', key }) : undefined}
        />
      ) : (
        <Tree
          label={views.find((one) => one.value === view)!.title}
          roots={shown}
          collapsed={text ? new Set() : collapsed.value[view]}
          onCollapsed={set_collapsed}
          selected={selected}
          onEdit={
            i_may('change', 'units')
              ? (data) => set_making({ resource: data.kind === 'unit' ? 'units' : 'lines', key: data.key })
              : undefined
          }
        />
      )}
      {making && <ScopeDialog resource={making.resource} record={making.key} onClose={() => set_making(null)} />}
    </Screen>
  );
}
