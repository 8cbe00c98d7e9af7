// What every result is made of: the verdict, refusals, warnings, figures, a slider, a plain table, and where it all comes from.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { PriceStudy } from '../../api/types';
import { format_ago } from '../../core/dates';
import { type FitResult, real_of, type SheetRow, sheets_of, text_of } from '../../core/price-result';
import { figure } from '../../core/price-words';
import { count_of, format_number } from '../../core/words';
import { Values } from '../../kit/chart/Frame';
import { Icon } from '../../kit/Icon';

/** The answer in a sentence, and how sure it is in the next. */
export function Verdict({ headline, sure, bad }: { headline: string; sure?: ComponentChildren; bad?: boolean }) {
  return (
    <div class={bad ? 'price-verdict bad' : 'price-verdict'}>
      <Icon name={bad ? 'warning' : 'check'} size={18} />
      <div>
        <h2>{headline}</h2>
        {sure && <p>{sure}</p>}
      </div>
    </div>
  );
}

/** Why there is no answer, and what to collect so that there will be one. */
export function Refusals({ result }: { result: FitResult }) {
  if (!result.refusals.length) return null;
  return (
    <ol class="price-refusals" aria-label="Why, and what to do">
      {result.refusals.map((refusal) => (
        <li key={refusal.reason} class="panel">
          <p class="strong">{refusal.sentence}</p>
          <p>
            <span class="quiet">What helps: </span>
            {refusal.advice}
          </p>
        </li>
      ))}
    </ol>
  );
}

export function Warnings({ result }: { result: FitResult }) {
  if (!result.warnings.length) return null;
  return (
    <ul class="price-warnings">
      {result.warnings.map((warning) => (
        <li key={warning}>
          <Icon name="warning" size={13} /> {warning}
        </li>
      ))}
    </ul>
  );
}

export interface FigureProps {
  label: string;
  value: string;
  note?: string;
}

export const Figures = ({ items }: { items: FigureProps[] }) =>
  items.length === 0 ? null : (
    <div class="figures price-figures">
      {items.map((item) => (
        <div key={item.label} class="figure">
          <small>{item.label}</small>
          <b>{item.value}</b>
          {item.note && <i>{item.note}</i>}
        </div>
      ))}
    </div>
  );

/** A number that may be tried out: dragged, moved by arrows, or typed. */
export function Slider({
  label,
  value,
  onValue,
  low,
  high,
  step,
  shown,
  hint,
}: {
  label: string;
  value: number;
  onValue: (value: number) => void;
  low: number;
  high: number;
  step: number;
  shown: string;
  hint?: string;
}) {
  const id = useId();
  return (
    <div class="price-slider">
      <label for={id}>{label}</label>
      <output for={id} class="num strong">
        {shown}
      </output>
      <input
        id={id}
        type="range"
        min={low}
        max={high}
        step={step}
        value={value}
        aria-valuetext={shown}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => onValue(Number(event.currentTarget.value))}
      />
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

const plain = (name: string): string => {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A sheet of the result as a table, whatever its columns are called. */
export function Sheet({ name, rows, open }: { name: string; rows: SheetRow[]; open?: boolean }) {
  const columns = Object.keys(rows[0] ?? {}).filter((column) =>
    rows.some((row) => typeof row[column] !== 'object' || row[column] === null),
  );
  return (
    <details class="price-sheet" open={open}>
      <summary>
        {plain(name)} <span class="quiet">{count_of(rows.length, 'row')}</span>
      </summary>
      <Values
        caption={plain(name)}
        table={{
          head: columns.map(plain),
          rows: rows.map((row) =>
            columns.map((column) => (typeof row[column] === 'number' ? real_of(row, column) : text_of(row, column))),
          ),
        }}
      />
    </details>
  );
}

function Estimates({ result }: { result: FitResult }) {
  if (!result.estimates.length) return null;
  return (
    <Values
      caption="Estimates"
      table={{
        head: ['Estimate', 'Value', 'Standard error', 'Low', 'High', 'p'],
        rows: result.estimates.map((one) => [one.name, one.value, one.se, one.low, one.high, one.p]),
      }}
    />
  );
}

/** Single numbers of the diagnostics, as pairs of name and value. */
function pairs_of(result: FitResult): [string, string][] {
  return Object.entries(result.diagnostics ?? {}).flatMap(([name, value]) => {
    if (typeof value === 'number') return [[plain(name), figure(value)] as [string, string]];
    if (typeof value === 'string') return [[plain(name), value] as [string, string]];
    if (name === 'first_stage' && Array.isArray(value)) {
      return (value as { name: string; f: number }[]).map(
        (one) => [`First-stage F, ${one.name}`, figure(one.f)] as [string, string],
      );
    }
    if (value && typeof value === 'object' && 'p' in value) {
      const test = value as { value: number; p: number };
      return [[plain(name), `${figure(test.value)}, p ${figure(test.p)}`] as [string, string]];
    }
    return [];
  });
}

/** Estimates, tests, all tables, and what the run rests on. */
export function Details({ study, result, shown = [] }: { study: PriceStudy; result: FitResult; shown?: string[] }) {
  const rest = sheets_of(result).filter((sheet) => !shown.includes(sheet.name));
  const facts: [string, string][] = [
    ['Method', result.method],
    ['Observations', format_number(result.observations)],
    ...(result.markets ? [['Markets', format_number(result.markets)] as [string, string]] : []),
    ...pairs_of(result),
  ];
  return (
    <details class="price-details">
      <summary>How this was found</summary>
      <dl class="price-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="num">{value}</dd>
          </div>
        ))}
      </dl>
      <Estimates result={result} />
      {rest.map((sheet) => (
        <Sheet key={sheet.name} name={sheet.name} rows={sheet.rows} />
      ))}
      <Provenance study={study} />
    </details>
  );
}

/** Run again, the same inputs give the same answer: here is what they were. */
export function Provenance({ study }: { study: PriceStudy }) {
  const parts = [
    study.key,
    study.ran_at ? `ran ${format_ago(study.ran_at)}` : '',
    study.engine_version ? `engine ${study.engine_version}` : '',
    study.seed ? `seed ${study.seed}` : '',
    study.input_hash ? `inputs ${study.input_hash.slice(0, 12)}` : '',
  ].filter(Boolean);
  return <p class="caption price-provenance">{parts.join(' · ')}</p>;
}
