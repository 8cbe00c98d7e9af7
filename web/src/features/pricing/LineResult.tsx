// Which products to offer: the best line of each size with its proof, what each product brings, and how sure the choice is.
import { real_of, sheet_of, text_of } from '../../core/price-result';
import { read_assumptions } from '../../core/price-spec';
import { figure, likely_words, money, percent, short_money } from '../../core/price-words';
import { count_of, list_of } from '../../core/words';
import { Bars } from '../../kit/chart/Bars';
import { Details, Figures, Provenance, Refusals, Sheet, Verdict, Warnings } from './parts';
import type { ResultProps } from './Result';

const size_name = (size: number): string => count_of(size, 'product');

export function LineResult({ study, result, children }: ResultProps) {
  const { currency } = read_assumptions(study.spec);
  const lines = sheet_of(result, 'lines');
  const members = sheet_of(result, 'line');
  const sure = sheet_of(result, 'uncertainty')[0];
  const last = lines[lines.length - 1];
  const amount = (value: number) => short_money(value, currency);
  const gap = real_of(last, 'gap');
  const proof =
    gap > 0
      ? `No line can earn more than ${percent(gap / real_of(last, 'value'), 1)} above it.`
      : 'No line of this size earns more: that is proved.';
  const stays = real_of(sure, 'best');
  return (
    <div class="price-body">
      <div class="price-main">
        {result.refused ? (
          <Verdict bad headline="These data cannot say which line is best" sure="What was found is shown below." />
        ) : (
          <Verdict
            headline={`Offer ${list_of(members.map((row) => text_of(row, 'product')))}: together they earn ${amount(real_of(last, 'value'))}.`}
            sure={[
              proof,
              Number.isFinite(stays)
                ? `Had other people been asked, it would ${likely_words(stays)} still be the best (in ${percent(stays)} of samples), and keeping it would cost ${amount(real_of(sure, 'regret'))} on average.`
                : '',
            ].join(' ')}
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        {sure && (
          <Figures
            items={[
              {
                label: 'The line earns',
                value: amount(real_of(sure, 'value')),
                note: `95% between ${amount(real_of(sure, 'low'))} and ${amount(real_of(sure, 'high'))}`,
              },
              { label: 'Stays the best', value: percent(stays), note: 'of samples of people drawn anew' },
              {
                label: 'Looked at',
                value: figure(real_of(last, 'looks')),
                note: `of ${figure(real_of(last, 'lines'))} lines`,
              },
            ]}
          />
        )}
        <div class="price-charts">
          <Bars
            title="What each product of the line brings"
            note="The whisker holds 95%, by who was asked"
            description={members
              .map((row) => `${text_of(row, 'product')}: ${amount(real_of(row, 'profit'))}.`)
              .join(' ')}
            file="line"
            bars={members.map((row) => ({
              label: `${text_of(row, 'product')} at ${money(real_of(row, 'price'), currency)}`,
              value: real_of(row, 'profit'),
              low: Number.isFinite(real_of(row, 'low')) ? real_of(row, 'low') : undefined,
              high: Number.isFinite(real_of(row, 'high')) ? real_of(row, 'high') : undefined,
            }))}
            label="Earns"
            format={amount}
            tick={amount}
          />
          {lines.length > 1 && (
            <Bars
              title="What one more product adds"
              note="The best line of each size; the line marks what no line of that size can exceed"
              description={lines
                .map((row) => `${size_name(real_of(row, 'size'))}: ${amount(real_of(row, 'value'))}.`)
                .join(' ')}
              file="line-sizes"
              bars={lines.map((row) => ({
                label: size_name(real_of(row, 'size')),
                value: real_of(row, 'value'),
                before: real_of(row, 'bound'),
              }))}
              label="Earns"
              before_label="the bound"
              format={amount}
              tick={amount}
            />
          )}
        </div>
        {lines.length > 0 && <Sheet name="lines" rows={lines} />}
        <Details study={study} result={result} shown={['lines']} />
        {children}
        <div class="price-print">
          <Provenance study={study} />
        </div>
      </div>
    </div>
  );
}
