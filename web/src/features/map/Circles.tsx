// The picture: every activity as a label inside its region. On a phone the circles stand above each other. In a draft, labels move.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Side } from '../../api/types';
import { type LabelCircles, label_circles, lens_of, side_at } from '../../core/label-circles';
import { cover_words, type Moved } from '../../core/map-edit';
import { count_of, role_name, role_side, side_name } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { use_roving } from '../../kit/roving';
import { use_carry } from './circle-carry';
import { use_label_drag } from './circle-drag';
import type { MapRow } from './map-rows';
import { MiniBand, mini_band_width } from './StageBand';

const sides: Side[] = ['pm', 'shared', 'pmm'];
const about: Record<Side, string> = {
  pm: 'What to build, and why it is worth it',
  shared: 'One plan, two owners',
  pmm: 'Who it is for, and what the market hears',
};
const label_height = 25;

let canvas: CanvasRenderingContext2D | null = null;
export function measure_label(text: string, font = '500 12.5px'): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * 7;
  canvas.font = `${font} "Inter Variable", Inter, system-ui, sans-serif`;
  return Math.ceil(canvas.measureText(text).width);
}

/** The two ellipses and what they share. */
export function CircleShape({ shape }: { shape: LabelCircles }) {
  return (
    <svg viewBox={`0 0 ${shape.width} ${shape.height}`} width={shape.width} height={shape.height} aria-hidden="true">
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
  );
}

const StackedShape = () => (
  <>
    <i class="oval oval-pm" />
    <i class="oval oval-pmm" />
    <i class="oval-lens" />
  </>
);

function moved_words(moved: Moved | undefined): string {
  if (!moved) return '';
  if (moved.fields.includes('activity')) return 'new in this draft';
  return moved.fields.includes('side') && moved.from
    ? `moved from ${side_name[moved.from].toLowerCase()}`
    : 'changed in this draft';
}

interface LabelProps {
  row: MapRow;
  pressed: boolean;
  hidden: boolean;
  moved: Moved | undefined;
  carried: boolean;
  movable: boolean;
  onClick: () => void;
}

function ActivityLabel({ row, pressed, hidden, moved, carried, movable, onClick }: LabelProps) {
  const { entry, activity } = row;
  const leans = entry.side === 'shared' ? role_side(entry.accountable) : null;
  const change = moved_words(moved);
  const title = [`Accountable: ${role_name[entry.accountable].toLowerCase()}`, cover_words(entry), change];
  return (
    <button
      type="button"
      class={`activity-label${leans ? ` leans-${leans}` : ''}${change ? ' moved' : ''}${carried ? ' carried' : ''}`}
      tabIndex={-1}
      hidden={hidden}
      data-code={activity.code}
      data-entry={entry.key}
      aria-pressed={pressed ? 'true' : 'false'}
      aria-describedby={movable ? 'map-moving' : undefined}
      title={title.filter(Boolean).join(' · ')}
      onClick={onClick}
    >
      {activity.name}
      {entry.side === 'shared' && (
        <span class="reader-only">, accountable: {role_name[entry.accountable].toLowerCase()}</span>
      )}
      <MiniBand entry={entry} />
      {change && <span class="reader-only">, {change}</span>}
    </button>
  );
}

interface CirclesProps {
  rows: MapRow[];
  /** Entries to show, or null for all. */
  hits: ReadonlySet<string> | null;
  chosen: MapRow | null;
  onChoose: (row: MapRow | null) => void;
  /** What a draft says differently from the map it is based on. */
  moved?: ReadonlyMap<string, Moved>;
  /** Given when labels may be moved. */
  onMove?: (row: MapRow, side: Side) => void;
}

export function Circles({ rows, hits, chosen, onChoose, moved, onMove }: CirclesProps) {
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
  const carry = use_carry(outer, rows, onMove);
  const { carried } = carry;
  const side_of = (row: MapRow): Side => (carried?.entry === row.entry.key ? carried.side : row.entry.side);
  const shape = useMemo(() => {
    if (!room) return null;
    const labels = rows.map((row) => ({
      id: row.entry.key,
      side: side_of(row),
      width:
        measure_label(row.activity.name) +
        (row.entry.side === 'shared' ? 38 : 22) +
        (cover_words(row.entry) ? mini_band_width + 4 : 0),
    }));
    return label_circles(labels, { width: Math.min(room.width - 32, 1180), height: room.height - 62, label_height });
  }, [rows, room, fonts, carried]);
  use_label_drag(outer, {
    enabled: onMove !== undefined,
    side_at: shape && ((x, y) => side_at(shape, x, y)),
    drop: (entry, side) => {
      const row = rows.find((one) => one.entry.key === entry);
      if (row && row.entry.side !== side) onMove?.(row, side);
    },
  });
  const at = new Map(shape?.placed.map((item) => [item.id, item]));
  const chosen_key = chosen?.entry.key;
  useEffect(() => {
    if (!chosen_key) return;
    const label = outer.current?.querySelector('[aria-pressed=true]');
    setTimeout(() => label?.scrollIntoView({ block: 'nearest' }), 0);
  }, [chosen_key, room]);
  const label = (row: MapRow) => {
    const { key } = row.entry;
    const place = at.get(key);
    return (
      <li key={key} style={place && { left: `${place.x}px`, top: `${place.y}px` }}>
        <ActivityLabel
          row={row}
          pressed={key === chosen_key}
          hidden={hits !== null && !hits.has(key)}
          moved={moved?.get(key)}
          carried={carried?.entry === key}
          movable={onMove !== undefined}
          onClick={() => onChoose(key === chosen_key ? null : row)}
        />
      </li>
    );
  };
  return (
    <div
      class={onMove ? 'map-scroll editable' : 'map-scroll'}
      ref={outer}
      onKeyDown={carry.onKeyDown}
      onKeyUp={carry.onKeyUp}
      onFocusOut={carry.onFocusOut}
    >
      {onMove && (
        <p id="map-moving" class="reader-only">
          Space picks it up, left and right carry it to another circle, space drops it
        </p>
      )}
      {room && (
        <div
          class={shape ? 'map-figure beside' : 'map-figure stacked'}
          ref={roving.container}
          data-over={carried?.side}
          style={shape ? { width: `${shape.width}px`, height: `${shape.height}px` } : undefined}
        >
          {shape ? <CircleShape shape={shape} /> : <StackedShape />}
          {sides.map((side) => {
            const of_side = rows.filter((row) => side_of(row) === side);
            return (
              <section key={side} class={`region region-${side}`} data-side={side} aria-label={side_name[side]}>
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
