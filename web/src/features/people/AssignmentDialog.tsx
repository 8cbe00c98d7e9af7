// Gives a person a role over something, changes that, or ends it. Ending keeps the history; deleting is for mistakes.
import { useRef, useState } from 'preact/hooks';
import { new_idempotency_key, Problem, plain_words } from '../../api/client';
import type { Assignment, Role } from '../../api/types';
import { today } from '../../core/dates';
import { role_name, roles } from '../../core/words';
import { Button } from '../../kit/Button';
import { Combobox, type Option } from '../../kit/Combobox';
import { Dialog } from '../../kit/Dialog';
import { FieldFrame, SelectField, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { change, create, destroy } from '../../store/changes';
import { use_all } from '../../store/entities';
import { toast } from '../../store/notices';

function use_scopes(): Option[] {
  const units = use_all('units').items.map((item) => ({ value: item.key, label: item.name, note: 'business unit' }));
  const lines = use_all('lines').items.map((item) => ({ value: item.key, label: item.name, note: 'product line' }));
  const products = use_all('products').items.map((item) => ({ value: item.key, label: item.name, note: item.key }));
  const sorted = (options: Option[]) => options.sort((a, b) => a.label.localeCompare(b.label));
  return [...sorted(units), ...sorted(lines), ...sorted(products)];
}

interface AssignmentDialogProps {
  person: { key: string; name: string };
  assignment: Assignment | null;
  onClose: () => void;
}

export function AssignmentDialog({ person, assignment, onClose }: AssignmentDialogProps) {
  const scopes = use_scopes();
  const [role, set_role] = useState<Role>(assignment?.role ?? 'product_manager');
  const [scope, set_scope] = useState<string | null>(assignment?.scope ?? null);
  const [share, set_share] = useState(assignment?.share?.toString() ?? '');
  const [from, set_from] = useState(assignment ? (assignment.from_on ?? '') : today());
  const [to, set_to] = useState(assignment?.to_on ?? '');
  const [stand_in, set_stand_in] = useState(assignment?.stand_in ?? '');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const key = useRef(new_idempotency_key());
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async (more: Partial<Assignment> = {}) => {
    const number = share.trim() === '' ? null : Number(share);
    if (number !== null && !(Number.isInteger(number) && number >= 0 && number <= 100)) {
      set_failure(new Problem(422, { errors: [{ field: 'share', message: 'A whole number from 0 to 100' }] }));
      return;
    }
    const values = {
      person: person.key,
      role,
      scope,
      share: number,
      from_on: from || null,
      to_on: to || null,
      stand_in: stand_in.trim() || null,
      ...more,
    };
    set_busy(true);
    try {
      if (assignment) await change('assignments', assignment.key, values, { quiet: true });
      else await create('assignments', values, key.current);
      toast(
        more.to_on
          ? 'The role ends today'
          : assignment
            ? 'Saved'
            : `${person.name} is ${role_name[role].toLowerCase()}`,
      );
      onClose();
    } catch (problem) {
      if (problem instanceof Problem && problem.status !== 0) key.current = new_idempotency_key();
      set_failure(problem);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={assignment ? `${role_name[assignment.role]}: ${person.name}` : `A role for ${person.name}`}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          {assignment && (
            <>
              <Button
                kind="ghost"
                icon="trash"
                title="For what was entered by mistake"
                onClick={() => {
                  onClose();
                  void destroy('assignments', assignment.key);
                }}
              >
                Delete
              </Button>
              {!assignment.to_on && (
                <Button kind="ghost" onClick={() => void save({ to_on: today() })}>
                  End today
                </Button>
              )}
              <span class="grow" />
            </>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {assignment ? 'Save' : 'Assign'}
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
        <SelectField
          label="Role"
          value={role}
          onValue={(value) => set_role(value as Role)}
          choices={roles.map((value) => ({ value, label: role_name[value] }))}
          problem={problem('role')}
        />
        <FieldFrame
          label="Over"
          hint="Holds for everything below it, unless somebody nearer holds the role."
          problem={problem('scope')}
        >
          {({ id, describedby, invalid }) => (
            <Combobox
              id={id}
              label="Over"
              describedby={describedby}
              invalid={invalid}
              value={scope}
              onValue={set_scope}
              options={scopes}
              none="Whole company"
            />
          )}
        </FieldFrame>
        <div class="form-pair">
          <TextField
            label="Share of time in percent"
            optional
            value={share}
            onValue={set_share}
            problem={problem('share')}
            placeholder="50"
          />
          <TextField
            label="Stands in as"
            optional
            value={stand_in}
            onValue={set_stand_in}
            problem={problem('stand_in')}
            placeholder="Acting, Interim"
          />
        </div>
        <div class="form-pair">
          <TextField label="From" type="date" optional value={from} onValue={set_from} problem={problem('from_on')} />
          <TextField
            label="Until, last day"
            type="date"
            optional
            value={to}
            onValue={set_to}
            problem={problem('to_on')}
          />
        </div>
      </div>
    </Dialog>
  );
}
