// Somebody else changed the same record first: shows both values and lets the reader choose.
import { field_name, role_name, stage_name } from '../core/words';
import { Button } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { conflict } from '../store/changes';
import { collection } from '../store/entities';

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  const text = String(value);
  return (stage_name as Record<string, string>)[text] ?? (role_name as Record<string, string>)[text] ?? text;
}

export function ConflictDialog() {
  const now = conflict.value;
  if (!now) return null;
  const record = collection(now.resource).records.value.get(now.key) as { name?: string } | undefined;
  return (
    <Dialog
      title={`${record?.name ?? now.key} was changed by somebody else`}
      light={false}
      onClose={now.keep_theirs}
      onSubmit={() => void now.keep_mine()}
      footer={
        <>
          <Button onClick={now.keep_theirs}>Keep theirs</Button>
          <Button kind="primary" type="submit">
            Save mine over it
          </Button>
        </>
      }
    >
      <p>While you were editing, the value changed on the server. Which one is right?</p>
      <table class="compare">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Theirs, saved</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {Object.keys(now.mine).map((field) => (
            <tr key={field}>
              <th scope="row">{field_name(field)}</th>
              <td>{words(now.theirs[field])}</td>
              <td>{words(now.mine[field])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
