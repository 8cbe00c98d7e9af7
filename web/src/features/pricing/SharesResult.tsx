// Market shares, and any other model with several products: own elasticities, margins, and who takes from whom.
import { type Matrix, matrix_of, own_of, strongest_pair } from '../../core/price-matrix';
import { type FitResult, type Spread, uncertain } from '../../core/price-result';
import { read_spec, unquoted } from '../../core/price-spec';
import { decimal, figure, percent } from '../../core/price-words';
import { type Bar, Bars } from '../../kit/chart/Bars';
import { MarketLine, use_line } from './MarketLine';
import { Details, Figures, Provenance, Refusals, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';
import { Rivalry } from './Rivalry';

const bars_shown = 30;

/** The mean of each product over its markets. */
function by_product(spread: Spread | null): Bar[] {
  const groups = new Map<string, number[]>();
  for (const one of spread?.own ?? []) {
    if (one.value === null || one.product === undefined) continue;
    groups.set(one.product, [...(groups.get(one.product) ?? []), one.value]);
  }
  return [...groups]
    .map(([label, values]) => ({
      label,
      value: values.reduce((a, b) => a + b, 0) / values.length,
      low: Math.min(...values),
      high: Math.max(...values),
    }))
    .sort((a, b) => a.value - b.value);
}

function spread_figure(label: string, spread: Spread | null, format: (value: number) => string) {
  if (!spread || spread.mean === null) return [];
  return [
    {
      label,
      value: format(spread.mean),
      note: `from ${format(spread.lowest ?? Number.NaN)} to ${format(spread.highest ?? Number.NaN)}`,
    },
  ];
}

function headline_of(result: FitResult, matrix: Matrix | null): string {
  const mean = result.elasticities?.mean;
  const strongest = matrix && strongest_pair(matrix);
  if ((mean === null || mean === undefined) && strongest && strongest.value > 0)
    return `${strongest.row} lives most off ${strongest.column}: when that becomes 10% dearer, ${strongest.row} sells ${percent(1.1 ** strongest.value - 1)} more.`;
  if (mean === null || mean === undefined) return `Fitted to ${result.observations.toLocaleString('en-GB')} rows.`;
  return `A product 1% dearer loses about ${decimal(Math.abs(mean), 1)}% of its volume, on average.`;
}

export function SharesResult({ study, result, children }: ResultProps) {
  const spec = read_spec(study.spec);
  const price = uncertain(result.estimates.find((one) => unquoted(one.name) === unquoted(spec.get('price') ?? '')));
  const line = use_line(study, result);
  const matrix = matrix_of(result);
  const seen = by_product(result.elasticities);
  const is_by_market = seen.length > 0;
  const own: Bar[] = is_by_market
    ? seen
    : (matrix ? own_of(matrix) : []).map((one) => ({ ...one, label: one.product }));
  const margins = by_product(result.markups);
  return (
    <div class="price-body">
      <div class="price-main">
        {result.refused ? (
          <Verdict
            bad
            headline="These data cannot carry a price"
            sure="What was estimated is kept below. Do not set a price on it."
          />
        ) : (
          <Verdict
            headline={headline_of(result, matrix)}
            sure={
              own.length && !is_by_market
                ? `Of its own price: ${own.map((bar) => `${bar.label} ${decimal(bar.value)}`).join(', ')}. The intervals are below.`
                : price
                  ? `The effect of the price is ${figure(price.value)}, with 95% certainty between ${figure(price.low)} and ${figure(price.high)}.`
                  : undefined
            }
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        <Figures
          items={[
            ...spread_figure('Own elasticity', result.elasticities, (value) => decimal(value)),
            ...spread_figure('Margin that the prices imply', result.markups, (value) => percent(value)),
          ]}
        />
        {line && price && price.value < 0 && !result.refused && (
          <MarketLine line={line} alpha={price} spec={study.spec} />
        )}
        <div class="price-charts">
          <Rivalry matrix={matrix} />
          {own.length > 1 && (
            <Bars
              title="Own elasticity of each product"
              note={is_by_market ? 'Mean over markets; the whisker spans the markets' : 'The whisker holds 95%'}
              description={own.map((bar) => `${bar.label}: ${decimal(bar.value)}.`).join(' ')}
              file="own-elasticities"
              bars={own.slice(0, bars_shown)}
              label="Elasticity"
              format={(value) => decimal(value)}
              tick={(value) => decimal(value, 1)}
            />
          )}
          {margins.length > 1 && (
            <Bars
              title="Margin of each product that its price implies"
              note="(Price − cost) / price if each company sets its prices best; the whisker spans the markets"
              description={margins.map((bar) => `${bar.label}: ${percent(bar.value)}.`).join(' ')}
              file="margins"
              bars={[...margins].reverse().slice(0, bars_shown)}
              label="Margin"
              format={(value) => percent(value)}
              tick={(value) => percent(value)}
            />
          )}
        </div>
        <Details study={study} result={result} shown={['elasticity_matrix', 'cross_elasticities']} />
        {children}
        <div class="price-print">
          <Provenance study={study} />
        </div>
      </div>
    </div>
  );
}
