// The answer of a study: by its method the pictures that suit it, and for any other its estimates and tables.
import type { ComponentChildren } from 'preact';
import type { PriceStudy } from '../../api/types';
import { type FitResult, sheets_of } from '../../core/price-result';
import { Details, Refusals, Sheet, Verdict, Warnings } from './parts';
import { VolumeResult } from './VolumeResult';

export interface ResultProps {
  study: PriceStudy;
  result: FitResult;
  children?: ComponentChildren;
}

/** Any method that has no pictures of its own (yet). */
function PlainResult({ study, result, children }: ResultProps) {
  const sheets = sheets_of(result);
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
            headline={`Fitted to ${result.observations.toLocaleString('en-GB')} rows`}
            sure="The estimates and tables are below."
          />
        )}
        <Refusals result={result} />
        <Warnings result={result} />
        {sheets.map((sheet, index) => (
          <Sheet key={sheet.name} name={sheet.name} rows={sheet.rows} open={index === 0} />
        ))}
        <Details study={study} result={result} shown={sheets.map((sheet) => sheet.name)} />
        {children}
      </div>
    </div>
  );
}

export function Result(props: ResultProps) {
  if (props.result.method === 'elasticity' && props.result.estimates.length) return <VolumeResult {...props} />;
  return <PlainResult {...props} />;
}
