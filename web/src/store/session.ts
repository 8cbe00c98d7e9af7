// Who is signed in, and the name of the workspace.
import { computed, signal } from '@preact/signals';
import { call, on_signed_out } from '../api/client';
import type { Session } from '../api/special';
import { may } from '../core/permission';
import { forget_everything } from './entities';

export const session = signal<Session | null>(null);
export const user = computed(() => session.value?.user ?? null);
export const workspace_name = computed(() => session.value?.workspace?.name ?? '');

export async function load_session(): Promise<Session> {
  session.value = await call<Session>('GET', '/session');
  return session.value;
}

export async function sign_in(email: string, password: string): Promise<void> {
  await call('POST', '/session', { body: { email, password } });
  forget_everything();
  await load_session();
}

export async function sign_out(everywhere = false): Promise<void> {
  await call('DELETE', everywhere ? '/sessions' : '/session');
  forget_everything();
  await load_session();
}

/** Whether the signed-in user's role allows this at all; for showing or hiding buttons. */
export const i_may = (verb: 'create' | 'change' | 'delete', resource: string): boolean =>
  may(user.value?.role, verb, resource);

on_signed_out.run = () => {
  if (session.peek()?.user) {
    forget_everything();
    session.value = { ...session.peek()!, user: null };
  }
};
