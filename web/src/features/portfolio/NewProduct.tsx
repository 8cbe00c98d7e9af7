// The dialog that makes a product: a name is enough, the rest can follow on its page.
import { useRef, useState } from 'preact/hooks';
import { new_idempotency_key, Problem, plain_words } from '../../api/client';
import type { Stage } from '../../api/types';
import { today } from '../../core/dates';
import { stage_name, stages } from '../../core/words';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { SelectField, TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { RecordField } from '../../kit/RecordPicker';
import { create } from '../../store/changes';
import { toast } from '../../store/notices';

export function NewProduct({
  line: given,
  onClose,
  onMade,
}: {
  line: string | null;
  onClose: () => void;
  onMade: (key: string) => void;
}) {
  const [name, set_name] = useState('');
  const [line, set_line] = useState<string | null>(given);
  const [stage, set_stage] = useState<Stage>('conceive');
  const [description, set_description] = useState('');
  const [busy, set_busy] = useState(false);
  const [failure, set_failure] = useState<unknown>(null);
  // One key for all tries of this dialog: a retry after a lost answer makes no second product.
  const key = useRef(new_idempotency_key());
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    if (!name.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Give it a name' }] }));
      return;
    }
    set_busy(true);
    try {
      const made = await create(
        'products',
        { name: name.trim(), line, stage, description: description.trim() || null, [`${stage}_on`]: today() },
        key.current,
      );
      toast(`${made.name} is ${made.key}`);
      onMade(made.key);
    } catch (problem) {
      if (problem instanceof Problem && problem.status !== 0) key.current = new_idempotency_key();
      set_failure(problem);
      set_busy(false);
    }
  };
  const general = failure && !(failure instanceof Problem && failure.errors.length) ? plain_words(failure) : null;
  return (
    <Dialog
      title="New product"
      light={false}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Create
          </Button>
        </>
      }
    >
      <div class="form">
        {general && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {general}
          </p>
        )}
        <TextField label="Name" value={name} onValue={set_name} problem={problem('name')} autofocus required />
        <div class="form-pair">
          <RecordField
            resource="lines"
            label="Product line"
            none="No line"
            optional
            value={line}
            onValue={set_line}
            problem={problem('line')}
          />
          <SelectField
            label="Stage"
            value={stage}
            onValue={(value) => set_stage(value as Stage)}
            choices={stages.map((value) => ({ value, label: stage_name[value] }))}
            problem={problem('stage')}
          />
        </div>
        <TextArea
          label="What it is"
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
