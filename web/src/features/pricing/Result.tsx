// The answer of a study: by its method the pictures that suit it, and for any other its estimates and tables.
import type { ComponentChildren } from 'preact';
import type { PriceStudy } from '../../api/types';
import { matrix_of } from '../../core/price-matrix';
import { type FitResult, sheet_of, sheets_of } from '../../core/price-result';
import { AskedResult } from './AskedResult';
import { ChoicesResult } from './ChoicesResult';
import { DiffusionResult } from './DiffusionResult';
import { LineResult } from './LineResult';
import { Details, Refusals, Sheet, Verdict, Warnings } from './parts';
import { SharesResult } from './SharesResult';
import { VolumeResult } from './VolumeResult';
import { WestendorpResult } from './WestendorpResult';

/** Methods whose estimates are what a feature is worth. */
const choices = new Set(['multinomial-logit', 'hierarchical-logit', 'mixed-logit']);

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
  const { result } = props;
  const method = result.method;
  if (method === 'elasticity' && result.estimates.length) return <VolumeResult {...props} />;
  if (method === 'van-westendorp' && result.estimates.length) return <WestendorpResult {...props} />;
  if (method === 'gabor-granger' && sheet_of(result, 'demand').length) return <AskedResult {...props} />;
  if (method === 'bass' && result.estimates.length) return <DiffusionResult {...props} />;
  if (choices.has(method) && result.estimates.length) return <ChoicesResult {...props} />;
  if (method === 'product-line' && sheet_of(result, 'line').length) return <LineResult {...props} />;
  if (result.elasticities || matrix_of(result)) return <SharesResult {...props} />;
  return <PlainResult {...props} />;
}
