// Key caps, as printed on the reader's own keyboard.
import { key_caps } from '../core/keystroke';
import { is_mac } from '../store/shortcuts';

export function Keys({ keys }: { keys: string }) {
  return (
    <span class="keys" aria-hidden="true">
      {key_caps(keys, is_mac).map((cap, index) => (
        <kbd key={index}>{cap}</kbd>
      ))}
    </span>
  );
}
