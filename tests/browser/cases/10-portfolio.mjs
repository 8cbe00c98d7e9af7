// The portfolio: horizons, filters in the address, groups, table, keyboard, stage and horizon, a new product, a saved view.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const count = async (page) => Number((await page.locator('.bar .note').textContent()).replace(/\D/g, ''));
const cards = (page) => page.locator('.product-card');

export const cases = [
  ...themes.map((theme) => ({
    name: `three horizons, groups and the table are accessible, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/');
      await cards(page).first().waitFor();
      for (const name of ['Future', 'Next', 'Current']) await page.getByRole('heading', { level: 2, name }).waitFor();
      assert.ok((await count(page)) >= 30, 'the demonstration has its products');
      await accessible('board');
      await page.getByRole('button', { name: /^Stage/ }).click();
      await page.getByRole('dialog', { name: 'Filter by stage' }).waitFor();
      await accessible('filter menu');
      await page.keyboard.press('Escape');
      await page.goto('/?group=line');
      await cards(page).first().waitFor();
      await accessible('lanes');
      await page.goto('/?view=table');
      await page.getByRole('row').nth(5).waitFor();
      await accessible('table');
      await page.goto('/?new=product');
      await page.getByRole('dialog', { name: 'New product' }).waitFor();
      await accessible('new product');
    },
  })),
  {
    name: 'filters narrow the board, stay in the address and can be cleared',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/');
      await cards(page).first().waitFor();
      const all = await count(page);
      const name = (await cards(page).first().locator('.name').textContent()).trim();
      await page.keyboard.press('/');
      await page.keyboard.type(name.toLowerCase());
      await page.waitForFunction(
        (all) => Number(document.querySelector('.bar .note').textContent.replace(/\D/g, '')) < all,
        all,
      );
      assert.ok(new URL(page.url()).searchParams.get('q').length > 0);
      await page.reload();
      await cards(page).first().waitFor();
      assert.ok((await count(page)) < all, 'the filter survives a reload');
      await page.getByRole('button', { name: 'Clear', exact: true }).last().click();
      await page.waitForFunction(
        (all) => Number(document.querySelector('.bar .note').textContent.replace(/\D/g, '')) === all,
        all,
      );
      await page.getByRole('searchbox').fill('nothing has such a name');
      await page.getByRole('heading', { name: 'No product fits' }).waitFor();
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await cards(page).first().waitFor();
      assert.equal(new URL(page.url()).search, '');
    },
  },
  {
    name: 'the keyboard walks the cards, moves a stage, and takes it back',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/');
      await cards(page).first().waitFor();
      await page.keyboard.press('j');
      const first = await page.evaluate(() => document.activeElement.dataset.key);
      await page.keyboard.press('j');
      const second = await page.evaluate(() => document.activeElement.dataset.key);
      assert.ok(first && second && first !== second);
      await page.keyboard.press('k');
      assert.equal(await page.evaluate(() => document.activeElement.dataset.key), first);
      await page.keyboard.press('s');
      const dialog = page.getByRole('dialog', { name: /^Stage of/ });
      await dialog.waitFor();
      const before = await dialog.locator('input:checked').getAttribute('value');
      await dialog.getByLabel('Qualify').check();
      const refreshed = page.waitForResponse(
        (response) => response.url().includes('/portfolio') || response.url().includes('/check'),
      );
      await dialog.getByRole('button', { name: 'Move' }).click();
      await dialog.waitFor({ state: 'detached' });
      const ring = (stage) => page.locator(`.product-card[data-key="${first}"] .stage-${stage}`);
      await page.locator(`[data-column="next"] [data-key="${first}"]`).waitFor();
      await ring('qualify').waitFor();
      await refreshed;
      await page.keyboard.press('Control+z');
      await ring(before).waitFor();
      await page.reload();
      await ring(before).waitFor();
    },
  },
  {
    name: 'a card dragged to another stage is there, and the message takes it back',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/?horizon=future');
      const card = cards(page).first();
      await card.waitFor();
      const key = await card.getAttribute('data-key');
      const from = await page
        .locator('[data-drop]', { has: page.locator(`[data-key="${key}"]`) })
        .getAttribute('data-drop');
      const to = from === 'plan' ? 'conceive' : 'plan';
      await card.dragTo(page.locator(`[data-drop="${to}"] h3`));
      await page.locator(`[data-drop="${to}"] [data-key="${key}"]`).waitFor();
      await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
      await page.locator(`[data-drop="${from}"] [data-key="${key}"]`).waitFor();
    },
  },
  {
    name: 'the horizon can be set by hand and given back to the stage',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/?horizon=current');
      await cards(page).first().waitFor();
      const key = await cards(page).first().getAttribute('data-key');
      await page.goto(`/products/${key}`);
      await page.getByRole('complementary', { name: 'Facts' }).waitFor();
      for (const [choice, expected] of [
        ['Future', 'Future'],
        ['Follow the stage', 'Current'],
      ]) {
        await page.keyboard.press('h');
        const dialog = page.getByRole('dialog', { name: /^Horizon of/ });
        await dialog.getByLabel(choice).check();
        await dialog.getByRole('button', { name: 'Set' }).click();
        await page.locator('.facts dd', { hasText: expected }).waitFor();
      }
    },
  },
  {
    name: 'a new product is made with a name alone, and its problems are told beside the fields',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/');
      await cards(page).first().waitFor();
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog', { name: 'New product' });
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.getByText('Give it a name').waitFor();
      await dialog.getByLabel('Name').fill('Lantern Relay');
      await dialog.getByRole('combobox', { name: 'Product line' }).click();
      await dialog.getByRole('listbox', { name: 'Product line' }).waitFor();
      await dialog.getByRole('listbox', { name: 'Product line' }).getByRole('option').nth(1).click();
      await dialog.getByRole('button', { name: 'Create' }).click();
      await page.getByRole('heading', { level: 1, name: 'Lantern Relay' }).waitFor();
      assert.match(page.url(), /\/products\/[A-Z]+-\d+$/);
      await page.keyboard.press('g');
      await page.keyboard.press('p');
      await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
      await page.locator('.product-card', { hasText: 'Lantern Relay' }).waitFor();
    },
  },
  {
    name: 'a view can be saved, chosen and deleted',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/?findings=any&group=line');
      await cards(page).first().waitFor();
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitem', { name: 'Save this view' }).click();
      await page.getByLabel('Name').fill('Trouble by line');
      await accessible('save view');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('button', { name: 'Trouble by line' }).waitFor();
      await page.goto('/');
      await page.getByRole('button', { name: 'Views' }).click();
      await page.getByRole('menuitemradio', { name: 'Trouble by line' }).click();
      await page.waitForURL('**/?findings=any&group=line');
      await page.getByRole('button', { name: 'Trouble by line' }).click();
      await page.getByRole('menuitem', { name: 'Delete this view' }).click();
      await page.getByRole('button', { name: 'Views' }).waitFor();
    },
  },
  {
    name: 'a narrow screen has everything',
    async run({ open }) {
      const { page, accessible } = await open({ width: 390, height: 844 });
      await page.goto('/');
      await cards(page).first().waitFor();
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
        'nothing hangs over the side',
      );
      await page.getByRole('button', { name: 'Open the navigation' }).click();
      await page.getByRole('link', { name: 'Portfolio', exact: true }).waitFor();
      await accessible('drawer');
      await page.keyboard.press('Escape');
      await cards(page).first().click();
      await page.getByRole('navigation', { name: 'Parts of the product' }).waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nor on the product');
      await accessible('narrow product');
    },
  },
];
