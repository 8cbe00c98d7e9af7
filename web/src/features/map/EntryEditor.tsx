// The panel of an activity in a draft: where it stands, who does what about it, in which part of the life, and why.

import { plain_words } from '../../api/client';
import type { MapEntry, Role, Side } from '../../api/types';
import { cover_words, uncovered } from '../../core/map-edit';
import { role_name, roles, side_name } from '../../core/words';
import { Button } from '../../kit/Button';
import { Checkbox, FieldFrame, Select } from '../../kit/Field';
import { Glyph } from '../../kit/Glyph';
import { InlineText } from '../../kit/InlineEdit';
import { Menu } from '../../kit/Menu';
import { Segmented } from '../../kit/Segmented';
import { toast } from '../../store/notices';
import { add_stretch, make_accountable, move_row, press_letter, remove_row, save_entry } from './edit';
import type { MapRow } from './map-rows';
import { RolesField } from './RolesField';
import { StageBand } from './StageBand';

const sides: Side[] = ['pm', 'shared', 'pmm'];
const role_choices = roles.map((role) => ({ value: role, label: role_name[role] }));

interface EntryEditorProps {
  row: MapRow;
  /** All entries of the same activity: more than one when the life is divided. */
  siblings: MapRow[];
  onChoose: (row: MapRow | { entry: MapEntry } | null) => void;
}

function Head({ row, siblings, onChoose }: EntryEditorProps) {
  const { entry, activity } = row;
  const free = uncovered(siblings.map((one) => one.entry));
  const divide = async () => {
    if (!free) return;
    try {
      onChoose({ entry: await add_stretch(row, free) });
    } catch (problem) {
      toast(plain_words(problem), { bad: true });
    }
  };
  return (
    <header>
      <Glyph side={entry.side} label={false} />
      <h2>{activity.name}</h2>
      <Segmented
        label="Whose it is"
        value={entry.side}
        choices={sides.map((side) => ({
          value: side,
          label: side === 'shared' ? 'Shared' : side === 'pm' ? 'PM' : 'PMM',
          title: side_name[side],
        }))}
        onValue={(side) => void move_row(row, side)}
      />
      {siblings.length > 1 && (
        <Select
          small
          label="Part of the life"
          value={entry.key}
          choices={siblings.map((one) => ({ value: one.entry.key, label: cover_words(one.entry) || 'the whole life' }))}
          onValue={(key) => onChoose(siblings.find((one) => one.entry.key === key) ?? null)}
        />
      )}
      <span class="grow" />
      <Menu
        kind="ghost"
        icon="more"
        label={`More about ${activity.name}`}
        items={[
          ...sides.map((side) => ({
            label: side_name[side],
            checked: entry.side === side,
            heading: side === 'pm' ? 'Move to' : undefined,
            run: () => void move_row(row, side),
          })),
          {
            label: free ? 'Decide differently in the other stages' : 'The whole life is covered',
            icon: 'plus' as const,
            disabled: !free,
            divides: true,
            run: () => void divide(),
          },
          {
            label: 'Take out of the draft',
            icon: 'trash' as const,
            danger: true,
            run: () => {
              onChoose(null);
              void remove_row(row);
            },
          },
        ]}
      />
      <Button kind="ghost" icon="close" label="Close" onClick={() => onChoose(null)} />
    </header>
  );
}

export function EntryEditor(props: EntryEditorProps) {
  const { row } = props;
  const { entry, activity } = row;
  const save = (values: Partial<MapEntry>) => void save_entry(row, values);
  const toggle = (letter: 'R' | 'C' | 'I') => (role: Role) => void press_letter(row, role, letter);
  return (
    <section class={`activity-panel editing of-${entry.side}`} aria-label={activity.name}>
      <Head {...props} />
      <div class="entry-fields">
        <FieldFrame label="Accountable">
          {({ id }) => (
            <Select
              small
              id={id}
              value={entry.accountable}
              choices={role_choices}
              onValue={(role) => void make_accountable(row, role as Role)}
            />
          )}
        </FieldFrame>
        <div class="field">
          <span class="field-name">Responsible</span>
          <RolesField label="Responsible" chosen={entry.responsible} onToggle={toggle('R')} />
        </div>
        <div class="field">
          <span class="field-name">Consulted before</span>
          <RolesField label="Consulted" chosen={entry.consulted} except={entry.accountable} onToggle={toggle('C')} />
        </div>
        <div class="field">
          <span class="field-name">Informed after</span>
          <RolesField label="Informed" chosen={entry.informed} except={entry.accountable} onToggle={toggle('I')} />
        </div>
        <div class="field">
          <span class="field-name">Decides in</span>
          <StageBand entry={entry} onChange={save} />
        </div>
        <div class="field entry-note">
          <span class="field-name">Why it stands here</span>
          <InlineText
            label="Why it stands here"
            value={entry.note}
            placeholder="Say why, or where opinions differ"
            onSave={(note) => save({ note })}
            may_edit
          />
          <Checkbox
            label="Four eyes"
            hint="An approval takes a second person besides the accountable one."
            checked={entry.four_eyes}
            onChecked={(four_eyes) => save({ four_eyes })}
          />
        </div>
      </div>
    </section>
  );
}
