// Who may sign in, and as what. New users come by an invitation: a link that works once.
import { useState } from 'preact/hooks';
import { call, Problem, plain_words } from '../../api/client';
import type { Invitation } from '../../api/special';
import type { AccessRole, User } from '../../api/types';
import { access_name } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { Failure, Skeleton } from '../../kit/EmptyState';
import { Select, SelectField, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { RecordPicker } from '../../kit/RecordPicker';
import { change } from '../../store/changes';
import { mark_stale, use_list } from '../../store/entities';
import { user } from '../../store/session';
import { Secret } from './Tokens';

const access: { value: AccessRole; label: string; hint: string }[] = [
  { value: 'administrator', label: access_name.administrator, hint: 'everything, users and settings too' },
  { value: 'organiser', label: access_name.organiser, hint: 'units, people, roles, maps, imports' },
  { value: 'member', label: access_name.member, hint: 'products, releases, comments' },
  { value: 'viewer', label: access_name.viewer, hint: 'reads everything' },
];

function Invite({ onClose, onMade }: { onClose: () => void; onMade: (name: string, link: string) => void }) {
  const [name, set_name] = useState('');
  const [email, set_email] = useState('');
  const [role, set_role] = useState<AccessRole>('member');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    const errors = [
      ...(name.trim() ? [] : [{ field: 'name', message: 'Enter a name' }]),
      ...(email.includes('@') ? [] : [{ field: 'email', message: 'Enter an email address' }]),
    ];
    if (errors.length) {
      set_failure(new Problem(422, { errors }));
      return;
    }
    set_busy(true);
    try {
      const made = await call<Invitation>('POST', '/invitations', {
        body: { name: name.trim(), email: email.trim(), role },
      });
      mark_stale('users');
      onMade(name.trim(), made.link);
    } catch (problem) {
      set_failure(problem);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title="Invite somebody"
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Make the link
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
        <TextField label="Name" value={name} onValue={set_name} problem={problem('name')} autofocus />
        <TextField
          label="Email"
          type="email"
          value={email}
          onValue={set_email}
          problem={problem('email')}
          hint="They sign in with it."
        />
        <SelectField
          label="As"
          value={role}
          onValue={(value) => set_role(value as AccessRole)}
          problem={problem('role')}
          choices={access.map((one) => ({ value: one.value, label: `${one.label}: ${one.hint}` }))}
        />
      </div>
    </Dialog>
  );
}

function UserRow({ one }: { one: User }) {
  const me = user.value?.key === one.key;
  return (
    <tr class={one.disabled ? 'disabled-user' : undefined}>
      <th scope="row">
        <span class="row">
          <Avatar name={one.name} size={24} />
          <span>
            <span class="strong">{one.name}</span>
            {me && <span class="quiet"> (you)</span>}
            <br />
            <span class="quiet">{one.email}</span>
          </span>
        </span>
      </th>
      <td>
        {me ? (
          access_name[one.role]
        ) : (
          <Select
            small
            label={`What ${one.name} may do`}
            value={one.role}
            choices={access.map(({ value, label }) => ({ value, label }))}
            onValue={(value) => void change('users', one.key, { role: value as AccessRole })}
          />
        )}
      </td>
      <td class="user-person">
        <RecordPicker
          resource="people"
          label={`Which person ${one.name} is`}
          none="No person"
          value={one.person}
          onValue={(value) => void change('users', one.key, { person: value })}
        />
      </td>
      <td class="end">
        {!me && (
          <Button small onClick={() => void change('users', one.key, { disabled: !one.disabled })}>
            {one.disabled ? 'Let in again' : 'Lock out'}
          </Button>
        )}
      </td>
    </tr>
  );
}

export function Users() {
  const users = use_list('users', {});
  const [open, set_open] = useState<'invite' | { name: string; link: string } | null>(null);
  return (
    <section>
      <div class="settings-heading">
        <div>
          <h2>Users</h2>
          <p class="about-part">Who may sign in. A user can stand for a person of the organisation.</p>
        </div>
        <Button kind="primary" icon="plus" onClick={() => set_open('invite')}>
          Invite
        </Button>
      </div>
      {users.state === 'failed' ? (
        <Failure failure={users.failure} retry={users.reload} />
      ) : users.state !== 'ready' ? (
        <Skeleton rows={4} />
      ) : (
        <table class="list-table users">
          <thead>
            <tr>
              <th scope="col">User</th>
              <th scope="col">May act as</th>
              <th scope="col">Is the person</th>
              <th scope="col">
                <span class="reader-only">Access</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {[...users.items]
              .sort((a, b) => Number(a.disabled) - Number(b.disabled) || a.name.localeCompare(b.name))
              .map((one) => (
                <UserRow key={one.key} one={one} />
              ))}
          </tbody>
        </table>
      )}
      {open === 'invite' && <Invite onClose={() => set_open(null)} onMade={(name, link) => set_open({ name, link })} />}
      {open && typeof open === 'object' && (
        <Secret title={`The link for ${open.name}`} value={open.link} onClose={() => set_open(null)}>
          Send it to them. It works once, lets them choose a password, and is shown only now.
        </Secret>
      )}
    </section>
  );
}
