// A business unit as the model has it: a general manager over three heads, the people below each, and what nobody holds.
import type { Assignment, Role } from '../api/types';
import { beside, heads, type OrganisationData, units_of_scopes } from './organisation';
import { has_left } from './people';
import { is_active } from './scope';
import { role_name, role_side } from './words';

export interface SeatScope {
  key: string;
  name: string;
  resource: 'units' | 'lines' | 'products';
}

export interface Seat {
  id: string;
  role: Role;
  /** Null is a seat that nobody holds. */
  person: { key: string; name: string; title: string | null } | null;
  /** What the role is held over; for a vacancy what it is open for. Empty is the unit or company itself. */
  scopes: SeatScope[];
  stand_in: string | null;
  /** The same person holds roles of the other circle in the unit as well. */
  both: boolean;
}

export interface UnitColumn {
  role: Role;
  head: Seat[];
  seats: Seat[];
}

export interface UnitChart {
  /** Null is the company itself. */
  key: string | null;
  name: string;
  description: string | null;
  lines: number;
  products: number;
  general: Seat[];
  columns: UnitColumn[];
  /** Roles that stand beside the three columns. */
  others: Seat[];
  people: number;
  vacancies: number;
}

function scope_names(data: OrganisationData): Map<string, SeatScope> {
  const found = new Map<string, SeatScope>();
  for (const { key, name } of data.units) found.set(key, { key, name, resource: 'units' });
  for (const { key, name } of data.lines) found.set(key, { key, name, resource: 'lines' });
  for (const { key, name } of data.portfolio) found.set(key, { key, name, resource: 'products' });
  return found;
}

/** Sides that a person holds anywhere in the unit. */
function sides_of(held: readonly Assignment[]): Map<string, Set<string>> {
  const sides = new Map<string, Set<string>>();
  for (const { person, role } of held) {
    const side = role_side(role);
    if (side) sides.set(person, (sides.get(person) ?? new Set()).add(side));
  }
  return sides;
}

type Seats = (role: Role) => Seat[];

/** One seat for each person and role, whatever the number of scopes. */
function seats_of(unit: string | null, held: readonly Assignment[], data: OrganisationData): Seats {
  const people = new Map(data.people.map((person) => [person.key, person]));
  const names = scope_names(data);
  const sides = sides_of(held);
  return (role) => {
    const of_person = new Map<string, Assignment[]>();
    for (const one of held)
      if (one.role === role) of_person.set(one.person, [...(of_person.get(one.person) ?? []), one]);
    return [...of_person]
      .map(([key, mine]): Seat => {
        const person = people.get(key);
        return {
          id: `${unit ?? 'company'} ${role} ${key}`,
          role,
          person: { key, name: person?.name ?? key, title: person?.title ?? null },
          scopes: mine.flatMap((one) => (one.scope && one.scope !== unit ? (names.get(one.scope) ?? []) : [])),
          stand_in: mine.find((one) => one.stand_in)?.stand_in ?? null,
          both: role_side(role) !== null && (sides.get(key)?.size ?? 0) > 1,
        };
      })
      .sort((a, b) => a.person!.name.localeCompare(b.person!.name));
  };
}

const vacancy = (unit: string, role: Role, scope: SeatScope | null): Seat => ({
  id: `${unit} open ${role} ${scope?.key ?? ''}`,
  role,
  person: null,
  scopes: scope ? [scope] : [],
  stand_in: null,
  both: false,
});

/** Products of the unit over which nobody holds the role, not even from further up. */
function open_for(unit: string, role: Role, data: OrganisationData): Seat[] {
  const side = role === 'product_manager' ? 'management' : role === 'product_marketing_manager' ? 'marketing' : null;
  if (!side) return [];
  return data.portfolio
    .filter((item) => item.unit === unit && item.stage !== 'retired' && !item[side].length)
    .map((item) => vacancy(unit, role, { key: item.key, name: item.name, resource: 'products' }));
}

function chart_of(
  unit: { key: string | null; name: string; description: string | null },
  held: readonly Assignment[],
  data: OrganisationData,
  unit_of: (scope: string | null) => string | null,
): UnitChart {
  const { key } = unit;
  const seats = seats_of(key, held, data);
  const or_open = (role: Role): Seat[] => {
    const found = seats(role);
    return found.length || !key ? found : [vacancy(key, role, null)];
  };
  const general = or_open('general_manager');
  const columns = heads
    .map(({ role, below }) => ({
      role,
      head: or_open(role),
      seats: below.flatMap((one) => [...seats(one), ...(key ? open_for(key, one, data) : [])]),
    }))
    .filter((column) => key || column.head.length || column.seats.length);
  const others = beside.flatMap(seats);
  const all = [...general, ...columns.flatMap((column) => [...column.head, ...column.seats]), ...others];
  const lines = data.lines.filter((line) => key && unit_of(line.key) === key).length;
  return {
    ...unit,
    lines,
    products: key ? data.portfolio.filter((item) => item.unit === key && item.stage !== 'retired').length : 0,
    general,
    columns,
    others,
    people: new Set(all.flatMap((seat) => seat.person?.key ?? [])).size,
    vacancies: all.filter((seat) => !seat.person).length,
  };
}

/** Every unit by name, and at the end who works for the whole company. */
export function unit_charts(data: OrganisationData): UnitChart[] {
  const unit_of = units_of_scopes(data);
  const gone = new Set(data.people.filter((person) => has_left(person, data.today)).map((person) => person.key));
  const active = data.assignments.filter((one) => is_active(one, data.today) && !gone.has(one.person));
  const of_unit = new Map<string | null, Assignment[]>();
  for (const one of active) {
    const unit = unit_of(one.scope);
    of_unit.set(unit, [...(of_unit.get(unit) ?? []), one]);
  }
  const charts = [...data.units]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ key, name, description }) => chart_of({ key, name, description }, of_unit.get(key) ?? [], data, unit_of));
  const company = of_unit.get(null) ?? [];
  return company.length
    ? [...charts, chart_of({ key: null, name: data.company, description: null }, company, data, unit_of)]
    : charts;
}

/** Only seats that fit; a unit that fits by its own name stays whole. */
export function filter_charts(charts: readonly UnitChart[], fits: (words: string) => boolean): UnitChart[] {
  const seat_fits = (seat: Seat) =>
    fits(
      [
        seat.person?.name ?? 'open vacant',
        seat.person?.title ?? '',
        role_name[seat.role],
        ...seat.scopes.map((scope) => scope.name),
      ].join(' '),
    );
  return charts.flatMap((chart) => {
    if (fits(`${chart.name} ${chart.key ?? ''}`)) return [chart];
    const columns = chart.columns.map((column) => ({
      ...column,
      head: column.head.filter(seat_fits),
      seats: column.seats.filter(seat_fits),
    }));
    const general = chart.general.filter(seat_fits);
    const others = chart.others.filter(seat_fits);
    const left =
      general.length + others.length + columns.reduce((sum, one) => sum + one.head.length + one.seats.length, 0);
    return left ? [{ ...chart, general, columns, others }] : [];
  });
}
