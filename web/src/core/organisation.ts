// Three trees of the same company: units with their heads and people, managers with their reports, and units with lines and products.
import type { PortfolioItem } from '../api/special';
import type { Assignment, Line, Person, Role, Unit } from '../api/types';
import { has_left } from './people';
import { is_active } from './scope';
import type { TreeNode } from './tree';
import { count_of, role_name, role_side } from './words';

export interface OrganisationNode {
  kind: 'company' | 'unit' | 'person' | 'open' | 'line' | 'product' | 'group';
  /** The record that it stands for, if any. */
  key: string | null;
  name: string;
  note: string;
  role: Role | null;
  stand_in: string | null;
  /** For units: who leads it. */
  lead: { key: string; name: string } | null;
  product: PortfolioItem | null;
}

export type OrganisationTree = TreeNode<OrganisationNode>;

export interface OrganisationData {
  company: string;
  units: readonly Unit[];
  lines: readonly Line[];
  people: readonly Person[];
  assignments: readonly Assignment[];
  portfolio: readonly PortfolioItem[];
  today: string;
}

const node = (
  id: string,
  data: Partial<OrganisationNode> & Pick<OrganisationNode, 'kind' | 'name'>,
  children: OrganisationTree[] = [],
): OrganisationTree => ({
  id,
  data: { key: null, note: '', role: null, stand_in: null, lead: null, product: null, ...data },
  children,
});

const by_name = (a: OrganisationTree, b: OrganisationTree): number => a.data.name.localeCompare(b.data.name);

/** The unit that a scope lies in: of a line the nearest above that says one. */
export function units_of_scopes(data: OrganisationData): (scope: string | null) => string | null {
  const units = new Set(data.units.map((unit) => unit.key));
  const lines = new Map(data.lines.map((line) => [line.key, line]));
  const products = new Map(data.portfolio.map((item) => [item.key, item]));
  return (scope) => {
    if (!scope) return null;
    if (units.has(scope)) return scope;
    let key: string | null = products.get(scope)?.line ?? scope;
    const seen = new Set<string>();
    while (key && !seen.has(key)) {
      seen.add(key);
      const line = lines.get(key);
      if (line?.unit) return line.unit;
      key = line?.parent ?? null;
    }
    return null;
  };
}

export const heads: { role: Role; below: Role[] }[] = [
  { role: 'head_of_product_management', below: ['product_manager'] },
  { role: 'head_of_product_marketing', below: ['product_marketing_manager'] },
  { role: 'head_of_engineering', below: ['engineering', 'design', 'user_research'] },
];
export const beside: Role[] = ['sales', 'support', 'marketing_communications', 'contributor'];

/** Every unit with its general manager, three heads and the people below them. What nobody holds is an open position. */
export function tree_by_unit(data: OrganisationData): OrganisationTree[] {
  const unit_of = units_of_scopes(data);
  const people = new Map(data.people.map((person) => [person.key, person]));
  const names = new Map<string, string>([
    ...data.units.map((unit) => [unit.key, unit.name] as const),
    ...data.lines.map((line) => [line.key, line.name] as const),
    ...data.portfolio.map((item) => [item.key, item.name] as const),
  ]);
  const active = data.assignments.filter((assignment) => is_active(assignment, data.today));
  const in_unit = (unit: string | null, role: Role) =>
    active.filter((assignment) => assignment.role === role && unit_of(assignment.scope) === unit);
  /** One node for each person, whatever the number of scopes. */
  const holders = (unit: string | null, roles: Role[]): OrganisationTree[] =>
    roles.flatMap((role) => {
      const of_person = new Map<string, Assignment[]>();
      for (const assignment of in_unit(unit, role)) {
        of_person.set(assignment.person, [...(of_person.get(assignment.person) ?? []), assignment]);
      }
      return [...of_person]
        .map(([key, held]) => {
          const scopes = held.flatMap((one) => (one.scope ? [names.get(one.scope) ?? one.scope] : []));
          const over = scopes.length > 2 ? count_of(scopes.length, 'scope') : scopes.join(', ');
          return node(`${unit} ${role} ${key}`, {
            kind: 'person',
            key,
            name: people.get(key)?.name ?? key,
            // For the two sides the glyph says the role.
            note: role_side(role) && over ? over : [role_name[role], over].filter(Boolean).join(' · '),
            role,
            stand_in: held.find((one) => one.stand_in)?.stand_in ?? null,
          });
        })
        .sort(by_name);
    });
  const open = (id: string, role: Role, note = ''): OrganisationTree =>
    node(id, { kind: 'open', name: role_name[role], note: note || 'Open', role });
  const vacant = (unit: string, role: Role): OrganisationTree[] => {
    const side = role === 'product_manager' ? 'management' : role === 'product_marketing_manager' ? 'marketing' : null;
    if (!side) return [];
    return data.portfolio
      .filter((item) => item.unit === unit && item.stage !== 'retired' && !item[side].length)
      .map((item) => open(`${unit} open ${role} ${item.key}`, role, `Open for ${item.name}`));
  };
  const units = [...data.units]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((unit) => {
      const general = in_unit(unit.key, 'general_manager')[0];
      const lead = general ? { key: general.person, name: people.get(general.person)?.name ?? general.person } : null;
      const children = heads.flatMap(({ role, below }) => {
        const held = holders(unit.key, [role]).map((one) => ({
          ...one,
          data: { ...one.data, note: role_name[role] },
        }));
        const under = [...holders(unit.key, below), ...below.flatMap((one) => vacant(unit.key, one))];
        const first = held[0] ?? open(`${unit.key} open ${role}`, role);
        return [{ ...first, children: under }, ...held.slice(1)];
      });
      return node(
        unit.key,
        {
          kind: 'unit',
          key: unit.key,
          name: unit.name,
          note: lead ? `${lead.name}, general manager` : 'General manager: open',
          lead,
          stand_in: general?.stand_in ?? null,
        },
        [...children, ...holders(unit.key, beside)],
      );
    });
  const company = holders(null, ['general_manager', ...heads.flatMap((head) => [head.role, ...head.below]), ...beside]);
  const top = company.length
    ? [
        node(
          'company roles',
          { kind: 'group', name: 'For the whole company', note: count_of(company.length, 'person', 'people') },
          company,
        ),
      ]
    : [];
  const children = [...units, ...top];
  return children.length ? [node('company', { kind: 'company', name: data.company }, children)] : [];
}

