// Makes or changes a business unit or a product line.
import { useRef, useState } from 'preact/hooks';
import { new_idempotency_key, Problem, plain_words } from '../../api/client';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { RecordField } from '../../kit/RecordPicker';
import { change, create, destroy } from '../../store/changes';
import { peek } from '../../store/entities';
import { toast } from '../../store/notices';

interface ScopeDialogProps {
  resource: 'units' | 'lines';
  /** Null makes a new one. */
  record: string | null;
  onClose: () => void;
}

export function ScopeDialog({ resource, record: key, onClose }: ScopeDialogProps) {
  const unit_record = key && resource === 'units' ? peek('units', key) : undefined;
  const line_record = key && resource === 'lines' ? peek('lines', key) : undefined;
  const [name, set_name] = useState(unit_record?.name ?? line_record?.name ?? '');
  const [description, set_description] = useState(unit_record?.description ?? line_record?.description ?? '');
  const [unit, set_unit] = useState(line_record?.unit ?? null);
  const [parent, set_parent] = useState(line_record?.parent ?? null);
  const [prefix, set_prefix] = useState(line_record?.key_prefix ?? '');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const attempt = useRef(new_idempotency_key());
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const what = resource === 'units' ? 'business unit' : 'product line';
  const save = async () => {
    if (!name.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Give it a name' }] }));
      return;
    }
    const common = { name: name.trim(), description: description.trim() || null };
    const of_line = { ...common, unit, parent, key_prefix: prefix.trim() || null };
    set_busy(true);
    try {
      if (resource === 'units') {
        if (key) await change('units', key, common, { quiet: true });
        else await create('units', common, attempt.current);
      } else if (key) await change('lines', key, of_line, { quiet: true });
      else await create('lines', of_line, attempt.current);
      toast(key ? 'Saved' : `${common.name} is there`);
      onClose();
    } catch (problem) {
      if (problem instanceof Problem && problem.status !== 0) attempt.current = new_idempotency_key();
      set_failure(problem);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={key ? name || what : `New ${what}`}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          {key && (
            <>
              <Button
                kind="ghost"
                icon="trash"
                onClick={() => {
                  onClose();
                  void destroy(resource, key);
                }}
              >
                Delete
              </Button>
              <span class="grow" />
            </>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {key ? 'Save' : 'Create'}
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !(failure instanceof Problem && failure.errors.length) && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <TextField label="Name" value={name} onValue={set_name} problem={problem('name')} autofocus required />
        {resource === 'lines' && (
          <>
            <div class="form-pair">
              <RecordField
                resource="units"
                label="Business unit"
                none="As the line above"
                optional
                value={unit}
                onValue={set_unit}
                problem={problem('unit')}
              />
              <RecordField
                resource="lines"
                label="Inside the line"
                none="No line"
                optional
                value={parent}
                onValue={set_parent}
                problem={problem('parent')}
              />
            </div>
            <TextField
              label="Key prefix"
              optional
              value={prefix}
              onValue={(value) => set_prefix(value.toUpperCase())}
              problem={problem('key_prefix')}
              placeholder="FLOW"
              hint="New products of the line get keys such as FLOW-12. Old keys keep resolving."
            />
          </>
        )}
        <TextArea
          label="Description"
          optional
          rows={3}
          value={description}
          onValue={set_description}
          problem={problem('description')}
          hint="Markdown works here."
        />
      </div>
    </Dialog>
  );
}
