// Which line-up: what each feature is worth in money, and a line-up to try out whose shares and profit follow every change.
import { useMemo, useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import type { PriceStudy } from '../../api/types';
import { nice_range } from '../../core/chart-scale';
import { csv_text } from '../../core/csv-write';
import {
  best_offer_price,
  type ChoiceColumn,
  type ChoiceModel,
  choice_model,
  columns_of,
  first_offers,
  is_price_bad,
  line_profit,
  type Offer,
  profit_curve,
  type Shares,
  shares_of,
  worths_in_money,
} from '../../core/price-choice';
import { matrix_of } from '../../core/price-matrix';
import { type FitResult, real_of, sheet_of, text_of } from '../../core/price-result';
import { read_assumptions, read_spec, unquoted } from '../../core/price-spec';
import { decimal, money, percent, short_money } from '../../core/price-words';
import { list_of } from '../../core/words';
import { Button } from '../../kit/Button';
import { type Bar, Bars } from '../../kit/chart/Bars';
import { XYChart } from '../../kit/chart/XYChart';
import { navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { i_may } from '../../store/session';
import { bring_file } from './data';
import { Offers } from './Offers';
import { Details, Figures, Provenance, Refusals, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';
import { Rivalry } from './Rivalry';
import { use_rows } from './use-rows';

const levels_shown = 24;

/** The columns of the data with the values that occur. */
function use_columns(study: PriceStudy): ChoiceColumn[] | null {
  const seen = use_rows(study.data);
  return useMemo(() => (seen === undefined ? null : seen ? columns_of(seen.columns, seen.rows) : []), [seen]);
}

/** What each feature is worth in money: with intervals where the engine gives them. */
function worth_bars(result: FitResult, model: ChoiceModel | null): Bar[] {
  for (const name of ['willingness_to_pay', 'willingness', 'wtp']) {
    const rows = sheet_of(result, name);
    if (rows.length) {
      return rows.map((row) => ({
        label: (text_of(row, 'name') || text_of(row, 'feature') || text_of(row, 'of')).replace('=', ': '),
        value: real_of(row, 'value'),
        low: Number.isFinite(real_of(row, 'low')) ? real_of(row, 'low') : undefined,
        high: Number.isFinite(real_of(row, 'high')) ? real_of(row, 'high') : undefined,
      }));
    }
  }
  if (!model || !is_price_bad(model)) return [];
  const has_people = model.price.length > 1;
  return worths_in_money(model).map((one) => (has_people ? one : { label: one.label, value: one.value }));
}

function Worths({ bars, currency, has_people }: { bars: Bar[]; currency: string; has_people: boolean }) {
  const has_edges = bars.some((bar) => bar.low !== undefined);
  return (
    <Bars
      title="What each feature is worth"
      note={
        has_people
          ? 'More that the person in the middle would pay for it; the whisker holds the middle half of people'
          : `More that people would pay for it${has_edges ? '; the whisker holds 95%' : ''}`
      }
      description={bars.map((bar) => `${bar.label}: ${money(bar.value, currency)}.`).join(' ')}
      file="worth"
      bars={bars.slice(0, levels_shown)}
      label="Worth in money"
      format={(value) => money(value, currency)}
      tick={(value) => short_money(value, currency)}
    />
  );
}

function PriceCurve({
  model,
  offers,
  index,
  low,
  high,
  currency,
}: {
  model: ChoiceModel;
  offers: Offer[];
  index: number;
  low: number;
  high: number;
  currency: string;
}) {
  const steps = 60;
  const earned = profit_curve(model, offers, index);
  const profit = Array.from({ length: steps + 1 }, (_, step) => {
    const price = low + ((high - low) * step) / steps;
    return { x: price, y: earned(price) };
  });
  const best = best_offer_price(model, offers, index, low, high);
  const money_of = (value: number) => money(value, currency);
  const amount = (value: number) => short_money(value, currency);
  return (
    <XYChart
      title={`Profit of our line over the price of ${offers[index]!.name}`}
      note="For a hundred people who choose, with everything else as it stands at the side; what our other offers lose is counted"
      description={`Highest at ${money_of(best)}.`}
      file="line-profit"
      x={{ range: [low, high], label: 'Price', tick: amount, format: money_of }}
      y={{
        range: nice_range(
          Math.min(0, ...profit.map((point) => point.y)),
          Math.max(1e-9, ...profit.map((point) => point.y)),
        ),
        label: 'Profit',
        tick: amount,
        format: amount,
      }}
      lines={[{ id: 'profit', label: 'Profit of our line', points: profit }]}
      marks={[
        { x: offers[index]!.price, label: `Tried ${money_of(offers[index]!.price)}`, look: 'today' },
        {
          x: best,
          label: `Best ${money_of(best)}`,
          look: 'best',
          y: earned(best),
        },
      ]}
    />
  );
}

/** A bar for each offer, and one for those who take none. */
function share_bars(offers: Offer[], now: Shares, old: Shares | null, has_outside: boolean): Bar[] {
  const edge = (place: number, sign: number) =>
    now.se.length ? Math.min(1, Math.max(0, now.mean[place]! + sign * 1.96 * now.se[place]!)) : undefined;
  const bar = (label: string, place: number, is_ours: boolean): Bar => ({
    label,
    value: now.mean[place]!,
    low: edge(place, -1),
    high: edge(place, 1),
    before: old?.mean[place],
    is_ours,
  });
  return [
    ...offers.map((offer, place) => bar(offer.name, place, offer.is_ours)),
    ...(has_outside ? [bar('None of them', offers.length, false)] : []),
  ];
}

function LineUp({
  model,
  offers,
  before,
  low,
  high,
  currency,
}: {
  model: ChoiceModel;
  offers: Offer[];
  before: Offer[];
  low: number;
  high: number;
  currency: string;
}) {
  const now = shares_of(model, offers);
  const old = shares_of(model, before);
  const same_offers = before.length === offers.length;
  const ours = offers.reduce((sum, offer, index) => sum + (offer.is_ours ? now.mean[index]! : 0), 0);
  const first_of_ours = offers.findIndex((offer) => offer.is_ours);
  const none = now.mean.length - 1;
  const bars = share_bars(offers, now, same_offers ? old : null, model.has_outside);
  return (
    <>
      <Figures
        items={[
          { label: 'Our share', value: percent(ours, 1) },
          {
            label: 'Profit for 100 who choose',
            value: money(line_profit(offers, now.mean), currency),
            note: same_offers ? `was ${money(line_profit(before, old.mean), currency)}` : undefined,
          },
          ...(model.has_outside ? [{ label: 'Take none', value: percent(now.mean[none]!, 1) }] : []),
        ]}
      />
      <Bars
        title="Who takes which share"
        note={`Of those who choose among these offers; ours are full, others pale.${now.se.length ? ' The whisker holds 95%, by who was asked.' : ''} Shares of a survey, not of a market: shops, habit and knowledge are not in them.`}
        description={bars.map((bar) => `${bar.label}: ${percent(bar.value, 1)}.`).join(' ')}
        file="shares"
        bars={bars}
        label="Share"
        before_label="the line-up at first"
        format={(value) => percent(value, 1)}
        tick={(value) => percent(value)}
      />
      {first_of_ours >= 0 && (
        <PriceCurve model={model} offers={offers} index={first_of_ours} low={low} high={high} currency={currency} />
      )}
    </>
  );
}

/** Part-worths of people become a data set, on which a line of products can be chosen. */
function KeepWorths({ study, result }: { study: PriceStudy; result: FitResult }) {
  const rows = sheet_of(result, 'part_worths');
  const [busy, set_busy] = useState(false);
  const first = rows[0];
  if (!first || !i_may('create', 'price-data')) return null;
  const keep = async () => {
    set_busy(true);
    try {
      const names = Object.keys(first);
      const text = csv_text(
        names.map((name) => unquoted(name)),
        rows.map((row) => names.map((name) => row[name])),
      );
      const made = await bring_file(new File([text], `${study.name} part-worths.csv`, { type: 'text/csv' }));
      toast(`${made.name} is kept as a data set`, {
        action: { label: 'Choose a line', run: () => navigate('/pricing/new?again=1') },
      });
    } catch (refused) {
      toast(plain_words(refused), { bad: true });
    } finally {
      set_busy(false);
    }
  };
  return (
    <div class="row price-keep">
      <p class="grow quiet">
        The part-worths of {rows.length} people can be put to a list of candidates, to find the line that earns most.
      </p>
      <Button busy={busy} onClick={() => void keep()}>
        Keep the part-worths
      </Button>
    </div>
  );
}

export function ChoicesResult({ study, result, children }: ResultProps) {
  const columns = use_columns(study);
  if (!columns) return null;
  return (
    <ChoicesAnswer study={study} result={result} columns={columns}>
      {children}
    </ChoicesAnswer>
  );
}

function ChoicesAnswer({ study, result, columns, children }: ResultProps & { columns: ChoiceColumn[] }) {
  const spec = read_spec(study.spec);
  const { currency } = read_assumptions(study.spec);
  const model = useMemo(() => choice_model(result, spec, columns), [result, columns]);
  const price = columns.find((column) => column.name === unquoted(spec.get('price') ?? ''));
  const [low, high] = [price?.lowest ?? 0, price?.highest ?? 1];
  const first = useMemo(() => (model ? first_offers(model, low, high) : []), [model]);
  const [offers, set_offers] = useState<Offer[] | null>(null);
  const shown = offers ?? first;
  const bars = worth_bars(result, model);
  const dearest = bars
    .filter((bar) => bar.value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, 3);
  const has_people = (model?.price.length ?? 0) > 1;
  const may_try = model !== null && is_price_bad(model) && !result.refused;
  return (
    <div class={may_try ? 'price-body has-side' : 'price-body'}>
      <div class="price-main">
        {result.refused ? (
          <Verdict
            bad
            headline="These choices cannot carry a price"
            sure="What was estimated is kept below. Do not set a price on it."
          />
        ) : (
          <Verdict
            headline={
              dearest.length
                ? `People pay most for ${list_of(dearest.map((bar) => `${bar.label} (${money(bar.value, currency)})`))}.`
                : 'The choices were fitted.'
            }
            sure={
              dearest[0]?.low !== undefined && !has_people
                ? `With 95% certainty ${dearest[0].label} is worth between ${money(dearest[0].low, currency)} and ${money(dearest[0].high!, currency)}. Try a line-up at the side.`
                : `From ${result.observations.toLocaleString('en-GB')}${has_people ? ` choices of ${model!.price.length} people` : ' choices'}; how sure each number is stands below. Try a line-up at the side.`
            }
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        <div class="price-charts">
          {may_try && <LineUp model={model} offers={shown} before={first} low={low} high={high} currency={currency} />}
          {bars.length > 0 && !result.refused && <Worths bars={bars} currency={currency} has_people={has_people} />}
          <Rivalry matrix={matrix_of(result)} />
        </div>
        <KeepWorths study={study} result={result} />
        <Details study={study} result={result} shown={['elasticity_matrix', 'groups', 'part_worths']} />
        {children}
        <div class="price-print">
          <p>
            Line-up:{' '}
            {shown
              .map((offer) => `${offer.name} at ${money(offer.price, currency)} (cost ${decimal(offer.cost)})`)
              .join('; ')}
            .
          </p>
          <Provenance study={study} />
        </div>
      </div>
      {may_try && (
        <aside class="price-side" aria-labelledby="price-side-title">
          <h2 id="price-side-title" class="section-title">
            Try a line-up
          </h2>
          <Offers model={model} offers={shown} set_offers={set_offers} low={low} high={high} currency={currency} />
        </aside>
      )}
    </div>
  );
}
