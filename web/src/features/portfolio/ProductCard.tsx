// One product as a card: stage, key, name, line, findings, and the pair of circles that says who holds it.
import type { PortfolioItem } from '../../api/special';
import { waiting_words } from '../../core/hand-offs';
import { stage_name } from '../../core/words';
import { Holders } from '../../kit/Avatar';
import { FindingMark, Tag } from '../../kit/Badge';
import { Icon } from '../../kit/Icon';
import { memo } from '../../kit/memo';
import { StageRing } from '../../kit/StageRing';

function Card({ item, show_line }: { item: PortfolioItem; show_line: boolean }) {
  return (
    <a class="product-card" href={`/products/${item.key}`} data-key={item.key} tabIndex={-1}>
      <span class="top">
        <span title={stage_name[item.stage]} class="ring">
          <StageRing stage={item.stage} label />
        </span>
        <span class="key">{item.key}</span>
        <span class="grow" />
        <Holders management={item.management} marketing={item.marketing} />
      </span>
      <span class="name">{item.name}</span>
      <span class="meta">
        {show_line &&
          (item.line_name ? (
            <Tag title={item.unit_name ?? undefined}>{item.line_name}</Tag>
          ) : (
            <span class="quiet">No line</span>
          ))}
        {!show_line && <span class="quiet">{stage_name[item.stage]}</span>}
        <span class="grow" />
        <FindingMark findings={item.findings} />
      </span>
      {item.hand_offs && item.hand_offs.waiting > 0 && (
        <span class="waits" title={item.hand_offs.title ?? undefined}>
          <Icon name="right" size={11} />
          <span class="truncate">{waiting_words(item.hand_offs)}</span>
        </span>
      )}
    </a>
  );
}

export const ProductCard = memo(Card);
