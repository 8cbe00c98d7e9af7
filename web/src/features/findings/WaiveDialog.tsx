// Lets one finding stand until a day, with a reason; it comes back by itself when the day is over.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { Finding } from '../../api/special';
import { date_of_day, day_number, format_date, today } from '../../core/dates';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { Prose } from '../../kit/Prose';
import { create } from '../../store/changes';
import { findings } from '../../store/findings';
import { toast } from '../../store/notices';

const usual_days = 30;

export function WaiveDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const [reason, set_reason] = useState('');
  const [until_on, set_until] = useState(date_of_day(day_number(today()) + usual_days));
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    const errors = [
      ...(reason.trim() ? [] : [{ field: 'reason', message: 'Say why it may stand' }]),
      ...(until_on ? [] : [{ field: 'until_on', message: 'Give the last day on which it may stand' }]),
    ];
    if (errors.length) {
      set_failure(new Problem(422, { errors }));
      return;
    }
    set_busy(true);
    try {
      await create('waivers', {
        rule: finding.rule,
        finding: finding.fingerprint,
        record: finding.key,
        reason: reason.trim(),
        until_on,
      });
      await findings.load(true);
      toast(`Waived until ${format_date(until_on)}`);
      onClose();
    } catch (refused) {
      set_failure(refused);
      set_busy(false);
    }
  };
  const beside = problem('reason') || problem('until_on');
  return (
    <Dialog
      title="Let this finding stand?"
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Waive
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
          <b>{finding.title}</b> <Prose>{finding.message}</Prose>
        </p>
        <TextArea label="Reason" rows={3} value={reason} onValue={set_reason} problem={problem('reason')} />
        <TextField
          label="Until"
          type="date"
          min={today()}
          value={until_on}
          onValue={set_until}
          problem={problem('until_on')}
          hint="Afterwards it is a finding again."
        />
      </div>
    </Dialog>
  );
}
