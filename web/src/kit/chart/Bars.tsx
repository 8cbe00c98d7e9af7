// Amounts side by side as lying bars with their intervals, and where wanted with what they were before.
import { nice_range, nice_ticks, scale_of } from '../../core/chart-scale';
import { use_media } from '../media';
import { Frame } from './Frame';

export interface Bar {
  label: string;
  value: number;
  low?: number;
  high?: number;
  /** The value to compare with: today's. */
  before?: number;
  /** Stands out: one of our own products. */
  is_ours?: boolean;
}

export interface BarsProps {
  title: string;
  note?: string;
  description: string;
  file: string;
  bars: Bar[];
  label: string;
  format: (value: number) => string;
  tick: (value: number) => string;
  before_label?: string;
  level?: 2 | 3;
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

const whisker = (low: number, high: number, middle: number): string =>
  `M${low} ${middle - 4}V${middle + 4}M${low} ${middle}H${high}M${high} ${middle - 4}V${middle + 4}`;

export function Bars(props: BarsProps) {
  const narrow = use_media('(max-width: 640px)');
  const width = narrow ? 360 : 720;
  const left = narrow ? 112 : 190;
  const right = width - 70;
  const row = 26;
  const top = 10;
  const height = top + props.bars.length * row + 40;
  const ends = props.bars.flatMap((bar) => [bar.value, bar.low ?? bar.value, bar.high ?? bar.value, bar.before ?? 0]);
  const range = nice_range(Math.min(0, ...ends), Math.max(0, ...ends), 4);
  const x = scale_of(range, [left, right]);
  const bottom = top + props.bars.length * row + 4;
  const has_before = props.bars.some((bar) => bar.before !== undefined);
  const has_interval = props.bars.some((bar) => bar.low !== undefined);
  return (
    <Frame
      title={props.title}
      note={props.note}
      description={props.description}
      file={props.file}
      width={width}
      height={height}
      level={props.level}
      table={() => ({
        head: [
          '',
          props.label,
          ...(has_interval ? ['Low', 'High'] : []),
          ...(has_before ? [props.before_label ?? 'Before'] : []),
        ],
        rows: props.bars.map((bar) => [
          bar.label,
          bar.value,
          ...(has_interval ? [bar.low, bar.high] : []),
          ...(has_before ? [bar.before] : []),
        ]),
      })}
    >
      {nice_ticks(range[0], range[1], narrow ? 3 : 5).map((value) => (
        <g key={value}>
          <line class={value === 0 ? 'chart-axis' : 'chart-grid'} x1={x(value)} x2={x(value)} y1={top} y2={bottom} />
          <text class="chart-tick" x={x(value)} y={bottom + 15} text-anchor="middle">
            {props.tick(value)}
          </text>
        </g>
      ))}
      {props.bars.map((bar, index) => {
        const middle = top + index * row + row / 2;
        const from = Math.min(x(0), x(bar.value));
        return (
          <g key={`${bar.label}${index}`}>
            <text class="chart-name" x={left - 8} y={middle + 4} text-anchor="end">
              {cut(bar.label, narrow ? 16 : 28)}
            </text>
            <rect
              class={bar.is_ours === false ? 'chart-bar pale' : 'chart-bar'}
              x={from}
              y={middle - 7}
              width={Math.abs(x(bar.value) - x(0))}
              height={14}
              rx={2}
            />
            {bar.low !== undefined && bar.high !== undefined && (
              <>
                <path class="chart-halo" d={whisker(x(bar.low), x(bar.high), middle)} />
                <path class="chart-whisker" d={whisker(x(bar.low), x(bar.high), middle)} />
              </>
            )}
            {bar.before !== undefined && (
              <>
                <path class="chart-halo" d={`M${x(bar.before)} ${middle - 10}V${middle + 10}`} />
                <path class="chart-before" d={`M${x(bar.before)} ${middle - 10}V${middle + 10}`} />
              </>
            )}
            <text class="chart-value" x={right + 8} y={middle + 4}>
              {props.format(bar.value)}
            </text>
          </g>
        );
      })}
      <text class="chart-tick" x={right} y={height - 4} text-anchor="end">
        {props.label}
        {has_before ? `; the line marks ${props.before_label ?? 'before'}` : ''}
      </text>
    </Frame>
  );
}
