// Curves over one axis: lines, bands around them, dots under them, marked places, and a handle that reads the values anywhere.
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import {
  line_path,
  nearest,
  nice_ticks,
  type Point,
  type Scale,
  type Span,
  scale_of,
  span_path,
  spread_labels,
  step_path,
} from '../../core/chart-scale';
import { use_media } from '../media';
import { Frame, type ValueTable } from './Frame';

export interface ChartLine {
  id: string;
  label: string;
  points: Point[];
  /** How it looks; the meaning is in the label. */
  look?: 'main' | 'main-long' | 'ink' | 'main-dashed' | 'ink-dashed' | 'quiet';
  stepped?: boolean;
}

export interface ChartBand {
  id: string;
  label: string;
  spans: Span[];
  look?: 'inner' | 'outer';
}

export interface ChartMark {
  x: number;
  label: string;
  look?: 'today' | 'best' | 'plain';
  /** Where a dot stands on it. */
  y?: number;
}

export interface Axis {
  range: readonly [number, number];
  label: string;
  tick: (value: number) => string;
  format: (value: number) => string;
}

export interface XYChartProps {
  title: string;
  note?: string;
  description: string;
  file: string;
  x: Axis;
  y: Axis;
  lines: ChartLine[];
  bands?: ChartBand[];
  dots?: { label: string; points: Point[] };
  marks?: ChartMark[];
  /** A stretch of the axis that is shaded: an interval, an acceptable range. */
  stretch?: { low: number; high: number; label: string };
  tall?: boolean;
  level?: 2 | 3;
}

const dots_shown = 600;
const letter = 6.1;

/** Evenly chosen members of a long list: a cloud of dots looks the same, and is drawn sooner. */
const thinned = <T,>(list: readonly T[], most: number): T[] =>
  list.length <= most
    ? [...list]
    : Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)]!);

/** Dots as strokes without length, whose round ends are what is seen. */
function dots_path(
  points: readonly Point[],
  along: readonly [number, number],
  up: readonly [number, number],
  x: Scale,
  y: Scale,
): string {
  return thinned(points, dots_shown)
    .filter((dot) => dot.x >= along[0] && dot.x <= along[1] && dot.y >= up[0] && dot.y <= up[1])
    .map((dot) => `M${x(dot.x).toFixed(1)} ${y(dot.y).toFixed(1)}h0`)
    .join('');
}

function read_at(points: readonly Point[], x: number): number {
  const at = nearest(
    points.map((point) => point.x),
    x,
  );
  return at < 0 ? Number.NaN : points[at]!.y;
}

function Axes({ props, x, y, box }: { props: XYChartProps; x: Scale; y: Scale; box: Box }) {
  const narrow = box.width < 500;
  return (
    <g>
      {nice_ticks(props.y.range[0], props.y.range[1], narrow ? 4 : 5).map((value) => (
        <g key={value}>
          <line class="chart-grid" x1={box.left} x2={box.right} y1={y(value)} y2={y(value)} />
          <text class="chart-tick" x={box.left - 7} y={y(value) + 3.5} text-anchor="end">
            {props.y.tick(value)}
          </text>
        </g>
      ))}
      <line class="chart-axis" x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
      {nice_ticks(props.x.range[0], props.x.range[1], narrow ? 4 : 8).map((value) => (
        <text key={value} class="chart-tick" x={x(value)} y={box.bottom + 17} text-anchor="middle">
          {props.x.tick(value)}
        </text>
      ))}
      <text class="chart-tick" x={box.right} y={box.height - 4} text-anchor="end">
        {props.x.label}
      </text>
      <text class="chart-tick" x={box.left - 44} y={box.top - 8}>
        {props.y.label}
      </text>
    </g>
  );
}

interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The names of lines, bands and dots in one or more rows above the plot. */
function legend_of(props: XYChartProps, width: number) {
  const entries = [
    ...props.lines.map((line) => ({ look: `line ${line.look ?? 'main'}`, label: line.label })),
    ...(props.bands ?? []).map((band) => ({ look: `band ${band.look ?? 'outer'}`, label: band.label })),
    ...(props.dots?.points.length ? [{ look: 'dot', label: props.dots.label }] : []),
    ...(props.stretch ? [{ look: 'stretch', label: props.stretch.label }] : []),
  ];
  let row = 0;
  let at = 8;
  const placed = entries.map((entry) => {
    const wide = 36 + entry.label.length * letter;
    if (at + wide > width && at > 8) {
      row += 1;
      at = 8;
    }
    const spot = { ...entry, x: at, y: row * 17 + 12 };
    at += wide;
    return spot;
  });
  return { entries: placed, height: (row + 1) * 17 + 4 };
}

export function XYChart(props: XYChartProps) {
  const narrow = use_media('(max-width: 640px)');
  const width = narrow ? 360 : 720;
  const legend = legend_of(props, width);
  const marks = props.marks ?? [];
  const top = legend.height + (marks.length ? 24 : 0) + 18;
  const height = (narrow ? 210 : props.tall ? 300 : 240) + top + 40;
  const box: Box = { width, height, left: 52, right: width - 16, top, bottom: height - 38 };
  const x = scale_of(props.x.range, [box.left, box.right]);
  const y = scale_of(props.y.range, [box.bottom, box.top]);
  const clip = `plot${useId().replace(/\W/g, '')}`;
  const svg = useRef<SVGSVGElement>(null);
  const [at, set_at] = useState<number | null>(null);
  const grid = props.lines[0]?.points.map((point) => point.x) ?? [];
  const reading = at === null ? null : Math.min(props.x.range[1], Math.max(props.x.range[0], at));
  const words =
    reading === null
      ? ''
      : props.lines
          .map((line) => {
            const band = props.bands?.find((item) => item.id === line.id);
            const span =
              band?.spans[
                nearest(
                  band.spans.map((one) => one.x),
                  reading,
                )
              ];
            const inside = span ? ` (${props.y.format(span.low)} to ${props.y.format(span.high)})` : '';
            return `${line.label} ${props.y.format(read_at(line.points, reading))}${inside}`;
          })
          .join(' · ');
  const move = (event: PointerEvent) => {
    const drawn = svg.current?.getBoundingClientRect();
    if (!drawn) return;
    const place = ((event.clientX - drawn.left) / drawn.width) * width;
    const value =
      props.x.range[0] + ((place - box.left) / (box.right - box.left)) * (props.x.range[1] - props.x.range[0]);
    const found = nearest(grid, value);
    set_at(place < box.left - 4 || place > box.right + 4 || found < 0 ? null : grid[found]!);
  };
  const label_at = spread_labels(
    marks.map((mark) => ({ at: x(mark.x), width: mark.label.length * letter })),
    box.left - 40,
    width,
  );
  const table = (): ValueTable => ({
    head: [
      props.x.label,
      ...props.lines.flatMap((line) =>
        props.bands?.some((band) => band.id === line.id)
          ? [line.label, `${line.label}, low`, `${line.label}, high`]
          : [line.label],
      ),
    ],
    rows: grid.map((value, index) => [
      value,
      ...props.lines.flatMap((line) => {
        const span = props.bands?.find((band) => band.id === line.id)?.spans[index];
        const known = line.points[index]?.x === value ? line.points[index]!.y : read_at(line.points, value);
        return span ? [known, span.low, span.high] : [known];
      }),
    ]),
  });
  // One path for all: hundreds of elements would be compared anew for every move of a slider.
  const cloud = props.dots?.points;
  const dots = useMemo(
    () => (cloud ? dots_path(cloud, props.x.range, props.y.range, x, y) : ''),
    [cloud, width, height, props.x.range[0], props.x.range[1], props.y.range[0], props.y.range[1]],
  );
  const inside = (value: number) => value >= props.x.range[0] && value <= props.x.range[1];
  return (
    <Frame
      title={props.title}
      note={props.note}
      description={props.description}
      file={props.file}
      table={table}
      width={width}
      height={height}
      drawing={svg}
      onPointerMove={move}
      onPointerLeave={() => set_at(null)}
      level={props.level}
      below={
        grid.length > 1 && (
          <div class="chart-reader">
            <input
              type="range"
              aria-label={`${props.title}: read the values at`}
              aria-valuetext={
                reading === null ? 'Move to read the values' : `${props.x.label} ${props.x.format(reading)}: ${words}`
              }
              min={0}
              max={grid.length - 1}
              step={1}
              value={reading === null ? Math.floor(grid.length / 2) : nearest(grid, reading)}
              onInput={(event) => set_at(grid[Number(event.currentTarget.value)] ?? null)}
              onBlur={() => set_at(null)}
            />
            <p class="chart-reading caption num" aria-hidden="true">
              {reading === null ? (
                `Point at the picture, or move the handle, to read it.`
              ) : (
                <>
                  <b>
                    {props.x.label} {props.x.format(reading)}
                  </b>{' '}
                  {words}
                </>
              )}
            </p>
          </div>
        )
      }
    >
      {props.stretch && (
        <rect
          class="chart-stretch"
          x={x(Math.max(props.stretch.low, props.x.range[0]))}
          y={box.top}
          width={Math.max(
            0,
            x(Math.min(props.stretch.high, props.x.range[1])) - x(Math.max(props.stretch.low, props.x.range[0])),
          )}
          height={box.bottom - box.top}
        />
      )}
      <Axes props={props} x={x} y={y} box={box} />
      {/* A curve may run out of the range that is worth showing; it ends at the edge of the plot. */}
      <clipPath id={clip}>
        <rect x={box.left} y={box.top - 2} width={box.right - box.left} height={box.bottom - box.top + 3} />
      </clipPath>
      <g clip-path={`url(#${clip})`}>
        {props.bands?.map((band) => (
          <path
            key={band.id + band.look}
            class={`chart-band ${band.look ?? 'outer'}`}
            d={span_path(band.spans, x, y)}
          />
        ))}
      </g>
      {props.dots && <path class="chart-dots" d={dots} />}
      {marks
        .map((mark, index) => ({ mark, index }))
        .filter(({ mark }) => inside(mark.x))
        .map(({ mark, index }) => (
          <g key={index} class={`chart-mark ${mark.look ?? 'plain'}`}>
            <line x1={x(mark.x)} x2={x(mark.x)} y1={box.top - 6} y2={box.bottom} />
            <path class="chart-lead" d={`M${label_at[index]} ${legend.height + 16}L${x(mark.x)} ${box.top - 6}`} />
            <text x={label_at[index]} y={legend.height + 12} text-anchor="middle">
              {mark.label}
            </text>
          </g>
        ))}
      <g clip-path={`url(#${clip})`}>
        {props.lines.map((line) => (
          <path
            key={line.id}
            class={`chart-line ${line.look ?? 'main'}`}
            d={(line.stepped ? step_path : line_path)(line.points, x, y)}
          />
        ))}
      </g>
      {marks
        .filter((mark) => mark.y !== undefined && inside(mark.x) && mark.y >= props.y.range[0])
        .map((mark, index) => (
          <circle key={index} class={`chart-spot ${mark.look ?? 'plain'}`} cx={x(mark.x)} cy={y(mark.y!)} r={4.5} />
        ))}
      {reading !== null && (
        <g data-screen="1">
          <line class="chart-hair" x1={x(reading)} x2={x(reading)} y1={box.top} y2={box.bottom} />
          {props.lines.map((line) => {
            const value = read_at(line.points, reading);
            return value >= props.y.range[0] && value <= props.y.range[1] ? (
              <circle key={line.id} class="chart-read" cx={x(reading)} cy={y(value)} r={3} />
            ) : null;
          })}
        </g>
      )}
      <g class="chart-legend">
        {legend.entries.map((entry) => (
          <g key={entry.look + entry.label} transform={`translate(${entry.x} ${entry.y})`}>
            {entry.look.startsWith('line') ? (
              <path class={`chart-line ${entry.look.slice(5)}`} d="M0 -3.5H16" />
            ) : entry.look === 'dot' ? (
              <path class="chart-dots" d="M4 -3h0M11 -5h0" />
            ) : (
              <rect
                class={entry.look === 'stretch' ? 'chart-stretch' : `chart-band ${entry.look.slice(5)}`}
                x={0}
                y={-9}
                width={16}
                height={10}
              />
            )}
            <text class="chart-tick" x={21} y={0}>
              {entry.label}
            </text>
          </g>
        ))}
      </g>
    </Frame>
  );
}
