// Every business unit as a picture: the general manager, the three heads, the people below them, and the seats that are open.
import { useEffect, useState } from 'preact/hooks';
import type { Seat, SeatScope, UnitChart, UnitColumn } from '../../core/unit-chart';
import { count_of, role_name, role_side } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { Glyph } from '../../kit/Glyph';
import { Icon } from '../../kit/Icon';
import { lazy } from '../../kit/lazy';
import { use_roving } from '../../kit/roving';
import { i_may } from '../../store/session';

const AssignDialog = lazy(() => import('../assignment/AssignDialog').then((module) => module.AssignDialog));

const scope_address = (scope: SeatScope): string =>
  scope.resource === 'products'
    ? `/products/${encodeURIComponent(scope.key)}`
    : scope.resource === 'lines'
      ? `/organisation?view=scopes&select=${encodeURIComponent(scope.key)}`
      : `/organisation?select=${encodeURIComponent(scope.key)}`;

function Scopes({ scopes }: { scopes: readonly SeatScope[] }) {
  const [all, set_all] = useState(false);
  const shown = all ? scopes : scopes.slice(0, 2);
  return (
    <>
      {shown.map((scope, index) => (
        <>
          {index > 0 && ', '}
          <a key={scope.key} class="plain-link" href={scope_address(scope)}>
            {scope.name}
          </a>
        </>
      ))}
      {shown.length < scopes.length && (
        <button type="button" class="seat-more" onClick={() => set_all(true)}>
          and {scopes.length - shown.length} more
        </button>
      )}
    </>
  );
}

interface SeatCardProps {
  seat: Seat;
  /** Says the role even where the column does. */
  says_role?: boolean;
  onFill?: (seat: Seat) => void;
}

function SeatCard({ seat, says_role, onFill }: SeatCardProps) {
  const side = role_side(seat.role);
  const role = role_name[seat.role];
  if (!seat.person) {
    const over = seat.scopes.map((scope) => scope.name).join(', ');
    const words = over ? `${role}, open for ${over}` : `${role}, open`;
    return (
      <li class="seat vacant">
        <span class={`open-seat side-${side ?? 'none'}`} />
        <span class="seat-words">
          <span class="seat-name">
            {onFill ? (
              <button type="button" class="seat-main" tabIndex={-1} aria-label={words} onClick={() => onFill(seat)}>
                {says_role || over ? role : 'Open'}
              </button>
            ) : (
              <span>{says_role || over ? role : 'Open'}</span>
            )}
          </span>
          <span class="seat-note bad-words">
            {over ? (
              <>
                Open for <Scopes scopes={seat.scopes} />
              </>
            ) : (
              'Nobody yet'
            )}
          </span>
        </span>
      </li>
    );
  }
  const note = says_role || !side;
  return (
    <li class={seat.stand_in ? 'seat stands-in' : 'seat'}>
      <Avatar name={seat.person.name} size={26} side={side ?? undefined} />
      <span class="seat-words">
        <span class="seat-name">
          <a class="seat-main truncate" tabIndex={-1} href={`/people/${encodeURIComponent(seat.person.key)}`}>
            {seat.person.name}
          </a>
          {seat.stand_in && <span class="tag">{seat.stand_in}</span>}
          {seat.both && <Glyph side="shared" label="Holds roles of both circles in this unit" />}
        </span>
        <span class="seat-note">
          {note && role}
          {note && seat.scopes.length > 0 && ' · '}
          <Scopes scopes={seat.scopes} />
          {!note && !seat.scopes.length && 'The whole unit'}
        </span>
      </span>
    </li>
  );
}

function Column({ column, onFill }: { column: UnitColumn; onFill?: (seat: Seat) => void }) {
  const side = role_side(column.role);
  return (
    <section class={`unit-column side-${side ?? 'none'}`} data-column={column.role}>
      <ul class="unit-head" aria-label={role_name[column.role]}>
        {column.head.map((seat) => (
          <SeatCard key={seat.id} seat={seat} says_role onFill={onFill} />
        ))}
      </ul>
      {column.seats.length > 0 && (
        <ul class="unit-seats" aria-label={`Under the ${role_name[column.role].toLowerCase()}`}>
          {column.seats.map((seat) => (
            <SeatCard key={seat.id} seat={seat} onFill={onFill} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface UnitChartsProps {
  charts: UnitChart[];
  selected: string | null;
  onEdit?: (unit: string) => void;
}

function Unit({
  chart,
  selected,
  onEdit,
  onFill,
}: {
  chart: UnitChart;
  selected: boolean;
  onEdit?: (unit: string) => void;
  onFill?: (seat: Seat) => void;
}) {
  const facts = [
    chart.key && count_of(chart.lines, 'line'),
    chart.key && count_of(chart.products, 'product'),
    count_of(chart.people, 'person', 'people'),
  ].filter(Boolean);
  return (
    <section
      class={selected ? 'unit-chart selected' : 'unit-chart'}
      data-unit={chart.key ?? 'company'}
      aria-label={chart.name}
    >
      <header>
        <Icon name={chart.key ? 'unit' : 'organisation'} />
        <h2>{chart.key ? chart.name : `For the whole of ${chart.name}`}</h2>
        <span class="quiet num">{facts.join(' · ')}</span>
        {chart.vacancies > 0 && <span class="bad-words num">{count_of(chart.vacancies, 'seat')} open</span>}
        <span class="grow" />
        {chart.key && onEdit && (
          <Button small kind="ghost" icon="edit" label={`Edit ${chart.name}`} onClick={() => onEdit(chart.key!)} />
        )}
      </header>
      {chart.general.length > 0 && (
        <ul class="unit-general" data-column="general" aria-label="General manager">
          {chart.general.map((seat) => (
            <SeatCard key={seat.id} seat={seat} says_role onFill={onFill} />
          ))}
        </ul>
      )}
      {chart.columns.length > 0 && (
        <div class={chart.general.length ? 'unit-columns' : 'unit-columns alone'}>
          {chart.columns.map((column) => (
            <Column key={column.role} column={column} onFill={onFill} />
          ))}
        </div>
      )}
      {chart.others.length > 0 && (
        <div class="unit-others">
          <h3>Working with them</h3>
          <ul data-column="others">
            {chart.others.map((seat) => (
              <SeatCard key={seat.id} seat={seat} says_role />
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

export function UnitCharts({ charts, selected, onEdit }: UnitChartsProps) {
  const roving = use_roving({ selector: '.seat-main', columns: '[data-column]' });
  const [filled, set_filled] = useState<(Seat & { unit: string | null }) | null>(null);
  useEffect(() => {
    if (!selected) return;
    roving.container.current
      ?.querySelector(`[data-unit="${CSS.escape(selected)}"]`)
      ?.scrollIntoView({ block: 'start' });
  }, [selected]);
  const may_fill = i_may('create', 'assignments');
  return (
    <div class="unit-charts" ref={roving.container}>
      {charts.map((chart) => (
        <Unit
          key={chart.key ?? 'company'}
          chart={chart}
          selected={chart.key !== null && chart.key === selected}
          onEdit={onEdit}
          onFill={may_fill ? (seat) => set_filled({ ...seat, unit: chart.key }) : undefined}
        />
      ))}
      {filled && (
        <AssignDialog
          role={filled.role}
          scope={filled.scopes[0]?.key ?? filled.unit}
          onClose={() => set_filled(null)}
        />
      )}
    </div>
  );
}
