// Studies side by side: the same rows for each, whatever method answered.
import { recommend, type Situation } from './price-curve';
import { cross_elasticities, diagnostic, type FitResult, own_elasticity, uncertain } from './price-result';
import { logged_columns, read_assumptions, read_spec, unquoted } from './price-spec';
import { decimal, figure, money, percent, signed_percent } from './price-words';

export interface CompareRow {
  label: string;
  value: string;
  /** The interval, or what else belongs to the number. */
  note?: string;
}

function volume_rows(spec: string, result: FitResult): CompareRow[] {
  const elasticity = own_elasticity(result);
  if (!elasticity) return [];
  const assumed = read_assumptions(spec);
  const lines = read_spec(spec);
  const rows: CompareRow[] = [
    {
      label: 'Elasticity',
      value: decimal(elasticity.value),
      note: `${decimal(elasticity.low)} to ${decimal(elasticity.high)}`,
    },
    {
      label: '10% dearer',
      value: signed_percent(1.1 ** elasticity.value - 1),
      note: `${signed_percent(1.1 ** elasticity.low - 1)} to ${signed_percent(1.1 ** elasticity.high - 1)} sold`,
    },
    {
      label: 'Prices seen',
      value: `${money(diagnostic(result, 'lowest_price'), assumed.currency)} to ${money(diagnostic(result, 'highest_price'), assumed.currency)}`,
      note: `${figure(diagnostic(result, 'price_changes'))} changes`,
    },
  ];
  if (!result.refused && assumed.price && assumed.cost) {
    const at: Situation = {
      price: assumed.price,
      cost: assumed.cost,
      volume: 1,
      lowest: diagnostic(result, 'lowest_price'),
      highest: diagnostic(result, 'highest_price'),
    };
    const best = recommend(elasticity, at);
    rows.push(
      { label: 'Price today', value: money(at.price, assumed.currency) },
      {
        label: 'Best price',
        value: money(best.price, assumed.currency),
        note: `95%: ${money(best.low, assumed.currency)} to ${money(best.high, assumed.currency)}`,
      },
      {
        label: 'Profit there',
        value: best.profit_today > 0 ? signed_percent(best.profit / best.profit_today - 1, 1) : '–',
        note: `better than today with ${percent(best.better)}`,
      },
    );
  }
  const rivals = logged_columns(lines.get('regressors')).filter(
    (column) => column !== unquoted(lines.get('price') ?? ''),
  );
  for (const one of cross_elasticities(result, rivals)) {
    rows.push({
      label: `Cross elasticity, ${one.column}`,
      value: decimal(one.at.value),
      note: `${decimal(one.at.low)} to ${decimal(one.at.high)}`,
    });
  }
  return rows;
}

/** Every number that two studies of one kind can be compared by. */
export function compare_rows(spec: string, result: FitResult): CompareRow[] {
  const rows: CompareRow[] = [
    { label: 'Answer', value: result.refused ? 'Refused' : 'Given', note: result.refusals[0]?.sentence },
    { label: 'Method', value: result.method },
    { label: 'Observations', value: figure(result.observations) },
  ];
  const special = volume_rows(spec, result);
  if (special.length) return [...rows, ...special];
  if (result.elasticities?.mean !== null && result.elasticities?.mean !== undefined) {
    rows.push({
      label: 'Own elasticity, mean',
      value: decimal(result.elasticities.mean),
      note: `${decimal(result.elasticities.lowest ?? Number.NaN)} to ${decimal(result.elasticities.highest ?? Number.NaN)}`,
    });
  }
  for (const estimate of result.estimates.slice(0, 30)) {
    const at = uncertain(estimate);
    if (at)
      rows.push({ label: estimate.name, value: figure(at.value), note: `${figure(at.low)} to ${figure(at.high)}` });
  }
  return rows;
}

/** The labels of all studies in the order in which they first come. */
export function all_labels(columns: readonly CompareRow[][]): string[] {
  const labels: string[] = [];
  for (const rows of columns)
    rows.forEach((row, index) => {
      if (labels.includes(row.label)) return;
      const before = rows
        .slice(0, index)
        .reverse()
        .find((one) => labels.includes(one.label));
      labels.splice(before ? labels.indexOf(before.label) + 1 : labels.length, 0, row.label);
    });
  return labels;
}
