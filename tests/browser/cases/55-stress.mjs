// The stress test: people dragged out, other things that happen, saved, compared, and single points of failure.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const figure = (page, label) => page.locator('.stress-figure', { hasText: label }).locator('b');

export const cases = [
  ...themes.map((theme) => ({
    name: `whoever is dragged out leaves gaps, and taking it back closes them, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme });
      await page.goto('/stress');
      await page.getByText('Drag people here').waitFor();
      await accessible('stress, empty');
      const points = await page.evaluate(async () =>
        (await fetch('/api/v1/stress/single-points?limit=1')).json().then((reply) => reply.items[0]),
      );
      assert.ok(points.gaps > 0, 'the demonstration has a single point of failure');
      const person = page.locator('.stress-people li', { hasText: points.person.name });
      await person.dragTo(page.locator('.stress-steps'));
      await page.locator('.stress-verdict').getByText('Breaks').waitFor();
      assert.equal(Number((await figure(page, 'new gaps').textContent()).replace(/\D/g, '')), points.gaps);
      await page.getByText('The map stood unmodified').waitFor();
      await accessible('stress, somebody out');
      await picture(`stress-${theme}`);
      await page.getByRole('button', { name: /^Take back: Somebody leaves/ }).click();
      await page.getByText('Drag people here').waitFor();
    },
  })),
  {
    name: 'by keyboard: frozen headcount and both roles in one person, saved and compared',
    async run({ open }) {
      const { page, accessible, picture } = await open();
      await page.goto('/stress');
      await page.getByRole('button', { name: 'Something else happens' }).press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('What').selectOption({ label: 'Product managers take both roles' });
      await dialog.getByLabel('Where').selectOption({ label: 'The whole company' });
      await dialog.getByRole('button', { name: 'Let it happen' }).press('Enter');
      await page.locator('.stress-verdict').getByText('dual').waitFor();
      assert.ok(Number((await figure(page, 'new dual roles').textContent()).replace(/\D/g, '')) > 0);
      await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
      await dialog.getByLabel('Name').fill('One person for both');
      await dialog.getByRole('button', { name: 'Save' }).press('Enter');
      await page.waitForURL(/scenario=SCEN-/);
      await page.goto('/stress?view=compare');
      await page.getByRole('columnheader', { name: 'One person for both' }).waitFor();
      await accessible('stress, compared');
      await picture('stress-compare');
    },
  },
  {
    name: 'single points of failure lead to trying it',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/stress?view=points');
      const first = page.locator('.single-points li').first();
      await first.waitFor();
      await accessible('single points');
      await first.getByRole('button', { name: /^Take out/ }).click();
      await page.locator('.stress-verdict').waitFor();
    },
  },
];
