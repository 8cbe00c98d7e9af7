// A square of numbers, such as cross elasticities: each cell with its value, shaded by size, negative and positive apart.
import { Frame } from './Frame';

export interface HeatMapProps {
  title: string;
  note?: string;
  description: string;
  file: string;
  /** Whose volume answers. */
  rows: string[];
  /** Whose price moves. */
  columns: string[];
  row_label: string;
  column_label: string;
  value: (row: number, column: number) => number;
  format: (value: number) => string;
  /** Cells whose sign is open stay without colour. */
  is_open?: (row: number, column: number) => boolean;
  level?: 2 | 3;
}

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Shade 1 to 5 by the root of the size: small ones stay distinguishable beside the large own elasticities. */
function shade(value: number, most: number): string {
  if (!Number.isFinite(value) || most <= 0) return 'none';
  const strength = Math.max(1, Math.ceil(Math.sqrt(Math.abs(value) / most) * 5));
  return `${value < 0 ? 'fall' : 'rise'} shade-${Math.min(5, strength)}`;
}

export function HeatMap(props: HeatMapProps) {
  const names = 112;
  const cell_width = Math.max(46, Math.min(92, (720 - names - 8) / Math.max(1, props.columns.length)));
  const cell_height = 30;
  const head = 52;
  const width = Math.max(720, names + cell_width * props.columns.length + 8);
  const height = head + cell_height * props.rows.length + 8;
  const values = props.rows.map((_, row) => props.columns.map((__, column) => props.value(row, column)));
  const most = Math.max(0, ...values.flat().filter(Number.isFinite).map(Math.abs));
  return (
    <div class="heat-map">
      <Frame
        title={props.title}
        note={props.note}
        description={props.description}
        file={props.file}
        width={width}
        height={height}
        level={props.level}
        table={() => ({
          head: [`${props.row_label} \\ ${props.column_label}`, ...props.columns],
          rows: props.rows.map((name, row) => [name, ...values[row]!]),
        })}
      >
        <text class="chart-tick" x={names} y={12}>
          {props.column_label}
        </text>
        <text class="chart-tick" x={names - 8} y={head - 12} text-anchor="end">
          {props.row_label}
        </text>
        {props.columns.map((name, column) => (
          <text
            key={name}
            class="chart-name"
            x={names + (column + 0.5) * cell_width}
            y={head - 12}
            text-anchor="middle"
          >
            {cut(name, Math.floor(cell_width / 6.4))}
          </text>
        ))}
        {props.rows.map((name, row) => (
          <g key={name}>
            <text class="chart-name" x={names - 8} y={head + (row + 0.5) * cell_height + 4} text-anchor="end">
              {cut(name, 16)}
            </text>
            {props.columns.map((other, column) => {
              const value = values[row]![column]!;
              return (
                <g
                  key={other}
                  class={`heat ${props.is_open?.(row, column) ? 'open' : shade(value, most)}${name === other ? ' own' : ''}`}
                >
                  <rect
                    x={names + column * cell_width + 1}
                    y={head + row * cell_height + 1}
                    width={cell_width - 2}
                    height={cell_height - 2}
                    rx={3}
                  />
                  <text
                    x={names + (column + 0.5) * cell_width}
                    y={head + (row + 0.5) * cell_height + 4}
                    text-anchor="middle"
                  >
                    {Number.isFinite(value) ? props.format(value) : '–'}
                  </text>
                  <title>{`${name} when the price of ${other} moves: ${Number.isFinite(value) ? props.format(value) : 'not known'}`}</title>
                </g>
              );
            })}
          </g>
        ))}
      </Frame>
    </div>
  );
}
