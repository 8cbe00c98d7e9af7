// The assignments of a person as bars to scale, with today in it: solid while held, hatched as a stand-in, pale when over.
import type { Assignment } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { assignment_bars, type Bar } from '../../core/people';
import { role_name, role_side } from '../../core/words';
import { Button } from '../../kit/Button';
import { EmptyState, Skeleton } from '../../kit/EmptyState';
import { Glyph } from '../../kit/Glyph';
import { scope_href, scope_name } from './scope-words';

const span_words = ({ assignment }: Bar): string => {
  const from = assignment.from_on ? format_date(assignment.from_on) : null;
  const to = assignment.to_on ? format_date(assignment.to_on) : null;
  if (from && to) return `${from} to ${to}`;
  if (from) return `since ${from}`;
  return to ? `until ${to}` : 'start not known';
};

interface RolesOverTimeProps {
  assignments: Assignment[];
  loading: boolean;
  name: string;
  onOpen?: (assignment: Assignment) => void;
  onAssign?: () => void;
}

export function RolesOverTime({ assignments, loading, name, onOpen, onAssign }: RolesOverTimeProps) {
  const drawn = assignment_bars(assignments, today());
  if (!drawn) {
    return (
      <section class="panel">
        <h2 class="section-title">Roles over time</h2>
        {loading ? (
          <Skeleton rows={3} />
        ) : (
          <EmptyState
            icon="history"
            title="No role yet"
            actions={onAssign && <Button onClick={onAssign}>Give a role</Button>}
          >
            {name} holds no role over any product, line or unit.
          </EmptyState>
        )}
      </section>
    );
  }
  return (
    <section class="panel roles-over-time">
      <h2 class="section-title">Roles over time</h2>
      <div class="role-chart">
        <div class="role-marks" aria-hidden="true">
          {drawn.marks.map((mark) => (
            <span key={mark.label} style={{ left: `${mark.left}%` }}>
              {mark.label}
            </span>
          ))}
          <i class="today-line" style={{ left: `${drawn.today}%` }} />
        </div>
        <ul>
          {drawn.bars.map((bar) => {
            const { assignment } = bar;
            const side = role_side(assignment.role);
            const href = scope_href(assignment.scope);
            return (
              <li key={assignment.key} class={`is-${bar.place}`}>
                <div class="role-words">
                  {side && <Glyph side={side} label={false} />}
                  <b>{role_name[assignment.role]}</b>
                  {href ? (
                    <a class="plain-link truncate" href={href}>
                      {scope_name(assignment.scope)}
                    </a>
                  ) : (
                    <span>{scope_name(assignment.scope)}</span>
                  )}
                  {assignment.stand_in && <span class="tag">{assignment.stand_in}</span>}
                  <span class="grow" />
                  {assignment.share !== null && <span class="num">{assignment.share} %</span>}
                  <span class="quiet">{span_words(bar)}</span>
                  {onOpen && (
                    <Button
                      kind="ghost"
                      small
                      icon="edit"
                      label={`Change: ${role_name[assignment.role]}, ${scope_name(assignment.scope)}`}
                      onClick={() => onOpen(assignment)}
                    />
                  )}
                </div>
                <div class="role-track" aria-hidden="true">
                  <i
                    class={`role-bar side-${side ?? 'none'}${assignment.stand_in ? ' stand-in' : ''}${bar.open_start ? ' open-start' : ''}${bar.open_end ? ' open-end' : ''}`}
                    style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
                  />
                  <i class="today-line" style={{ left: `${drawn.today}%` }} />
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
