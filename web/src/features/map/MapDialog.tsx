// Makes a draft from any map, or changes what is said about a draft: its name, whom it is for, how strictly it decides, and why.
import { useRef, useState } from 'preact/hooks';
import { call, new_idempotency_key, Problem, plain_words } from '../../api/client';
import type { MapMode, Map as MapRecord } from '../../api/types';
import { Button } from '../../kit/Button';
import { Combobox } from '../../kit/Combobox';
import { Dialog } from '../../kit/Dialog';
import { FieldFrame, SelectField, TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { change } from '../../store/changes';
import { mark_stale, put, use_all } from '../../store/entities';
import { navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { map_name_in_address } from './map-rows';

const company = 'company';
const modes = [
  { value: 'advisory', label: 'Advisory: acting outside one’s role works, with a reason' },
  { value: 'strict', label: 'Strict: it is refused' },
];

/** Units and lines, and the company around them. */
function use_scopes() {
  const units = use_all('units').items;
  const lines = use_all('lines').items;
  const named = (items: { key: string; name: string }[], note: string) =>
    items.map((item) => ({ value: item.key, label: item.name, note })).sort((a, b) => a.label.localeCompare(b.label));
  return [{ value: company, label: 'The whole company' }, ...named(units, 'unit'), ...named(lines, 'line')];
}

interface MapDialogProps {
  map: MapRecord;
  /** A copy of the map, or the map itself. */
  copies: boolean;
  onClose: () => void;
}

export function MapDialog({ map, copies, onClose }: MapDialogProps) {
  const [name, set_name] = useState(copies ? `${map.name}, changed` : map.name);
  const [scope, set_scope] = useState(map.scope ?? company);
  const [mode, set_mode] = useState<MapMode>(map.mode);
  const [reason, set_reason] = useState(copies ? '' : (map.reason ?? ''));
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const attempt = useRef(new_idempotency_key());
  const scopes = use_scopes();
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const values = { name: name.trim(), scope: scope === company ? null : scope };
  const more = { mode, reason: reason.trim() || null };
  const copy = async () => {
    const draft = await call<MapRecord>('POST', `/maps/${encodeURIComponent(map.key)}/copy`, {
      body: values,
      idempotency_key: attempt.current,
    });
    put('maps', [draft]);
    mark_stale('maps');
    if (more.reason || more.mode !== draft.mode)
      await change('maps', draft.key, more, { quiet: true, undoable: false });
    toast(`${draft.name} is a draft: nothing changes until it is put in force`);
    onClose();
    navigate(`/map?map=${encodeURIComponent(map_name_in_address(draft))}`);
  };
  const save = async () => {
    if (!values.name) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Give the draft a name' }] }));
      return;
    }
    set_busy(true);
    try {
      if (copies) await copy();
      else {
        await change('maps', map.key, { ...values, ...more }, { quiet: true });
        onClose();
      }
    } catch (refused) {
      if (refused instanceof Problem && refused.status !== 0) attempt.current = new_idempotency_key();
      set_failure(refused);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={copies ? `A draft from ${map.name}` : 'About this draft'}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {copies ? 'Make the draft' : 'Save'}
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
        {copies && (
          <p class="quiet">
            A copy with every activity as it stands. It decides nothing while you change it; what it would change can be
            read before it is put in force.
          </p>
        )}
        <TextField label="Name" value={name} onValue={set_name} problem={problem('name')} autofocus required />
        <FieldFrame
          label="For"
          problem={problem('scope')}
          hint="A map for a unit or line decides there in place of the company’s."
        >
          {({ id, describedby, invalid }) => (
            <Combobox
              label="For"
              id={id}
              describedby={describedby}
              invalid={invalid}
              value={scope}
              options={scopes}
              onValue={(chosen) => set_scope(chosen ?? company)}
            />
          )}
        </FieldFrame>
        <SelectField
          label="When somebody acts outside their role"
          value={mode}
          choices={modes}
          onValue={(value) => set_mode(value as MapMode)}
          problem={problem('mode')}
        />
        <TextArea
          label="Why it changes"
          optional
          rows={3}
          value={reason}
          onValue={set_reason}
          problem={problem('reason')}
          hint="Everybody reads this beside the map. Markdown works here."
        />
      </div>
    </Dialog>
  );
}
