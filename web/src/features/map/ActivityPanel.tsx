// Everything that the map says about one activity, below the picture.
import type { Role } from '../../api/types';
import { cover_words } from '../../core/map-edit';
import { list_of, role_name, role_side, side_name } from '../../core/words';
import { Tag } from '../../kit/Badge';
import { Button } from '../../kit/Button';
import { Glyph } from '../../kit/Glyph';
import { CoverageBar, CoverageWords, total_of } from './Coverage';
import type { MapRow } from './map-rows';

function Roles({ roles }: { roles: Role[] }) {
  if (!roles.length) return <span class="quiet">Nobody</span>;
  return <>{list_of(roles.map((role, index) => (index ? role_name[role].toLowerCase() : role_name[role])))}</>;
}

export function RoleMark({ role }: { role: Role }) {
  const side = role_side(role);
  return (
    <span class="role-mark">
      {side && <Glyph side={side} label={false} />}
      {role_name[role]}
    </span>
  );
}

export function ActivityPanel({ row, onClose }: { row: MapRow; onClose: () => void }) {
  const { entry, activity, coverage } = row;
  const cover = cover_words(entry);
  return (
    <section class={`activity-panel of-${entry.side}`} aria-label={activity.name} aria-live="polite">
      <header>
        <Glyph side={entry.side} label={false} />
        <h2>{activity.name}</h2>
        <span class="quiet">{entry.side === 'shared' ? 'Shared by both' : side_name[entry.side]}</span>
        {cover && <Tag title="Where in a product's life this decides">{cover}</Tag>}
        {entry.four_eyes && <Tag title="An approval takes a second person">four eyes</Tag>}
        <span class="grow" />
        <Button kind="ghost" icon="close" label="Close" onClick={onClose} />
      </header>
      <dl>
        <div class="accountable">
          <dt>Accountable</dt>
          <dd>
            <RoleMark role={entry.accountable} />
          </dd>
        </div>
        <div>
          <dt>Responsible</dt>
          <dd>
            <Roles roles={entry.responsible} />
          </dd>
        </div>
        <div>
          <dt>Consulted before</dt>
          <dd>
            <Roles roles={entry.consulted} />
          </dd>
        </div>
        <div>
          <dt>Informed after</dt>
          <dd>
            <Roles roles={entry.informed} />
          </dd>
        </div>
        {coverage && total_of(coverage) > 0 && (
          <div class="covered">
            <dt>Who answers for it, over {total_of(coverage)} products</dt>
            <dd>
              <CoverageBar coverage={coverage} side={entry.side} />
              <CoverageWords coverage={coverage} side={entry.side} />
            </dd>
          </div>
        )}
      </dl>
      {(activity.description || entry.note) && (
        <div class="said">
          {activity.description && <p>{activity.description}</p>}
          {entry.note && (
            <p class="quiet">
              <b>Why it stands here:</b> {entry.note}
            </p>
          )}
        </div>
      )}
    </section>
  );
}
