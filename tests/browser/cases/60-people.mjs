// People: the list with filters, a new person, roles given and ended; the organisation in its three views.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

export const cases = [
  ...themes.flatMap((theme) =>
    [1280, 390].map((width) => ({
      name: `the list and a person are accessible at ${width} pixels, ${theme}`,
      async run({ open }) {
        const { page, accessible } = await open({ theme, width, height: 844 });
        await page.goto('/people');
        await page.getByRole('row').nth(3).waitFor();
        await accessible('people');
        await page.locator('.grid a').nth(2).click();
        await page.getByRole('heading', { name: 'Roles over time' }).waitFor();
        await accessible('person');
      },
    })),
  ),
  {
    name: 'people can be narrowed to those who are over their time',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/people?state=over');
      await page.getByRole('row').nth(1).waitFor();
      const bars = await page.locator('.load').count();
      assert.ok(bars > 0);
      assert.equal(await page.locator('.load.over').count(), bars);
    },
  },
  {
    name: 'a new person is given a role, which then ends',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/people');
      await page.getByRole('row').nth(1).waitFor();
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog', { name: 'New person' });
      await dialog.waitFor();
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.getByText('Enter a name').waitFor();
      await accessible('new person');
      await dialog.getByLabel('Name').fill('Wren Halloway');
      await dialog.getByLabel('Title').fill('Product Manager');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await page.getByRole('heading', { level: 1, name: 'Wren Halloway' }).waitFor();
      await page.getByText('The title suggests product manager').waitFor();
      await page.keyboard.press('a');
      const role = page.getByRole('dialog', { name: 'A role for Wren Halloway' });
      await role.getByLabel('Role').selectOption({ label: 'Product manager' });
      await role.getByRole('combobox', { name: 'Over' }).click();
      await page.getByRole('listbox', { name: 'Over' }).getByRole('option').nth(1).click();
      await role.getByLabel('Share of time in percent').fill('140');
      await role.getByRole('button', { name: 'Assign' }).click();
      await role.getByText('A whole number from 0 to 100').waitFor();
      await accessible('role dialog');
      await role.getByLabel('Share of time in percent').fill('60');
      await role.getByRole('button', { name: 'Assign' }).click();
      await role.waitFor({ state: 'detached' });
      const given = page.getByRole('button', { name: /^Change: Product manager/ });
      await given.waitFor();
      await page.getByText('The title suggests product manager').waitFor({ state: 'detached' });
      await given.click();
      await page.getByRole('button', { name: 'End today' }).click();
      await page.getByText('The role ends today').waitFor();
      const key = new URL(page.url()).pathname.split('/').pop();
      const { items } = await page.evaluate(
        async (key) => (await fetch(`/api/v1/assignments?person=${key}`)).json(),
        key,
      );
      assert.equal(items.length, 1);
      assert.equal(items[0].share, 60);
      assert.match(items[0].to_on, /^\d{4}-\d{2}-\d{2}$/);
    },
  },
  ...themes.flatMap((theme) =>
    ['tree', 'managers', 'scopes'].map((view) => ({
      name: `the organisation by ${view}, ${theme}`,
      async run({ open }) {
        const { page, accessible } = await open({ theme });
        await page.goto(`/organisation?view=${view}`);
        await page.getByRole('treeitem').nth(5).waitFor();
        await accessible(`organisation by ${view}`);
      },
    })),
  ),
  {
    name: 'arrows walk the organisation, close and open it, Enter opens a person',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/organisation?view=managers');
      const items = page.getByRole('treeitem');
      await items.nth(5).waitFor();
      const all = await items.count();
      await items.first().focus();
      await page.keyboard.press('ArrowLeft');
      await page.waitForFunction((all) => document.querySelectorAll('[role=treeitem]').length < all, all);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction((all) => document.querySelectorAll('[role=treeitem]').length === all, all);
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() => document.activeElement.getAttribute('aria-level') === '2');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/people\//);
    },
  },
];
