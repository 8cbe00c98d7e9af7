// Keeps the steps as a scenario, new or in place of the one that is shown.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { Step } from '../../core/scenario';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { change, create } from '../../store/changes';
import { peek } from '../../store/entities';
import { set_query } from '../../store/location';
import { toast } from '../../store/notices';

export function SaveDialog({
  steps,
  scenario,
  onClose,
}: {
  steps: Step[];
  scenario: string | null;
  onClose: () => void;
}) {
  const stored = scenario ? peek('scenarios', scenario) : undefined;
  const [name, set_name] = useState(stored?.name ?? '');
  const [description, set_description] = useState(stored?.description ?? '');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const save = async () => {
    if (!name.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Give it a name' }] }));
      return;
    }
    const values = { name: name.trim(), description: description.trim() || null, steps };
    set_busy(true);
    try {
      if (stored) await change('scenarios', stored.key, values, { quiet: true, undoable: false });
      else set_query({ scenario: (await create('scenarios', values)).key });
      toast('Saved');
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  const problem = failure instanceof Problem ? failure.field('name') : undefined;
  return (
    <Dialog
      title={stored ? `Save ${stored.name}` : 'Save as a scenario'}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !problem && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <TextField label="Name" value={name} onValue={set_name} problem={problem} autofocus />
        <TextArea label="What it is about" optional rows={3} value={description} onValue={set_description} />
      </div>
    </Dialog>
  );
}
