// Changing the map: a draft from the one in force, edited by mouse, by keyboard and in the matrix; compared; its effect read; put in force.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const label = (page, name, side = '') => page.locator(`${side} .activity-label`, { hasText: name }).first();
const get = (page, path) => page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path);
const day_after = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The draft that the first case makes, by name. */
const draft_name = 'Venn with one roadmap';
const draft_of = async (page) => (await get(page, '/maps?limit=1000')).items.find((map) => map.name === draft_name);
const entries_of = async (page, code) => {
  const draft = await draft_of(page);
  const { items } = await get(page, '/activities?limit=1000');
  const activity = items.find((item) => item.code === code);
  return (await get(page, `/map-entries?map=${draft.key}&activity=${activity.key}&limit=1000`)).items;
};

async function open_draft(open, options, more = '') {
  const opened = await open(options);
  await opened.page.goto('/map/all');
  await opened.page.getByRole('link', { name: draft_name }).waitFor();
  const draft = await draft_of(opened.page);
  await opened.page.goto(`/map?map=${draft.code}${more}`);
  await opened.page.locator('.draft-strip').waitFor();
  await opened.page.evaluate(() => document.fonts.ready);
  return opened;
}

/** Waits until what was saved fits. */
async function saved(page, code, fits) {
  for (let tries = 0; tries < 50; tries += 1) {
    const entries = await entries_of(page, code);
    if (fits(entries)) return entries;
    await page.waitForTimeout(100);
  }
  assert.fail(`${code} was not saved as expected: ${JSON.stringify(await entries_of(page, code))}`);
}

async function drag(page, from, to) {
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 40, start.y + 20, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
}

