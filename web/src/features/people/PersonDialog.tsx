// Makes a person, or changes all of one at once.
import { useRef, useState } from 'preact/hooks';
import { new_idempotency_key, Problem, plain_words } from '../../api/client';
import type { Person } from '../../api/types';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { RecordField } from '../../kit/RecordPicker';
import { change, create } from '../../store/changes';
import { toast } from '../../store/notices';

interface PersonDialogProps {
  person: Person | null;
  unit?: string | null;
  onClose: () => void;
  onMade?: (key: string) => void;
}

export function PersonDialog({ person, unit: given = null, onClose, onMade }: PersonDialogProps) {
  const [name, set_name] = useState(person?.name ?? '');
  const [title, set_title] = useState(person?.title ?? '');
  const [email, set_email] = useState(person?.email ?? '');
  const [manager, set_manager] = useState(person?.manager ?? null);
  const [unit, set_unit] = useState(person ? person.unit : given);
  const [capacity, set_capacity] = useState(person?.capacity_hours ?? '');
  const [joined, set_joined] = useState(person?.joined_on ?? '');
  const [left, set_left] = useState(person?.left_on ?? '');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  // One key for all tries: a retry after a lost answer makes no second person.
  const key = useRef(new_idempotency_key());
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    if (!name.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Enter a name' }] }));
      return;
    }
    const values = {
      name: name.trim(),
      title: title.trim() || null,
      email: email.trim() || null,
      manager,
      unit,
      capacity_hours: capacity.trim() || null,
      joined_on: joined || null,
      left_on: left || null,
    };
    set_busy(true);
    try {
      if (person) {
        await change('people', person.key, values, { quiet: true });
        onClose();
      } else {
        const made = await create('people', values, key.current);
        toast(`${made.name} is ${made.key}`);
        onMade?.(made.key);
      }
    } catch (problem) {
      if (problem instanceof Problem && problem.status !== 0) key.current = new_idempotency_key();
      set_failure(problem);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={person ? person.name : 'New person'}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {person ? 'Save' : 'Create'}
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
        <div class="form-pair">
          <TextField label="Name" value={name} onValue={set_name} problem={problem('name')} autofocus required />
          <TextField label="Title" optional value={title} onValue={set_title} problem={problem('title')} />
        </div>
        <div class="form-pair">
          <RecordField
            resource="units"
            label="Business unit"
            none="No unit"
            optional
            value={unit}
            onValue={set_unit}
            problem={problem('unit')}
          />
          <RecordField
            resource="people"
            label="Manager"
            none="Nobody"
            optional
            value={manager}
            onValue={set_manager}
            problem={problem('manager')}
          />
        </div>
        <div class="form-pair">
          <TextField label="Email" type="email" optional value={email} onValue={set_email} problem={problem('email')} />
          <TextField
            label="Hours a week"
            optional
            value={capacity}
            onValue={set_capacity}
            problem={problem('capacity_hours')}
            placeholder="37.50"
          />
        </div>
        <div class="form-pair">
          <TextField
            label="Joined on"
            type="date"
            optional
            value={joined}
            onValue={set_joined}
            problem={problem('joined_on')}
          />
          <TextField
            label="Left on"
            type="date"
            optional
            value={left}
            onValue={set_left}
            problem={problem('left_on')}
          />
        </div>
      </div>
    </Dialog>
  );
}
