// What price does to volume: the demand curve over the sales, the profit curve with today's and the best price, and sliders.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PriceStudy } from '../../api/types';
import { nice_range, type Point } from '../../core/chart-scale';
import {
  after_rivals,
  best_price,
  curves_of,
  type Elasticity,
  median_of,
  profit_at,
  quantile_of,
  type Recommendation,
  recommend,
  type Situation,
  typical_volume,
  volume_at,
} from '../../core/price-curve';
import { cross_elasticities, diagnostic, type FitResult, own_elasticity } from '../../core/price-result';
import { type Assumptions, logged_columns, read_assumptions, read_spec, unquoted } from '../../core/price-spec';
import {
  decimal,
  elasticity_sentence,
  money,
  percent,
  recommendation_words,
  short_money,
  short_number,
  signed_percent,
} from '../../core/price-words';
import { Button } from '../../kit/Button';
import { Histogram } from '../../kit/chart/Histogram';
import { XYChart } from '../../kit/chart/XYChart';
import { query, set_query } from '../../store/location';
import { Details, Figures, Provenance, Refusals, Slider, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';
import { as_price, sales_of } from './state';
import { use_rows } from './use-rows';

/** The rows of the data as prices and quantities; none when the data are gone, and then volumes are shown as an index. */
function use_sales(study: PriceStudy): Point[] | null {
  const seen = use_rows(study.data);
  return useMemo(() => {
    if (seen === undefined) return null;
    const spec = read_spec(study.spec);
    const place = spec.get('absorb')?.split(',')[0]?.trim();
    return seen
      ? sales_of(seen, {
          price: unquoted(spec.get('price') ?? ''),
          quantity: unquoted(spec.get('quantity') ?? ''),
          place: place ? unquoted(place) : null,
        })
      : [];
  }, [seen, study.spec]);
}

interface Tried {
  price: number;
  cost: number | null;
  rivals: Record<string, number>;
}

/** What the reader tries out stands in the address, so that it can be sent to somebody. */
function tried_of(assumed: Assumptions, typical: number): Tried {
  const number = (name: string): number | null => {
    const text = query.peek().get(name);
    return text !== null && Number.isFinite(Number(text)) ? Number(text) : null;
  };
  return { price: number('price') ?? assumed.price ?? typical, cost: number('cost') ?? assumed.cost, rivals: {} };
}

/** A round step of about a two-hundredth. */
function step_of(width: number): number {
  const rough = width / 200;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Number((power * (rough / power >= 5 ? 5 : rough / power >= 2 ? 2 : 1)).toPrecision(3));
}

function DemandChart(props: {
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
  const dots = props.dots.filter((dot) => dot.x >= from && dot.x <= to);
  const high = Math.max(
    quantile_of(
      curves.demand_band.map((span) => span.high).sort((a, b) => a - b),
      0.97,
    ),
    quantile_of(
      dots.map((dot) => dot.y).sort((a, b) => a - b),
      0.98,
    ) || 0,
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

function ProfitChart({
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
          ? `${word} is highest at ${money(best.price, currency)}, with the best price between ${money(best.low, currency)} and ${money(best.high, currency)} with 80 percent certainty; today's price is ${money(at.price, currency)}.`
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
      stretch={best ? { low: best.low, high: best.high, label: 'Where the best price lies (80%)' } : undefined}
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
                label: `Best ${money(best.price, currency)} (80%: ${money(best.low, currency)}–${money(best.high, currency)})`,
                look: 'best' as const,
                y: best.profit,
              },
            ]
          : []),
      ]}
    />
  );
}

function figures_of(at: Situation, best: Recommendation, currency: string, elasticity: Elasticity) {
  const gain = best.profit_today > 0 ? best.profit / best.profit_today - 1 : Number.NaN;
  const low = best.profit_today > 0 ? best.profit_low / best.profit_today - 1 : Number.NaN;
  const high = best.profit_today > 0 ? best.profit_high / best.profit_today - 1 : Number.NaN;
  return [
    {
      label: 'Price today',
      value: money(at.price, currency),
      note: `seen: ${money(at.lowest, currency)} to ${money(at.highest, currency)}`,
    },
    {
      label: 'Best price',
      value: money(best.price, currency),
      note: `80% between ${money(best.low, currency)} and ${money(best.high, currency)}`,
    },
    {
      label: 'Profit at the best price',
      value: Number.isFinite(gain) ? signed_percent(gain, 1) : short_money(best.profit, currency),
      note: Number.isFinite(gain)
        ? `80% between ${signed_percent(low, 1)} and ${signed_percent(high, 1)}`
        : 'today’s is below zero',
    },
    {
      label: 'Elasticity',
      value: decimal(elasticity.value),
      note: `95% between ${decimal(elasticity.low)} and ${decimal(elasticity.high)}`,
    },
  ];
}

export function VolumeResult({ study, result, children }: ResultProps) {
  const sales = use_sales(study);
  if (!sales) return null;
  return (
    <VolumeAnswer study={study} result={result} sales={sales}>
      {children}
    </VolumeAnswer>
  );
}

function rival_columns(study: PriceStudy): string[] {
  const spec = read_spec(study.spec);
  return logged_columns(spec.get('regressors')).filter((column) => column !== unquoted(spec.get('price') ?? ''));
}

function situation_of(result: FitResult, sales: Point[], tried: Tried, elasticity: Elasticity): Situation {
  const seen = sales.map((sale) => sale.x);
  const lowest = diagnostic(result, 'lowest_price') || Math.min(...seen);
  const highest = diagnostic(result, 'highest_price') || Math.max(...seen);
  const volume = typical_volume(sales, tried.price, elasticity.value);
  return { price: tried.price, volume: Number.isFinite(volume) ? volume : 100, cost: tried.cost ?? 0, lowest, highest };
}

