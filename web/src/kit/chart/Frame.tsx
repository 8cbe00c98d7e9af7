// What surrounds every chart: its title and note, the table of its values on demand, and saving it as a file.
import type { ComponentChildren, RefObject } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { type CsvCell, csv_text } from '../../core/csv-write';
import { figure } from '../../core/price-words';
import { toast } from '../../store/notices';
import { Menu } from '../Menu';
import { save_png, save_svg, save_text } from './save';

export interface ValueTable {
  head: string[];
  rows: CsvCell[][];
}

export interface FrameProps {
  title: string;
  note?: ComponentChildren;
  /** What the picture shows, in a sentence, for those who do not see it. */
  description: string;
  /** Begin of the names of saved files. */
  file: string;
  /** Made when it is asked for: a slider redraws the picture, not the table. */
  table: () => ValueTable;
  width: number;
  height: number;
  /** What stands in the drawing. */
  children: ComponentChildren;
  /** Below the drawing: a reader's handle, a legend. */
  below?: ComponentChildren;
  drawing?: RefObject<SVGSVGElement | null>;
  onPointerMove?: (event: PointerEvent) => void;
  onPointerLeave?: () => void;
  level?: 2 | 3;
}

const rows_shown = 200;

export function Values({ table, caption }: { table: ValueTable; caption: string }) {
  return (
    <div class="chart-values" tabIndex={0} role="region" aria-label={`Values: ${caption}`}>
      <table class="list-table">
        <thead>
          <tr>
            {table.head.map((name, index) => (
              <th key={index} scope="col" class={index ? 'end' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, rows_shown).map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={column ? 'end num' : 'num'}>
                  {typeof cell === 'number' ? figure(cell) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > rows_shown && (
        <p class="caption">
          The first {rows_shown} rows; the CSV file has all {table.rows.length}.
        </p>
      )}
    </div>
  );
}

export function Frame({ level = 2, ...props }: FrameProps) {
  const id = useId();
  const own = useRef<SVGSVGElement>(null);
  const drawing = props.drawing ?? own;
  const [open, set_open] = useState(false);
  const Heading = `h${level}` as 'h2';
  return (
    <figure class="chart panel" aria-labelledby={`${id}-title`}>
      <figcaption>
        <div class="grow">
          <Heading id={`${id}-title`} class="section-title">
            {props.title}
          </Heading>
          {props.note && <p class="caption">{props.note}</p>}
        </div>
        <Menu
          kind="ghost"
          small
          icon="more"
          label={`${props.title}: values and files`}
          align="end"
          items={[
            { label: open ? 'Hide the values' : 'Show the values', icon: 'table', run: () => set_open(!open) },
            {
              label: 'Save as PNG',
              icon: 'export',
              divides: true,
              run: () =>
                save_png(drawing.current!, props.file).catch(() =>
                  toast('The picture could not be made. SVG works without.', { bad: true }),
                ),
            },
            { label: 'Save as SVG', icon: 'export', run: () => save_svg(drawing.current!, props.file) },
            {
              label: 'Save the values as CSV',
              icon: 'export',
              run: () => {
                const { head, rows } = props.table();
                save_text(csv_text(head, rows), 'text/csv', `${props.file}.csv`);
              },
            },
          ]}
        />
      </figcaption>
      <svg
        ref={drawing}
        class="chart-drawing"
        viewBox={`0 0 ${props.width} ${props.height}`}
        role="img"
        aria-labelledby={`${id}-name ${id}-words`}
        data-title={props.title}
        onPointerMove={props.onPointerMove}
        onPointerLeave={props.onPointerLeave}
      >
        <title id={`${id}-name`}>{props.title}</title>
        <desc id={`${id}-words`}>{props.description}</desc>
        {props.children}
      </svg>
      {props.below}
      {open && <Values table={props.table()} caption={props.title} />}
    </figure>
  );
}
