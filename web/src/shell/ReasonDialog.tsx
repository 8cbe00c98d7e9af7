// Something belongs to somebody else: one may go on, with a reason that is kept and that they read.
import { useState } from 'preact/hooks';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { TextArea } from '../kit/Field';
import { reason_asked } from '../store/reason';

export function ReasonDialog() {
  const asked = reason_asked.value;
  const [reason, set_reason] = useState('');
  const [empty, set_empty] = useState(false);
  if (!asked) return null;
  return (
    <Dialog
      title="This belongs to somebody else’s role"
      light={false}
      onClose={asked.give_up}
      onSubmit={() => {
        if (reason.trim()) asked.give(reason.trim());
        else set_empty(true);
      }}
      footer={
        <>
          <Button onClick={asked.give_up}>Leave it</Button>
          <Button kind="primary" type="submit">
            Do it all the same
          </Button>
        </>
      }
    >
      <div class="form">
        <p>{asked.words}</p>
        <TextArea
          label="Why"
          rows={3}
          value={reason}
          onValue={set_reason}
          problem={empty && !reason.trim() ? 'Say why; the one whose it is will read it' : undefined}
          autofocus
        />
      </div>
    </Dialog>
  );
}
