// What people would pay: Van Westendorp's four curves with their crossings, and trial and revenue where likelihoods were asked.
import { nice_range, type Point } from '../../core/chart-scale';
import { read_assumptions } from '../../core/price-spec';
import {
  best_prices,
  height_at,
  lively_range,
  type MarkedPrice,
  type SurveyCurves,
  westendorp_curves,
  westendorp_points,
} from '../../core/price-survey';
import { money, percent, short_money } from '../../core/price-words';
import { format_number } from '../../core/words';
import { type ChartMark, XYChart } from '../../kit/chart/XYChart';
import { Details, Figures, Provenance, Refusals, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';

const short_name: Record<MarkedPrice['id'], string> = {
  lower: 'PMC',
  optimal: 'OPP',
  indifferent: 'IDP',
  upper: 'PME',
  trial: 'Trial',
  revenue: 'Revenue',
};

const share = (value: number): string => percent(value);

function Curves({ curves, points, currency }: { curves: SurveyCurves; points: MarkedPrice[]; currency: string }) {
  const crossings = points.filter((point) => point.id !== 'trial' && point.id !== 'revenue');
  const lively = lively_range(curves);
  const range: [number, number] = [
    Math.min(lively[0], ...crossings.map((point) => point.price)),
    Math.max(lively[1], ...crossings.map((point) => point.price)),
  ];
  const inside = (line: Point[]) => line.filter((point) => point.x >= range[0] && point.x <= range[1]);
  const price = (value: number) => money(value, currency);
  const height: Record<string, Point[]> = {
    lower: curves.not_cheap,
    optimal: curves.too_expensive,
    indifferent: curves.not_cheap,
    upper: curves.not_expensive,
  };
  const marks: ChartMark[] = crossings.map((point) => ({
    x: point.price,
    y: height_at(height[point.id]!, point.price),
    label: `${short_name[point.id]} ${price(point.price)}`,
    look: point.id === 'optimal' ? 'best' : 'plain',
  }));
  const lower = points.find((point) => point.id === 'lower');
  const upper = points.find((point) => point.id === 'upper');
  return (
    <XYChart
      title="How people see each price"
      note="The share of people who would call a price too cheap, not cheap, not expensive or too expensive"
      description={crossings.map((point) => `${point.name}: ${price(point.price)}.`).join(' ')}
      file="price-sensitivity"
      tall
      x={{ range, label: 'Price', tick: (value) => short_money(value, currency), format: price }}
      y={{ range: [0, 1], label: 'People', tick: share, format: share }}
      lines={[
        ...(curves.too_cheap.length
          ? [{ id: 'tc', label: 'Too cheap', points: inside(curves.too_cheap), look: 'ink-dashed' as const }]
          : []),
        { id: 'nc', label: 'Not cheap', points: inside(curves.not_cheap), look: 'ink' },
        { id: 'ne', label: 'Not expensive', points: inside(curves.not_expensive), look: 'main-long' },
        ...(curves.too_expensive.length
          ? [{ id: 'te', label: 'Too expensive', points: inside(curves.too_expensive), look: 'main-dashed' as const }]
          : []),
      ]}
      marks={marks}
      stretch={lower && upper ? { low: lower.price, high: upper.price, label: 'Acceptable' } : undefined}
    />
  );
}

/** Trial or revenue over price (Newton, Miller and Smith). */
function Aim({
  line,
  mark,
  title,
  note,
  label,
  format,
  currency,
  file,
}: {
  line: Point[];
  mark: MarkedPrice | undefined;
  title: string;
  note: string;
  label: string;
  format: (value: number) => string;
  currency: string;
  file: string;
}) {
  const range: [number, number] = [line[0]!.x, line[line.length - 1]!.x];
  const price = (value: number) => money(value, currency);
  return (
    <XYChart
      title={title}
      note={note}
      description={
        mark ? `Highest at ${price(mark.price)}, between ${price(mark.low)} and ${price(mark.high)}.` : title
      }
      file={file}
      x={{ range, label: 'Price', tick: (value) => short_money(value, currency), format: price }}
      y={{ range: [0, nice_range(0, Math.max(...line.map((point) => point.y)))[1]], label, tick: format, format }}
      lines={[{ id: file, label, points: line }]}
      marks={
        mark
          ? [
              {
                x: mark.price,
                y: height_at(line, mark.price),
                label: `Most at ${price(mark.price)}`,
                look: 'best' as const,
              },
            ]
          : []
      }
      stretch={
        mark && Number.isFinite(mark.low) ? { low: mark.low, high: mark.high, label: '95% of samples' } : undefined
      }
    />
  );
}

function interval(point: MarkedPrice | undefined, currency: string): string {
  if (!point || !Number.isFinite(point.low)) return '';
  return `95% between ${money(point.low, currency)} and ${money(point.high, currency)}`;
}

export function WestendorpResult({ study, result, children }: ResultProps) {
  const { currency } = read_assumptions(study.spec);
  const points = westendorp_points(result);
  const curves = westendorp_curves(result);
  const find = (id: MarkedPrice['id']) => points.find((point) => point.id === id);
  const [lower, upper, optimal, revenue] = [find('lower'), find('upper'), find('optimal'), find('revenue')];
  const best = best_prices(result).find((one) => one.aim === 'revenue');
  const price = (value: number) => money(value, currency);
  return (
    <div class="price-body">
      <div class="price-main">
        {result.refused ? (
          <Verdict
            bad
            headline="These answers cannot say what people would pay"
            sure="What was counted is shown below. Do not set a price on it."
          />
        ) : (
          <Verdict
            headline={
              lower && upper
                ? `People find prices between ${price(lower.price)} and ${price(upper.price)} acceptable${optimal ? `; ${price(optimal.price)} puts the fewest off` : ''}.`
                : `As many call ${price(find('indifferent')?.price ?? Number.NaN)} cheap as call it expensive.`
            }
            sure={[
              lower && upper && Number.isFinite(lower.low)
                ? `The lower end lies between ${price(lower.low)} and ${price(lower.high)}, the upper one between ${price(upper.low)} and ${price(upper.high)} (95%, ${format_number(result.observations)} people).`
                : '',
              revenue
                ? `Most revenue is likely at ${price(revenue.price)}${interval(revenue, currency) ? ` (${interval(revenue, currency)})` : ''}.`
                : '',
              'It says what people think they would pay, without rivals beside it: take it as a range, not as the price.',
            ].join(' ')}
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        <Figures
          items={points.map((point) => ({
            label: point.name,
            value: price(point.price),
            note: interval(point, currency),
          }))}
        />
        <div class="price-charts">
          {curves.not_cheap.length > 1 && <Curves curves={curves} points={points} currency={currency} />}
          {curves.trial.length > 1 && (
            <Aim
              line={curves.trial}
              mark={find('trial')}
              title="Who would try it"
              note="By what people say they would do at the prices they named, calibrated (Newton, Miller and Smith)"
              label="Trial"
              format={share}
              currency={currency}
              file="trial"
            />
          )}
          {curves.revenue.length > 1 && (
            <Aim
              line={curves.revenue}
              mark={revenue}
              title="Revenue for each person asked"
              note={
                best ? `At most ${price(best.height)} for each person asked` : 'Price times the share that would try it'
              }
              label="Revenue"
              format={(value) => short_money(value, currency)}
              currency={currency}
              file="survey-revenue"
            />
          )}
        </div>
        <Details study={study} result={result} shown={['curves']} />
        {children}
        <div class="price-print">
          <Provenance study={study} />
        </div>
      </div>
    </div>
  );
}
