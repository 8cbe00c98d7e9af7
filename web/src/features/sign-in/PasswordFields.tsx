// A new password: length is what counts, so that is what is shown; it can be made visible instead of typed twice.
import { useState } from 'preact/hooks';
import { Checkbox, TextField } from '../../kit/Field';

export const shortest_password = 10;

export function NewPassword({
  value,
  onValue,
  problem,
  label = 'Password',
}: {
  value: string;
  onValue: (value: string) => void;
  problem?: string;
  label?: string;
}) {
  const [visible, set_visible] = useState(false);
  const missing = shortest_password - [...value].length;
  return (
    <div class="stack">
      <TextField
        label={label}
        type={visible ? 'text' : 'password'}
        autocomplete="new-password"
        value={value}
        onValue={onValue}
        problem={problem}
        hint={
          value && missing > 0
            ? `${missing} more ${missing === 1 ? 'character' : 'characters'}`
            : `At least ${shortest_password} characters. A few words in a row are easy to keep in mind.`
        }
      />
      <Checkbox label="Show the password" checked={visible} onChecked={set_visible} />
    </div>
  );
}
