// The product: facts changed in place, stages, people, accountability, releases, comments, history, conflicts.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

async function some_product(page, query = '') {
  await page.goto(`/${query}`);
  const card = page.locator('.product-card').first();
  await card.waitFor();
  return card.getAttribute('data-key');
}

const tabs = ['', '/accountability', '/gates', '/hand-offs', '/releases', '/comments', '/history'];

export const cases = [
  ...themes.map((theme) => ({
    name: `every part is accessible and has an address, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      const key = await some_product(page, '?horizon=next');
      for (const tab of tabs) {
        await page.goto(`/products/${key}${tab}`);
        await page.getByRole('navigation', { name: 'Parts of the product' }).locator('[aria-current=page]').waitFor();
        await page.waitForLoadState('load');
        await page.locator('.skeleton').waitFor({ state: 'detached' });
        await accessible(`product${tab}`);
      }
    },
  })),
  {
    name: 'the name is changed in place, and Ctrl+Z takes it back',
    async run({ open }) {
      const { page } = await open();
      const key = await some_product(page);
      await page.goto(`/products/${key}`);
      await page.getByRole('button', { name: /^Name:/ }).waitFor();
      const name = await page.getByRole('heading', { level: 1 }).textContent();
      await page.getByRole('button', { name: /^Name:/ }).click();
      await page.keyboard.type('Renamed on the page');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Renamed on the page' }).waitFor();
      await page.waitForFunction(
        async (key) => (await (await fetch(`/api/v1/products/${key}`)).json()).name === 'Renamed on the page',
        key,
      );
      await page.locator('h1').focus();
      await page.keyboard.press('Control+z');
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await page.goto(`/products/${key}/history`);
      await page.locator('.history li', { hasText: 'Renamed on the page' }).first().waitFor();
    },
  },
  {
    name: 'the accountability of a product adds up and answers to the keyboard',
    async run({ open }) {
      const { page } = await open();
      const key = await some_product(page, '?horizon=current');
      await page.goto(`/products/${key}/accountability`);
      await page.locator('.dot').first().waitFor();
      const answer = await page.evaluate(async (key) => (await fetch(`/api/v1/resolve?product=${key}`)).json(), key);
      assert.equal(await page.locator('.dot').count(), answer.items.length, 'one dot for every activity');
      assert.equal(await page.locator('.side-list li').count(), answer.items.length, 'and one line');
      await page.locator('.dot').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.locator('.dot-words b').waitFor();
      assert.equal(await page.locator('.dot[tabindex="0"]').count(), 1, 'one stop for the tab key');
    },
  },
  {
    name: 'somebody is given a role over the product, and it is taken back',
    async run({ open }) {
      const { page, accessible } = await open();
      const key = await some_product(page, '?horizon=next');
      await page.goto(`/products/${key}`);
      await page.getByRole('button', { name: 'Give somebody a role' }).click();
      const dialog = page.getByRole('dialog', { name: 'Give somebody a role' });
      await dialog.getByRole('button', { name: 'Assign' }).click();
      await dialog.getByText('Choose a person').last().waitFor();
      await dialog.getByRole('combobox', { name: 'Person' }).click();
      await dialog.getByRole('listbox', { name: 'Person' }).getByRole('option').first().waitFor();
      await accessible('assign');
      await dialog.getByRole('listbox', { name: 'Person' }).getByRole('option').nth(2).click();
      const person = await dialog.getByRole('combobox', { name: 'Person' }).inputValue();
      await dialog.getByLabel('Role', { exact: true }).selectOption('design');
      await dialog.getByLabel('Share in percent').fill('10');
      await dialog.getByRole('button', { name: 'Assign' }).click();
      const row = page.locator('.other-roles li', { hasText: 'Design' }).locator('.named', { hasText: person });
      await row.waitFor();
      await row.hover();
      await row.getByRole('button', { name: `Change the assignment of ${person}` }).click();
      await page
        .getByRole('dialog', { name: 'Change the assignment' })
        .getByRole('button', { name: 'Take it back' })
        .click();
      await row.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'a release is planned, a comment is written with Markdown',
    async run({ open }) {
      const { page } = await open();
      const key = await some_product(page, '?horizon=next');
      await page.goto(`/products/${key}/releases`);
      await page.getByRole('button', { name: 'Plan a release' }).click();
      await page.getByRole('dialog').getByLabel('Name').fill('Autumn');
      await page.getByRole('dialog').getByLabel('Planned for').fill('2031-10-01');
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.locator('.release-list li', { hasText: 'Autumn' }).getByText('1 Oct 2031').waitFor();
      await page.goto(`/products/${key}/comments`);
      await page.getByRole('textbox', { name: 'Comment' }).fill('A **bold** word and <img src=x onerror=alert(1)>');
      await page.keyboard.press('Control+Enter');
      await page.locator('.comment strong', { hasText: 'bold' }).waitFor();
      assert.equal(await page.locator('.comment img').count(), 0, 'markup in a comment stays text');
    },
  },
  {
    name: 'a change by somebody else appears by itself',
    async run({ open }) {
      const one = await open();
      const key = await some_product(one.page, '?horizon=future');
      await one.page.goto(`/products/${key}`);
      await one.page.getByRole('button', { name: /^Name:/ }).waitFor();
      const two = await open();
      await two.page.goto(`/products/${key}`);
      await two.page.getByRole('button', { name: /^Name:/ }).waitFor();
      const name = await two.page.getByRole('heading', { level: 1 }).textContent();
      await two.page.getByRole('button', { name: /^Name:/ }).click();
      await two.page.keyboard.type(`${name} II`);
      await two.page.keyboard.press('Enter');
      await one.page.getByRole('heading', { level: 1, name: `${name} II` }).waitFor();
    },
  },
  {
    name: 'two windows of one browser share a stream, and the second goes on when the first is closed',
    async run({ open }) {
      const one = await open();
      const key = await some_product(one.page, '?horizon=future');
      await one.page.goto(`/products/${key}`);
      await one.page.getByRole('button', { name: /^Name:/ }).waitFor();
      const two = await one.context.newPage();
      let streams = 0;
      two.on('request', (request) => {
        if (request.url().endsWith('/api/v1/events')) streams += 1;
      });
      await two.goto(`/products/${key}`);
      await two.getByRole('button', { name: /^Website:/ }).waitFor();
      const rename = (to) =>
        two.evaluate(
          async ([key, website]) => {
            const headers = { 'content-type': 'application/json', 'x-tandem': '1' };
            await fetch(`/api/v1/products/${key}`, { method: 'PATCH', headers, body: JSON.stringify({ website }) });
          },
          [key, to],
        );
      await rename('https://first.test/');
      await two.getByRole('button', { name: /^Website: first.test/ }).waitFor();
      assert.equal(streams, 0, 'the second window hears it from the first');
      await one.page.close();
      await two
        .waitForRequest((request) => request.url().endsWith('/api/v1/events'))
        .catch(() => assert.equal(streams, 1));
      await rename('https://second.test/');
      await two.getByRole('button', { name: /^Website: second.test/ }).waitFor();
    },
  },
  {
    name: 'a product that moves to a line with its own prefix gets a new key, and the old address leads to it',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/');
      const card = page.locator('.product-card[data-key^="PROD-"]').first();
      await card.waitFor();
      const key = await card.getAttribute('data-key');
      const line = await page.evaluate(async () => {
        const { items } = await (await fetch('/api/v1/lines?limit=1000')).json();
        return items.find((item) => item.key_prefix);
      });
      assert.ok(line, 'the demonstration has a line with its own prefix');
      await page.goto(`/products/${key}`);
      await page.getByRole('button', { name: /^Product line:/ }).click();
      await page.keyboard.type(line.name);
      await page.getByRole('option', { name: line.name }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/products/${line.key_prefix}-*`);
      await page.goto(`/products/${key}/history`);
      await page.waitForURL(`**/products/${line.key_prefix}-*/history`);
      await page.locator('.history li').first().waitFor();
    },
  },
  {
    name: 'two people changing the same field are asked whose value is right',
    async run({ open }) {
      const { page, expect_status, accessible } = await open();
      expect_status(412);
      const key = await some_product(page, '?horizon=current');
      await page.route('**/api/v1/events', (route) => route.abort());
      expect_status(0);
      await page.goto(`/products/${key}`);
      await page.getByRole('button', { name: /^Website:/ }).waitFor();
      await page.evaluate(async (key) => {
        const headers = { 'content-type': 'application/json', 'x-tandem': '1' };
        await fetch(`/api/v1/products/${key}`, {
          method: 'PATCH',
          headers,
          body: JSON.stringify({ website: 'https://theirs.test/' }),
        });
      }, key);
      await page.getByRole('button', { name: /^Website:/ }).click();
      await page.keyboard.type('https://mine.test/');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: /was changed by somebody else/ });
      await dialog.getByText('https://theirs.test/').waitFor();
      await accessible('conflict');
      await dialog.getByRole('button', { name: 'Save mine over it' }).click();
      await page.waitForFunction(
        async (key) => (await (await fetch(`/api/v1/products/${key}`)).json()).website === 'https://mine.test/',
        key,
      );
    },
  },
  {
    name: 'a product that does not exist says so',
    async run({ open }) {
      const { page, expect_status, accessible } = await open();
      expect_status(404);
      await page.goto('/products/PROD-999999');
      await page.getByRole('heading', { name: 'PROD-999999 does not exist' }).waitFor();
      await accessible('missing product');
    },
  },
];
