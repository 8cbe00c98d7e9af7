// What if: every price of one market on a slider; shares of all products and the profit of one company follow at once.
import { useMemo, useState } from 'preact/hooks';
import type { PriceStudy } from '../../api/types';
import type { Elasticity } from '../../core/price-curve';
import { last_market, type MarketProduct, market_answer } from '../../core/price-market';
import type { FitResult } from '../../core/price-result';
import { read_assumptions, read_spec, unquoted } from '../../core/price-spec';
import { money, percent, signed_percent } from '../../core/price-words';
import { Button } from '../../kit/Button';
import { type Bar, Bars } from '../../kit/chart/Bars';
import { SelectField } from '../../kit/Field';
import { Figures, Slider } from './parts';
import { use_rows } from './use-rows';

const most = 24;

export interface Line {
  market: string;
  products: MarketProduct[];
}

/** The last market of the data; null where the model or the data are not of that kind. */
export function use_line(study: PriceStudy, result: FitResult): Line | null {
  const rows = use_rows(result.method === 'logit' ? study.data : null);
  return useMemo(() => {
    if (!rows) return null;
    const spec = read_spec(study.spec);
    const name = (line: string) => unquoted(spec.get(line) ?? '');
    const margins = new Map<string, number>();
    for (const one of result.markups?.own ?? [])
      if (one.product !== undefined && one.value !== null) margins.set(one.product, one.value);
    const found = last_market(
      rows.columns,
      rows.rows,
      {
        market: name('market'),
        product: name('product'),
        firm: name('firm') || null,
        share: name('share'),
        price: name('price'),
      },
      margins,
    );
    return found && found.products.length > 1 && found.products.length <= most ? found : null;
  }, [rows, study.spec]);
}

export function MarketLine({ line, alpha, spec }: { line: Line; alpha: Elasticity; spec: string }) {
  const { currency } = read_assumptions(spec);
  const { products } = line;
  const firms = [...new Set(products.map((one) => one.firm))].filter(Boolean);
  const today = products.map((one) => one.price);
  const [prices, set_prices] = useState(today);
  const [firm, set_firm] = useState(unquoted(read_spec(spec).get('our firm') ?? '') || (firms[0] ?? ''));
  const answer = market_answer(products, prices, alpha, firm);
  const bars: Bar[] = products.map((one, place) => ({
    label: one.name,
    value: answer.share[place]!,
    low: answer.low[place],
    high: answer.high[place],
    before: one.share,
    is_ours: !firms.length || one.firm === firm,
  }));
  const knows_cost = products.every((one) => one.firm !== firm || Number.isFinite(one.cost));
  const gain = answer.profit_before > 0 ? (value: number) => signed_percent(value / answer.profit_before - 1, 1) : null;
  return (
    <section class="price-market" aria-labelledby="price-market-title">
      <div class="price-market-main">
        {firms.length > 0 && knows_cost && gain && (
          <Figures
            items={[
              {
                label: `Profit of ${firm}`,
                value: gain(answer.profit),
                note: `95% between ${gain(answer.profit_low)} and ${gain(answer.profit_high)}`,
              },
              {
                label: `Share of ${firm}`,
                value: percent(
                  products.reduce((sum, one, place) => sum + (one.firm === firm ? answer.share[place]! : 0), 0),
                  1,
                ),
                note: `was ${percent(
                  products.reduce((sum, one) => sum + (one.firm === firm ? one.share : 0), 0),
                  1,
                )}`,
              },
            ]}
          />
        )}
        <Bars
          title={`What if: shares in ${line.market}`}
          note="At the prices at the side; the whisker holds 95% of what the effect of the price allows, the line marks the share that was seen. Costs are those that make the prices seen best."
          description={bars.map((bar) => `${bar.label}: ${percent(bar.value, 1)}.`).join(' ')}
          file="what-if-shares"
          bars={bars}
          label="Share of all who could buy"
          before_label="what was seen"
          format={(value) => percent(value, 1)}
          tick={(value) => percent(value)}
        />
      </div>
      <div class="price-market-side">
        <div class="row">
          <h2 id="price-market-title" class="section-title grow">
            What if
          </h2>
          <Button small kind="ghost" icon="undo" onClick={() => set_prices(today)}>
            As it is
          </Button>
        </div>
        {firms.length > 1 && (
          <SelectField
            label="Our company"
            value={firm}
            onValue={set_firm}
            choices={firms.map((one) => ({ value: one, label: one }))}
          />
        )}
        {products.map((one, place) => (
          <Slider
            key={one.name}
            label={`Price of ${one.name}`}
            value={prices[place]!}
            onValue={(price) => set_prices(prices.map((old, at) => (at === place ? price : old)))}
            low={Number((one.price * 0.7).toPrecision(4))}
            high={Number((one.price * 1.3).toPrecision(4))}
            step={Number((one.price / 200).toPrecision(1))}
            shown={`${money(prices[place]!, currency)} (${signed_percent(prices[place]! / one.price - 1)})`}
          />
        ))}
      </div>
    </section>
  );
}
