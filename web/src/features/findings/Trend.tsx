// Whether it gets better: the findings of the recorded runs, by severity, as a picture and as a table.
import { format_date } from '../../core/dates';
import { band_path, trend_of } from '../../core/trend';
import { count_of, format_number } from '../../core/words';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { Prose } from '../../kit/Prose';
import { use_list } from '../../store/entities';

const width = 720;
const height = 220;

export function Trend() {
  const runs = use_list('check-runs', { sort: '-taken_at', limit: 400 });
  if (runs.state === 'failed') return <Failure failure={runs.failure} retry={runs.reload} />;
  if (runs.state !== 'ready') return <Skeleton />;
  const trend = trend_of(runs.items);
  if (!trend.points.length) {
    return (
      <EmptyState icon="history" title="No run is recorded yet">
        <Prose>The server records one run of the check a day; `tandem check --keep` adds one at once.</Prose>
      </EmptyState>
    );
  }
  const errors = trend.points.map((point) => point.errors);
  const warnings = trend.points.map((point, index) => errors[index]! + point.warnings);
  const infos = trend.points.map((point, index) => warnings[index]! + point.infos);
  const none = errors.map(() => 0);
  const last = trend.points[trend.points.length - 1]!;
  return (
    <div class="trend">
      <p>
        {trend.change === null
          ? 'One day is recorded so far.'
          : trend.change === 0
            ? `As many errors and warnings as on ${format_date(trend.points[0]!.at)}.`
            : `${count_of(Math.abs(trend.change), 'error or warning', 'errors and warnings')} ${trend.change < 0 ? 'fewer' : 'more'} than on ${format_date(trend.points[0]!.at)}.`}
      </p>
      {trend.points.length > 1 && (
        <svg
          class="trend-picture"
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={`Findings from ${format_date(trend.points[0]!.at)} to ${format_date(last.at)}, by severity`}
        >
          <path class="band-error" d={band_path(none, errors, trend.most, width, height)} />
          <path class="band-warning" d={band_path(errors, warnings, trend.most, width, height)} />
          <path class="band-info" d={band_path(warnings, infos, trend.most, width, height)} />
        </svg>
      )}
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Errors</th>
            <th scope="col">Warnings</th>
            <th scope="col">Notes</th>
            <th scope="col">Waived</th>
          </tr>
        </thead>
        <tbody>
          {[...trend.points].reverse().map((point) => (
            <tr key={point.at}>
              <th scope="row">{format_date(point.at)}</th>
              <td class="num">{format_number(point.errors)}</td>
              <td class="num">{format_number(point.warnings)}</td>
              <td class="num">{format_number(point.infos)}</td>
              <td class="num">{format_number(point.waived)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
