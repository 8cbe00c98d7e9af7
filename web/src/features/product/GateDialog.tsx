// One dialog for everything that is done at a gate: opening and planning it, signing a criterion, deciding.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { Gate, GateCriterion, Product, Stage } from '../../api/types';
import { count_of, stage_name } from '../../core/words';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { act, change } from '../../store/changes';
import { load_one, mark_stale } from '../../store/entities';
import { toast } from '../../store/notices';

export type GateTask =
  | { kind: 'open'; product: Product; stage: Stage }
  | { kind: 'plan' | 'hold' | 'stop' | 'skip' | 'reopen'; gate: Gate }
  | { kind: 'go'; gate: Gate; open: number }
  | { kind: 'sign' | 'refuse' | 'reopen_criterion'; criterion: GateCriterion };

type Field = 'planned_on' | 'evidence' | 'reason' | 'conditions' | 'note';

interface Form {
  title: string;
  button: string;
  words: string;
  fields: { name: Field; label: string; hint?: string; optional?: boolean; kind?: 'date' | 'line' }[];
  danger?: boolean;
}

function form_of(task: GateTask): Form {
  const reason = (hint?: string, optional = false) => ({ name: 'reason' as const, label: 'Reason', hint, optional });
  switch (task.kind) {
    case 'open':
      return {
        title: `Open the gate to ${stage_name[task.stage]}`,
        button: 'Open the gate',
        words: 'It starts with the criteria of your gate templates; you can add and remove some afterwards.',
        fields: [{ name: 'planned_on', label: 'Planned for', optional: true, kind: 'date' }],
      };
    case 'plan':
      return {
        title: 'Plan another day',
        button: 'Plan',
        words: 'The day that was planned first is kept, so that the slip can be seen.',
        fields: [{ name: 'planned_on', label: 'Planned for', kind: 'date' }],
      };
    case 'go':
      return {
        title: `Go to ${stage_name[task.gate.stage]}?`,
        button: 'Go',
        words: task.open
          ? `${count_of(task.open, 'criterion', 'criteria')} not met yet: say under which conditions the product may go on.`
          : 'All criteria are met. The product moves on.',
        fields: [
          { name: 'conditions', label: 'Conditions', hint: 'What has to be done all the same.', optional: !task.open },
          reason(undefined, true),
        ],
      };
    case 'hold':
      return { title: 'Hold at this gate?', button: 'Hold', words: 'The product waits.', fields: [reason()] };
    case 'stop':
      return {
        title: 'Stop the product here?',
        button: 'Stop',
        words: 'The product does not go on. Criteria and signatures stay.',
        fields: [reason()],
        danger: true,
      };
    case 'skip':
      return {
        title: 'Skip this gate?',
        button: 'Skip',
        words: 'The product moves on without the criteria, and everybody can see that it did.',
        fields: [reason()],
        danger: true,
      };
    case 'reopen':
      return {
        title: 'Open the gate again?',
        button: 'Open it again',
        words: 'The decision is taken back; who decided before stays in the history.',
        fields: [reason()],
      };
    case 'sign':
      return {
        title: 'Sign that it is met',
        button: 'Sign',
        words: task.criterion.name,
        fields: [
          {
            name: 'evidence',
            label: 'Evidence',
            hint: 'Where one can see it: a web address, or the key of a record such as REL-3.',
            kind: 'line',
          },
          { name: 'note', label: 'Note', optional: true },
        ],
      };
    case 'refuse':
      return {
        title: 'Say that it is not met',
        button: 'Not met',
        words: task.criterion.name,
        fields: [{ name: 'note', label: 'What is missing' }],
      };
    case 'reopen_criterion':
      return {
        title: 'Take the signature back?',
        button: 'Reopen',
        words: task.criterion.name,
        fields: [],
      };
  }
}

async function perform(task: GateTask, values: Partial<Record<Field, string>>): Promise<void> {
  switch (task.kind) {
    case 'open': {
      await act('products', task.product.key, 'open_gate', { stage: task.stage, ...values });
      mark_stale('gates');
      return;
    }
    case 'plan':
      await change('gates', task.gate.key, { planned_on: values.planned_on ?? null }, { quiet: true });
      return;
    case 'go':
    case 'hold':
    case 'stop': {
      const gate = await act('gates', task.gate.key, `decide_${task.kind}`, values);
      await load_one('products', gate.product);
      if (task.kind === 'go') toast(`Gate to ${stage_name[gate.stage]}: go`);
      return;
    }
    case 'skip':
    case 'reopen': {
      const gate = await act('gates', task.gate.key, task.kind, values);
      await load_one('products', gate.product);
      return;
    }
    case 'sign':
    case 'refuse':
      await act('gate-criteria', task.criterion.key, task.kind, values);
      return;
    case 'reopen_criterion':
      await act('gate-criteria', task.criterion.key, 'reopen', values);
      return;
  }
}

export function GateDialog({ task, onClose }: { task: GateTask; onClose: () => void }) {
  const form = form_of(task);
  const first = task.kind === 'plan' ? { planned_on: task.gate.planned_on ?? '' } : {};
  const [values, set_values] = useState<Partial<Record<Field, string>>>(first);
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const shown_beside = form.fields.some((field) => problem(field.name));
  const save = async () => {
    const missing = form.fields.find((field) => !field.optional && !values[field.name]?.trim());
    if (missing) {
      set_failure(new Problem(422, { errors: [{ field: missing.name, message: 'This is needed' }] }));
      return;
    }
    const given: Partial<Record<Field, string>> = {};
    for (const field of form.fields) {
      const text = values[field.name]?.trim();
      if (text) given[field.name] = text;
    }
    set_busy(true);
    try {
      await perform(task, given);
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={form.title}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={form.danger ? 'danger' : 'primary'} type="submit" busy={busy}>
            {form.button}
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !shown_beside && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <p>{form.words}</p>
        {form.fields.map((field, index) =>
          field.kind ? (
            <TextField
              key={field.name}
              label={field.label}
              hint={field.hint}
              optional={field.optional}
              type={field.kind === 'date' ? 'date' : 'text'}
              value={values[field.name] ?? ''}
              onValue={(text) => set_values({ ...values, [field.name]: text })}
              problem={problem(field.name)}
              autofocus={index === 0}
            />
          ) : (
            <TextArea
              key={field.name}
              label={field.label}
              hint={field.hint}
              optional={field.optional}
              rows={3}
              value={values[field.name] ?? ''}
              onValue={(text) => set_values({ ...values, [field.name]: text })}
              problem={problem(field.name)}
            />
          ),
        )}
      </div>
    </Dialog>
  );
}
