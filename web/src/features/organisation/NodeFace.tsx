// What a node of the organisation looks like: a unit, a person, an open position, a line, a product.
import type { OrganisationNode } from '../../core/organisation';
import { role_side } from '../../core/words';
import { Avatar, Holders } from '../../kit/Avatar';
import { Glyph, Logo } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { StageRing } from '../../kit/StageRing';

export function node_href(data: OrganisationNode): string | null {
  if (data.kind === 'person') return `/people/${encodeURIComponent(data.key!)}`;
  if (data.kind === 'product') return `/products/${encodeURIComponent(data.key!)}`;
  if (data.kind === 'unit' && data.lead) return `/people/${encodeURIComponent(data.lead.key)}`;
  if (data.kind === 'line') return `/?line=${encodeURIComponent(data.key!)}`;
  return null;
}

function Mark({ data }: { data: OrganisationNode }) {
  const side = data.role ? role_side(data.role) : null;
  switch (data.kind) {
    case 'company':
      return <Logo size={24} />;
    case 'unit':
      return <Icon name="unit" />;
    case 'line':
    case 'group':
      return <Icon name="lines" />;
    case 'product':
      return <StageRing stage={data.product!.stage} label />;
    case 'open':
      return <span class={`open-seat side-${side ?? 'none'}`} />;
    default:
      return <Avatar name={data.name} size={24} side={side ?? undefined} />;
  }
}

export function NodeFace({ data }: { data: OrganisationNode }) {
  const side = data.role ? role_side(data.role) : null;
  return (
    <>
      <Mark data={data} />
      <span class="node-words">
        <span class="node-name truncate">{data.name}</span>
        {data.note && (
          <span
            class={
              data.kind === 'unit' && data.note.endsWith('open') ? 'node-note truncate bad-words' : 'node-note truncate'
            }
          >
            {data.note}
          </span>
        )}
      </span>
      {data.stand_in && <span class="tag">{data.stand_in}</span>}
      {side && data.kind === 'person' && <Glyph side={side} />}
      {data.product && <Holders management={data.product.management} marketing={data.product.marketing} />}
    </>
  );
}
