// The last step of a change: from which day the draft decides, and why. What it would change stands above the button.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { MapEffect } from '../../api/special';
import type { Map as MapRecord } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { effect_sentence } from '../../core/map-effect';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { act, change } from '../../store/changes';
import { navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { note_effect_read } from './effect-store';
import { map_name_in_address, scope_words } from './map-rows';

interface PutInForceProps {
  map: MapRecord;
  effect: MapEffect;
  onClose: () => void;
}

export function PutInForce({ map, effect, onClose }: PutInForceProps) {
  const [day, set_day] = useState([effect.day, today()].sort()[1]!);
  const [reason, set_reason] = useState(map.reason ?? '');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const known = ['in_force_on', 'reason'];
  const general =
    failure !== null && !(failure instanceof Problem && failure.errors.some((one) => known.includes(one.field)));
  const save = async () => {
    if (!reason.trim()) {
      set_failure(
        new Problem(422, { errors: [{ field: 'reason', message: 'Say why: everybody will read it beside the map' }] }),
      );
      return;
    }
    set_busy(true);
    try {
      if (reason.trim() !== (map.reason ?? '')) {
        await change('maps', map.key, { reason: reason.trim() }, { quiet: true, undoable: false });
        // A change of the draft forgets that its effect was read; the reader has it in front of them.
        await note_effect_read(map);
      }
      await act('maps', map.key, 'put_in_force', { in_force_on: day || null }, reason.trim());
      toast(
        day > today()
          ? `${map.name} decides for ${scope_words(map)} from ${format_date(day)}`
          : `${map.name} decides for ${scope_words(map)} now`,
      );
      onClose();
      navigate(`/map?map=${encodeURIComponent(map_name_in_address(map))}`);
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={`Put ${map.name} in force`}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Put in force
          </Button>
        </>
      }
    >
      <div class="form">
        {general && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <p>
          {effect.against
            ? `It takes the place of ${effect.against.name} for ${scope_words(map)}. `
            : `It decides for ${scope_words(map)}. `}
          {effect_sentence(effect.totals, effect.pairs)}
        </p>
        <TextField
          label="From"
          type="date"
          value={day}
          min={today()}
          onValue={set_day}
          problem={problem('in_force_on')}
          hint="On past days other maps have decided, and that stays as it was."
        />
        <TextArea
          label="Why"
          rows={3}
          value={reason}
          onValue={set_reason}
          problem={problem('reason')}
          placeholder="What this change is for"
          autofocus
        />
        <p class="quiet">From then on the map is not edited any more. A further change is a new draft.</p>
      </div>
    </Dialog>
  );
}
