// The portfolio: every product by horizon, with its stage, who manages and who markets it, and what was found.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PortfolioItem } from '../../api/special';
import {
  by_stage,
  filter_choices,
  filter_names,
  filter_portfolio,
  type Grouping,
  has_filters,
  type PortfolioFilters,
  read_filters,
  totals_of,
} from '../../core/portfolio';
import { count_of, format_number } from '../../core/words';
import { Button, LinkButton } from '../../kit/Button';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField, Select } from '../../kit/Field';
import { FilterMenu } from '../../kit/FilterMenu';
import { Legend } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { lazy } from '../../kit/lazy';
import { Screen } from '../../kit/Screen';
import { Segmented } from '../../kit/Segmented';
import { StageRing } from '../../kit/StageRing';
import { marks_open, use_actions } from '../../shell/overlays';
import { navigate, query, set_query } from '../../store/location';
import { portfolio } from '../../store/portfolio';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { Board } from './Board';
import { SavedViews } from './SavedViews';

const PortfolioTable = lazy(() => import('./PortfolioTable').then((module) => module.PortfolioTable));
const NewProduct = lazy(() => import('./NewProduct').then((module) => module.NewProduct));
const StageDialog = lazy(() => import('../product/StageDialog').then((module) => module.StageDialog));
const HorizonDialog = lazy(() => import('../product/HorizonDialog').then((module) => module.HorizonDialog));

const groupings: { value: Grouping; label: string }[] = [
  { value: 'none', label: 'No groups' },
  { value: 'unit', label: 'By business unit' },
  { value: 'line', label: 'By product line' },
  { value: 'person', label: 'By person' },
];

function Filters({ items, filters }: { items: PortfolioItem[]; filters: PortfolioFilters }) {
  const choices = useMemo(() => filter_choices(items), [items]);
  const set = (name: keyof PortfolioFilters) => (values: string[]) => set_query({ [name]: values.join(',') });
  return (
    <div class="filters">
      <SearchField
        label="Filter products by any word"
        placeholder="Filter by any word"
        shortcut="/"
        value={filters.q}
        onValue={(value) => set_query({ q: value })}
      />
      <FilterMenu label="Horizon" choices={choices.horizon} chosen={filters.horizon} onChosen={set('horizon')} />
      <FilterMenu
        label="Stage"
        choices={choices.stage.map((choice) => ({ ...choice, mark: <StageRing stage={choice.value as never} /> }))}
        chosen={filters.stage}
        onChosen={set('stage')}
      />
      <FilterMenu label="Line" choices={choices.line} chosen={filters.line} onChosen={set('line')} />
      <FilterMenu label="Person" choices={choices.person} chosen={filters.person} onChosen={set('person')} />
      <FilterMenu label="Findings" choices={choices.findings} chosen={filters.findings} onChosen={set('findings')} />
      {has_filters(filters) && (
        <Button kind="ghost" small icon="close" onClick={clear_filters}>
          Clear
        </Button>
      )}
    </div>
  );
}

function clear_filters(): void {
  set_query(Object.fromEntries(filter_names.map((name) => [name, null])));
}

function Totals({ items }: { items: PortfolioItem[] }) {
  const totals = totals_of(items);
  const quick = (count: number, words: string, value: string) =>
    count > 0 && (
      <a class="plain-link" href={`/?findings=${value}`}>
        <b>{format_number(count)}</b> {words}
      </a>
    );
  return (
    <>
      <span>
        <b>{format_number(totals.products)}</b> {totals.products === 1 ? 'product' : 'products'}
      </span>
      {quick(totals.without_management, 'without product management', 'no-pm')}
      {quick(totals.without_marketing, 'without product marketing', 'no-pmm')}
      {totals.dual > 0 && (
        <span>
          <b>{format_number(totals.dual)}</b> in a dual role
        </span>
      )}
      {quick(totals.errors, totals.errors === 1 ? 'error' : 'errors', 'errors')}
      {totals.warnings > 0 && (
        <span>
          <b>{format_number(totals.warnings)}</b> {totals.warnings === 1 ? 'warning' : 'warnings'}
        </span>
      )}
    </>
  );
}

