// The two curves of a sales history: what is sold at each price, over the rows of the data, and what that earns.
import { useMemo } from 'preact/hooks';
import { nice_range, type Point } from '../../core/chart-scale';
import {
  curves_of,
  type Elasticity,
  profit_at,
  quantile_of,
  type Recommendation,
  type Situation,
  volume_at,
} from '../../core/price-curve';
import { decimal, elasticity_sentence, money, short_money, short_number } from '../../core/price-words';
import { XYChart } from '../../kit/chart/XYChart';

export function DemandChart(props: {
  at: Situation;
  elasticity: Elasticity;
  dots: Point[];
  currency: string;
  is_index: boolean;
  best: Recommendation | null;
}) {
  const { at, elasticity, currency } = props;
  const from = Math.min(at.lowest, at.price);
  const to = Math.max(at.highest, at.price);
  const curves = curves_of(elasticity, at, from, to);
  const dots = useMemo(() => props.dots.filter((dot) => dot.x >= from && dot.x <= to), [props.dots, from, to]);
  const tallest = useMemo(
    () =>
      quantile_of(
        dots.map((dot) => dot.y).sort((a, b) => a - b),
        0.98,
      ) || 0,
    [dots],
  );
  const high = Math.max(
    quantile_of(
      curves.demand_band.map((span) => span.high).sort((a, b) => a - b),
      0.97,
    ),
    tallest,
  );
  const sold = props.is_index ? (value: number) => decimal(value, 0) : short_number;
  return (
    <XYChart
      title="What is sold at each price"
      note={
        props.is_index
          ? 'Today is 100. The band holds 95% of what the data allow.'
          : 'In a typical row of the data. The band holds 95% of what the data allow; it is narrow at today’s price, which is known.'
      }
      description={`Demand falls from ${sold(volume_at(from, elasticity.value, at))} at ${money(from, currency)} to ${sold(volume_at(to, elasticity.value, at))} at ${money(to, currency)}. ${elasticity_sentence(elasticity)}`}
      file="demand"
      x={{
        range: [from, to],
        label: 'Price',
        tick: (value) => short_money(value, currency),
        format: (value) => money(value, currency),
      }}
      y={{ range: [0, nice_range(0, high)[1]], label: 'Sold', tick: short_number, format: sold }}
      lines={[{ id: 'demand', label: 'Sold', points: curves.demand }]}
      bands={[{ id: 'demand', label: '95%', spans: curves.demand_band, look: 'outer' }]}
      dots={{ label: 'Rows of the data', points: dots }}
      marks={[
        { x: at.price, label: `Today ${money(at.price, currency)}`, look: 'today', y: at.volume },
        ...(props.best
          ? [
              {
                x: props.best.price,
                label: `Best ${money(props.best.price, currency)}`,
                look: 'best' as const,
                y: volume_at(props.best.price, elasticity.value, at),
              },
            ]
          : []),
      ]}
    />
  );
}

export function ProfitChart({
  at,
  elasticity,
  currency,
  best,
  is_revenue,
}: {
  at: Situation;
  elasticity: Elasticity;
  currency: string;
  best: Recommendation | null;
  is_revenue: boolean;
}) {
  const from = Math.min(at.lowest, at.price);
  const to = Math.max(at.highest, at.price);
  const curves = curves_of(elasticity, at, from, to);
  const word = is_revenue ? 'Revenue' : 'Profit';
  const highs = curves.profit_inner.map((span) => span.high);
  const lows = curves.profit.map((point) => point.y);
  const top = Math.max(...highs, 0);
  const range = nice_range(Math.max(Math.min(...lows, 0), -top * 0.25), top > 0 ? top : 1);
  const amount = (value: number) => short_money(value, currency);
  return (
    <XYChart
      title={`${word} at each price`}
      note={`In a typical row of the data, ${is_revenue ? 'before cost' : `at a cost of ${money(at.cost, currency)} each`}. The darker band holds 80%, the paler one 95% of what the data allow.`}
      description={
        best
          ? `${word} is highest at ${money(best.price, currency)}, with the best price between ${money(best.low, currency)} and ${money(best.high, currency)} with 95 percent certainty; today's price is ${money(at.price, currency)}.`
          : `${word} over price; no best price is recommended.`
      }
      file={word.toLowerCase()}
      tall
      x={{
        range: [from, to],
        label: 'Price',
        tick: (value) => short_money(value, currency),
        format: (value) => money(value, currency),
      }}
      y={{ range, label: word, tick: amount, format: amount }}
      lines={[{ id: 'profit', label: word, points: curves.profit }]}
      bands={[
        { id: 'profit-outer', label: '95%', spans: curves.profit_outer, look: 'outer' },
        { id: 'profit', label: '80%', spans: curves.profit_inner, look: 'inner' },
      ]}
      stretch={best ? { low: best.low, high: best.high, label: 'Where the best price lies (95%)' } : undefined}
      marks={[
        {
          x: at.price,
          label: `Today ${money(at.price, currency)}`,
          look: 'today',
          y: profit_at(at.price, elasticity.value, at),
        },
        ...(best
          ? [
              {
                x: best.price,
                label: `Best ${money(best.price, currency)} (95%: ${money(best.low, currency)}–${money(best.high, currency)})`,
                look: 'best' as const,
                y: best.profit,
              },
            ]
          : []),
      ]}
    />
  );
}
