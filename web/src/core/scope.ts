// Who holds which role over a product, and from where: the nearest scope that has anybody wins.
import type { Assignment, Line, Product, Role } from '../api/types';
import { roles } from './words';

export interface Scope {
  /** Null is the whole company. */
  key: string | null;
  resource: 'products' | 'lines' | 'units' | 'company';
}

/** Product, its line, the lines above, the unit of the nearest line that has one, the company. */
export function scope_chain(
  product: Pick<Product, 'key' | 'line'>,
  line_of: (key: string) => Pick<Line, 'unit' | 'parent'> | undefined,
): Scope[] {
  const chain: Scope[] = [{ key: product.key, resource: 'products' }];
  const seen = new Set<string>();
  let unit: string | null = null;
  let key = product.line;
  while (key && !seen.has(key)) {
    seen.add(key);
    chain.push({ key, resource: 'lines' });
    const line = line_of(key);
    unit ??= line?.unit ?? null;
    key = line?.parent ?? null;
  }
  if (unit) chain.push({ key: unit, resource: 'units' });
  chain.push({ key: null, resource: 'company' });
  return chain;
}

export const is_active = (assignment: Pick<Assignment, 'from_on' | 'to_on'>, day: string): boolean =>
  (!assignment.from_on || assignment.from_on <= day) && (!assignment.to_on || assignment.to_on >= day);

export interface RoleHolding {
  role: Role;
  /** Assignments at the nearest scope that has any. */
  held: Assignment[];
  scope: Scope;
  /** Assignments further up, which the nearer ones take the place of. */
  behind: Assignment[];
}

/** Every role that somebody holds over the product on a day, in the order of the roles. */
export function holdings(assignments: readonly Assignment[], chain: readonly Scope[], day: string): RoleHolding[] {
  const active = assignments.filter((assignment) => is_active(assignment, day));
  return roles.flatMap((role) => {
    const of_role = active.filter((assignment) => assignment.role === role);
    const at = chain.findIndex((scope) => of_role.some((assignment) => (assignment.scope ?? null) === scope.key));
    if (at < 0) return [];
    const held = of_role.filter((assignment) => (assignment.scope ?? null) === chain[at]!.key);
    const behind = of_role.filter((assignment) =>
      chain.slice(at + 1).some((scope) => scope.key === (assignment.scope ?? null)),
    );
    return [{ role, held, scope: chain[at]!, behind }];
  });
}
