// API tokens: made with a scope and an end, the secret shown once, revoked at any time.
import { useRef, useState } from 'preact/hooks';
import { call, new_idempotency_key, Problem, plain_words } from '../../api/client';
import type { TokenCreated } from '../../api/special';
import type { TokenScope } from '../../api/types';
import { date_of_day, day_number, format_ago, format_date, today } from '../../core/dates';
import { Button } from '../../kit/Button';
import { Confirm, Dialog } from '../../kit/Dialog';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SelectField, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { destroy } from '../../store/changes';
import { mark_stale, use_list } from '../../store/entities';
import { toast } from '../../store/notices';
import { user } from '../../store/session';

const scope_name: Record<TokenScope, string> = {
  read: 'Read',
  write: 'Read and write',
  administer: 'Everything that I may do',
};

function copy(text: string): void {
  void navigator.clipboard?.writeText(text).then(
    () => toast('Copied'),
    () => toast('The browser did not allow copying', { bad: true }),
  );
}

/** The one time that a secret is seen. */
export function Secret({
  title,
  children,
  value,
  onClose,
}: {
  title: string;
  children: string;
  value: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      title={title}
      light={false}
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" onClick={() => copy(value)}>
            Copy
          </Button>
          <Button kind="primary" onClick={onClose}>
            I have kept it
          </Button>
        </>
      }
    >
      <div class="form">
        <p>{children}</p>
        <input
          class="input secret"
          readOnly
          aria-label={title}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
    </Dialog>
  );
}

function NewToken({ onClose, onMade }: { onClose: () => void; onMade: (secret: string) => void }) {
  const [name, set_name] = useState('');
  const [scope, set_scope] = useState<TokenScope>('read');
  const [expires, set_expires] = useState(date_of_day(day_number(today()) + 90));
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const key = useRef(new_idempotency_key());
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    if (!name.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Say what the token is for' }] }));
      return;
    }
    set_busy(true);
    try {
      const made = await call<TokenCreated>('POST', '/tokens', {
        body: { name: name.trim(), scope, expires_on: expires },
        idempotency_key: key.current,
      });
      mark_stale('tokens');
      onMade(made.secret);
    } catch (problem) {
      if (problem instanceof Problem && problem.status !== 0) key.current = new_idempotency_key();
      set_failure(problem);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title="New API token"
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Create
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !(failure instanceof Problem && failure.errors.length) && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <TextField
          label="What it is for"
          value={name}
          onValue={set_name}
          problem={problem('name')}
          autofocus
          placeholder="Nightly check"
        />
        <div class="form-pair">
          <SelectField
            label="It may"
            value={scope}
            onValue={(value) => set_scope(value as TokenScope)}
            problem={problem('scope')}
            choices={(Object.keys(scope_name) as TokenScope[])
              .filter((one) => one !== 'administer' || user.value?.role === 'administrator')
              .map((value) => ({ value, label: scope_name[value] }))}
          />
          <TextField
            label="Ends on"
            type="date"
            value={expires}
            onValue={set_expires}
            problem={problem('expires_on')}
            min={today()}
          />
        </div>
      </div>
    </Dialog>
  );
}

export function Tokens() {
  const tokens = use_list('tokens', {});
  const [open, set_open] = useState<'new' | { secret: string } | { revoke: string; name: string } | null>(null);
  const sorted = [...tokens.items].sort((a, b) => a.name.localeCompare(b.name));
  const day = today();
  return (
    <section>
      <div class="settings-heading">
        <div>
          <h2>API tokens</h2>
          <p class="about-part">
            For scripts and the API. A token acts in your name and may never do more than you. Send it as{' '}
            <code class="typed">Authorization: Bearer tdm_…</code>
          </p>
        </div>
        <Button kind="primary" icon="plus" onClick={() => set_open('new')}>
          New token
        </Button>
      </div>
      {tokens.state === 'failed' ? (
        <Failure failure={tokens.failure} retry={tokens.reload} />
      ) : tokens.state !== 'ready' ? (
        <Skeleton rows={3} />
      ) : !sorted.length ? (
        <EmptyState icon="key" title="No token yet">
          Make one for each script, so that each can be taken back alone.
        </EmptyState>
      ) : (
        <table class="list-table">
          <thead>
            <tr>
              <th scope="col">For</th>
              <th scope="col">May</th>
              <th scope="col">Ends</th>
              <th scope="col">Last used</th>
              <th scope="col">
                <span class="reader-only">Revoke</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((token) => (
              <tr key={token.key}>
                <th scope="row" class="strong">
                  {token.name}
                </th>
                <td>{scope_name[token.scope]}</td>
                <td class={token.expires_on < day ? 'bad-words' : undefined}>
                  {token.expires_on < day ? `ended ${format_date(token.expires_on)}` : format_date(token.expires_on)}
                </td>
                <td>{token.last_used_on ? format_ago(token.last_used_on) : <span class="quiet">never</span>}</td>
                <td class="end">
                  <Button
                    small
                    onClick={() => set_open({ revoke: token.key, name: token.name })}
                    label={`Revoke ${token.name}`}
                  >
                    Revoke
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open === 'new' && <NewToken onClose={() => set_open(null)} onMade={(secret) => set_open({ secret })} />}
      {open && typeof open === 'object' && 'secret' in open && (
        <Secret title="The new token" value={open.secret} onClose={() => set_open(null)}>
          Copy it now: it is shown only this once, and Tandem keeps nothing but a digest of it.
        </Secret>
      )}
      {open && typeof open === 'object' && 'revoke' in open && (
        <Confirm
          title={`Revoke ${open.name}?`}
          action="Revoke"
          onClose={() => set_open(null)}
          onConfirm={async () => {
            const { revoke, name } = open;
            set_open(null);
            if (await destroy('tokens', revoke)) toast(`${name} works no more`);
          }}
        >
          <p>What uses it is refused from now on.</p>
        </Confirm>
      )}
    </section>
  );
}
