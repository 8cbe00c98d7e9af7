// Findings: groups, filters in the address, keyboard, the explanation of a rule, the command, the way to the record.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const rows = (page) => page.locator('.finding');
const count = async (page) => Number((await page.locator('.bar .note').textContent()).replace(/\D/g, ''));

export const cases = [
  ...themes.map((theme) => ({
    name: `by rule, by person and by record, with a rule explained, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/findings');
      await rows(page).first().waitFor();
      await accessible('findings by rule');
      await page.locator('.rule-button').first().click();
      const panel = page.locator('.rule-panel');
      await panel.getByRole('heading', { name: 'Why' }).waitFor();
      await accessible('findings with a rule');
      await page.goto('/findings?group=person');
      await rows(page).first().waitFor();
      await accessible('findings by person');
      await page.goto('/findings?group=record');
      await rows(page).first().waitFor();
      await accessible('findings by record');
    },
  })),
  {
    name: 'severities narrow the list and stay in the address',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/findings');
      await rows(page).first().waitFor();
      const all = await count(page);
      const warnings = page.getByRole('group', { name: 'Severity' }).getByRole('button', { name: /^Warning/ });
      const expected = Number((await warnings.textContent()).replace(/\D/g, ''));
      await warnings.click();
      await page.waitForFunction(
        (all) => Number(document.querySelector('.bar .note').textContent.replace(/\D/g, '')) < all,
        all,
      );
      assert.equal(await count(page), expected);
      assert.equal(new URL(page.url()).searchParams.get('severity'), 'warning');
      await page.reload();
      await rows(page).first().waitFor();
      assert.equal(await count(page), expected);
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.waitForFunction(
        (all) => Number(document.querySelector('.bar .note').textContent.replace(/\D/g, '')) === all,
        all,
      );
    },
  },
  {
    name: 'J moves, W explains, Y copies, Enter opens the record',
    async run({ open }) {
      const { page, context } = await open();
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto('/findings?rule=dual-role');
      await rows(page).first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('w');
      await page.locator('.rule-panel').waitFor();
      await page.keyboard.press('y');
      await page.getByText(/^Copied: tandem /).waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^tandem /);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/products\//);
    },
  },
  {
    name: 'when nothing fits the filters the way back is offered',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/findings?q=zzzz');
      await page.getByRole('heading', { name: 'No finding fits the filters' }).waitFor();
      await accessible('no finding fits');
      await page.getByRole('button', { name: 'Clear the filters' }).click();
      await rows(page).first().waitFor();
    },
  },
];
