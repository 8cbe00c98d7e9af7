// A tree drawn from left to right, or as an outline on a phone; one of its nodes is in the tab order, arrows move.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { OrganisationNode, OrganisationTree } from '../../core/organisation';
import { layout_tree, type PlacedNode, path_to } from '../../core/tree';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { use_media } from '../../kit/media';
import { navigate } from '../../store/location';
import { NodeFace, node_href } from './NodeFace';

const row_height = 46;
const node_height = 38;

interface TreeProps {
  label: string;
  roots: OrganisationTree[];
  collapsed: ReadonlySet<string>;
  onCollapsed: (ids: ReadonlySet<string>) => void;
  /** The key of a record to go to. */
  selected: string | null;
  onEdit?: (data: OrganisationNode) => void;
}

export function Tree({ label, roots, collapsed, onCollapsed, selected, onEdit }: TreeProps) {
  const outline = use_media('(max-width: 900px)');
  const layout = useMemo(() => layout_tree(roots, collapsed, outline), [roots, collapsed, outline]);
  const [active, set_active] = useState<string | null>(null);
  const figure = useRef<HTMLDivElement>(null);
  const column = outline ? 18 : 252;
  const width = outline ? 0 : 226;
  const at = new Map(layout.placed.map((item) => [item.node.id, item]));
  const current = active && at.has(active) ? active : (layout.placed[0]?.node.id ?? null);
  const x = (item: PlacedNode<OrganisationNode>) => item.depth * column;
  const y = (item: PlacedNode<OrganisationNode>) => item.row * row_height;

  useEffect(() => {
    if (!selected) return;
    const way = path_to(roots, (one) => one.data.key === selected);
    if (!way) return;
    const closed = way.slice(0, -1).filter((id) => collapsed.has(id));
    if (closed.length) onCollapsed(new Set([...collapsed].filter((id) => !closed.includes(id))));
    set_active(way[way.length - 1]!);
    setTimeout(() => {
      const chosen = figure.current?.querySelector<HTMLElement>('.tree-node.selected');
      const scroll = figure.current?.parentElement;
      if (chosen && scroll) scroll.scrollTo(chosen.offsetLeft - 200, chosen.offsetTop - scroll.clientHeight / 2);
    }, 30);
  }, [selected, roots]);

  const focus = (id: string | undefined | null) => {
    if (!id) return;
    set_active(id);
    setTimeout(() => {
      const element = figure.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
      element?.focus({ preventScroll: true });
      element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }, 0);
  };
  const toggle = (id: string, close: boolean) => {
    const next = new Set(collapsed);
    if (close) next.add(id);
    else next.delete(id);
    onCollapsed(next);
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = layout.placed.findIndex((item) => item.node.id === current);
    const item = layout.placed[index];
    if (!item) return;
    const to: Record<string, () => void> = {
      ArrowDown: () => focus(layout.placed[index + 1]?.node.id),
      ArrowUp: () => focus(layout.placed[index - 1]?.node.id),
      j: () => focus(layout.placed[index + 1]?.node.id),
      k: () => focus(layout.placed[index - 1]?.node.id),
      Home: () => focus(layout.placed[0]?.node.id),
      End: () => focus(layout.placed[layout.placed.length - 1]?.node.id),
      ArrowRight: () => {
        if (item.node.children.length && !item.open) toggle(item.node.id, false);
        else if (item.open) focus(item.node.children[0]?.id);
      },
      ArrowLeft: () => (item.open ? toggle(item.node.id, true) : focus(item.parent)),
      Enter: () => {
        const href = node_href(item.node.data);
        if (href) navigate(href);
        else if (item.node.children.length) toggle(item.node.id, item.open);
      },
      e: () => (item.node.data.kind === 'unit' || item.node.data.kind === 'line') && onEdit?.(item.node.data),
    };
    const act = to[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const height = layout.rows * row_height;
  return (
    <div class="tree-scroll">
      <div
        ref={figure}
        class={outline ? 'tree-figure outline' : 'tree-figure'}
        style={{ width: outline ? undefined : `${layout.depth * column}px`, height: `${height}px` }}
      >
        <svg width={layout.depth * column} height={height} aria-hidden="true">
          {layout.placed.map((item) => {
            const parent = item.parent ? at.get(item.parent) : null;
            if (!parent) return null;
            const top = y(parent) + node_height / 2;
            const mine = y(item) + node_height / 2;
            const from = outline ? x(parent) + 9.5 : x(parent) + width;
            const bend = outline ? from : from + 13.5;
            const to = x(item);
            const path =
              top === mine
                ? `M${from} ${top}H${to}`
                : outline
                  ? `M${from} ${top + node_height / 2}V${mine}H${to}`
                  : `M${bend} ${top}V${mine - 6}Q${bend} ${mine} ${bend + 6} ${mine}H${to}`;
            return <path key={item.node.id} class={item.node.data.kind === 'open' ? 'open' : undefined} d={path} />;
          })}
        </svg>
        <div role="tree" aria-label={label} onKeyDown={key}>
          {layout.placed.map((item) => {
            const { node } = item;
            const href = node_href(node.data);
            const shared = {
              role: 'treeitem',
              'data-id': node.id,
              'aria-level': item.depth + 1,
              'aria-expanded': node.children.length ? ((item.open ? 'true' : 'false') as 'true' | 'false') : undefined,
              'aria-selected': (node.id === current ? 'true' : 'false') as 'true' | 'false',
              tabIndex: node.id === current ? 0 : -1,
              class: `tree-node kind-${node.data.kind}${selected && node.data.key === selected ? ' selected' : ''}`,
              style: {
                left: `${x(item)}px`,
                top: `${y(item)}px`,
                width: outline ? `calc(100% - ${x(item) + 4}px)` : `${width}px`,
              },
              onFocus: () => set_active(node.id),
            } as const;
            return href ? (
              <a key={node.id} {...(shared as object)} href={href}>
                <NodeFace data={node.data} />
              </a>
            ) : (
              <div
                key={node.id}
                {...(shared as object)}
                onClick={() => node.children.length && toggle(node.id, item.open)}
              >
                <NodeFace data={node.data} />
              </div>
            );
          })}
        </div>
        {/* For the mouse: the keyboard has arrows. */}
        <div aria-hidden="true">
          {layout.placed.map((item) => {
            const { node } = item;
            const right = outline ? undefined : `${x(item) + width - 11}px`;
            return (
              <span key={node.id} class="tree-tools" style={{ left: right, top: `${y(item) + 8}px` }}>
                {onEdit && node.data.kind !== 'company' && (node.data.kind === 'unit' || node.data.kind === 'line') && (
                  <Button
                    class="tree-edit"
                    small
                    kind="ghost"
                    icon="edit"
                    label={`Edit ${node.data.name}`}
                    tabIndex={-1}
                    onClick={() => onEdit(node.data)}
                  />
                )}
                {node.children.length > 0 && (
                  <button
                    type="button"
                    class="tree-toggle"
                    tabIndex={-1}
                    title={item.open ? 'Close' : `Open ${node.children.length}`}
                    onClick={() => toggle(node.id, item.open)}
                  >
                    {item.open ? <Icon name="left" size={10} /> : <span class="num">{node.children.length}</span>}
                  </button>
                )}
              </span>
            );
          })}
        </div>
      </div>
    </div>
  );
}
