// The responsibility map: everything fits without overlap, wide and on a phone; an activity, finding by word, the matrix.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const label = (page, name) => page.locator('.activity-label', { hasText: name }).first();

/** Pairs of labels that cover each other, and labels that are wider than what is shown. */
const overlaps = (page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.activity-label')].map((item) => ({
      text: item.textContent,
      box: item.getBoundingClientRect(),
    }));
    const found = [];
    for (const [index, one] of boxes.entries()) {
      if (one.box.left < 0 || one.box.right > innerWidth) found.push(`${one.text} leaves the window`);
      for (const other of boxes.slice(index + 1)) {
        const apart =
          one.box.right <= other.box.left ||
          other.box.right <= one.box.left ||
          one.box.bottom <= other.box.top ||
          other.box.bottom <= one.box.top;
        if (!apart) found.push(`${one.text} covers ${other.text}`);
      }
    }
    return { count: boxes.length, found };
  });

export const cases = [
  ...themes.flatMap((theme) =>
    [
      [1280, 800],
      [390, 844],
    ].map(([width, height]) => ({
      name: `every activity is legible at ${width} pixels, ${theme}`,
      async run({ open }) {
        const { page, accessible } = await open({ theme, width, height });
        await page.goto('/map');
        await label(page, 'Roadmap').waitFor();
        await page.evaluate(() => document.fonts.ready);
        const { count, found } = await overlaps(page);
        assert.ok(count >= 50, `${count} activities`);
        assert.deepEqual(found, []);
        await accessible(`map at ${width}`);
      },
    })),
  ),
  ...themes.map((theme) => ({
    name: `an activity says who is accountable and for how many products, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/map');
      await label(page, 'Roadmap').click();
      const panel = page.getByRole('region', { name: 'Roadmap' });
      await panel.getByText('Accountable').waitFor();
      await panel.getByText('Product manager').first().waitFor();
      await panel.getByText(/over \d+ products/).waitFor();
      assert.match(page.url(), /activity=roadmap/);
      await accessible('map with an activity');
      await page.reload();
      await panel.waitFor();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
    },
  })),
  {
    name: 'arrows move between activities, / finds one by a word',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/map');
      await label(page, 'Roadmap').waitFor();
      await page.keyboard.press('j');
      const first = await page.evaluate(() => document.activeElement.textContent);
      await page.keyboard.press('ArrowDown');
      assert.notEqual(await page.evaluate(() => document.activeElement.textContent), first);
      await page.keyboard.press('Enter');
      await page.locator('.activity-panel').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('pricing');
      await page.waitForFunction(
        () => [...document.querySelectorAll('.activity-label')].filter((item) => !item.hidden).length < 10,
      );
      await page.keyboard.type(' nothing like this');
      await page.getByRole('heading', { name: 'No activity fits' }).waitFor();
    },
  },
  ...themes.map((theme) => ({
    name: `the list is a matrix of activities and roles, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/map?view=list');
      await page.getByRole('columnheader', { name: 'Product marketing manager', exact: true }).waitFor();
      assert.ok((await page.locator('.matrix tbody tr').count()) > 50);
      await accessible('matrix');
    },
  })),
];
