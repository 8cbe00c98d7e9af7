// Everybody: roles by circle, unit, title against role, load and span.
import { useMemo, useState } from 'preact/hooks';
import { today } from '../../core/dates';
import { fold, has_words, words_of } from '../../core/match';
import { type PersonRow, person_rows } from '../../core/people';
import { count_of, format_number, list_of, role_name, roles } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button, LinkButton } from '../../kit/Button';
import { type Column, DataGrid, type Sort } from '../../kit/DataGrid';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SearchField } from '../../kit/Field';
import { FilterMenu } from '../../kit/FilterMenu';
import { Glyph } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { LoadBar } from '../../kit/LoadBar';
import { use_media } from '../../kit/media';
import { Screen } from '../../kit/Screen';
import { use_actions } from '../../shell/overlays';
import { name_of, use_all } from '../../store/entities';
import { navigate, query, set_query } from '../../store/location';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { PersonDialog } from './PersonDialog';

const states: { value: string; label: string; fits: (row: PersonRow) => boolean }[] = [
  { value: 'over', label: 'Over 100 %', fits: (row) => row.load.over },
  { value: 'title', label: 'Title without the role', fits: (row) => row.expects !== null },
  { value: 'stand-in', label: 'Stands in for somebody', fits: (row) => row.active.some((one) => one.stand_in) },
  { value: 'free', label: 'No role', fits: (row) => !row.left && !row.roles.length },
  { value: 'left', label: 'Has left', fits: (row) => row.left },
];

const compare: Record<string, (a: PersonRow, b: PersonRow) => number> = {
  name: (a, b) => a.person.name.localeCompare(b.person.name),
  unit: (a, b) => name_of('units', a.person.unit).localeCompare(name_of('units', b.person.unit)),
  load: (a, b) => (a.load.share ?? -1) - (b.load.share ?? -1),
  reports: (a, b) => a.reports - b.reports,
  roles: (a, b) => roles.indexOf(a.roles[0]!) - roles.indexOf(b.roles[0]!),
  title: (a, b) => (a.person.title ?? '').localeCompare(b.person.title ?? ''),
};

const roles_words = (row: PersonRow): string =>
  row.roles.length
    ? list_of(row.roles.map((role, index) => (index ? role_name[role].toLowerCase() : role_name[role])))
    : '';

