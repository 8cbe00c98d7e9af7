// People as initials in a circle, and the pair of circles that says who holds product management and product marketing.
import type { Holder } from '../api/special';
import { initials_of, list_of } from '../core/words';

export function Avatar({
  name,
  side,
  size = 20,
  label,
}: {
  name: string;
  side?: 'pm' | 'pmm';
  size?: number;
  label?: boolean;
}) {
  return (
    <span
      class={`avatar${side ? ` avatar-${side}` : ''}`}
      style={{ width: `${size}px`, height: `${size}px`, fontSize: `${Math.max(9, Math.round(size * 0.42))}px` }}
      title={name}
      role={label ? 'img' : undefined}
      aria-label={label ? name : undefined}
      aria-hidden={label ? undefined : 'true'}
    >
      {initials_of(name)}
    </span>
  );
}

/** In words what the pair of circles shows. */
export function holders_sentence(management: Holder[], marketing: Holder[]): string {
  const part = (what: string, holders: Holder[]) => {
    if (!holders.length) return `Nobody holds ${what}`;
    const names = list_of(
      holders.map((holder) => `${holder.name}${holder.stand_in ? ` (${holder.stand_in.toLowerCase()})` : ''}`),
    );
    const from = holders.every((holder) => holder.inherited) ? ', inherited' : '';
    return `${what[0]!.toUpperCase()}${what.slice(1)}: ${names}${from}`;
  };
  return `${part('product management', management)}. ${part('product marketing', marketing)}.`;
}

/** One person in both circles: S2 and S4 call it the dual role. */
export function dual_holder(management: Holder[], marketing: Holder[]): Holder | null {
  const only = management.length === 1 && marketing.length === 1 ? management[0]! : null;
  return only && only.key === marketing[0]!.key ? only : null;
}

function Half({ side, holders }: { side: 'pm' | 'pmm'; holders: Holder[] }) {
  const first = holders[0];
  const kind = !first ? 'nobody' : holders.length > 1 ? 'several' : first.stand_in ? 'stand-in' : 'held';
  return (
    <span class={`half half-${side} ${kind}${first?.inherited ? ' inherited' : ''}`}>
      <span>{!first ? '' : holders.length > 1 ? `×${holders.length}` : initials_of(first.name)}</span>
    </span>
  );
}

/** Two circles: filled where somebody holds the role, hollow where nobody does, hatched for a stand-in, joined for a dual role. */
export function Holders({ management, marketing }: { management: Holder[]; marketing: Holder[] }) {
  const sentence = holders_sentence(management, marketing);
  const dual = dual_holder(management, marketing);
  return (
    <span class={`holders${dual ? ' dual' : ''}`} role="img" aria-label={sentence} title={sentence}>
      <Half side="pm" holders={management} />
      <Half side="pmm" holders={marketing} />
      {dual && (
        <span class="joint">
          <span>{initials_of(dual.name)}</span>
        </span>
      )}
    </span>
  );
}