function VolumeAnswer({ study, result, sales, children }: ResultProps & { sales: Point[] }) {
  const elasticity = own_elasticity(result)!;
  const assumed = read_assumptions(study.spec);
  const typical = sales.length
    ? median_of(sales.map((sale) => sale.x))
    : Math.sqrt(diagnostic(result, 'lowest_price') * diagnostic(result, 'highest_price'));
  const [tried, set_tried] = useState<Tried>(() => tried_of(assumed, as_price(typical)));
  useEffect(() => {
    const timer = setTimeout(() => {
      const differs = (name: 'price' | 'cost') => tried[name] !== null && tried[name] !== assumed[name];
      set_query({
        price: differs('price') ? String(tried.price) : null,
        cost: differs('cost') ? String(tried.cost) : null,
      });
    }, 400);
    return () => clearTimeout(timer);
  }, [tried.price, tried.cost]);
  const crosses = cross_elasticities(result, rival_columns(study));
  const plain = situation_of(result, sales, tried, elasticity);
  const at = crosses.reduce((now, one) => after_rivals(now, one.at.value, tried.rivals[one.column] ?? 0), plain);
  const currency = assumed.currency;
  const has_cost = tried.cost !== null && tried.cost > 0;
  const may_say = !result.refused && elasticity.value < 0;
  const best = may_say && has_cost ? recommend(elasticity, at) : null;
  const words = best ? recommendation_words(best, at, currency) : null;
  return (
    <div class="price-body has-side">
      <div class="price-main">
        {result.refused ? (
          <Verdict
            bad
            headline="These data cannot say which price is best"
            sure="What was found is shown below. Do not set a price on it before the reasons here are gone."
          />
        ) : words ? (
          <Verdict headline={words.headline} sure={`${words.sure} ${elasticity_sentence(elasticity)}`} />
        ) : (
          <Verdict
            headline={elasticity_sentence(elasticity)}
            sure="Say at the side what one more costs, and the price that earns most is shown with its uncertainty."
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        {best && <Figures items={figures_of(at, best, currency, elasticity)} />}
        <div class="price-charts">
          <ProfitChart at={at} elasticity={elasticity} currency={currency} best={best} is_revenue={!has_cost} />
          <DemandChart
            at={at}
            elasticity={elasticity}
            dots={sales}
            currency={currency}
            is_index={!sales.length}
            best={best}
          />
          {best && (
            <Histogram
              title="Where the best price falls"
              note="The best price under each of 400 elasticities that the data allow, inside the prices that were tried"
              description={`Best prices from ${money(best.all[0]!, currency)} to ${money(best.all[best.all.length - 1]!, currency)}, the middle 80 percent between ${money(best.low, currency)} and ${money(best.high, currency)}.`}
              file="best-price"
              values={best.all}
              range={[at.lowest, at.highest]}
              interval={[best.low, best.high]}
              x_label="Price"
              tick={(value) => short_money(value, currency)}
            />
          )}
        </div>
        <Details study={study} result={result} />
        {children}
        <div class="price-print">
          <p>
            Assumed: price today {money(tried.price, currency)}, cost of one more{' '}
            {has_cost ? money(tried.cost!, currency) : 'not known'}
            {crosses.map((one) => `, ${one.column} ${signed_percent(tried.rivals[one.column] ?? 0)}`).join('')}.
          </p>
          <Provenance study={study} />
        </div>
      </div>
      <aside class="price-side" aria-labelledby="price-side-title">
        <div class="row">
          <h2 id="price-side-title" class="section-title grow">
            What if
          </h2>
          <Button
            small
            kind="ghost"
            icon="undo"
            onClick={() => set_tried({ price: assumed.price ?? as_price(typical), cost: assumed.cost, rivals: {} })}
          >
            As it is
          </Button>
        </div>
        <Slider
          label="Cost of one more"
          value={tried.cost ?? 0}
          onValue={(cost) => set_tried({ ...tried, cost })}
          low={0}
          high={Number(at.highest.toPrecision(3))}
          step={step_of(at.highest)}
          shown={tried.cost === null ? 'not known' : money(tried.cost, currency)}
          hint={
            has_cost
              ? `Covers itself from ${money(tried.cost!, currency)}; best price ${money(best_price(elasticity.value, at), currency)}`
              : 'Move it to see the price that earns most.'
          }
        />
        <Slider
          label="Price today"
          value={tried.price}
          onValue={(price) => set_tried({ ...tried, price })}
          low={Number(at.lowest.toPrecision(4))}
          high={Number(at.highest.toPrecision(4))}
          step={step_of(at.highest - at.lowest)}
          shown={money(tried.price, currency)}
          hint={`Sells ${sales.length ? short_number(at.volume) : '100'} in a typical row`}
        />
        {crosses.map((one) => (
          <Slider
            key={one.column}
            label={`${one.column} moves`}
            value={tried.rivals[one.column] ?? 0}
            onValue={(change) => set_tried({ ...tried, rivals: { ...tried.rivals, [one.column]: change } })}
            low={-0.3}
            high={0.3}
            step={0.01}
            shown={signed_percent(tried.rivals[one.column] ?? 0)}
            hint={`10% dearer moves our volume by ${signed_percent(1.1 ** one.at.value - 1, 1)} (${percent(1.1 ** one.at.low - 1, 1)} to ${percent(1.1 ** one.at.high - 1, 1)})`}
          />
        ))}
      </aside>
    </div>
  );
}
