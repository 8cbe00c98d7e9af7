// Single sign-on: through a real provider and back, what groups give, who is refused, new keys, a provider that is away.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { themes } from '../browser.mjs';
import { start_provider } from '../provider.mjs';
import { start_server } from '../server.mjs';

const secret = 'a-secret-that-must-stay-one-4711';
const people = {
  ada: { email: 'ada@tandem.test', email_verified: true, name: 'Ada Admin', groups: ['everyone', 'admins', 'product'] },
  mia: { email: 'mia@tandem.test', email_verified: true, name: 'Mia Member', groups: ['product'] },
  noah: { email: 'noah@tandem.test', email_verified: true, name: 'Noah Nobody', groups: ['everyone'] },
  rita: { email: 'rita@tandem.test', email_verified: false, name: 'Rita Root', groups: ['product'] },
};
/** What these cases share; a server of their own, which knows the client's secret. */
const own = {};
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const api = async (method, path, body) => {
  const answer = await fetch(`${own.server.base}/api/v1${path}`, {
    method,
    redirect: 'manual',
    headers: { cookie: own.cookie ?? '', 'x-tandem': '1', ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  return answer;
};
const settings = async (values) => assert.equal((await api('PATCH', '/settings', values)).status, 200);
const user_of = async (email) =>
  (await (await api('GET', '/users?limit=100')).json()).items.find((user) => user.email === email);

/** Through the provider's own pages. */
async function pass_provider(page, login) {
  await page.waitForURL(`${own.provider.issuer}/**`);
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}
const press = (page) => page.getByRole('link', { name: 'Sign in with Tandem Test' }).click();

/** A browser without any cookies. The provider's own pages are not ours to judge, and get nothing from the network. */
async function stranger(open, options = {}) {
  const opened = await open({ base: own.server.base, state: { cookies: [], origins: [] }, ...options });
  opened.expect_status(404);
  const is_away = ({ hostname }) => !['127.0.0.1', 'localhost'].includes(hostname);
  await opened.context.route(is_away, (route) => route.fulfill({ contentType: 'text/css', body: '' }));
  return opened;
}
async function arrive(open, login, path = '/') {
  const opened = await stranger(open);
  await opened.page.goto(path);
  await press(opened.page);
  await pass_provider(opened.page, login);
  return opened;
}
const refused = async (opened, sentence) => {
  await heading(opened.page, 'Sign in');
  assert.match(await opened.page.getByRole('alert').textContent(), sentence);
};

export const cases = [
  {
    name: 'without settings there is no button',
    async run({ open }) {
      own.server = await start_server({ environment: { TANDEM_OIDC_SECRET: secret } });
      const made = await api('POST', '/setup', {
        token: own.server.setup_token(),
        name: 'Robin Vale',
        email: 'robin@tandem.test',
        password: 'seven quiet lanterns',
      });
      assert.equal(made.status, 200);
      own.cookie = made.headers.get('set-cookie').split(';')[0];
      own.provider = await start_provider({
        client: 'tandem',
        secret,
        redirect: `${own.server.base}/api/v1/sign-in/oidc/callback`,
        people,
      });
      const { page } = await stranger(open);
      await page.goto('/sign-in');
      await heading(page, 'Sign in');
      assert.equal(await page.getByRole('link', { name: 'Sign in with Tandem Test' }).count(), 0);
    },
  },
  {
    name: 'the first sign-in makes an account with the highest role of its groups, and comes back to where one was',
    async run({ open }) {
      await settings({
        'oidc.issuer': own.provider.issuer,
        'oidc.client_id': 'tandem',
        'oidc.roles': 'admins=administrator, product=member',
        'oidc.label': 'Sign in with Tandem Test',
        'oidc.create_accounts': 'yes',
      });
      const { page, context } = await arrive(open, 'ada', '/?view=table');
      await heading(page, 'Portfolio');
      assert.equal(page.url(), `${own.server.base}/?view=table`, 'back to where it was, signed in at once');
      await page.getByRole('button', { name: 'Ada Admin' }).waitFor();
      const cookie = (await context.cookies(own.server.base)).find(({ name }) => name === 'tandem_session');
      assert.equal(cookie.httpOnly, true);
      assert.equal(cookie.sameSite, 'Lax');
      assert.equal(
        (await context.cookies(`${own.server.base}/api/v1/sign-in/oidc`)).some(({ name }) => name === 'tandem_sign_in'),
        false,
      );
      const user = await user_of('ada@tandem.test');
      assert.equal(user.role, 'administrator');
      assert.equal(user.subject, `${own.provider.issuer} ada`);
      own.ada = await context.storageState();
    },
  },
  {
    name: 'the second sign-in finds the account again, and its role follows the groups',
    async run({ open }) {
      const before = await user_of('ada@tandem.test');
      people.ada.groups = ['product'];
      const { page } = await stranger(open, { state: own.ada });
      await page.goto('/');
      await page.getByRole('button', { name: 'Ada Admin' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await heading(page, 'Sign in'); // here alone: the provider still knows the browser
      await press(page);
      await heading(page, 'Portfolio');
      const after = await user_of('ada@tandem.test');
      assert.deepEqual([after.key, after.role], [before.key, 'member']);
    },
  },
  {
    name: 'claims that only the userinfo page has are fetched there',
    async run({ open }) {
      await own.provider.restart({ claims_in_token: false });
      const { page } = await arrive(open, 'mia');
      await heading(page, 'Portfolio');
      assert.equal((await user_of('mia@tandem.test')).role, 'member');
    },
  },
  ...themes.map((theme) => ({
    name: `somebody without a group is refused in one sentence, ${theme}`,
    async run({ open }) {
      const opened = await stranger(open, { theme });
      await opened.page.goto('/people');
      await heading(opened.page, 'Sign in');
      await opened.accessible('sign-in with single sign-on');
      await press(opened.page);
      await pass_provider(opened.page, 'noah');
      await refused(opened, /none of the groups that may use this workspace/);
      await opened.accessible('single sign-on refused');
      assert.equal(await user_of('noah@tandem.test'), undefined);
      const link = opened.page.getByRole('link', { name: 'Sign in with Tandem Test' });
      assert.match(await link.getAttribute('href'), /return=%2Fpeople$/, 'it still knows where one wanted to go');
    },
  })),
  {
    name: 'a default role lets the others in, and an address that is not verified makes no account',
    async run({ open }) {
      await settings({ 'oidc.default_role': 'viewer' });
      const { page } = await arrive(open, 'noah');
      await heading(page, 'Portfolio');
      assert.equal((await user_of('noah@tandem.test')).role, 'viewer');
      await settings({ 'oidc.default_role': null });
      await refused(await arrive(open, 'rita'), /no e-mail address of yours that is verified/);
    },
  },
  {
    name: 'a local account is taken over by its verified address only where that is allowed',
    async run({ open }) {
      people.robin = { email: 'Robin@Tandem.test', email_verified: true, name: 'Robin', groups: ['product'] };
      await refused(await arrive(open, 'robin'), /another account with your e-mail address/);
      await settings({ 'oidc.match_email': 'yes' });
      const { page } = await arrive(open, 'robin');
      await heading(page, 'Portfolio');
      const user = await user_of('robin@tandem.test');
      assert.equal(user.subject, `${own.provider.issuer} robin`);
      assert.equal(user.role, 'administrator', 'the last administrator stays one, whatever the groups say');
    },
  },
  {
    name: 'a disabled account is refused',
    async run({ open }) {
      const { key, version } = await user_of('mia@tandem.test');
      assert.ok(version);
      assert.equal((await api('PATCH', `/users/${key}`, { disabled: true })).status, 200);
      await refused(await arrive(open, 'mia'), /Your account is disabled/);
    },
  },
  ...['ES256', 'PS256'].map((algorithm) => ({
    name: `keys that were changed are fetched anew, ${algorithm}`,
    async run({ open }) {
      await new Promise((resolve) => setTimeout(resolve, 10_500)); // out of turn at most every ten seconds
      await own.provider.restart({ algorithm });
      const { page } = await arrive(open, 'ada');
      await heading(page, 'Portfolio');
    },
  })),
  {
    name: 'a reply that this browser did not ask for is refused',
    async run({ open }) {
      const opened = await stranger(open);
      await opened.page.goto('/api/v1/sign-in/oidc/callback?code=x&state=y');
      await refused(opened, /took too long, or was begun in another window/);
    },
  },
  {
    name: 'turning back at the provider says so',
    async run({ open }) {
      const opened = await stranger(open);
      await opened.page.goto('/sign-in');
      await press(opened.page);
      await opened.page.waitForURL(`${own.provider.issuer}/**`);
      await opened.page.getByRole('link', { name: /Cancel/ }).click();
      await refused(opened, /did not let you in, or you turned back there/);
    },
  },
  {
    name: 'a provider that is away gives one clear sentence, and passwords go on working',
    async run({ open }) {
      await own.provider.stop();
      await settings({ 'oidc.issuer': own.provider.issuer.replace('localhost', '127.0.0.1') }); // nothing is kept of this one
      const opened = await stranger(open);
      const { page } = opened;
      await page.goto('/sign-in');
      await press(page);
      await refused(opened, /The sign-in provider cannot be reached at the moment/);
      await page.getByLabel('Email').fill('robin@tandem.test');
      await page.getByLabel('Password').fill('seven quiet lanterns');
      await page.getByLabel('Password').press('Enter');
      await heading(page, 'Portfolio');
    },
  },
  {
    name: 'the secret is in neither log nor database',
    async run() {
      assert.equal(own.server.said().includes(secret), false);
      assert.match(own.server.said(), /event=sign_in_failed .*refusal=role/);
      const folder = dirname(own.server.database);
      for (const file of readdirSync(folder))
        assert.equal(readFileSync(join(folder, file)).includes(secret), false, file);
      await own.server.stop();
    },
  },
];