export const cases = [
  {
    name: 'a map in force is not edited: a draft is made from it',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/map');
      await label(page, 'Roadmap').waitFor();
      assert.equal(await page.locator('#map-moving').count(), 0, 'nothing to pick up');
      await page.keyboard.press('n');
      const dialog = page.getByRole('dialog', { name: /^A draft from Venn/ });
      await dialog.waitFor();
      await accessible('make a draft');
      await dialog.getByLabel('Name').fill('');
      await dialog.getByRole('button', { name: 'Make the draft' }).click();
      await dialog.getByText('Give the draft a name').waitFor();
      await dialog.getByLabel('Name').fill(draft_name);
      await dialog.getByRole('button', { name: 'Make the draft' }).click();
      await page.locator('.draft-strip').getByText('The same as Venn so far').waitFor();
      const draft = await draft_of(page);
      assert.equal(draft.status, 'draft');
      assert.equal(draft.based_on, (await get(page, '/maps?limit=1000')).items.find((one) => one.code === 'venn').key);
    },
  },
  {
    name: 'an activity is dragged to the other circle, and Undo puts it back',
    async run({ open }) {
      const { page, accessible, picture } = await open_draft(open);
      await drag(page, label(page, 'Roadmap', '.region-pm'), label(page, 'Presentations'));
      await page.locator('.map-figure[data-over="pmm"]').waitFor();
      await picture('map-dragging');
      await page.mouse.up();
      await label(page, 'Roadmap', '.region-pmm').waitFor();
      const [there] = await saved(page, 'roadmap', ([entry]) => entry.side === 'pmm');
      assert.equal(there.accountable, 'product_marketing_manager');
      assert.ok(there.consulted.includes('product_manager'), 'who answered until now is asked');
      assert.ok(!there.consulted.includes('product_marketing_manager'));
      assert.ok(there.responsible.includes('product_marketing_manager'));
      await page.locator('.draft-strip').getByText('1 activity different from Venn').waitFor();
      assert.equal(await page.locator('.activity-panel').count(), 0, 'a drag is no click');
      await accessible('after a drag');
      await page.getByRole('button', { name: 'Undo' }).click();
      await label(page, 'Roadmap', '.region-pm').waitFor();
      await saved(page, 'roadmap', ([entry]) => entry.side === 'pm' && entry.accountable === 'product_manager');
    },
  },
  {
    name: 'outside of the circles, and with Escape, nothing moves',
    async run({ open }) {
      const { page } = await open_draft(open);
      const figure = await page.locator('.map-figure').boundingBox();
      const start = await label(page, 'Roadmap', '.region-pm').boundingBox();
      await page.mouse.move(start.x + 10, start.y + 10);
      await page.mouse.down();
      await page.mouse.move(figure.x + 4, figure.y + figure.height - 4, { steps: 8 });
      assert.equal(await page.locator('.map-figure').getAttribute('data-over'), null);
      await page.mouse.up();
      await drag(page, label(page, 'Roadmap', '.region-pm'), label(page, 'Presentations'));
      await page.keyboard.press('Escape');
      await page.mouse.up();
      await page.locator('.map-figure:not([data-moving])').waitFor();
      await label(page, 'Roadmap', '.region-pm').waitFor();
      assert.equal((await entries_of(page, 'roadmap'))[0].side, 'pm');
    },
  },
  {
    name: 'Space picks up, arrows carry, Space drops; Escape puts back; the focus stays with the activity',
    async run({ open }) {
      const { page, picture } = await open_draft(open);
      const here = () => page.evaluate(() => document.activeElement.getAttribute('data-code'));
      await label(page, 'Business case').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await label(page, 'Business case', '.region-pmm').waitFor();
      await picture('map-carried');
      assert.equal(await here(), 'business_case');
      await page.keyboard.press('Escape');
      await label(page, 'Business case', '.region-pm').waitFor();
      assert.equal(await here(), 'business_case');
      assert.equal((await entries_of(page, 'business_case'))[0].side, 'pm');
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Space');
      const [entry] = await saved(page, 'business_case', ([one]) => one.side === 'shared');
      assert.equal(entry.accountable, 'product_manager', 'in the middle the accountable role stays');
      assert.equal(await here(), 'business_case');
      assert.equal(await page.locator('.activity-panel').count(), 0, 'Space does not open it');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Business case' }).waitFor();
    },
  },
  ...themes.map((theme) => ({
    name: `everything about an activity is edited in its panel, ${theme}`,
    async run({ open }) {
      const code = theme === 'light' ? 'messaging' : 'positioning';
      const name = theme === 'light' ? 'Messaging' : 'Positioning';
      const { page, accessible, picture } = await open_draft(open, { theme }, `&activity=${code}`);
      const panel = page.getByRole('region', { name, exact: true });
      await panel.waitFor();
      await accessible('entry editor');
      await panel.getByRole('button', { name: `More about ${name}` }).click();
      await page.getByRole('menuitemradio', { name: 'Shared' }).click();
      await saved(page, code, ([one]) => one.side === 'shared');
      await panel.getByLabel('Accountable').selectOption('general_manager');
      await saved(page, code, ([one]) => one.accountable === 'general_manager');
      await panel.getByRole('button', { name: 'Informed: add a role' }).click();
      await page.getByRole('menuitem', { name: 'User research' }).click();
      await saved(page, code, ([one]) => one.informed.includes('user_research'));
      await panel.getByRole('button', { name: 'Informed: remove user research' }).click();
      await saved(page, code, ([one]) => !one.informed.includes('user_research'));
      await panel.getByLabel('From stage').selectOption('launch');
      await saved(page, code, ([one]) => one.from_stage === 'launch');
      await panel.getByRole('checkbox', { name: 'Future' }).click();
      await saved(
        page,
        code,
        ([one]) => one.horizons.join() === 'next,current' || one.horizons.join() === 'current,next',
      );
      await panel.getByRole('checkbox', { name: 'Future' }).click();
      await saved(page, code, ([one]) => one.horizons.length === 0);
      await panel.getByRole('checkbox', { name: 'Four eyes' }).click();
      await saved(page, code, ([one]) => one.four_eyes === true);
      await panel.getByRole('button', { name: /^Why it stands here:/ }).click();
      await page.keyboard.type('Words win late.');
      await page.keyboard.press('Enter');
      await saved(page, code, ([one]) => one.note === 'Words win late.');
      // The other stages are decided by an entry of their own.
      await panel.getByRole('button', { name: `More about ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Decide differently in the other stages' }).click();
      await panel.getByLabel('Part of the life').waitFor();
      const both = await saved(page, code, (entries) => entries.length === 2);
      assert.deepEqual(both.map((one) => [one.from_stage, one.to_stage]).sort(), [
        [null, 'qualify'],
        ['launch', null],
      ]);
      assert.equal(await page.locator(`.activity-label[data-code="${code}"]`).count(), 2);
      await accessible('two entries of an activity');
      await picture('map-entry-editor');
      await panel.getByRole('button', { name: `More about ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Take out of the draft' }).click();
      await saved(page, code, (entries) => entries.length === 1);
    },
  })),
  ...themes.map((theme) => ({
    name: `the matrix of a draft is edited by letters, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open_draft(open, { theme }, '&view=list');
      const grid = page.getByRole('grid', { name: 'Activities and roles' });
      await grid.focus();
      const cell = () =>
        page.evaluate(() => {
          const id = document.activeElement.getAttribute('aria-activedescendant');
          return document.getElementById(id)?.textContent ?? '';
        });
      // The first row, from the name to the role of sales.
      await page.keyboard.press('Home');
      assert.match(await cell(), /^Market problems and needs/);
      const roles = await grid.getByRole('columnheader').allTextContents();
      for (let at = roles.indexOf('Sales'); at > 0; at -= 1) await page.keyboard.press('ArrowRight');
      assert.match(await cell(), /consulted/);
      await page.keyboard.press('r');
      await saved(
        page,
        'market_problems',
        ([one]) => one.responsible.includes('sales') && !one.consulted.includes('sales'),
      );
      assert.match(await cell(), /responsible/);
      await page.keyboard.press('c');
      await saved(
        page,
        'market_problems',
        ([one]) => one.consulted.includes('sales') && !one.responsible.includes('sales'),
      );
      await page.keyboard.press('Delete');
      await saved(page, 'market_problems', ([one]) => !one.consulted.includes('sales'));
      assert.match(await cell(), /no part/);
      await page.keyboard.press('c');
      await saved(page, 'market_problems', ([one]) => one.consulted.includes('sales'));
      await page.keyboard.press('Home');
      for (let at = roles.indexOf('Product manager'); at > 0; at -= 1) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('i');
      await page.getByText('The accountable role decides; it is not asked or told').first().waitFor();
      // A role of the other circle takes the activity along, and the cell stays the one that is edited.
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('a');
      await saved(
        page,
        'market_problems',
        ([one]) => one.side === 'pmm' && one.accountable === 'product_marketing_manager',
      );
      await page.waitForFunction(() => {
        const id = document.activeElement.getAttribute('aria-activedescendant');
        return document.getElementById(id)?.closest('tbody').classList.contains('of-pmm');
      });
      await accessible('matrix of a draft');
      await picture('map-matrix');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('a');
      await saved(page, 'market_problems', ([one]) => one.side === 'pm' && one.accountable === 'product_manager');
      await page.keyboard.press('Enter');
      await page.getByRole('region', { name: 'Market problems and needs' }).waitFor();
    },
  })),
  ...themes.flatMap((theme) =>
    [1440, 390].map((width) => ({
      name: `two maps side by side at ${width} pixels, ${theme}`,
      async run({ open }) {
        const { page, accessible, picture } = await open({ theme, width, height: 900 });
        await page.goto('/map/compare?one=venn&other=inbound_outbound');
        await page.locator('.compare-table tbody tr').first().waitFor();
        const answer = await get(page, '/maps/compare?one=MAP-1&other=MAP-2');
        const { items } = await get(page, '/maps?limit=1000');
        assert.ok(answer.items, 'the two have keys');
        const [one, other] = ['venn', 'inbound_outbound'].map((code) => items.find((map) => map.code === code));
        const compared = await get(page, `/maps/compare?one=${one.key}&other=${other.key}`);
        const moved = compared.items.filter((item) => item.one && item.other && item.one.side !== item.other.side);
        assert.ok(moved.length > 5, `${moved.length} stand elsewhere`);
        for (const title of [one.name, other.name]) {
          const figure = page.getByRole('figure', { name: title, exact: true });
          for (const item of moved)
            await figure.locator('.activity-label', { hasText: item.name }).first().waitFor({ state: 'attached' });
        }
        const rows = await page.locator('.compare-table tbody tr').count();
        const { different, only_one, only_other } = compared.totals;
        assert.equal(rows, different + only_one + only_other);
        await accessible(`comparison at ${width}`);
        await picture(`map-compare-${width}`);
        await page.getByRole('button', { name: 'Everything' }).click();
        await page.waitForFunction(
          (count) => document.querySelectorAll('.compare-table tbody tr').length === count,
          compared.items.length,
        );
      },
    })),
  ),
  ...themes.map((theme) => ({
    name: `the effect of a draft is read, by activity, product and person, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open_draft(open, { theme });
      const draft = await draft_of(page);
      await page.keyboard.press('x');
      await page.getByRole('heading', { level: 1, name: 'Effect' }).waitFor();
      await page.locator('.effect-group').first().waitFor();
      const effect = await get(page, `/maps/${draft.key}/effect?limit=500`);
      assert.ok(effect.totals.changed > 0, 'the cases before have changed something');
      const figures = await page.locator('.figure b').allTextContents();
      assert.deepEqual(
        figures.map((text) => Number(text.replaceAll(',', ''))),
        ['changed', 'gaps_new', 'gaps_gone', 'conflicts_new', 'conflicts_gone', 'duals_new', 'duals_gone'].map(
          (name) => effect.totals[name],
        ),
      );
      await page.getByText(/^Read on /).waitFor();
      assert.ok((await draft_of(page)).effect_read_on, 'that it was read is kept');
      await accessible('effect by activity');
      await picture('map-effect');
      await page.keyboard.press('v');
      await page.waitForURL(/group=product/);
      await page.keyboard.press('v');
      await page.waitForURL(/group=person/);
      await page.locator('.effect-head').first().click();
      await page.locator('.effect-pairs').first().waitFor();
      await accessible('effect by person');
      await picture('map-effect-people');
    },
  })),
  {
    name: 'a draft is put in force for a later day with a reason, and taken back',
    async run({ open }) {
      const { page, accessible, picture } = await open_draft(open);
      const { code } = await draft_of(page);
      await page.goto(`/map/effect?map=${code}`);
      await page.locator('.effect-group').first().waitFor();
      await page.getByRole('button', { name: 'Put in force' }).click();
      const dialog = page.getByRole('dialog', { name: `Put ${draft_name} in force` });
      await dialog.getByRole('button', { name: 'Put in force' }).click();
      await dialog.getByText('Say why').waitFor();
      await accessible('put in force');
      await picture('map-put-in-force');
      await dialog.getByLabel('From').fill(day_after(30));
      await dialog.getByLabel('Why').fill('One voice from launch on.');
      await dialog.getByRole('button', { name: 'Put in force' }).click();
      await page.waitForURL(new RegExp(`/map\\?map=${code}`));
      await page
        .getByText(/in force from/)
        .first()
        .waitFor();
      const coming = await draft_of(page);
      assert.equal(coming.in_force_on, day_after(30));
      assert.equal(coming.reason, 'One voice from launch on.');
      assert.equal(await page.locator('#map-moving').count(), 0, 'no longer a draft');
      const venn = (await get(page, '/maps?limit=1000')).items.find((map) => map.code === 'venn');
      assert.equal(venn.superseded_on, day_after(30), 'the one before ends on that day');
      await page.goto('/map/all');
      await page.getByRole('row', { name: new RegExp(draft_name) }).waitFor();
      await page.getByText('From a later day').waitFor();
      await accessible('all maps');
      await picture('maps');
      await page.getByRole('link', { name: draft_name }).click();
      await page.getByRole('button', { name: 'More about this map' }).click();
      await page.getByRole('menuitem', { name: 'Take it back' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Make it a draft again' }).click();
      await page.locator('.draft-strip').waitFor();
      assert.equal((await draft_of(page)).status, 'draft');
    },
  },
  {
    name: 'a draft can be made for a unit, and be deleted',
    async run({ open }) {
      const { page } = await open();
      await page.goto('/map/all');
      await page.getByRole('button', { name: 'More about Venn', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Make a draft from it' }).click();
      const dialog = page.getByRole('dialog', { name: /^A draft from Venn/ });
      await dialog.getByLabel('Name').fill('Growing alone');
      await dialog.getByRole('combobox', { name: 'For' }).fill('Growing');
      await page
        .getByRole('listbox', { name: 'For' })
        .getByRole('option', { name: /Growing/ })
        .first()
        .click();
      await dialog.getByLabel('When somebody acts outside their role').selectOption('strict');
      await dialog.getByRole('button', { name: 'Make the draft' }).click();
      await page.locator('.draft-strip').waitFor();
      await page.getByText('for Growing').first().waitFor();
      await page.getByText('strict').first().waitFor();
      await page.getByRole('button', { name: 'More about this map' }).click();
      await page.getByRole('menuitem', { name: 'Delete the draft' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await page.waitForURL(/\/map$/);
      assert.ok(!(await get(page, '/maps?limit=1000')).items.some((map) => map.name === 'Growing alone'));
    },
  },
];
