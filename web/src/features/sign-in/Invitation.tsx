// Accepting an invitation, or setting a new password through a link: the link says who, the password is chosen here.
import { useState } from 'preact/hooks';
import { call, Problem, plain_words } from '../../api/client';
import { Button, LinkButton } from '../../kit/Button';
import { navigate, query } from '../../store/location';
import { load_session, user, workspace_name } from '../../store/session';
import { Card } from './Card';
import { NewPassword, shortest_password } from './PasswordFields';

export default function Invitation() {
  const [password, set_password] = useState('');
  const [busy, set_busy] = useState(false);
  const [failure, set_failure] = useState<unknown>(null);
  const token = query.value.get('token');
  if (!token) {
    return (
      <Card
        title="The link is not whole"
        lead="The address lacks its token. Copy the whole link from the invitation, or ask for a new one."
      />
    );
  }
  const submit = async () => {
    if ([...password].length < shortest_password) {
      return set_failure(
        new Problem(422, { errors: [{ field: 'password', message: `At least ${shortest_password} characters` }] }),
      );
    }
    set_busy(true);
    try {
      await call('POST', '/invitations/accept', { body: { token, password } });
      const now = await load_session();
      navigate(now.user ? '/' : '/sign-in', { replace: true });
    } catch (problem) {
      set_failure(problem);
      set_busy(false);
    }
  };
  const field = failure instanceof Problem ? failure.field('password') : undefined;
  const place = workspace_name.value;
  return (
    <Card
      title={place ? `Join ${place}` : 'Join Tandem'}
      lead="Choose a password. You sign in with it and with the email address that the invitation went to."
      problem={failure && !field ? plain_words(failure) : null}
      onSubmit={() => void submit()}
      foot={user.value ? `You are signed in as ${user.value.name}; this link makes you somebody else.` : undefined}
    >
      <NewPassword value={password} onValue={set_password} problem={field} />
      <Button kind="primary" type="submit" busy={busy} class="whole">
        Join
      </Button>
      {failure instanceof Problem && failure.status >= 400 && !field && (
        <LinkButton href="/sign-in" kind="ghost">
          I have a password already
        </LinkButton>
      )}
    </Card>
  );
}
