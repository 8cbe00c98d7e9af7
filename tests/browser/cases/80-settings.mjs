// Settings: every part is accessible, a token is shown once, an invitation makes a link, a rule can be turned down.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

export const cases = [
  ...themes.map((theme) => ({
    name: `every part is accessible, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      for (const part of ['', '/tokens', '/workspace', '/users', '/check', '/export', '/about']) {
        await page.goto(`/settings${part}`);
        await page.locator('.settings h2').first().waitFor();
        await accessible(`settings${part}`);
      }
    },
  })),
  {
    name: 'one says for oneself how often the inbox comes by mail',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/settings');
      const choice = page.getByRole('group', { name: 'Inbox by mail' });
      await choice.getByRole('button', { name: 'Every Monday' }).click();
      await choice.locator('[aria-pressed=true]', { hasText: 'Every Monday' }).waitFor();
      await page.reload();
      await choice.locator('[aria-pressed=true]', { hasText: 'Every Monday' }).waitFor();
      await choice.getByRole('button', { name: 'Never' }).click();
      await choice.locator('[aria-pressed=true]', { hasText: 'Never' }).waitFor();
    },
  },
  {
    name: 'a token is made, shown once and revoked',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/settings/tokens');
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByLabel('What it is for').fill('Night run');
      await page.getByRole('button', { name: 'Create' }).click();
      const secret = await page.getByLabel('The new token').last().inputValue();
      assert.match(secret, /^tdm_/);
      await accessible('token');
      await page.getByRole('button', { name: 'I have kept it' }).click();
      await page.getByRole('rowheader', { name: 'Night run' }).waitFor();
      assert.equal(await page.getByText(secret).count(), 0);
      const answer = await fetch(new URL('/api/v1/products?limit=1', page.url()), {
        headers: { authorization: `Bearer ${secret}` },
      });
      assert.equal(answer.status, 200);
      await page.getByRole('button', { name: 'Revoke Night run' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
      await page.getByRole('rowheader', { name: 'Night run' }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'an invitation makes a link that works once',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/settings/users');
      await page.getByRole('button', { name: 'Invite' }).click();
      const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
      await dialog.getByLabel('Name').fill('Uma Lark');
      await dialog.getByLabel('Email').fill('uma@tandem.test');
      await dialog.getByRole('button', { name: 'Make the link' }).click();
      const link = await page.getByLabel('The link for Uma Lark').last().inputValue();
      assert.match(link, /\/invitation\?token=/);
      await page.getByRole('button', { name: 'I have kept it' }).click();
      await page.getByText('uma@tandem.test').waitFor();
    },
  },
  {
    name: 'a rule is turned down and back, a number out of bounds is refused',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/settings/check');
      const severity = page.locator('#rule-dual-role select');
      await severity.selectOption('off');
      await page.waitForFunction(
        async () => (await (await fetch('/api/v1/check?rule=dual-role')).json()).findings.length === 0,
      );
      await page.locator('#rule-dual-role').getByRole('button', { name: 'As it comes' }).click();
      await page.waitForFunction(
        async () => (await (await fetch('/api/v1/check?rule=dual-role')).json()).findings.length > 0,
      );
      const days = page.locator('#rule-stand-in-too-long input');
      await days.fill('-1');
      await days.press('Enter');
      await page.locator('#rule-stand-in-too-long').getByRole('alert').waitFor();
    },
  },
];
