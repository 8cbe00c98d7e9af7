// Toasts, the live region for screen readers, and the banner that tells that the server does not answer.
import { useEffect, useState } from 'preact/hooks';
import { call, reachable } from '../api/client';
import { Button } from '../kit/Button';
import { Icon } from '../kit/Icon';
import { dismiss, spoken, toasts } from '../store/notices';

export function Toasts() {
  return (
    <>
      <div class="toasts" role="region" aria-label="Messages">
        {toasts.value.map((item) => (
          <div key={item.id} class={item.bad ? 'toast bad' : 'toast'} role={item.bad ? 'alert' : 'status'}>
            <Icon name={item.bad ? 'error' : 'check'} />
            <span>{item.text}</span>
            {item.action && (
              <button
                type="button"
                class="toast-action"
                onClick={() => {
                  dismiss(item.id);
                  item.action?.run();
                }}
              >
                {item.action.label}
              </button>
            )}
            <button type="button" class="toast-close" aria-label="Close the message" onClick={() => dismiss(item.id)}>
              <Icon name="close" size={12} />
            </button>
          </div>
        ))}
      </div>
      <div class="reader-only" aria-live="polite">
        {spoken.value}
      </div>
    </>
  );
}

export function UnreachableBanner({ onBack }: { onBack: () => void }) {
  const down = !reachable.value;
  const [trying, set_trying] = useState(false);
  const probe = async () => {
    set_trying(true);
    try {
      await call('GET', '/session');
      onBack();
    } catch {
      // Still down; the next try comes by itself.
    }
    set_trying(false);
  };
  useEffect(() => {
    if (!down) return;
    let wait = 2000;
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      timer = setTimeout(async () => {
        await probe();
        wait = Math.min(wait * 1.6, 20000);
        again();
      }, wait);
    };
    again();
    addEventListener('online', probe);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', probe);
    };
  }, [down]);
  if (!down) return null;
  return (
    <div class="unreachable" role="alert">
      <Icon name="warning" />
      <span>The server does not answer. You can read what is here; changes have to wait.</span>
      <Button small busy={trying} onClick={probe}>
        Try now
      </Button>
    </div>
  );
}
