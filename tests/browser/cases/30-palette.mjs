// The palette, the keys that work everywhere, the theme, and what is shown when the server is gone.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

export const cases = [
  ...themes.map((theme) => ({
    name: `the palette finds products, people and actions, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/');
      const card = page.locator('.product-card').first();
      await card.waitFor();
      const name = (await card.locator('.name').textContent()).trim();
      await page.keyboard.press('Control+k');
      const palette = page.getByRole('dialog', { name: 'Search or jump to' });
      await palette.waitFor();
      await accessible('palette');
      await page.keyboard.type(name.slice(0, 6));
      await palette.getByRole('option', { name }).first().waitFor();
      await accessible('palette with results');
      await page.keyboard.press('Escape');
      await palette.waitFor({ state: 'detached' });
      await page.keyboard.press('Control+k');
      await page.keyboard.type(name);
      await page.getByRole('option', { name }).first().click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
    },
  })),
  {
    name: 'arrows and Enter run an action: the theme changes and is kept',
    async run({ open }) {
      const { page } = await open({ theme: 'light' });
      await page.goto('/');
      await page.locator('.product-card').first().waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('switch between light');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
      await page.reload();
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
      await page.locator('.product-card').first().waitFor();
      await page.keyboard.press('Control+.');
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'light');
    },
  },
  ...themes.map((theme) => ({
    name: `the list of keys names those of the screen, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/');
      await page.locator('.product-card').first().waitFor();
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
      await help.getByText('New product').waitFor();
      await accessible('keyboard help');
    },
  })),
  {
    name: 'single keys can be switched off, and never act while typing',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/');
      await page.locator('.product-card').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('c');
      assert.equal(await page.getByRole('dialog').count(), 0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await page.getByLabel('Single keys act').uncheck();
      await page.keyboard.press('Escape');
      await page.keyboard.press('c');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog', { name: 'Search or jump to' }).waitFor();
      assert.equal(await page.getByRole('dialog', { name: 'New product' }).count(), 0);
    },
  },
  {
    name: 'the skip link and the heading take the focus',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/');
      await page.locator('.product-card').first().waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1');
      await page.locator('.product-card').first().click();
      await page.waitForFunction(
        () => document.activeElement?.tagName === 'H1' && location.pathname.startsWith('/products/'),
      );
    },
  },
  {
    name: 'when the server is gone the page says so, keeps what it has, and comes back',
    async run({ open }) {
      const { page, context, accessible, expect_status } = await open();
      expect_status(0);
      await page.goto('/');
      await page.locator('.product-card').first().waitFor();
      await page.locator('.product-card').first().click();
      await page.getByRole('button', { name: /^Name:/ }).waitFor();
      const name = await page.getByRole('heading', { level: 1 }).textContent();
      await page.route('**/api/v1/**', (route) => route.abort('connectionrefused'));
      await page.getByRole('button', { name: /^Name:/ }).click();
      await page.keyboard.type('Lost in the air');
      await page.keyboard.press('Enter');
      await page.getByText('The server does not answer.').first().waitFor();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await accessible('server gone');
      await page.unroute('**/api/v1/**');
      await page.getByRole('button', { name: 'Try now' }).click();
      await page.locator('.unreachable').waitFor({ state: 'detached' });
      void context;
    },
  },
];
