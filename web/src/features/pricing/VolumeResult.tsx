// What price does to volume: the demand curve over the sales, the profit curve with today's and the best price, and sliders.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PriceStudy } from '../../api/types';
import type { Point } from '../../core/chart-scale';
import {
  after_rivals,
  best_price,
  type Elasticity,
  median_of,
  type Recommendation,
  recommend,
  type Situation,
  typical_volume,
} from '../../core/price-curve';
import {
  cross_elasticities,
  diagnostic,
  type FitResult,
  own_elasticity,
  real_of,
  sheet_of,
} from '../../core/price-result';
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
import { query, set_query } from '../../store/location';
import { Details, Figures, Provenance, Refusals, Slider, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';
import { as_price, sales_of } from './state';
import { use_rows } from './use-rows';
import { DemandChart, ProfitChart } from './VolumeCharts';

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
      note: `95% between ${money(best.low, currency)} and ${money(best.high, currency)}`,
    },
    {
      label: 'Profit at the best price',
      value: Number.isFinite(gain) ? signed_percent(gain, 1) : short_money(best.profit, currency),
      note: Number.isFinite(gain)
        ? `95% between ${signed_percent(low, 1)} and ${signed_percent(high, 1)}`
        : 'today’s is below zero',
    },
    {
      label: 'Elasticity',
      value: decimal(elasticity.value),
      note: `95% between ${decimal(elasticity.low)} and ${decimal(elasticity.high)}`,
    },
  ];
}

/** As long as nothing is tried out, the interval is the engine's own: a decision is held against that one. */
function as_engine(reckoned: Recommendation, result: FitResult): Recommendation {
  const row = sheet_of(result, 'best_prices')[0];
  const [low, high] = [real_of(row, 'low'), real_of(row, 'high')];
  return Number.isFinite(low) && Number.isFinite(high) ? { ...reckoned, low, high } : reckoned;
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
  const is_as_asked =
    tried.price === assumed.price &&
    tried.cost === assumed.cost &&
    Object.values(tried.rivals).every((one) => one === 0);
  // A best price beyond what was tried is refused as asked; another cost may bring it back inside.
  const is_only_outside = result.refused && result.refusals.every((one) => one.reason === 'price-outside-range');
  const may_say = elasticity.value < 0 && (!result.refused || (is_only_outside && !is_as_asked));
  const reckoned = may_say && has_cost ? recommend(elasticity, at) : null;
  const best = reckoned && is_as_asked ? as_engine(reckoned, result) : reckoned;
  const words = best ? recommendation_words(best, at, currency) : null;
  return (
    <div class="price-body has-side">
      <div class="price-main">
        {result.refused && !best ? (
          <Verdict
            bad
            headline={
              is_only_outside
                ? 'The best price lies beyond the prices that were tried'
                : 'These data cannot say which price is best'
            }
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
        {!best && <Refusals result={result} />}
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
              note="The best price under each of 400 elasticities that the data allow, inside the prices that were tried; full bars are the middle 80%"
              description={`Best prices from ${money(best.all[0]!, currency)} to ${money(best.all[best.all.length - 1]!, currency)}, the middle 80 percent between ${money(best.inner[0], currency)} and ${money(best.inner[1], currency)}.`}
              file="best-price"
              values={best.all}
              range={[at.lowest, at.highest]}
              interval={best.inner}
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
