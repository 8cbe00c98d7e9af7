// Gives somebody a role over something, or changes or ends such an assignment. Used wherever people and scopes meet.
import { useRef, useState } from 'preact/hooks';
import { new_idempotency_key, Problem, plain_words } from '../../api/client';
import type { Assignment, Role } from '../../api/types';
import { date_of_day, day_number, today } from '../../core/dates';
import { role_name, roles } from '../../core/words';
import { Button } from '../../kit/Button';
import { Combobox, type Option } from '../../kit/Combobox';
import { Dialog } from '../../kit/Dialog';
import { FieldFrame, SelectField, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { RecordField } from '../../kit/RecordPicker';
import { change, create, destroy } from '../../store/changes';
import { name_of, use_all } from '../../store/entities';
import { toast } from '../../store/notices';

const company = 'company';

export interface AssignProps {
  /** The one to change; without it a new one is made. */
  assignment?: Assignment;
  person?: string | null;
  role?: Role;
  /** Null is the whole company. */
  scope?: string | null;
  /** Scopes to choose from, nearest first; without them every unit, line and product is offered. */
  scopes?: { key: string | null; label: string }[];
  onClose: () => void;
}

/** Everything that a role can be held over, by name. */
function use_scopes(): Option[] {
  const units = use_all('units').items;
  const lines = use_all('lines').items;
  const products = use_all('products').items;
  const named = (items: { key: string; name: string }[], note: string): Option[] =>
    items.map((item) => ({ value: item.key, label: item.name, note })).sort((a, b) => a.label.localeCompare(b.label));
  return [
    { value: company, label: 'The whole company' },
    ...named(units, 'unit'),
    ...named(lines, 'line'),
    ...named(products, 'product'),
  ];
}

function ScopeField({
  value,
  onValue,
  problem,
}: {
  value: string;
  onValue: (value: string) => void;
  problem?: string;
}) {
  const options = use_scopes();
  return (
    <FieldFrame label="Over" problem={problem}>
      {({ id, describedby, invalid }) => (
        <Combobox
          label="Over"
          id={id}
          describedby={describedby}
          invalid={invalid}
          value={value}
          options={options}
          onValue={(chosen) => onValue(chosen ?? company)}
        />
      )}
    </FieldFrame>
  );
}

export function AssignDialog({
  assignment,
  person: given,
  role: given_role,
  scope: given_scope,
  scopes,
  onClose,
}: AssignProps) {
  const [person, set_person] = useState<string | null>(assignment?.person ?? given ?? null);
  const [role, set_role] = useState<Role>(assignment?.role ?? given_role ?? 'product_manager');
  const [scope, set_scope] = useState((assignment ? assignment.scope : given_scope) ?? company);
  const [share, set_share] = useState(assignment?.share?.toString() ?? '');
  const [from_on, set_from] = useState(assignment ? (assignment.from_on ?? '') : today());
  const [to_on, set_to] = useState(assignment?.to_on ?? '');
  const [stand_in, set_stand_in] = useState(assignment?.stand_in ?? '');
  const [busy, set_busy] = useState(false);
  const [failure, set_failure] = useState<unknown>(null);
  const key = useRef(new_idempotency_key());
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const values = () => ({
    person: person!,
    role,
    scope: scope === company ? null : scope,
    share: share.trim() === '' ? null : Number(share),
    from_on: from_on || null,
    to_on: to_on || null,
    stand_in: stand_in.trim() || null,
  });
  const run = async (job: () => Promise<unknown>, said: string) => {
    set_busy(true);
    try {
      await job();
      toast(said);
      onClose();
    } catch (problem) {
      if (problem instanceof Problem && problem.status !== 0) key.current = new_idempotency_key();
      set_failure(problem);
      set_busy(false);
    }
  };
  const save = () => {
    const wrong = [
      ...(person ? [] : [{ field: 'person', message: 'Choose a person' }]),
      ...(share.trim() === '' || (/^\d+$/.test(share.trim()) && Number(share) <= 100)
        ? []
        : [{ field: 'share', message: 'A whole number from 0 to 100' }]),
      ...(from_on && to_on && to_on < from_on ? [{ field: 'to_on', message: 'Ends before it begins' }] : []),
    ];
    if (wrong.length) return set_failure(new Problem(422, { errors: wrong }));
    const name = name_of('people', person);
    if (assignment)
      void run(
        () => change('assignments', assignment.key, values(), { quiet: true }),
        `${name}: ${role_name[role].toLowerCase()}, changed`,
      );
    else
      void run(() => create('assignments', values(), key.current), `${name} is ${role_name[role].toLowerCase()} now`);
  };
  const begun = !assignment?.from_on || assignment.from_on < today();
  const end = () => {
    if (!assignment) return;
    const yesterday = date_of_day(day_number(today()) - 1);
    if (begun) void run(() => change('assignments', assignment.key, { to_on: yesterday }, { quiet: true }), 'Ended');
    else void destroy('assignments', assignment.key).then((done) => done && onClose());
  };
  const general = failure && !(failure instanceof Problem && failure.errors.length) ? plain_words(failure) : null;
  return (
    <Dialog
      title={assignment ? 'Change the assignment' : 'Give somebody a role'}
      light={false}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          {assignment && (begun ? !assignment.to_on || assignment.to_on >= today() : true) && (
            <>
              <Button
                kind="ghost"
                icon={begun ? 'leave' : 'trash'}
                title={
                  begun
                    ? 'It stays in the history; from today on it no longer counts'
                    : 'It has not counted for a day yet'
                }
                onClick={end}
              >
                {begun ? 'End it' : 'Take it back'}
              </Button>
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
        {general && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {general}
          </p>
        )}
        <RecordField
          resource="people"
          label="Person"
          placeholder="Choose a person"
          value={person}
          onValue={set_person}
          problem={problem('person')}
          autofocus={!person}
        />
        <div class="form-pair">
          <SelectField
            label="Role"
            value={role}
            onValue={(value) => set_role(value as Role)}
            choices={roles.map((value) => ({ value, label: role_name[value] }))}
            problem={problem('role')}
          />
          {scopes ? (
            <SelectField
              label="Over"
              value={scope}
              onValue={set_scope}
              choices={scopes.map((item) => ({ value: item.key ?? company, label: item.label }))}
              problem={problem('scope')}
            />
          ) : (
            <ScopeField value={scope} onValue={set_scope} problem={problem('scope')} />
          )}
        </div>
        <div class="form-pair">
          <TextField
            label="Share in percent"
            optional
            type="number"
            min="0"
            max="100"
            value={share}
            onValue={set_share}
            problem={problem('share')}
          />
          <TextField
            label="Standing in as"
            optional
            value={stand_in}
            onValue={set_stand_in}
            placeholder="Acting, interim"
            problem={problem('stand_in')}
          />
        </div>
        <div class="form-pair">
          <TextField
            label="From"
            optional
            type="date"
            value={from_on}
            onValue={set_from}
            problem={problem('from_on')}
          />
          <TextField label="Until" optional type="date" value={to_on} onValue={set_to} problem={problem('to_on')} />
        </div>
      </div>
    </Dialog>
  );
}
