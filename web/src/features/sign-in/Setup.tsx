// First start: the one-time link makes the first administrator.
import { useState } from 'preact/hooks';
import { call, Problem, plain_words } from '../../api/client';
import { Button, LinkButton } from '../../kit/Button';
import { TextField } from '../../kit/Field';
import { navigate, query } from '../../store/location';
import { load_session, session, sign_in, user } from '../../store/session';
import { Card } from './Card';
import { NewPassword, shortest_password } from './PasswordFields';

export default function Setup() {
  const [name, set_name] = useState('');
  const [email, set_email] = useState('');
  const [password, set_password] = useState('');
  const [busy, set_busy] = useState(false);
  const [failure, set_failure] = useState<unknown>(null);
  const token = query.value.get('token');
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  if (session.value && !session.value.setup && !busy) {
    return (
      <Card title="Tandem is set up already" lead="This link was for the first start and has done its work.">
        <LinkButton href={user.value ? '/' : '/sign-in'} kind="primary">
          {user.value ? 'To the portfolio' : 'Sign in'}
        </LinkButton>
      </Card>
    );
  }
  if (!token) {
    return (
      <Card
        title="The link is not whole"
        lead={
          <>
            The address lacks its token. Copy the whole link that the server printed, or let{' '}
            <code>tandem user link</code> print a new one.
          </>
        }
      />
    );
  }
  const submit = async () => {
    const errors = [
      ...(name.trim() ? [] : [{ field: 'name', message: 'Enter your name' }]),
      ...(/^\S+@\S+$/.test(email.trim()) ? [] : [{ field: 'email', message: 'Enter your email address' }]),
      ...([...password].length >= shortest_password
        ? []
        : [{ field: 'password', message: `At least ${shortest_password} characters` }]),
    ];
    if (errors.length) return set_failure(new Problem(422, { errors }));
    set_busy(true);
    try {
      await call('POST', '/setup', { body: { token, name: name.trim(), email: email.trim(), password } });
      // The answer may or may not have signed us in already.
      if (!(await load_session()).user) await sign_in(email.trim(), password);
      navigate('/', { replace: true });
    } catch (problem) {
      set_failure(problem);
      set_busy(false);
    }
  };
  const general = failure && !(failure instanceof Problem && failure.errors.length) ? plain_words(failure) : null;
  return (
    <Card
      title="Welcome to Tandem"
      lead="You are the first one here, so you become the administrator. You can invite the others next."
      problem={general}
      onSubmit={() => void submit()}
    >
      <TextField
        label="Your name"
        autocomplete="name"
        autofocus
        value={name}
        onValue={set_name}
        problem={problem('name')}
      />
      <TextField
        label="Email"
        type="email"
        autocomplete="username"
        value={email}
        onValue={set_email}
        problem={problem('email')}
      />
      <NewPassword value={password} onValue={set_password} problem={problem('password')} />
      <Button kind="primary" type="submit" busy={busy} class="whole">
        Start
      </Button>
    </Card>
  );
}
