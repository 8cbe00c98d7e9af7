// The keys that work right now, by group.

import { Dialog } from '../kit/Dialog';
import { Checkbox } from '../kit/Field';
import { Keys } from '../kit/Keys';
import { set_single_keys, single_keys } from '../store/preferences';
import { type Shortcut, shortcuts } from '../store/shortcuts';
import { help_open } from './overlays';

const order: Shortcut['group'][] = ['This screen', 'Lists', 'Go to', 'Everywhere'];

export function Help() {
  const seen = new Set<string>();
  const live = shortcuts.value.filter((item) => {
    const id = `${item.group} ${item.label}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
  return (
    <Dialog title="Keyboard shortcuts" wide onClose={() => (help_open.value = false)}>
      <div class="help">
        {order.map((group) => {
          const items = live.filter((item) => item.group === group);
          if (!items.length) return null;
          return (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {items.map((item) => (
                  <div key={item.label}>
                    <dt>{item.label}</dt>
                    <dd>
                      <Keys keys={[item.keys].flat()[0]!} />
                      <span class="reader-only">{[item.keys].flat()[0]}</span>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
      <Checkbox
        label="Single keys act"
        hint="Off: only keys together with Ctrl, Cmd or Alt do something. Single keys never act while you type."
        checked={single_keys.value}
        onChecked={set_single_keys}
      />
    </Dialog>
  );
}
