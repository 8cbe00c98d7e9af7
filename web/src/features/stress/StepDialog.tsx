// Something other than a person leaving: choose what, and to whom.
import { useState } from 'preact/hooks';
import { is_complete, type Step, type StepForm, step_forms, step_of } from '../../core/scenario';
import { role_name, roles } from '../../core/words';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { SelectField } from '../../kit/Field';
import { RecordField } from '../../kit/RecordPicker';
import { use_all } from '../../store/entities';

function Member({
  member,
  value,
  onValue,
}: {
  member: StepForm['members'][number];
  value: string;
  onValue: (value: string) => void;
}) {
  const units = use_all('units').items;
  const lines = use_all('lines').items;
  const maps = use_all('maps').items;
  if (member.kind === 'person') {
    return (
      <RecordField resource="people" label={member.label} value={value || null} onValue={(key) => onValue(key ?? '')} />
    );
  }
  const named = (items: { key: string; name: string }[]) =>
    items.map((item) => ({ value: item.key, label: item.name })).sort((a, b) => a.label.localeCompare(b.label));
  const choices = {
    unit: named(units),
    optional_unit: [{ value: '', label: 'The whole company' }, ...named(units)],
    scope: [{ value: 'company', label: 'The whole company' }, ...named(units), ...named(lines)],
    map: named(maps),
    role: roles.map((role) => ({ value: role as string, label: role_name[role] })),
  }[member.kind];
  const open = member.kind === 'optional_unit' ? choices : [{ value: '', label: 'Choose' }, ...choices];
  return <SelectField label={member.label} value={value} onValue={onValue} choices={open} />;
}

export function StepDialog({ onStep, onClose }: { onStep: (step: Step) => void; onClose: () => void }) {
  const [kind, set_kind] = useState(step_forms[1]!.do);
  const [values, set_values] = useState<Record<string, string>>({});
  const form = step_forms.find((item) => item.do === kind)!;
  const ready = is_complete(form, values);
  return (
    <Dialog
      title="Something else happens"
      light={false}
      onClose={onClose}
      onSubmit={() => {
        if (!ready) return;
        onStep(step_of(form, values));
        onClose();
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={!ready}>
            Let it happen
          </Button>
        </>
      }
    >
      <div class="form">
        <SelectField
          label="What"
          value={kind}
          onValue={(value) => {
            set_kind(value);
            set_values({});
          }}
          choices={step_forms.map((item) => ({ value: item.do, label: item.label }))}
        />
        {form.members.map((member) => (
          <Member
            key={`${kind} ${member.name}`}
            member={member}
            value={values[member.name] ?? ''}
            onValue={(value) => set_values({ ...values, [member.name]: value })}
          />
        ))}
      </div>
    </Dialog>
  );
}
