// The organisation by unit: a general manager over three heads, open seats that can be filled, ways to people and scopes.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const get = (page, path) => page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path);
const unit = (page, name) => page.locator('.unit-chart', { has: page.getByRole('heading', { name, exact: true }) });

export const cases = [
  ...themes.flatMap((theme) =>
    [1280, 390].map((width) => ({
      name: `units as pictures are accessible at ${width} pixels, ${theme}`,
      async run({ open }) {
        const { page, accessible, picture } = await open({ theme, width, height: 844 });
        await page.goto('/organisation');
        await page.locator('.seat').first().waitFor();
        await accessible(`units at ${width}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, 'nothing leaves the window');
        await picture(`organisation-${width}`);
      },
    })),
  ),
  {
    name: 'every unit shows its general manager and three heads, and counts what is open',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/organisation');
      await page.locator('.seat').first().waitFor();
      const { items: units } = await get(page, '/units?limit=1000');
      const { items: held } = await get(page, '/assignments?role=general_manager&limit=1000');
      const { items: people } = await get(page, '/people?limit=1000');
      for (const one of units) {
        const chart = unit(page, one.name);
        assert.equal(await chart.count(), 1, one.name);
        const general = held.find((assignment) => assignment.scope === one.key && !assignment.to_on);
        if (general) {
          const { name } = people.find((person) => person.key === general.person);
          await chart.getByRole('list', { name: 'General manager' }).getByRole('link', { name }).waitFor();
        }
        for (const head of ['Head of product management', 'Head of product marketing', 'Head of engineering'])
          await chart.getByRole('list', { name: head, exact: true }).getByRole('listitem').first().waitFor();
        const vacant = await chart.locator('.seat.vacant').count();
        const said = await chart.getByText(/\d+ seats? open/).count();
        assert.equal(said, vacant ? 1 : 0, `${one.name} says how many seats are open`);
      }
    },
  },
  {
    name: 'arrows walk from seat to seat and column to column, Enter opens the person',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/organisation');
      await page.locator('.seat').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      const column = () => page.evaluate(() => document.activeElement.closest('[data-column]').dataset.column);
      assert.equal(await column(), 'head_of_product_management');
      await page.keyboard.press('ArrowRight');
      assert.equal(await column(), 'head_of_product_marketing');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\//);
    },
  },
  {
    name: 'an open seat is filled, and then it is somebody’s',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/organisation');
      const seat = page.getByRole('button', { name: /^Product manager, open for / }).first();
      await seat.waitFor();
      const product = /open for (.*)$/.exec(await seat.getAttribute('aria-label'))[1];
      await seat.click();
      const dialog = page.getByRole('dialog', { name: 'Give somebody a role' });
      await dialog.waitFor();
      await accessible('filling a seat');
      assert.equal(await dialog.getByLabel('Role', { exact: true }).inputValue(), 'product_manager');
      assert.equal(await dialog.getByRole('combobox', { name: 'Over' }).inputValue(), product);
      const { items: people } = await get(page, '/people?limit=1000');
      const person = people.find((one) => !one.left_on).name;
      await dialog.getByRole('combobox', { name: 'Person' }).fill(person);
      await dialog.getByRole('listbox', { name: 'Person' }).getByRole('option').first().click();
      await dialog.getByRole('button', { name: 'Assign' }).click();
      await page
        .getByRole('list', { name: 'Under the head of product management' })
        .getByRole('listitem')
        .filter({ hasText: person })
        .filter({ hasText: product })
        .waitFor();
      await page.getByRole('button', { name: `Product manager, open for ${product}` }).waitFor({ state: 'detached' });
      const { items } = await get(page, '/assignments?role=product_manager&limit=1000');
      const { items: products } = await get(page, '/products?limit=1000');
      const made = items.filter((one) => one.scope === products.find((item) => item.name === product).key);
      // Taken back: the cases after this one count on the seat.
      await page.evaluate(
        async (keys) => {
          for (const key of keys)
            await fetch(`/api/v1/assignments/${key}`, { method: 'DELETE', headers: { 'x-tandem': '1' } });
        },
        made.map((one) => one.key),
      );
      await page.getByRole('button', { name: `Product manager, open for ${product}` }).waitFor();
    },
  },
  {
    name: 'finding leaves the seats that fit, and a scope leads to its product or line',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/organisation');
      await page.locator('.seat').first().waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('interim');
      await page.getByRole('heading', { name: 'Nothing fits' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.type('head of engineering');
      await page.waitForFunction(() => document.querySelectorAll('.seat').length < 6);
      await page.getByRole('searchbox').fill('');
      const scope = page.locator('.seat-note a').first();
      const name = await scope.textContent();
      await scope.click();
      await page.waitForURL(/\/products\/|view=scopes&select=/);
      await page.getByText(name).first().waitFor();
    },
  },
];
