// Puts an activity that the draft does not have yet into it.
import { useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import type { Activity, MapEntry, Side } from '../../api/types';
import { side_name } from '../../core/words';
import { Button } from '../../kit/Button';
import { Combobox } from '../../kit/Combobox';
import { Dialog } from '../../kit/Dialog';
import { FieldFrame, SelectField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { create } from '../../store/changes';
import { toast } from '../../store/notices';

interface AddActivityProps {
  map: string;
  /** Those that the draft does not have. */
  missing: Activity[];
  onAdded: (entry: MapEntry, activity: Activity) => void;
  onClose: () => void;
}

const sides: Side[] = ['pm', 'shared', 'pmm'];

export function AddActivity({ map, missing, onAdded, onClose }: AddActivityProps) {
  const [activity, set_activity] = useState<string | null>(missing[0]?.key ?? null);
  const [side, set_side] = useState<Side>('pm');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const add = async () => {
    const chosen = missing.find((one) => one.key === activity);
    if (!chosen) return;
    set_busy(true);
    const accountable = side === 'pmm' ? 'product_marketing_manager' : 'product_manager';
    try {
      const entry = await create('map-entries', {
        map,
        activity: chosen.key,
        side,
        accountable,
        responsible: [accountable],
      });
      toast(`${chosen.name} is in the draft`);
      onAdded(entry, chosen);
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title="Add an activity"
      onClose={onClose}
      onSubmit={() => void add()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy} disabled={!activity}>
            Add
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <FieldFrame label="Activity">
          {({ id, describedby, invalid }) => (
            <Combobox
              label="Activity"
              id={id}
              describedby={describedby}
              invalid={invalid}
              value={activity}
              options={missing.map((one) => ({ value: one.key, label: one.name }))}
              onValue={set_activity}
            />
          )}
        </FieldFrame>
        <SelectField
          label="Whose it is"
          value={side}
          choices={sides.map((one) => ({ value: one, label: side_name[one] }))}
          onValue={(value) => set_side(value as Side)}
        />
      </div>
    </Dialog>
  );
}