/** Everybody below the one whom they report to. */
export function tree_by_manager(data: OrganisationData): OrganisationTree[] {
  const here = data.people.filter((person) => !has_left(person, data.today));
  const keys = new Set(here.map((person) => person.key));
  const roles = new Map<string, Role>();
  for (const assignment of data.assignments)
    if (is_active(assignment, data.today) && !roles.has(assignment.person))
      roles.set(assignment.person, assignment.role);
  const of_manager = new Map<string | null, Person[]>();
  for (const person of here) {
    const manager = person.manager && keys.has(person.manager) ? person.manager : null;
    of_manager.set(manager, [...(of_manager.get(manager) ?? []), person]);
  }
  const done = new Set<string>();
  const build = (person: Person): OrganisationTree => {
    done.add(person.key);
    const below = (of_manager.get(person.key) ?? []).filter((one) => !done.has(one.key)).map(build);
    return node(
      person.key,
      {
        kind: 'person',
        key: person.key,
        name: person.name,
        note: person.title ?? '',
        role: roles.get(person.key) ?? null,
      },
      below.sort((a, b) => Number(b.children.length > 0) - Number(a.children.length > 0) || by_name(a, b)),
    );
  };
  const tops = (of_manager.get(null) ?? []).map(build);
  // People who manage each other in a circle hang nowhere: the first of them becomes a root.
  for (const person of here) if (!done.has(person.key)) tops.push(build(person));
  const heads_first = tops.sort((a, b) => b.children.length - a.children.length || by_name(a, b));
  const alone = heads_first.filter((one) => !one.children.length);
  const with_reports = heads_first.filter((one) => one.children.length);
  return alone.length > 1 && with_reports.length
    ? [
        ...with_reports,
        node(
          'alone',
          { kind: 'group', name: 'Without a manager', note: count_of(alone.length, 'person', 'people') },
          alone,
        ),
      ]
    : heads_first;
}

/** Units, their lines in each other, and the products with who holds them. */
export function tree_by_scope(data: OrganisationData): OrganisationTree[] {
  const lines = new Set(data.lines.map((line) => line.key));
  const units = new Set(data.units.map((unit) => unit.key));
  const products = (line: string | null): OrganisationTree[] =>
    data.portfolio
      .filter((item) => (item.line && lines.has(item.line) ? item.line : null) === line)
      .map((item) => node(item.key, { kind: 'product', key: item.key, name: item.name, note: item.key, product: item }))
      .sort(by_name);
  const done = new Set<string>();
  const build = (line: Line): OrganisationTree => {
    done.add(line.key);
    const inner = data.lines
      .filter((one) => one.parent === line.key && !done.has(one.key))
      .map(build)
      .sort(by_name);
    const own = products(line.key);
    const note = own.length ? count_of(own.length, 'product') : inner.length ? '' : 'No products';
    return node(line.key, { kind: 'line', key: line.key, name: line.name, note }, [...inner, ...own]);
  };
  const top = (line: Line) => !line.parent || !lines.has(line.parent);
  const of_unit = (unit: string | null) =>
    data.lines
      .filter((line) => top(line) && (line.unit && units.has(line.unit) ? line.unit : null) === unit)
      .map(build)
      .sort(by_name);
  const roots = [...data.units]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((unit) => {
      const below = of_unit(unit.key);
      return node(
        unit.key,
        {
          kind: 'unit',
          key: unit.key,
          name: unit.name,
          note: below.length ? count_of(below.length, 'line') : 'No lines',
        },
        below,
      );
    });
  const loose = [...of_unit(null), ...products(null)];
  if (loose.length) roots.push(node('no unit', { kind: 'group', name: 'In no unit', note: '' }, loose));
  return roots;
}
