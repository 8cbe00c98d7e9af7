// The pricing lab: from a sales file to a recommended price, refusals, comparison, files, and a report on paper.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { themes } from '../browser.mjs';
import { sales } from '../price-files.mjs';

/** The first two steps of a new study: a file, and the question that its columns suggest. */
export async function bring(page, name, text) {
  await page.goto('/pricing/new?again=1');
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('.price-preview').waitFor();
  await page.getByRole('button', { name: /^Next/ }).click();
  await page.getByRole('heading', { name: 'What do you want to know?' }).waitFor();
}

export async function run_study(page) {
  await page.getByRole('button', { name: /^Run the study/ }).click();
  await page.waitForURL(/\/pricing\/STUDY-\d+/);
  await page.locator('.price-verdict').waitFor();
}

async function sales_study(page, name, text, { cost = '2.90' } = {}) {
  await bring(page, name, text);
  await page.getByRole('button', { name: /^Next/ }).click();
  await page.getByRole('heading', { name: 'What does price do to volume?' }).waitFor();
  if (cost) await page.getByLabel('Cost of one more').fill(cost);
  await page.getByLabel('Currency').fill('EUR');
  await run_study(page);
}

const figure = (page, label) =>
  page
    .locator('.price-figures .figure', { has: page.locator('small', { hasText: new RegExp(`^${label}$`) }) })
    .locator('b');

const amount = (text) => Number(text.replace(/[^\d.−-]/g, '').replace('−', '-'));

