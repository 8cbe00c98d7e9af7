// Signing in with email and password, or through the provider of single sign-on where there is one.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import { safe_return } from '../../core/path';
import { Button, LinkButton } from '../../kit/Button';
import { TextField } from '../../kit/Field';
import { query } from '../../store/location';
import { session, sign_in, workspace_name } from '../../store/session';
import { Card } from './Card';

/** What single sign-on brought the browser back with, in words; null when it did not refuse. */
function refusal(): string | null {
  const code = query.value.get('refused');
  if (!code) return null;
  const known = session.value?.single_sign_on?.refusals.find((one) => one.code === code);
  return known?.sentence ?? 'Single sign-on did not let you in. Ask an administrator.';
}

export default function SignIn() {
  const [email, set_email] = useState('');
  const [password, set_password] = useState('');
  const [busy, set_busy] = useState(false);
  const [problem, set_problem] = useState<string | null>(refusal);
  if (session.value?.setup) {
    return (
      <Card
        title="Tandem is not set up yet"
        lead="The first administrator is made through a one-time link. The server printed it when it started:"
      >
        <p class="command">
          <code>http://…/setup?token=…</code> {/* allowed-here: an example */}
        </p>
        <p class="lead">
          Is it gone? On the server, <code>tandem user link</code> prints a new one.
        </p>
      </Card>
    );
  }
  const submit = async () => {
    if (!email.trim() || !password) {
      set_problem('Enter your email address and your password.');
      return;
    }
    set_busy(true);
    set_problem(null);
    try {
      await sign_in(email.trim(), password);
    } catch (failure) {
      const wrong = failure instanceof Problem && (failure.status === 401 || failure.status === 403);
      set_problem(wrong ? failure.detail || 'The email address or the password is wrong.' : plain_words(failure));
      set_busy(false);
    }
  };
  const other = session.value?.single_sign_on;
  const back = safe_return(query.value.get('return'));
  return (
    <Card
      title="Sign in"
      lead={workspace_name.value && `to ${workspace_name.value}`}
      problem={problem}
      onSubmit={() => void submit()}
      foot="Forgotten the password? An administrator can make you a new link."
    >
      <TextField label="Email" type="email" autocomplete="username" autofocus value={email} onValue={set_email} />
      <TextField
        label="Password"
        type="password"
        autocomplete="current-password"
        value={password}
        onValue={set_password}
      />
      <Button kind="primary" type="submit" busy={busy} class="whole">
        Sign in
      </Button>
      {other && (
        <LinkButton href={`${other.path}?return=${encodeURIComponent(back)}`} whole>
          {other.label}
        </LinkButton>
      )}
    </Card>
  );
}
