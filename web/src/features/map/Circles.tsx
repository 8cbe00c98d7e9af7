// The picture: every activity as a label inside its region. On a phone the circles stand above each other.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Side } from '../../api/types';
import { label_circles, lens_of } from '../../core/label-circles';
import { count_of, role_name, role_side, side_name } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { use_roving } from '../../kit/roving';
import type { MapRow } from './map-rows';

const sides: Side[] = ['pm', 'shared', 'pmm'];
const about: Record<Side, string> = {
  pm: 'What to build, and why it is worth it',
  shared: 'One plan, two owners',
  pmm: 'Who it is for, and what the market hears',
};
const label_height = 25;

let canvas: CanvasRenderingContext2D | null = null;
function measure(text: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * 7;
  canvas.font = '500 12.5px "Inter Variable", Inter, system-ui, sans-serif';
  return Math.ceil(canvas.measureText(text).width);
}

interface CirclesProps {
  rows: MapRow[];
  /** Entries to show, or null for all. */
  hits: ReadonlySet<string> | null;
  chosen: MapRow | null;
  onChoose: (row: MapRow | null) => void;
}

export function Circles({ rows, hits, chosen, onChoose }: CirclesProps) {
  const outer = useRef<HTMLDivElement>(null);
  const [room, set_room] = useState<{ width: number; height: number } | null>(null);
  const [fonts, set_fonts] = useState(0);
  const roving = use_roving({ selector: '.activity-label', columns: '.region' });
  const fixed_height = useRef(0);
  useLayoutEffect(() => {
    const element = outer.current!;
    const observer = new ResizeObserver(() => {
      // The panel of an activity takes height away; the picture then scrolls and keeps its size.
      fixed_height.current = Math.max(fixed_height.current, element.clientHeight);
      set_room({ width: element.clientWidth, height: fixed_height.current });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => void document.fonts?.ready.then(() => set_fonts((count) => count + 1)), []);
  const shape = useMemo(() => {
    if (!room) return null;
    const labels = rows.map((row) => ({
      id: row.entry.key,
      side: row.entry.side,
      width: measure(row.activity.name) + (row.entry.side === 'shared' ? 38 : 22),
    }));
    return label_circles(labels, { width: Math.min(room.width - 32, 1180), height: room.height - 62, label_height });
  }, [rows, room, fonts]);
  const at = new Map(shape?.placed.map((item) => [item.id, item]));
  const chosen_key = chosen?.entry.key;
  useEffect(() => {
    if (!chosen_key) return;
    const label = outer.current?.querySelector('[aria-pressed=true]');
    setTimeout(() => label?.scrollIntoView({ block: 'nearest' }), 0);
  }, [chosen_key, room]);
  const label = (row: MapRow) => {
    const place = at.get(row.entry.key);
    const accountable = role_side(row.entry.accountable);
    const shared = row.entry.side === 'shared';
    return (
      <li key={row.entry.key} style={place && { left: `${place.x}px`, top: `${place.y}px` }}>
        <button
          type="button"
          class={`activity-label${shared && accountable ? ` leans-${accountable}` : ''}`}
          tabIndex={-1}
          hidden={hits !== null && !hits.has(row.entry.key)}
          data-code={row.activity.code}
          aria-pressed={row.entry.key === chosen_key ? 'true' : 'false'}
          title={`Accountable: ${role_name[row.entry.accountable].toLowerCase()}`}
          onClick={() => onChoose(row.entry.key === chosen_key ? null : row)}
        >
          {row.activity.name}
          {shared && <span class="reader-only">, accountable: {role_name[row.entry.accountable].toLowerCase()}</span>}
        </button>
      </li>
    );
  };
  return (
    <div class="map-scroll" ref={outer}>
      {room && (
        <div
          class={shape ? 'map-figure beside' : 'map-figure stacked'}
          ref={roving.container}
          style={shape ? { width: `${shape.width}px`, height: `${shape.height}px` } : undefined}
        >
          {shape ? (
            <svg
              viewBox={`0 0 ${shape.width} ${shape.height}`}
              width={shape.width}
              height={shape.height}
              aria-hidden="true"
            >
              {(['area', 'line'] as const).map((layer) => (
                <>
                  {(['pm', 'pmm'] as const).map((side) => (
                    <ellipse
                      key={layer + side}
                      class={`${layer}-${side}`}
                      cx={shape.x + (side === 'pm' ? -shape.offset : shape.offset)}
                      cy={shape.y}
                      rx={shape.rx}
                      ry={shape.ry}
                    />
                  ))}
                  {layer === 'area' && <path class="area-shared" d={lens_of(shape)} />}
                </>
              ))}
            </svg>
          ) : (
            <>
              <i class="oval oval-pm" />
              <i class="oval oval-pmm" />
              <i class="oval-lens" />
            </>
          )}
          {sides.map((side) => {
            const of_side = rows.filter((row) => row.entry.side === side);
            return (
              <section key={side} class={`region region-${side}`} aria-label={side_name[side]}>
                <h2>
                  <Glyph side={side} label={false} /> {side_name[side]}
                  <span class="quiet num" title={count_of(of_side.length, 'activity', 'activities')}>
                    {of_side.length}
                  </span>
                </h2>
                <p>{about[side]}</p>
                <ul>{of_side.map(label)}</ul>
              </section>
            );
          })}
        </div>
      )}
    </div>
  );
}