export const cases = [
  {
    name: 'an empty lab says what a study is, and starts one',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/');
      await page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('l');
      await page.getByRole('heading', { name: 'What should it cost?' }).waitFor();
      await accessible('pricing lab, empty');
      await page.getByRole('link', { name: 'Start a study' }).press('Enter');
      await page.getByRole('heading', { name: 'What do you bring?' }).waitFor();
      await accessible('pricing lab, data');
    },
  },
  ...themes.map((theme) => ({
    name: `a sales file becomes a recommended price, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme });
      await bring(page, `tea ${theme}`, sales({ elasticity: -2.5, cross: 0.7 }));
      assert.ok(await page.getByRole('radio', { name: /What does price do to volume/ }).isChecked());
      await accessible('pricing lab, question');
      await page.getByRole('button', { name: /^Next/ }).click();
      assert.equal(await page.getByLabel('Quantity sold').inputValue(), 'units');
      assert.equal(await page.getByLabel('Price', { exact: true }).inputValue(), 'price');
      assert.equal(await page.getByLabel('Shop, region or customer').inputValue(), 'shop');
      await page.getByLabel('Cost of one more').fill('2.90');
      await page.getByLabel('Currency').fill('EUR');
      await page.getByRole('button', { name: 'As text' }).click();
      const text = await page.getByLabel('Specification as text').inputValue();
      assert.match(text, /^regressors = log\(rival_price\), promotion$/m);
      assert.match(text, /^cost = 2\.9$/m);
      await page.getByText('The server can run this.').waitFor();
      await accessible('pricing lab, columns');
      await run_study(page);
      await page.getByRole('heading', { level: 2, name: /€\d\.\d\d/ }).waitFor();
      const elasticity = amount(await figure(page, 'Elasticity').textContent());
      assert.ok(Math.abs(elasticity + 2.5) < 0.25, `elasticity ${elasticity} of data made with -2.5`);
      const best = amount(await figure(page, 'Best price').textContent());
      const wanted = (2.9 * elasticity) / (1 + elasticity);
      assert.ok(Math.abs(best - wanted) < 0.05, `best price ${best}, by Lerner ${wanted}`);
      // The lab shows what the study keeps, so that a decision is held against the same interval.
      const kept = await page.evaluate(async () =>
        (await fetch(`/api/v1/price-studies/${location.pathname.split('/').pop()}`)).json(),
      );
      assert.equal(kept.recommended.toFixed(2), best.toFixed(2));
      const beside = await page.locator('.price-figures .figure', { hasText: /^Best price/ }).textContent();
      for (const edge of [kept.recommended_low, kept.recommended_high])
        assert.ok(beside.includes(edge.toFixed(2)), `${edge} in ${beside}`);
      const dots = await page.locator('path.chart-dots').first().getAttribute('d');
      assert.ok(dots.split('M').length > 100, 'the sales stand under the curve');
      await accessible('pricing lab, result');
      await picture(`pricing-result-${theme}`);
    },
  })),
  {
    name: 'sliders answer within a frame, and stand in the address',
    async run({ open }) {
      const { page } = await open();
      await sales_study(page, 'sliders', sales());
      const before = amount(await figure(page, 'Best price').textContent());
      const slider = page.locator('.price-side').getByLabel('Cost of one more');
      await slider.focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      const after = amount(await figure(page, 'Best price').textContent());
      assert.ok(after > before, `a dearer product asks for a higher price: ${before}, then ${after}`);
      // Fifty moves, each drawn and laid out before the next. The quickest fifth tells what a move costs where others work too.
      const moves = await slider.evaluate(async (input) => {
        const times = [];
        for (let turn = 0; turn < 50; turn += 1) {
          const begun = performance.now();
          input.value = String(2.5 + turn * 0.02);
          input.dispatchEvent(new Event('input', { bubbles: true }));
          await Promise.resolve();
          document.body.getBoundingClientRect();
          times.push(performance.now() - begun);
        }
        return times.sort((a, b) => a - b);
      });
      console.log(`# a move of a slider: ${moves[10].toFixed(1)} ms, median ${moves[25].toFixed(1)}`);
      assert.ok(moves[10] < 17, `a move takes ${moves[10].toFixed(1)} ms`);
      await page.waitForURL(/cost=/);
      await page.reload();
      await page.locator('.price-verdict').waitFor();
      assert.match(await page.locator('.price-slider', { hasText: 'Cost of one more' }).textContent(), /€3\.48/);
      const rival = page.getByLabel('rival_price moves');
      const sold = () => page.locator('.price-slider', { hasText: 'Price today' }).locator('.hint').textContent();
      const usual = amount(await sold());
      await rival.focus();
      await page.keyboard.press('End');
      assert.ok(amount(await sold()) > usual, 'dearer rivals leave more for us');
    },
  },
  {
    name: 'a price that never moved is refused, with what to collect',
    async run({ open }) {
      for (const theme of themes) {
        const { page, accessible, picture } = await open({ theme });
        await bring(page, `flat ${theme}`, sales({ fixed: true }));
        await page.getByRole('button', { name: /^Next/ }).click();
        await page.getByText('never changes, so these data cannot show').waitFor();
        await run_study(page);
        await page.getByText('The price changed too rarely to see what it does.').waitFor();
        await page.getByText('Collect more periods in which the price differed').waitFor();
        assert.equal(await page.getByText('Best price').count(), 0, 'no price is recommended');
        await accessible('pricing lab, refused');
        await picture(`pricing-refused-${theme}`);
      }
    },
  },
  {
    name: 'what is wrong with a file and a specification is said with its place',
    async run({ open }) {
      const { page, expect_status } = await open();
      expect_status(422);
      expect_status(400);
      await page.goto('/pricing/new?again=1');
      const file = page.getByLabel('CSV file');
      await file.setInputFiles({
        name: 'broken.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('units,price\n3,2\n4\n5,1\n'),
      });
      await page
        .getByRole('alert')
        .getByText(/line 3/i)
        .waitFor();
      await bring(
        page,
        'odd',
        sales()
          .replace('\nShop A,2,', '\nShop A,2,n/a,')
          .replace(/^(Shop A,2,n\/a,)\d+,/m, '$1'),
      );
      await page.getByRole('radio', { name: /What does price do to volume/ }).check();
      await page.getByRole('button', { name: /^Next/ }).click();
      await page.getByRole('button', { name: 'As text' }).click();
      await page.getByLabel('Specification as text').fill('method = elasticity\nquantity = units\nprice = prize\n');
      await page.getByText(/prize/).last().waitFor();
      assert.match(await page.locator('.price-spec-problems').textContent(), /prize/);
    },
  },
  {
    name: 'two studies side by side, charts as files, values as a table',
    async run({ open }) {
      const { page, accessible, picture } = await open();
      await sales_study(page, 'alpha', sales({ elasticity: -2.2, seed: 21 }));
      const menu = page.getByRole('button', { name: /^Profit at each price: values/ });
      await menu.click();
      await page.getByRole('menuitem', { name: 'Show the values' }).click();
      await page.getByRole('region', { name: 'Values: Profit at each price' }).waitFor();
      await accessible('pricing lab, values');
      for (const [item, name, begin] of [
        ['Save as PNG', 'profit.png', [0x89, 0x50, 0x4e, 0x47]],
        ['Save as SVG', 'profit.svg', [...Buffer.from('<svg')]],
        ['Save the values as CSV', 'profit.csv', [...Buffer.from('Price,')]],
      ]) {
        await menu.click();
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('menuitem', { name: item }).click(),
        ]);
        assert.equal(download.suggestedFilename(), name);
        const bytes = readFileSync(await download.path());
        assert.deepEqual([...bytes.subarray(0, begin.length)], begin, name);
        if (name.endsWith('.svg')) assert.doesNotMatch(bytes.toString(), / style=| class=/);
      }
      await sales_study(page, 'beta', sales({ elasticity: -3, seed: 22 }));
      await page.goto('/pricing');
      for (const name of ['alpha', 'beta']) await page.getByLabel(`Compare ${name}`, { exact: true }).check();
      await page.getByRole('button', { name: 'Compare 2' }).click();
      await page.getByRole('rowheader', { name: 'Best price' }).waitFor();
      assert.equal(await page.locator('.price-compare thead th').count(), 3);
      await accessible('pricing lab, compared');
      await picture('pricing-compare');
    },
  },
  {
    name: 'by keyboard, and the curve is read with the arrows',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/pricing');
      await page.getByRole('heading', { level: 1, name: 'Pricing lab' }).waitFor();
      await page.locator('.price-studies a').first().focus();
      await page.keyboard.press('c');
      await page.getByRole('heading', { name: 'What do you bring?' }).waitFor();
      const set = page.getByRole('radio', { name: /^beta/ });
      await set.focus();
      await page.keyboard.press('Space');
      await page.locator('.price-preview').waitFor();
      for (const heading of ['What do you want to know?', 'What does price do to volume?']) {
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: heading }).waitFor();
      }
      await page.getByLabel('Cost of one more').fill('2');
      await page.keyboard.press('Control+Enter');
      await page.locator('.price-verdict').waitFor();
      const reader = page.getByLabel('Profit at each price: read the values at');
      await reader.focus();
      await page.keyboard.press('ArrowRight');
      assert.match(await reader.getAttribute('aria-valuetext'), /^Price \d.*Profit \d.*\(\d.* to \d.*\)/);
    },
  },
  {
    name: 'a phone shows all of it, and paper one page',
    async run({ open }) {
      const { page, accessible, picture } = await open({ width: 390, height: 844 });
      await page.goto('/pricing');
      await accessible('pricing lab, phone');
      await page.getByRole('link', { name: 'alpha' }).click();
      await page.locator('.price-verdict').waitFor();
      assert.ok(
        (await page.evaluate(() => document.documentElement.scrollWidth)) <= 390,
        'nothing sticks out at the side',
      );
      await accessible('pricing lab, phone, result');
      await picture('pricing-phone');
      await page.setViewportSize({ width: 1280, height: 900 });
      const paper = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      const pages = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
      assert.equal(pages, 1, 'the report fits on one page');
    },
  },
];