export default function Portfolio() {
  const [moving, set_moving] = useState<{ key: string; what: 'stage' | 'horizon' } | null>(null);
  useEffect(() => void portfolio.load(), []);
  const items = portfolio.value.value?.items;
  const parameters = query.value;
  const filters = useMemo(() => read_filters(parameters), [parameters]);
  const grouping = (groupings.find((item) => item.value === parameters.get('group'))?.value ?? 'none') as Grouping;
  const view = parameters.get('view') === 'table' ? 'table' : 'board';
  const shown = useMemo(() => (items ? filter_portfolio(items, filters).sort(by_stage) : []), [items, filters]);
  const may_create = i_may('create', 'products');
  const may_change = i_may('change', 'products');
  const creating = parameters.get('new') === 'product' && may_create;
  const create = () => set_query({ new: 'product' });
  const move = may_change ? (key: string, what: 'stage' | 'horizon') => set_moving({ key, what }) : undefined;

  use_shortcuts([
    ...(may_create ? [{ keys: 'c', label: 'New product', group: 'This screen' as const, run: create }] : []),
    {
      keys: 'v',
      label: 'Board or table',
      group: 'This screen',
      run: () => set_query({ view: view === 'board' ? 'table' : null }),
    },
    {
      keys: 'escape',
      label: 'Clear the filters',
      group: 'This screen',
      run: clear_filters,
      when: () => has_filters(filters),
    },
  ]);
  use_actions([
    ...groupings
      .filter((item) => item.value !== grouping)
      .map((item) => ({
        id: `group ${item.value}`,
        label: item.value === 'none' ? 'Portfolio without groups' : `Group the portfolio ${item.label.toLowerCase()}`,
        icon: 'lines' as const,
        run: () => set_query({ group: item.value === 'none' ? null : item.value }),
      })),
    {
      id: 'view',
      label: view === 'board' ? 'Show the portfolio as a table' : 'Show the portfolio as a board',
      icon: 'table',
      shortcut: 'v',
      run: () => set_query({ view: view === 'board' ? 'table' : null }),
    },
  ]);

  const empty = items && items.length === 0;
  return (
    <Screen
      title="Portfolio"
      note={items && items.length > 0 ? format_number(shown.length) : undefined}
      scrolls={false}
      actions={
        <>
          {!empty && (
            <>
              <button
                type="button"
                class="legend-button"
                title="What the marks mean"
                onClick={() => (marks_open.value = true)}
              >
                <Legend />
              </button>
              <SavedViews />
            </>
          )}
          {may_create && (
            <Button kind="primary" icon="plus" onClick={create}>
              New product
            </Button>
          )}
        </>
      }
      filters={
        items &&
        !empty && (
          <>
            <Filters items={items} filters={filters} />
            <div class="row">
              {view === 'board' && (
                <Select
                  small
                  label="Group"
                  value={grouping}
                  choices={groupings}
                  onValue={(value) => set_query({ group: value === 'none' ? null : value })}
                />
              )}
              <Segmented
                label="View"
                value={view}
                onValue={(value) => set_query({ view: value === 'board' ? null : value })}
                choices={[
                  {
                    value: 'board',
                    label: (
                      <>
                        <Icon name="portfolio" size={14} /> Board
                      </>
                    ),
                  },
                  {
                    value: 'table',
                    label: (
                      <>
                        <Icon name="table" size={14} /> Table
                      </>
                    ),
                  },
                ]}
              />
            </div>
          </>
        )
      }
      foot={items && !empty && <Totals items={shown} />}
    >
      {!items ? (
        portfolio.state.value === 'failed' ? (
          <Failure failure={portfolio.failure.value} retry={() => void portfolio.load(true)} />
        ) : (
          <Skeleton />
        )
      ) : empty ? (
        <EmptyState
          icon="portfolio"
          title="No products yet"
          actions={
            may_create ? (
              <>
                <Button kind="primary" icon="plus" onClick={create} shortcut="c">
                  New product
                </Button>
                {i_may('create', 'imports') && (
                  <LinkButton href="/import" icon="import">
                    Import a CSV file
                  </LinkButton>
                )}
              </>
            ) : undefined
          }
        >
          Every product stands here under its horizon, with the person who manages it and the person who markets it.
          {may_create ? ' Make the first one, or bring them all from a spreadsheet.' : ' Nobody has added one so far.'}
        </EmptyState>
      ) : shown.length === 0 ? (
        <EmptyState
          icon="filter"
          title="No product fits"
          actions={<Button onClick={clear_filters}>Clear the filters</Button>}
        >
          None of {count_of(items.length, 'product')} has everything that the filters ask for.
        </EmptyState>
      ) : view === 'table' ? (
        <PortfolioTable items={shown} onMove={move} />
      ) : (
        <Board items={shown} grouping={grouping} onMove={move} />
      )}
      {moving?.what === 'stage' && <StageDialog product={moving.key} onClose={() => set_moving(null)} />}
      {moving?.what === 'horizon' && <HorizonDialog product={moving.key} onClose={() => set_moving(null)} />}
      {creating && (
        <NewProduct
          line={filters.line.length === 1 && filters.line[0] !== 'none' ? filters.line[0]! : null}
          onClose={() => set_query({ new: null })}
          onMade={(key) => navigate(`/products/${key}`, { replace: true })}
        />
      )}
    </Screen>
  );
}
