// Making a hand-off, offering it, and answering it.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { HandOff, HandOffKind, Product, Role } from '../../api/types';
import { hand_off_kind_words } from '../../core/hand-offs';
import { count_of, role_name, roles } from '../../core/words';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { SelectField, TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { RecordField } from '../../kit/RecordPicker';
import { act, create } from '../../store/changes';
import { mark_stale } from '../../store/entities';
import { toast } from '../../store/notices';

export type HandOffTask =
  | { kind: 'create'; product: Product }
  | { kind: 'offer'; hand_off: HandOff; missing: number }
  | { kind: 'accept' | 'return' | 'withdraw'; hand_off: HandOff };

export function HandOffDialog({ task, onClose }: { task: HandOffTask; onClose: () => void }) {
  return task.kind === 'create' ? (
    <Create product={task.product} onClose={onClose} />
  ) : (
    <Answer task={task} onClose={onClose} />
  );
}

function Create({ product, onClose }: { product: Product; onClose: () => void }) {
  const [kind, set_kind] = useState<HandOffKind>('capability_brief');
  const [title, set_title] = useState('');
  const [content, set_content] = useState('');
  const [from_role, set_from_role] = useState<Role>('product_manager');
  const [to_role, set_to_role] = useState<Role>('product_marketing_manager');
  const [to_person, set_to_person] = useState<string | null>(null);
  const [due_on, set_due_on] = useState('');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const choose = (value: HandOffKind) => {
    set_kind(value);
    if (value === 'other') return;
    const outward = value === 'capability_brief';
    set_from_role(outward ? 'product_manager' : 'product_marketing_manager');
    set_to_role(outward ? 'product_marketing_manager' : 'product_manager');
  };
  const save = async () => {
    const errors = [
      ...(title.trim() ? [] : [{ field: 'title', message: 'Say in a few words what is handed over' }]),
      ...(due_on ? [] : [{ field: 'due_on', message: 'Give the day by which you need an answer' }]),
    ];
    if (errors.length) {
      set_failure(new Problem(422, { errors }));
      return;
    }
    set_busy(true);
    try {
      await create('hand-offs', {
        record: product.key,
        kind,
        title: title.trim(),
        content: content.trim() || null,
        from_role,
        to_role,
        ...(to_person ? { to_person } : {}),
        due_on,
      });
      mark_stale('hand-off-items');
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  const role_choices = roles.map((value) => ({ value: value as string, label: role_name[value] }));
  return (
    <Dialog
      title="Hand something over"
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Prepare it
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
        <TextField label="Title" value={title} onValue={set_title} problem={problem('title')} autofocus />
        <div class="form-pair">
          <SelectField
            label="Kind"
            value={kind}
            onValue={(value) => choose(value as HandOffKind)}
            choices={Object.entries(hand_off_kind_words).map(([value, label]) => ({ value, label }))}
          />
          <TextField label="Answer by" type="date" value={due_on} onValue={set_due_on} problem={problem('due_on')} />
        </div>
        <div class="form-pair">
          <SelectField
            label="From"
            value={from_role}
            onValue={(value) => set_from_role(value as Role)}
            choices={role_choices}
          />
          <SelectField
            label="To"
            value={to_role}
            onValue={(value) => set_to_role(value as Role)}
            choices={role_choices}
          />
        </div>
        <RecordField
          resource="people"
          label="To whom"
          none="Whoever holds the role over the product"
          optional
          value={to_person}
          onValue={set_to_person}
          problem={problem('to_person')}
        />
        <TextArea
          label="What they need to know"
          optional
          rows={5}
          value={content}
          onValue={set_content}
          problem={problem('content')}
          hint="Markdown works here."
        />
      </div>
    </Dialog>
  );
}

const words = {
  offer: { title: 'Offer it?', button: 'Offer', field: 'Why it is offered although something is missing' },
  accept: { title: 'Accept it?', button: 'Accept', field: 'What you want to add' },
  return: { title: 'Return it?', button: 'Return', field: 'What is missing' },
  withdraw: { title: 'Withdraw it?', button: 'Withdraw', field: 'Why' },
} as const;

function Answer({ task, onClose }: { task: Exclude<HandOffTask, { kind: 'create' }>; onClose: () => void }) {
  const [reason, set_reason] = useState('');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const text = words[task.kind];
  const needs_reason = task.kind === 'return' || (task.kind === 'offer' && task.missing > 0);
  const asks_reason = task.kind !== 'withdraw' && (task.kind !== 'offer' || task.missing > 0);
  const beside = failure instanceof Problem ? failure.field('reason') : undefined;
  const save = async () => {
    if (needs_reason && !reason.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'reason', message: 'This is needed' }] }));
      return;
    }
    set_busy(true);
    try {
      await act('hand-offs', task.hand_off.key, task.kind, reason.trim() ? { reason: reason.trim() } : {});
      if (task.kind === 'accept') toast(`${task.hand_off.title} was accepted`);
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={text.title}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {text.button}
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !beside && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <p>
          {task.hand_off.title}
          {task.kind === 'offer' &&
            task.missing > 0 &&
            `: ${count_of(task.missing, 'item')} of the list not there yet.`}
        </p>
        {asks_reason && (
          <TextArea
            label={text.field}
            rows={3}
            optional={!needs_reason}
            value={reason}
            onValue={set_reason}
            problem={beside}
          />
        )}
      </div>
    </Dialog>
  );
}
