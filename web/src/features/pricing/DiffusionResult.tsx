// How fast it catches on: sales so far, the curve through them, and what follows with its interval.
import { nice_range } from '../../core/chart-scale';
import { forecast_of, named_estimate } from '../../core/price-survey';
import { decimal, short_number } from '../../core/price-words';
import { XYChart } from '../../kit/chart/XYChart';
import { Details, Figures, Provenance, Refusals, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';

export function DiffusionResult({ study, result, children }: ResultProps) {
  const forecast = forecast_of(result);
  const all = named_estimate(result, /^m\b/);
  const peak = named_estimate(result, /^peak time/);
  const height = named_estimate(result, /^peak sales/);
  const past = forecast.sales.length;
  const high = Math.max(
    ...forecast.fitted.map((point) => point.y),
    ...forecast.sales.map((point) => point.y),
    ...forecast.band.map((span) => span.high),
  );
  const period = (number: number): string => forecast.periods[Math.round(number) - 1] ?? decimal(number, 0);
  const between = (one: { low: number; high: number } | null, format: (value: number) => string) =>
    one ? `95% between ${format(one.low)} and ${format(one.high)}` : undefined;
  return (
    <div class="price-body">
      <div class="price-main">
        {result.refused ? (
          <Verdict bad headline="These sales cannot say how it will catch on" sure="What was found is shown below." />
        ) : (
          <Verdict
            headline={`About ${short_number(all?.value ?? Number.NaN)} will buy in all; sales ${peak && peak.value <= past ? 'peaked' : 'will peak'} around period ${decimal(peak?.value ?? Number.NaN, 1)}.`}
            sure={`In all ${between(all, short_number) ?? ''}; the peak ${between(peak, (value) => decimal(value, 1)) ?? ''}. Before the peak is seen, such forecasts are often too low.`}
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        <Figures
          items={[
            {
              label: 'Will buy in all',
              value: short_number(all?.value ?? Number.NaN),
              note: between(all, short_number),
            },
            {
              label: 'Peak, in periods',
              value: decimal(peak?.value ?? Number.NaN, 1),
              note: between(peak, (value) => decimal(value, 1)),
            },
            {
              label: 'Sales at the peak',
              value: short_number(height?.value ?? Number.NaN),
              note: between(height, short_number),
            },
          ]}
        />
        <div class="price-charts">
          {forecast.fitted.length > 1 && (
            <XYChart
              title="Sales and what follows"
              note="The curve is the model; its band holds 95% of coming periods"
              description={`Sales of ${past} periods and a forecast to period ${forecast.fitted.length}.`}
              file="diffusion"
              tall
              x={{ range: [1, forecast.fitted.length], label: 'Period', tick: period, format: period }}
              y={{ range: [0, nice_range(0, high)[1]], label: 'Sales', tick: short_number, format: short_number }}
              lines={[{ id: 'fitted', label: 'Model and forecast', points: forecast.fitted }]}
              bands={forecast.band.length > 1 ? [{ id: 'fitted', label: '95%', spans: forecast.band }] : []}
              dots={{ label: 'Sales', points: forecast.sales }}
            />
          )}
        </div>
        <Details study={study} result={result} />
        {children}
        <div class="price-print">
          <Provenance study={study} />
        </div>
      </div>
    </div>
  );
}
