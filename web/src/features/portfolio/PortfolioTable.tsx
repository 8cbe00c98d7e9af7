// The portfolio as a table, for comparing and sorting.
import { useMemo, useState } from 'preact/hooks';
import type { Holder, PortfolioItem } from '../../api/special';
import { sort_portfolio } from '../../core/portfolio';
import { horizon_name } from '../../core/stage';
import { Holders } from '../../kit/Avatar';
import { FindingMark } from '../../kit/Badge';
import { type Column, DataGrid } from '../../kit/DataGrid';
import { StagePill } from '../../kit/StageRing';
import { navigate, query, set_query } from '../../store/location';

function Names({ holders }: { holders: Holder[] }) {
  if (!holders.length) return <span class="quiet">Nobody</span>;
  const words = holders
    .map((holder) => holder.name + (holder.stand_in ? ` (${holder.stand_in.toLowerCase()})` : ''))
    .join(', ');
  return (
    <span class="truncate" title={words}>
      {words}
    </span>
  );
}

const columns: Column<PortfolioItem>[] = [
  {
    id: 'roles',
    title: 'Held',
    width: 76,
    render: (item) => <Holders management={item.management} marketing={item.marketing} />,
  },
  { id: 'key', title: 'Key', width: 80, sortable: true, render: (item) => <span class="key">{item.key}</span> },
  {
    id: 'name',
    title: 'Name',
    width: 190,
    grows: true,
    sortable: true,
    render: (item) => (
      <a class="truncate strong" href={`/products/${item.key}`} tabIndex={-1} title={item.name}>
        {item.name}
      </a>
    ),
  },
  { id: 'stage', title: 'Stage', width: 108, sortable: true, render: (item) => <StagePill stage={item.stage} /> },
  {
    id: 'horizon',
    title: 'Horizon',
    width: 76,
    sortable: true,
    render: (item) => (item.horizon ? horizon_name[item.horizon] : <span class="quiet">Retired</span>),
  },
  {
    id: 'line',
    title: 'Line',
    width: 122,
    sortable: true,
    render: (item) => <span class="truncate">{item.line_name ?? ''}</span>,
  },
  {
    id: 'unit',
    title: 'Unit',
    width: 108,
    sortable: true,
    render: (item) => <span class="truncate quiet">{item.unit_name ?? ''}</span>,
  },
  {
    id: 'management',
    title: 'Product management',
    width: 150,
    sortable: true,
    render: (item) => <Names holders={item.management} />,
  },
  {
    id: 'marketing',
    title: 'Product marketing',
    width: 150,
    sortable: true,
    render: (item) => <Names holders={item.marketing} />,
  },
  {
    id: 'findings',
    title: 'Findings',
    width: 84,
    end: true,
    sortable: true,
    render: (item) => <FindingMark findings={item.findings} />,
  },
];

export function PortfolioTable({
  items,
  onMove,
}: {
  items: PortfolioItem[];
  onMove?: (key: string, what: 'stage' | 'horizon') => void;
}) {
  const [active, set_active] = useState<string | null>(null);
  const text = query.value.get('sort') ?? 'name';
  const sort = { column: text.replace(/^-/, ''), down: text.startsWith('-') };
  const rows = useMemo(() => sort_portfolio(items, sort.column, sort.down), [items, sort.column, sort.down]);
  return (
    <DataGrid
      label="Products"
      columns={columns}
      rows={rows}
      row_key={(item) => item.key}
      sort={sort}
      onSort={(next) =>
        set_query({ sort: next.column === 'name' && !next.down ? null : (next.down ? '-' : '') + next.column })
      }
      active={active}
      onActive={set_active}
      onOpen={(item) => navigate(`/products/${item.key}`)}
      onKey={(event, item) => {
        if (event.key !== 's' && event.key !== 'h') return;
        event.preventDefault();
        onMove?.(item.key, event.key === 's' ? 'stage' : 'horizon');
      }}
    />
  );
}
