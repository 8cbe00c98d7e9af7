// The same map as a matrix of activities and roles: for reading aloud, for printing, for comparing one activity with the next.
import type { MapEntry, Role, Side } from '../../api/types';
import { role_name, roles, side_name } from '../../core/words';
import { Glyph } from '../../kit/Glyph';
import { use_roving } from '../../kit/roving';
import { CoverageBar } from './Coverage';
import type { MapRow } from './map-rows';

const sides: Side[] = ['pm', 'shared', 'pmm'];
const parts: { letter: string; words: string; has: (entry: MapEntry, role: Role) => boolean }[] = [
  { letter: 'A', words: 'Accountable', has: (entry, role) => entry.accountable === role },
  { letter: 'R', words: 'Responsible', has: (entry, role) => entry.responsible.includes(role) },
  { letter: 'C', words: 'Consulted', has: (entry, role) => entry.consulted.includes(role) },
  { letter: 'I', words: 'Informed', has: (entry, role) => entry.informed.includes(role) },
];

/** What a role has to do with an activity; being accountable says enough, whoever does the work. */
function Part({ entry, role }: { entry: MapEntry; role: Role }) {
  const found = parts.filter((part) => part.has(entry, role));
  const main = found[0];
  if (!main) return <td class="part" />;
  const words = found.map((part) => part.words.toLowerCase()).join(' and ');
  return (
    <td class="part">
      <span class={`letter letter-${main.letter}`} title={`${role_name[role]}: ${words}`} aria-hidden="true">
        {main.letter}
      </span>
      <span class="reader-only">{words}</span>
    </td>
  );
}

interface MapListProps {
  rows: MapRow[];
  covered: boolean;
  chosen: MapRow | null;
  onChoose: (row: MapRow) => void;
}

export function MapList({ rows, covered, chosen, onChoose }: MapListProps) {
  const roving = use_roving({ selector: '.activity-name' });
  const used = roles.filter((role) => rows.some((row) => parts.some((part) => part.has(row.entry, role))));
  return (
    <div class="map-list" ref={roving.container}>
      <p class="matrix-legend" aria-hidden="true">
        {parts.map((part) => (
          <span key={part.letter}>
            <i class={`letter letter-${part.letter}`}>{part.letter}</i> {part.words}
          </span>
        ))}
      </p>
      <table class="list-table matrix">
        <thead>
          <tr>
            <th scope="col">Activity</th>
            {used.map((role) => (
              <th key={role} scope="col" class="upright">
                <span>{role_name[role]}</span>
              </th>
            ))}
            {covered && (
              <th scope="col" class="covered">
                Answered for, by products
              </th>
            )}
          </tr>
        </thead>
        {sides.map((side) => {
          const of_side = rows.filter((row) => row.entry.side === side);
          if (!of_side.length) return null;
          return (
            <tbody key={side} class={`of-${side}`}>
              <tr class="group-row">
                <th scope="rowgroup" colSpan={used.length + (covered ? 2 : 1)}>
                  <Glyph side={side} label={false} /> {side_name[side]} <span class="quiet num">{of_side.length}</span>
                </th>
              </tr>
              {of_side.map((row) => (
                <tr key={row.entry.key} class={row.entry.key === chosen?.entry.key ? 'chosen' : undefined}>
                  <th scope="row">
                    <button
                      type="button"
                      class="activity-name"
                      aria-pressed={row.entry.key === chosen?.entry.key ? 'true' : 'false'}
                      onClick={() => onChoose(row)}
                    >
                      {row.activity.name}
                    </button>
                  </th>
                  {used.map((role) => (
                    <Part key={role} entry={row.entry} role={role} />
                  ))}
                  {covered && (
                    <td class="covered">{row.coverage && <CoverageBar coverage={row.coverage} side={side} />}</td>
                  )}
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}
