// An action of a record as a form: its fields, their help and what is required come from what the server says about it.
import { useEffect, useState } from 'preact/hooks';
import { Problem, plain_words } from '../api/client';
import type { DescriptionField } from '../api/types';
import { act } from '../store/changes';
import { described, description } from '../store/description';
import type { ResourceName } from '../store/entities';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Skeleton } from './EmptyState';
import { SelectField, TextArea, TextField } from './Field';
import { Icon } from './Icon';

export interface ActionDialogProps {
  resource: ResourceName;
  record: string;
  action: string;
  /** What the action is about, in words. */
  about: string;
  onClose: () => void;
  onDone?: () => void;
}

export function ActionDialog(props: ActionDialogProps) {
  useEffect(() => void description.load(), []);
  const action = described(props.resource)?.actions.find((item) => item.name === props.action);
  if (!action) {
    return (
      <Dialog title={props.about} onClose={props.onClose}>
        <Skeleton rows={2} />
      </Dialog>
    );
  }
  return <Form {...props} label={action.label} help={action.help} fields={action.fields} />;
}

function Input({
  field,
  value,
  onValue,
  problem,
}: {
  field: DescriptionField;
  value: string;
  onValue: (value: string) => void;
  problem?: string;
}) {
  const shared = { label: field.label, hint: field.help, optional: !field.required, value, onValue, problem };
  if (field.type === 'markdown') return <TextArea {...shared} rows={3} />;
  if (field.type === 'choice') {
    const choices = (field.choices ?? []).map((choice) => ({ value: choice.code, label: choice.label }));
    return <SelectField {...shared} choices={[{ value: '', label: 'Choose' }, ...choices]} />;
  }
  return <TextField {...shared} type={field.type === 'date' ? 'date' : 'text'} />;
}

function Form({
  resource,
  record,
  action,
  about,
  label,
  help,
  fields,
  onClose,
  onDone,
}: ActionDialogProps & { label: string; help: string; fields: DescriptionField[] }) {
  const [values, set_values] = useState<Record<string, string>>({});
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (name: string) => (failure instanceof Problem ? failure.field(name) : undefined);
  const save = async () => {
    const missing = fields.filter((field) => field.required && !values[field.name]?.trim());
    if (missing.length) {
      const errors = missing.map((field) => ({ field: field.name, message: 'This is needed' }));
      set_failure(new Problem(422, { errors }));
      return;
    }
    const given = Object.fromEntries(
      Object.entries(values).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
    );
    set_busy(true);
    try {
      await act(resource, record, action, given);
      onDone?.();
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={label}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {label}
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !fields.some((field) => problem(field.name)) && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <p>
          <b>{about}</b>
        </p>
        <p class="quiet">{help}</p>
        {fields.map((field) => (
          <Input
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onValue={(text) => set_values({ ...values, [field.name]: text })}
            problem={problem(field.name)}
          />
        ))}
      </div>
    </Dialog>
  );
}
