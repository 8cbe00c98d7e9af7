// The pricing lab beyond sales: what people would pay, which line-up they choose, and who takes from whom.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';
import { candidates, choices, four_prices, market_shares, side_by_side, yes_no } from '../price-files.mjs';
import { bring, run_study } from './57-pricing.mjs';

async function study(page, name, text, { title, expected }) {
  await bring(page, name, text);
  assert.ok(await page.getByRole('radio', { name: expected }).isChecked(), `the columns suggest: ${expected}`);
  await page.getByRole('button', { name: /^Next/ }).click();
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByText('The server can run this.').waitFor();
  await run_study(page);
}

const number = (text) => Number(text.replace(/[^\d.−-]/g, '').replace('−', '-'));

export const cases = [
  ...themes.map((theme) => ({
    name: `a Van Westendorp survey gives its range and its points, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme });
      await study(page, `survey ${theme}`, four_prices(), {
        title: 'What would people pay?',
        expected: /What would people pay/,
      });
      await page.getByRole('heading', { name: /People find prices between/ }).waitFor();
      const value = async (label) =>
        number(
          await page
            .locator('.price-figures .figure', { has: page.locator('small', { hasText: label }) })
            .locator('b')
            .textContent(),
        );
      const points = [];
      for (const label of ['Lowest acceptable', 'Fewest put off', 'Highest acceptable'])
        points.push(await value(label));
      assert.ok(points[0] < points[1] && points[1] < points[2], `in order: ${points}`);
      assert.ok(points[0] > 15 && points[2] < 50, `around 30: ${points}`);
      for (const mark of ['PMC', 'OPP', 'IDP', 'PME']) {
        assert.ok((await page.locator('.chart-mark text', { hasText: mark }).count()) === 1, mark);
      }
      await page.getByRole('heading', { name: 'Who would try it' }).waitFor();
      await accessible('pricing lab, Van Westendorp');
      await picture(`pricing-westendorp-${theme}`);
    },
  })),
  {
    name: 'yes and no at asked prices give demand and revenue; a cost moves the best price up',
    async run({ open }) {
      const { page, accessible } = await open();
      await study(page, 'asked', yes_no(), { title: 'What would people pay?', expected: /What would people pay/ });
      await page.getByRole('heading', { name: /Most revenue is at/ }).waitFor();
      await page.getByRole('heading', { name: 'How often each price came out best' }).waitFor();
      const best = () => page.locator('.price-figures b').first().textContent();
      const before = number(await best());
      const cost = page.getByLabel('Cost of one more');
      await cost.focus();
      await page.keyboard.press('End');
      await page.getByRole('heading', { name: 'Profit at each price' }).waitFor();
      assert.ok(number(await best()) >= before);
      await accessible('pricing lab, Gabor-Granger');
    },
  },
  ...themes.map((theme) => ({
    name: `a conjoint becomes a line-up whose shares follow every change, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme });
      await study(page, `conjoint ${theme}`, choices(), { title: 'Which line-up?', expected: /Which line-up/ });
      await page.getByRole('heading', { name: 'What each feature is worth' }).waitFor();
      const bar = (title, label) =>
        page
          .locator('figure', { has: page.getByRole('heading', { name: title }) })
          .locator('g', { hasText: new RegExp(`^${label}`) })
          .locator('.chart-value')
          .first();
      const worth = number(await bar('What each feature is worth', 'waterproof').textContent());
      assert.ok(Math.abs(worth - 25) < 8, `waterproof is worth 25, found ${worth}`);
      const share = async () => number(await bar('Who takes which share', 'Our offer').textContent());
      const before = await share();
      const offer = page.locator('.price-offer').first();
      await offer.getByLabel('Price', { exact: true }).focus();
      await page.keyboard.press('Home');
      assert.ok((await share()) > before, 'a cheaper offer takes more');
      const total = await page
        .locator('figure', { has: page.getByRole('heading', { name: 'Who takes which share' }) })
        .locator('.chart-value')
        .allTextContents();
      assert.ok(Math.abs(total.reduce((sum, text) => sum + number(text), 0) - 100) < 0.3, `shares add up: ${total}`);
      await page.getByRole('button', { name: 'One more offer' }).click();
      assert.equal(await page.locator('.price-offer').count(), 4);
      await accessible('pricing lab, line-up');
      await picture(`pricing-line-up-${theme}`);
    },
  })),
  {
    name: 'market shares show who takes from whom',
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme: 'dark' });
      await study(page, 'shares', market_shares(), {
        title: 'What do market shares say?',
        expected: /What do market shares say/,
      });
      await page.getByRole('heading', { name: 'Who takes from whom' }).waitFor();
      assert.equal(await page.locator('.heat').count(), 16);
      assert.equal(await page.locator('.heat.fall.own').count(), 4, 'a dearer product loses');
      assert.equal(await page.locator('.heat.rise:not(.own)').count(), 12, 'and its rivals gain');
      // A dearer product of a rival leaves more for ours; our profit follows, with its interval.
      const profit = page.locator('.price-figures .figure', { hasText: 'Profit of Mill' });
      await page.getByLabel('Our company').selectOption('Mill');
      assert.match(await profit.textContent(), /Profit of Mill0\.0%/);
      await page.getByLabel('Price of Bran').focus();
      await page.keyboard.press('End');
      await page.waitForFunction(() =>
        /Profit of Mill\+\d/.test(document.querySelector('.price-market')?.textContent ?? ''),
      );
      assert.match(await profit.textContent(), /Profit of Mill\+[\d.]+%95% between \+[\d.]+% and \+[\d.]+%/);
      await accessible('pricing lab, heat map');
      await picture('pricing-shares');
    },
  },
  {
    name: 'sales of several products show who takes from whom, and what may as well be nothing',
    async run({ open }) {
      const { page, accessible, picture } = await open();
      await study(page, 'teas', side_by_side(), {
        title: 'What does price do to volume?',
        expected: /What does price do to volume/,
      });
      await page.getByRole('heading', { name: /lives most off Assam/ }).waitFor();
      const cell = (row, column) =>
        page.locator('.heat', { has: page.locator('title', { hasText: `${row} when the price of ${column} moves` }) });
      assert.ok(Math.abs(number(await cell('Assam', 'Assam').locator('text').textContent()) + 2.2) < 0.3);
      assert.ok(Math.abs(number(await cell('Nilgiri', 'Assam').locator('text').textContent()) - 0.8) < 0.3);
      assert.match(
        await cell('Assam', 'Nilgiri').getAttribute('class'),
        /open/,
        'an effect that is none has no colour',
      );
      await page.getByRole('heading', { name: 'Own elasticity of each product' }).waitFor();
      await accessible('pricing lab, cross elasticities');
      await picture('pricing-cross');
    },
  },
  {
    name: 'tastes of each person become a line of products that is proved to be the best',
    async run({ open }) {
      const { page, accessible, picture } = await open();
      await bring(page, 'lamps', choices());
      await page.getByRole('radio', { name: /A taste of each person/ }).check();
      await page.getByRole('button', { name: /^Next/ }).click();
      await run_study(page);
      await page.getByText('the whisker holds the middle half of people').waitFor();
      await accessible('pricing lab, tastes');
      await page.getByRole('button', { name: 'Keep the part-worths' }).click();
      await page.getByText('lamps part-worths is kept as a data set').waitFor();
      await bring(page, 'lamps to make', candidates());
      await page.getByRole('radio', { name: /Which products should we offer/ }).check();
      await page.getByRole('button', { name: /^Next/ }).click();
      await page.getByText('Choose the file: Part-worths of people.').waitFor();
      assert.ok(await page.getByRole('button', { name: /^Run the study/ }).isDisabled());
      await page.getByLabel('Part-worths of people').selectOption({ label: 'lamps part-worths' });
      await page.getByText('The server can run this.').waitFor();
      await accessible('pricing lab, line, columns');
      await run_study(page);
      await page.getByRole('heading', { name: /^Offer L.*together they earn/ }).waitFor();
      await page.getByText('No line of this size earns more: that is proved.').waitFor();
      await accessible('pricing lab, line');
      await picture('pricing-line');
    },
  },
  {
    name: 'a long study shows how far it is, and can be stopped',
    async run({ open }) {
      const { page, accessible } = await open();
      await bring(page, 'long', choices({ people: 400 }));
      await page.getByRole('radio', { name: /A taste of each person/ }).check();
      await page.getByRole('button', { name: /^Next/ }).click();
      await page.getByRole('button', { name: 'As text' }).click();
      const text = page.getByLabel('Specification as text');
      await text.fill((await text.inputValue()).replace('draws = 10000', 'draws = 100000'));
      await page.getByRole('button', { name: /^Run the study/ }).click();
      await page.getByText(/\d of [\d,]+ steps/).waitFor();
      await accessible('pricing lab, running');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
      await page
        .getByRole('button', { name: 'Run again' })
        .or(page.getByRole('button', { name: 'Run', exact: true }))
        .waitFor();
      await page.goto('/pricing');
      await page.getByRole('row', { name: /long/ }).getByText('Cancelled').waitFor();
    },
  },
  {
    name: 'a data set goes when nothing rests on it, and stays when a study does',
    async run({ open }) {
      const { page, expect_status } = await open();
      expect_status(409);
      expect_status(422);
      await bring(page, 'unused', yes_no());
      await page.goto('/pricing/new?again=1');
      const sets = page.getByRole('group', { name: 'Or what is already here' });
      await sets.getByRole('button', { name: 'Delete unused' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.getByText('unused is deleted').waitFor();
      await sets.getByRole('button', { name: 'Delete teas' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page
        .locator('.toasts')
        .getByText(/STUDY|stud/)
        .waitFor();
      await sets.getByText('teas', { exact: true }).waitFor();
    },
  },
];
