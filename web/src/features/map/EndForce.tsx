// Ends a map that decides for a unit or line, or takes back one that was put in force for a later day.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { Map as MapRecord } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { map_state } from '../../core/map-edit';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { act } from '../../store/changes';
import { toast } from '../../store/notices';
import { scope_words } from './map-rows';

export function EndForce({ map, onClose }: { map: MapRecord; onClose: () => void }) {
  const [day, set_day] = useState(today());
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const coming = map_state(map, today()) === 'coming';
  const save = async () => {
    set_busy(true);
    try {
      await act('maps', map.key, 'supersede', coming ? {} : { superseded_on: day || null });
      toast(coming ? `${map.name} is a draft again` : `${map.name} ends on ${format_date(day)}`);
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  const of_day = failure instanceof Problem ? failure.field('superseded_on') : undefined;
  return (
    <Dialog
      title={coming ? `Take ${map.name} back` : `End ${map.name}`}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {coming ? 'Make it a draft again' : 'End it'}
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !of_day && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <p>
          {coming
            ? `It was to decide for ${scope_words(map)} from ${format_date(map.in_force_on!)}. The map that decides now goes on.`
            : `From that day the map of the scope around decides for ${scope_words(map)}.`}
        </p>
        {!coming && (
          <TextField label="From" type="date" value={day} min={today()} onValue={set_day} problem={of_day} autofocus />
        )}
      </div>
    </Dialog>
  );
}
