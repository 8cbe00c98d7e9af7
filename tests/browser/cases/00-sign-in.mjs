// First start through the one-time link, signing out, signing in, wrong passwords, links that lead nowhere.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

export const cases = [
  {
    name: 'nobody is let in before the first start',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/people');
      await heading(page, 'Tandem is not set up yet');
      assert.match(page.url(), /\/sign-in\?return=%2Fpeople$/);
      await accessible('sign-in before setup');
    },
  },
  {
    name: 'a link without its token says so',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/setup');
      await heading(page, 'The link is not whole');
    },
  },
  {
    name: 'the one-time link makes the first administrator',
    async run({ open, server, account, set_state }) {
      const { page, context, accessible } = await open();
      await page.goto(`/setup?token=${server.setup_token()}`);
      await heading(page, 'Welcome to Tandem');
      await accessible('first start');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByText('Enter your name').waitFor();
      await page.getByLabel('Your name').fill(account.name);
      await page.getByLabel('Email').fill(account.email);
      await page.getByLabel('Password', { exact: true }).fill(account.password);
      await page.getByRole('button', { name: 'Start' }).click();
      await heading(page, 'Portfolio');
      assert.equal(new URL(page.url()).pathname, '/');
      set_state(await context.storageState());
    },
  },
  {
    name: 'the link works once',
    async run({ open, server }) {
      const { page } = await open({ state: { cookies: [], origins: [] } });
      await page.goto(`/setup?token=${server.setup_token()}`);
      await heading(page, 'Tandem is set up already');
    },
  },
  ...themes.map((theme) => ({
    name: `signing out and in again, ${theme}`,
    async run({ open, account, set_state }) {
      const { page, context, accessible, expect_status } = await open({ theme });
      expect_status(401);
      await page.goto('/?group=line');
      await heading(page, 'Portfolio');
      await page.getByRole('button', { name: account.name }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      await heading(page, 'Sign in');
      await accessible('sign-in');
      await page.getByLabel('Email').fill(account.email);
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await accessible('sign-in refused');
      await page.getByLabel('Password').fill(account.password);
      await page.getByLabel('Password').press('Enter');
      await heading(page, 'Portfolio');
      assert.equal(new URL(page.url()).search, '?group=line', 'it returns to where it was');
      set_state(await context.storageState());
    },
  })),
  {
    name: 'signing out everywhere sends other windows to sign in, and back to where they were',
    async run({ open, account, set_state }) {
      const here = await open();
      here.expect_status(401);
      await here.page.goto('/?view=table');
      await heading(here.page, 'Portfolio');
      const there = await open({ state: { cookies: [], origins: [] } });
      await there.page.goto('/sign-in');
      await there.page.getByLabel('Email').fill(account.email);
      await there.page.getByLabel('Password').fill(account.password);
      await there.page.getByLabel('Password').press('Enter');
      await heading(there.page, 'Portfolio');
      there.expect_status(401);
      await there.page.evaluate(() => fetch('/api/v1/sessions', { method: 'DELETE', headers: { 'x-tandem': '1' } }));
      await here.page.getByRole('row').nth(2).dblclick();
      await heading(here.page, 'Sign in');
      await here.page.getByLabel('Email').fill(account.email);
      await here.page.getByLabel('Password').fill(account.password);
      await here.page.getByLabel('Password').press('Enter');
      await here.page.waitForURL('**/products/**');
      set_state(await here.context.storageState());
    },
  },
];
