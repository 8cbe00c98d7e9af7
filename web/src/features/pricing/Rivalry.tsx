// Who takes from whom: the matrix of elasticities as a heat map, and its strongest rivalry in words.
import { type Matrix, strongest_pair } from '../../core/price-matrix';
import { decimal } from '../../core/price-words';
import { HeatMap } from '../../kit/chart/HeatMap';

const most = 24;

export function Rivalry({ matrix }: { matrix: Matrix | null }) {
  if (!matrix || matrix.rows.length < 2) return null;
  const strongest = strongest_pair(matrix);
  const words = strongest
    ? `Strongest rivalry: when ${strongest.column} becomes 10% dearer, ${strongest.row} sells ${decimal(100 * (1.1 ** strongest.value - 1), 1)}% more.`
    : '';
  return (
    <HeatMap
      title="Who takes from whom"
      note={`By how much percent the volume in a row moves when the price in a column rises by 1%. ${words}${matrix.low ? ' Cells without colour may as well be 0.' : ''}`}
      description={`Elasticities of ${matrix.rows.length} volumes by ${matrix.columns.length} prices. ${words}`}
      file="cross-elasticities"
      rows={matrix.rows.slice(0, most)}
      columns={matrix.columns.slice(0, most)}
      row_label="Volume of"
      column_label="When the price of … rises"
      value={(row, column) => matrix.value[row]![column]!}
      format={(value) => decimal(value)}
      is_open={(row, column) =>
        matrix.low !== undefined && matrix.low[row]![column]! < 0 && matrix.high![row]![column]! > 0
      }
    />
  );
}
