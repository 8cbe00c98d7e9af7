// How often a value came out: bars, those inside the interval full, the others pale.
import { bins_of, nice_ticks, scale_of } from '../../core/chart-scale';
import { use_media } from '../media';
import { Frame } from './Frame';

export interface HistogramProps {
  title: string;
  note?: string;
  description: string;
  file: string;
  values: readonly number[];
  range: readonly [number, number];
  interval: readonly [number, number];
  x_label: string;
  tick: (value: number) => string;
}

export function Histogram(props: HistogramProps) {
  const narrow = use_media('(max-width: 640px)');
  const width = narrow ? 360 : 720;
  const height = 150;
  const left = 52;
  const right = width - 16;
  const bottom = height - 38;
  const count = narrow ? 30 : 50;
  const bins = bins_of(props.values, props.range[0], props.range[1], count);
  const most = Math.max(1, ...bins.map((bin) => bin.high));
  const x = scale_of(props.range, [left, right]);
  const y = scale_of([0, most], [bottom, 8]);
  const bar = (right - left) / count;
  const total = Math.max(1, props.values.length);
  return (
    <Frame
      title={props.title}
      note={props.note}
      description={props.description}
      file={props.file}
      width={width}
      height={height}
      table={() => ({
        head: [props.x_label, 'Share of cases'],
        rows: bins.filter((bin) => bin.high > 0).map((bin) => [bin.x, bin.high / total]),
      })}
    >
      <line class="chart-axis" x1={left} x2={right} y1={bottom} y2={bottom} />
      {bins.map((bin) =>
        bin.high ? (
          <rect
            key={bin.x}
            class={bin.x >= props.interval[0] && bin.x <= props.interval[1] ? 'chart-bar' : 'chart-bar pale'}
            x={(x(bin.x) - bar / 2 + 0.75).toFixed(1)}
            y={y(bin.high).toFixed(1)}
            width={Math.max(1, bar - 1.5).toFixed(1)}
            height={(bottom - y(bin.high)).toFixed(1)}
            rx={1}
          />
        ) : null,
      )}
      {nice_ticks(props.range[0], props.range[1], narrow ? 4 : 8).map((value) => (
        <text key={value} class="chart-tick" x={x(value)} y={bottom + 17} text-anchor="middle">
          {props.tick(value)}
        </text>
      ))}
      <text class="chart-tick" x={right} y={height - 4} text-anchor="end">
        {props.x_label}
      </text>
    </Frame>
  );
}
