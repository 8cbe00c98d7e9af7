// Gabor-Granger: who accepts each price that was asked, what that earns, and how often each price came out best.
import { useState } from 'preact/hooks';
import { nice_range } from '../../core/chart-scale';
import { read_assumptions, read_spec } from '../../core/price-spec';
import { type AskedCurves, asked_curves, best_asked, named_estimate } from '../../core/price-survey';
import { money, percent, short_money } from '../../core/price-words';
import { format_number } from '../../core/words';
import { Bars } from '../../kit/chart/Bars';
import { XYChart } from '../../kit/chart/XYChart';
import { Details, Figures, Provenance, Refusals, Slider, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';

const share = (value: number): string => percent(value);

interface PictureProps {
  curves: AskedCurves;
  cost: number;
  best: number;
  currency: string;
}

function Pictures({ curves, cost, best, currency }: PictureProps) {
  const price = (value: number) => money(value, currency);
  const amount = (value: number) => short_money(value, currency);
  const range: [number, number] = [curves.rows[0]!.price, curves.rows[curves.rows.length - 1]!.price];
  const axis = { range, label: 'Price', tick: amount, format: price };
  const earned = curves.rows.map((row) => ({ x: row.price, y: (row.price - cost) * row.demand }));
  const word = cost > 0 ? 'Profit' : 'Revenue';
  const band = curves.demand_band.map((span) => ({
    x: span.x,
    low: (span.x - cost) * span.low,
    high: (span.x - cost) * span.high,
  }));
  const top = Math.max(...earned.map((point) => point.y), ...band.map((span) => span.high));
  const bottom = Math.min(0, ...earned.map((point) => point.y));
  const counted = curves.rows.filter((row) => Number.isFinite(row.best_share) && row.best_share > 0);
  return (
    <div class="price-charts">
      <XYChart
        title={`${word} at each price`}
        note={`For each person asked${cost > 0 ? `, at a cost of ${price(cost)} each` : ''}`}
        description={`${word} is highest at ${price(best)}.`}
        file={word.toLowerCase()}
        tall
        x={axis}
        y={{ range: nice_range(bottom, top), label: word, tick: amount, format: price }}
        lines={[{ id: 'earned', label: word, points: earned }]}
        bands={band.length ? [{ id: 'earned', label: '95%', spans: band }] : []}
        marks={[
          { x: best, label: `Best ${price(best)}`, look: 'best', y: earned.find((point) => point.x === best)?.y },
        ]}
      />
      <XYChart
        title="Who accepts each price"
        note="Share of the people asked"
        description={`From ${share(curves.rows[0]!.demand)} at ${price(range[0])} to ${share(curves.rows[curves.rows.length - 1]!.demand)} at ${price(range[1])}.`}
        file="acceptance"
        x={axis}
        y={{ range: [0, 1], label: 'People', tick: share, format: share }}
        lines={[{ id: 'demand', label: 'Accept it', points: curves.demand }]}
        bands={curves.demand_band.length ? [{ id: 'demand', label: '95%', spans: curves.demand_band }] : []}
        dots={{ label: 'Prices asked', points: curves.demand }}
      />
      {counted.length > 0 && cost === 0 && (
        <Bars
          title="How often each price came out best"
          note="By revenue, in samples drawn anew from the people asked"
          description={counted.map((row) => `${price(row.price)}: ${share(row.best_share)}.`).join(' ')}
          file="best-price"
          bars={counted.map((row) => ({ label: price(row.price), value: row.best_share, is_ours: row.price === best }))}
          label="Share of samples"
          format={share}
          tick={share}
        />
      )}
    </div>
  );
}

export function AskedResult({ study, result, children }: ResultProps) {
  const { currency } = read_assumptions(study.spec);
  const curves = asked_curves(result);
  const [cost, set_cost] = useState(() => Number(read_spec(study.spec).get('cost')) || 0);
  const best = best_asked(curves.rows, cost);
  const price = (value: number) => money(value, currency);
  const edge = named_estimate(result, /price of most revenue/i);
  const last = curves.rows[curves.rows.length - 1]!.price;
  const word = cost > 0 ? 'profit' : 'revenue';
  return (
    <div class="price-body has-side">
      <div class="price-main">
        {result.refused ? (
          <Verdict
            bad
            headline="These answers cannot say which price is best"
            sure="What was counted is shown below."
          />
        ) : (
          <Verdict
            headline={`Most ${word} is at ${price(best.price)}: ${share(best.demand)} accept it, ${price(best.earns)} for each person asked.`}
            sure={[
              cost === 0 && edge && Number.isFinite(edge.low)
                ? `The price of most revenue lies between ${price(edge.low)} and ${price(edge.high)} (95%, ${format_number(result.observations)} answers).`
                : `${format_number(result.observations)} answers.`,
              best.price === last || best.price === curves.rows[0]!.price
                ? `It is the ${best.price === last ? 'highest' : 'lowest'} price that was asked: a better one may lie beyond.`
                : '',
              'People say yes more easily than they pay, and no rival stood beside it.',
            ].join(' ')}
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        <Figures
          items={[
            {
              label: `Price of most ${word}`,
              value: price(best.price),
              note: edge && cost === 0 ? `95% between ${price(edge.low)} and ${price(edge.high)}` : undefined,
            },
            { label: 'Accept it', value: share(best.demand) },
            { label: cost > 0 ? 'Profit for each asked' : 'Revenue for each asked', value: price(best.earns) },
          ]}
        />
        <Pictures curves={curves} cost={cost} best={best.price} currency={currency} />
        <Details study={study} result={result} />
        {children}
        <div class="price-print">
          <p>Assumed: cost of one more {price(cost)}.</p>
          <Provenance study={study} />
        </div>
      </div>
      <aside class="price-side" aria-labelledby="price-side-title">
        <h2 id="price-side-title" class="section-title">
          What if
        </h2>
        <Slider
          label="Cost of one more"
          value={cost}
          onValue={set_cost}
          low={0}
          high={Number(last.toPrecision(3))}
          step={Number((last / 200).toPrecision(1))}
          shown={price(cost)}
          hint={cost > 0 ? 'Profit in place of revenue' : 'At 0, revenue is shown.'}
        />
      </aside>
    </div>
  );
}