function columns_for(is_narrow: boolean): Column<PersonRow>[] {
  const name: Column<PersonRow> = {
    id: 'name',
    title: 'Name',
    width: is_narrow ? 190 : 210,
    grows: is_narrow,
    sortable: true,
    render: (row) => (
      <>
        <Avatar
          name={row.person.name}
          size={22}
          side={row.side === 'pm' || row.side === 'pmm' ? row.side : undefined}
        />
        <a class={row.left ? 'truncate quiet' : 'truncate strong'} href={`/people/${row.person.key}`} tabIndex={-1}>
          {row.person.name}
        </a>
        {row.left && <span class="tag">left</span>}
      </>
    ),
  };
  const load: Column<PersonRow> = {
    id: 'load',
    title: 'Load',
    width: is_narrow ? 150 : 140,
    sortable: true,
    render: (row) => (row.roles.length ? <LoadBar share={row.load.share} /> : <span class="quiet">–</span>),
  };
  if (is_narrow) return [name, load];
  return [
    name,
    {
      id: 'roles',
      title: 'Roles',
      width: 210,
      grows: true,
      sortable: true,
      render: (row) =>
        row.roles.length ? (
          <>
            {row.side ? (
              <Glyph side={row.side} label={row.side === 'shared' ? 'Both sides' : undefined} />
            ) : (
              <span class="no-glyph" />
            )}
            <span class="truncate" title={roles_words(row)}>
              {roles_words(row)}
            </span>
            {row.active.some((one) => one.stand_in) && (
              <span class="tag">{row.active.find((one) => one.stand_in)!.stand_in}</span>
            )}
          </>
        ) : (
          <>
            <span class="no-glyph" />
            <span class="quiet">No role</span>
          </>
        ),
    },
    {
      id: 'title',
      title: 'Title',
      width: 210,
      sortable: true,
      render: (row) => (
        <>
          <span class="truncate">{row.person.title}</span>
          {row.expects && (
            <span
              class="title-mark"
              role="img"
              aria-label={`The title suggests ${role_name[row.expects].toLowerCase()}, a role not held`}
              title={`The title suggests ${role_name[row.expects].toLowerCase()}, a role not held`}
            >
              <Icon name="warning" size={13} />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'unit',
      title: 'Unit',
      width: 140,
      sortable: true,
      render: (row) => <span class="truncate">{name_of('units', row.person.unit)}</span>,
    },
    load,
    {
      id: 'reports',
      title: 'Span',
      width: 64,
      end: true,
      sortable: true,
      render: (row) => (row.reports ? <span title={count_of(row.reports, 'report')}>{row.reports}</span> : ''),
    },
  ];
}

export default function People() {
  const people = use_all('people');
  const assignments = use_all('assignments');
  const units = use_all('units');
  const [sort, set_sort] = useState<Sort>({ column: 'name', down: false });
  const [active, set_active] = useState<string | null>(null);
  const is_narrow = use_media('(max-width: 900px)');
  const parameters = query.value;
  const text = parameters.get('q') ?? '';
  const wanted = (name: string) => (parameters.get(name) ?? '').split(',').filter(Boolean);
  const [unit, role, state] = [wanted('unit'), wanted('role'), wanted('state')];
  const filtered = text !== '' || unit.length + role.length + state.length > 0;
  const rows = useMemo(() => person_rows(people.items, assignments.items, today()), [people.items, assignments.items]);
  const shown = useMemo(() => {
    const words = words_of(text);
    return rows
      .filter(
        (row) =>
          (!row.left || state.includes('left') || text !== '') &&
          (!unit.length || unit.includes(row.person.unit ?? 'none')) &&
          (!role.length || row.roles.some((one) => role.includes(one))) &&
          (!state.length || states.some((one) => state.includes(one.value) && one.fits(row))) &&
          has_words(
            fold([row.person.name, row.person.title, row.person.email, row.person.key, roles_words(row)].join(' ')),
            words,
          ),
      )
      .sort((a, b) => (compare[sort.column]?.(a, b) ?? 0) * (sort.down ? -1 : 1) || compare.name!(a, b));
  }, [rows, parameters, sort]);
  const may_create = i_may('create', 'people');
  const creating = may_create && parameters.get('new') === 'person';
  const create = () => set_query({ new: 'person' });
  const clear = () => set_query({ q: null, unit: null, role: null, state: null });
  use_shortcuts([
    ...(may_create ? [{ keys: 'c', label: 'New person', group: 'This screen' as const, run: create }] : []),
    { keys: 'escape', label: 'Clear the filters', group: 'This screen', run: clear, when: () => filtered },
  ]);
  use_actions(may_create ? [{ id: 'new person', label: 'New person', icon: 'plus', run: create }] : []);
  const counted = states
    .map((one) => ({ ...one, count: rows.filter(one.fits).length }))
    .filter((one) => one.count > 0 || state.includes(one.value));
  const ready = people.state === 'ready' && assignments.state === 'ready';
  const set = (name: string) => (values: string[]) => set_query({ [name]: values.join(',') });
  return (
    <Screen
      title="People"
      note={ready ? <span class="num">{format_number(shown.length)}</span> : undefined}
      scrolls={false}
      actions={
        may_create && (
          <Button kind="primary" icon="plus" onClick={create} shortcut="c">
            New person
          </Button>
        )
      }
      filters={
        <>
          <SearchField
            label="Filter people by any word"
            placeholder="Filter by any word"
            shortcut="/"
            value={text}
            onValue={(value) => set_query({ q: value })}
          />
          <FilterMenu
            label="Unit"
            choices={[
              ...units.items.map((one) => ({ value: one.key, label: one.name })),
              { value: 'none', label: 'No unit' },
            ]}
            chosen={unit}
            onChosen={set('unit')}
          />
          <FilterMenu
            label="Role"
            choices={roles.map((one) => ({
              value: one,
              label: role_name[one],
              note: String(rows.filter((row) => row.roles.includes(one)).length || ''),
            }))}
            chosen={role}
            onChosen={set('role')}
          />
          <FilterMenu
            label="Show"
            choices={counted.map((one) => ({ value: one.value, label: one.label, note: String(one.count) }))}
            chosen={state}
            onChosen={set('state')}
          />
          {filtered && (
            <Button kind="ghost" small icon="close" onClick={clear}>
              Clear
            </Button>
          )}
        </>
      }
    >
      {people.state === 'failed' ? (
        <Failure failure={people.failure} retry={people.reload} />
      ) : !ready ? (
        <Skeleton rows={10} />
      ) : !rows.length ? (
        <EmptyState
          icon="people"
          title="Nobody is here yet"
          actions={
            may_create && (
              <>
                <Button kind="primary" icon="plus" onClick={create}>
                  Add a person
                </Button>
                <LinkButton icon="import" href="/import?resource=people">
                  Import people
                </LinkButton>
              </>
            )
          }
        >
          People hold roles over products, lines and units. With them, Tandem can say who answers for what.
        </EmptyState>
      ) : !shown.length ? (
        <EmptyState
          icon="filter"
          title="Nobody fits the filters"
          actions={<Button onClick={clear}>Clear the filters</Button>}
        >
          {count_of(rows.length, 'person', 'people')} without them.
        </EmptyState>
      ) : (
        <DataGrid
          label="People"
          columns={columns_for(is_narrow)}
          rows={shown}
          row_key={(row) => row.person.key}
          sort={sort}
          onSort={set_sort}
          active={active}
          onActive={set_active}
          onOpen={(row) => navigate(`/people/${row.person.key}`)}
        />
      )}
      {creating && (
        <PersonDialog
          person={null}
          unit={unit.length === 1 && unit[0] !== 'none' ? unit[0]! : null}
          onClose={() => set_query({ new: null })}
          onMade={(key) => navigate(`/people/${key}`, { replace: true })}
        />
      )}
    </Screen>
  );
}
