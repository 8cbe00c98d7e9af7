// What can be done with a map: the buttons of its screen, and the strip that says what a draft is.
import { useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import type { Activity, MapEntry, Map as MapRecord } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { type Moved, map_state } from '../../core/map-edit';
import { count_of } from '../../core/words';
import { Tag } from '../../kit/Badge';
import { Button, LinkButton } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { Legend } from '../../kit/Glyph';
import { Menu, type MenuItem } from '../../kit/Menu';
import { use_actions } from '../../shell/overlays';
import { peek } from '../../store/entities';
import { navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { AddActivity } from './AddActivity';
import { EndForce } from './EndForce';
import { delete_draft } from './edit';
import { MapDialog } from './MapDialog';
import { map_name_in_address } from './map-rows';

export const effect_address = (map: MapRecord): string =>
  `/map/effect?map=${encodeURIComponent(map_name_in_address(map))}`;
export const compare_address = (one: MapRecord, other: MapRecord | undefined): string =>
  `/map/compare?one=${encodeURIComponent(other ? map_name_in_address(other) : '')}&other=${encodeURIComponent(map_name_in_address(one))}`;

interface MapActionsProps {
  map: MapRecord;
  maps: MapRecord[];
  /** Activities that a draft does not have yet. */
  missing: Activity[];
  onAdded: (entry: MapEntry, activity: Activity) => void;
}

type Open = 'copy' | 'details' | 'add' | 'delete' | 'end' | null;

export function MapActions({ map, maps, missing, onAdded }: MapActionsProps) {
  const [open, set_open] = useState<Open>(null);
  const [busy, set_busy] = useState(false);
  const may_copy = i_may('create', 'maps');
  const draft = map.status === 'draft';
  const edits = draft && i_may('change', 'maps');
  const other =
    (map.based_on && peek('maps', map.based_on)) || maps.find((one) => map_state(one, today()) === 'decides');
  const items: MenuItem[] = [
    {
      label: 'Compare with another map',
      icon: 'map',
      href: compare_address(map, other?.key === map.key ? undefined : other),
    },
    { label: 'All maps', icon: 'lines', href: '/map/all' },
  ];
  if (may_copy && draft) items.push({ label: 'Make a draft from this one', icon: 'copy', run: () => set_open('copy') });
  if (edits) {
    items.push(
      { label: 'Name, scope and reason', icon: 'edit', divides: true, run: () => set_open('details') },
      { label: 'Add an activity', icon: 'plus', disabled: !missing.length, run: () => set_open('add') },
      { label: 'Delete the draft', icon: 'trash', danger: true, run: () => set_open('delete') },
    );
  }
  const state = map_state(map, today());
  if (
    i_may('change', 'maps') &&
    (state === 'coming' || (state === 'decides' && map.scope !== null && !map.superseded_on))
  )
    items.push({
      label: state === 'coming' ? 'Take it back' : 'End it',
      icon: 'undo',
      divides: true,
      run: () => set_open('end'),
    });
  use_shortcuts([
    {
      keys: 'n',
      label: 'Make a draft from this map',
      group: 'This screen',
      run: () => set_open('copy'),
      when: () => may_copy,
    },
    {
      keys: 'x',
      label: 'What the draft would change',
      group: 'This screen',
      run: () => navigate(effect_address(map)),
      when: () => draft,
    },
  ]);
  use_actions([
    {
      id: 'map compare',
      label: `Compare ${map.name} with another map`,
      icon: 'map',
      run: () => navigate(items[0]!.href!),
    },
    ...(may_copy
      ? [{ id: 'map copy', label: `Make a draft from ${map.name}`, icon: 'copy' as const, run: () => set_open('copy') }]
      : []),
  ]);
  const close = () => set_open(null);
  const remove = async () => {
    set_busy(true);
    const gone = await delete_draft(map).catch((problem: unknown) => {
      toast(plain_words(problem), { bad: true });
      return false;
    });
    set_busy(false);
    close();
    if (!gone) return;
    toast(`${map.name} is deleted`);
    navigate('/map');
  };
  return (
    <>
      <Legend />
      <Menu icon="more" label="More about this map" items={items} />
      {draft ? (
        <LinkButton kind="primary" href={effect_address(map)}>
          Read the effect
        </LinkButton>
      ) : (
        may_copy && (
          <Button kind="primary" icon="copy" onClick={() => set_open('copy')}>
            Make a draft
          </Button>
        )
      )}
      {(open === 'copy' || open === 'details') && <MapDialog map={map} copies={open === 'copy'} onClose={close} />}
      {open === 'add' && <AddActivity map={map.key} missing={missing} onAdded={onAdded} onClose={close} />}
      {open === 'end' && <EndForce map={map} onClose={close} />}
      {open === 'delete' && (
        <Confirm
          title={`Delete the draft ${map.name}?`}
          action="Delete"
          onClose={close}
          busy={busy}
          onConfirm={() => void remove()}
        >
          Its entries go with it. Maps that are or were in force stay as they are.
        </Confirm>
      )}
    </>
  );
}

/** Above the picture of a draft: that it decides nothing yet, what it changes so far, and whether somebody has read its effect. */
export function DraftStrip({
  map,
  moved,
  editable,
  matrix,
}: {
  map: MapRecord;
  moved: ReadonlyMap<string, Moved>;
  editable: boolean;
  matrix: boolean;
}) {
  const base = map.based_on ? peek('maps', map.based_on) : null;
  const places = [...moved.values()].filter((one) => one.fields.includes('side')).length;
  return (
    <div class="draft-strip">
      <Tag>Draft</Tag>
      <span>
        {base ? (
          moved.size ? (
            <>
              <b class="num">{count_of(moved.size, 'activity', 'activities')}</b> different from {base.name}
              {places > 0 && (
                <>
                  , <b class="num">{places}</b> in another circle
                </>
              )}
            </>
          ) : (
            `The same as ${base.name} so far`
          )
        ) : (
          'Decides nothing until it is put in force'
        )}
      </span>
      {editable && (
        <span class="quiet hide-narrow">
          {matrix ? (
            <>
              Arrows move, <kbd>A</kbd> <kbd>R</kbd> <kbd>C</kbd> <kbd>I</kbd> set a letter, <kbd>Del</kbd> takes it
              away
            </>
          ) : (
            <>
              Drag an activity to another circle, or press <kbd>Space</kbd> on it
            </>
          )}
        </span>
      )}
      <span class="grow" />
      <span class="quiet">
        {map.effect_read_on ? `Effect read on ${format_date(map.effect_read_on)}` : 'Effect not read yet'}
      </span>
    </div>
  );
}
