// What belongs to the reader: password, signing out everywhere, and how the page looks and reacts in this browser.
import { useState } from 'preact/hooks';
import { call, Problem, plain_words } from '../../api/client';
import { access_name } from '../../core/words';
import { Button } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { Checkbox, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { Segmented } from '../../kit/Segmented';
import { act } from '../../store/changes';
import { use_record } from '../../store/entities';
import { toast } from '../../store/notices';
import {
  type Density,
  density,
  set_density,
  set_single_keys,
  single_keys,
  theme,
  toggle_theme,
} from '../../store/preferences';
import { sign_out, user } from '../../store/session';

function Password() {
  const [current, set_current] = useState('');
  const [wanted, set_wanted] = useState('');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    set_busy(true);
    set_failure(null);
    try {
      await call('POST', '/password', { body: { current, new: wanted } });
      set_current('');
      set_wanted('');
      toast('The password is changed. Other devices are signed out.');
    } catch (problem) {
      set_failure(problem);
    }
    set_busy(false);
  };
  return (
    <form
      class="form settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure !== null && !(failure instanceof Problem && failure.errors.length) && (
        <p class="form-problem" role="alert">
          <Icon name="error" /> {plain_words(failure)}
        </p>
      )}
      {/* For password managers. */}
      <input type="text" name="username" autocomplete="username" value={user.value?.email ?? ''} hidden readOnly />
      <div class="form-pair">
        <TextField
          label="Present password"
          type="password"
          autocomplete="current-password"
          value={current}
          onValue={set_current}
          problem={problem('current')}
        />
        <TextField
          label="New password"
          type="password"
          autocomplete="new-password"
          value={wanted}
          onValue={set_wanted}
          problem={problem('new')}
        />
      </div>
      <div>
        <Button type="submit" busy={busy} disabled={!current || !wanted}>
          Change the password
        </Button>
      </div>
    </form>
  );
}

/** How often the inbox comes by mail; only to an account that stands for somebody. */
function Digest({ account, person }: { account: string; person: string | null }) {
  const record = use_record('users', account);
  const choose = async (digest: string) => {
    try {
      await act('users', account, 'choose_digest', { digest });
    } catch (failure) {
      toast(plain_words(failure), { bad: true });
    }
  };
  return (
    <section>
      <h2>Inbox by mail</h2>
      <p class="about-part">
        {person
          ? 'Sent in the morning, and only when something waits.'
          : 'Your account stands for no person yet, so nothing waits for you. An administrator can change that.'}
      </p>
      {record && (
        <Segmented
          label="Inbox by mail"
          value={record.digest}
          choices={[
            { value: 'off', label: 'Never' },
            { value: 'daily', label: 'Every day' },
            { value: 'weekly', label: 'Every Monday' },
          ]}
          onValue={(value) => value !== record.digest && void choose(value)}
        />
      )}
    </section>
  );
}

export function Account() {
  const [asking, set_asking] = useState(false);
  const me = user.value;
  if (!me) return null;
  return (
    <>
      <section>
        <h2>{me.name}</h2>
        <p class="about-part">
          {me.email}, {access_name[me.role].toLowerCase()}
          {me.person && (
            <>
              {'. '}
              <a class="link" href={`/people/${me.person}`}>
                My page
              </a>
            </>
          )}
        </p>
      </section>
      <section>
        <h2>Password</h2>
        <Password />
      </section>
      <Digest account={me.key} person={me.person} />
      <section>
        <h2>Devices</h2>
        <p class="about-part">Ends every session of yours, this one too. API tokens go on working.</p>
        <Button icon="leave" onClick={() => set_asking(true)}>
          Sign out everywhere
        </Button>
      </section>
      <section>
        <h2>This browser</h2>
        <div class="preference">
          <span id="theme-label">Light or dark</span>
          <Segmented
            label="Light or dark"
            value={theme.value}
            choices={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onValue={(value) => value !== theme.value && toggle_theme()}
          />
        </div>
        <div class="preference">
          <span>Rows of tables</span>
          <Segmented
            label="Rows of tables"
            value={density.value}
            choices={[
              { value: 'compact', label: 'Close' },
              { value: 'normal', label: 'Normal' },
              { value: 'comfortable', label: 'Wide' },
            ]}
            onValue={(value) => set_density(value as Density)}
          />
        </div>
        <Checkbox
          label="Single keys act"
          hint="Such as C for new and J and K for moving. Ctrl and Cmd shortcuts work either way; ? lists them all."
          checked={single_keys.value}
          onChecked={set_single_keys}
        />
      </section>
      {asking && (
        <Confirm
          title="Sign out everywhere?"
          action="Sign out everywhere"
          onClose={() => set_asking(false)}
          onConfirm={() => void sign_out(true)}
        >
          <p>Every browser in which you are signed in asks for the password again, this one too.</p>
        </Confirm>
      )}
    </>
  );
}
