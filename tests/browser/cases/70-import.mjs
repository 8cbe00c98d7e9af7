// The import wizard: columns, values, what is refused, going back without losing anything, running, undoing.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { themes } from '../browser.mjs';

const file = (name, rows) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`) });
const header = 'Code,Product,Family,Owner,Owner note,Status,Released,Colour';
const kettles = file('kettles.csv', [
  header,
  'K-01,Kettle One,Kettles,Ines Moss,,live,2023-04-18,blue',
  'K-02,"Kettle, Two",Kettles,Ines Moss,Acting,building,,red',
  'K-03,Kettle Three,Kettles,,,idea,,',
]);
const broken = file('kettles.csv', [header, 'K-01,Kettle One,Kettles,,,live,18.04.2023,blue']);

const next = (page) => page.getByRole('button', { name: /^Next/ }).click();
const heading = (page, name) => page.getByRole('heading', { level: 2, name }).waitFor();
const purpose = (page, column, label) => page.getByLabel(`What “${column}” is`).selectOption({ label });

async function choose(page, chosen) {
  await page.goto('/import');
  await heading(page, 'What do you bring?');
  await page.getByLabel('CSV file').setInputFiles(chosen);
  await page.getByText(/\d+ rows? in 8 columns/).waitFor();
  await next(page);
  await heading(page, 'What is in the columns?');
}

async function map_columns(page) {
  await purpose(page, 'Product', 'Name (needed)');
  await purpose(page, 'Family', 'Product line');
  await purpose(page, 'Status', 'Stage (needed)');
  await purpose(page, 'Released', 'Delivered from');
  await purpose(page, 'Owner', 'Product manager');
  await purpose(page, 'Owner note', 'Stand-in note of product manager');
  await purpose(page, 'Colour', 'Leave out');
  await page.getByLabel('Known again by').selectOption('external_id');
  await page.getByLabel('Column of the identifier', { exact: true }).selectOption('Code');
  await page.getByLabel('Where the file comes from').fill('kitchen');
}

async function map_values(page) {
  await page.getByLabel('“live” means').selectOption('deliver');
  for (const [value, stage] of [
    ['building', 'develop'],
    ['idea', 'conceive'],
  ]) {
    const select = page.getByLabel(`“${value}” means`);
    if (await select.count()) await select.selectOption(stage);
  }
  await page
    .getByRole('group', { name: /^Product line/ })
    .getByLabel(/^Make it/)
    .check();
}

export const cases = [
  ...themes.map((theme) => ({
    name: `every step is accessible, and what is refused is listed by line, ${theme}`,
    async run({ open }) {
      const { page, accessible } = await open({ theme });
      await page.goto('/import');
      await heading(page, 'What do you bring?');
      await accessible('import: file');
      await choose(page, broken);
      await map_columns(page);
      await accessible('import: columns');
      await next(page);
      await heading(page, 'What do the values mean?');
      await map_values(page);
      await accessible('import: values');
      await next(page);
      await page.getByRole('heading', { name: 'Rows that cannot be taken' }).waitFor();
      const row = page.getByRole('row').filter({ hasText: '18.04.2023' });
      assert.match(await row.textContent(), /^2Released/);
      assert.ok(await page.getByRole('button', { name: /^Import 1 row/ }).isDisabled());
      await accessible('import: check');
    },
  })),
  {
    name: 'going back keeps what was set, and the mapping can be saved',
    async run({ open }) {
      const { page } = await open();
      await choose(page, kettles);
      await map_columns(page);
      await next(page);
      await map_values(page);
      await page.getByRole('button', { name: 'Back' }).click();
      await heading(page, 'What is in the columns?');
      assert.equal(await page.getByLabel('What “Owner” is').inputValue(), 'role:product_manager');
      await page.getByRole('button', { name: 'Back' }).click();
      await page.getByRole('link', { name: 'People' }).click();
      await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
      await page.goBack();
      await next(page);
      assert.equal(await page.getByLabel('What “Owner note” is').inputValue(), 'note:product_manager');
      await next(page);
      assert.equal(await page.getByLabel('“live” means').inputValue(), 'deliver');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save the mapping' }).click(),
      ]);
      const mapping = JSON.parse(await readFile(await download.path(), 'utf8'));
      assert.equal(mapping.tandem_map, 1);
      assert.equal(mapping.source, 'kitchen');
      assert.deepEqual(mapping.ignore, ['Colour']);
      assert.equal(mapping.fields.line.missing, 'create');
      assert.deepEqual(mapping.assignments[0].stand_in, { column: 'Owner note' });
    },
  },
  {
    name: 'a file is taken in, again without change, and taken back',
    async run({ open }) {
      const { page, accessible } = await open();
      await choose(page, kettles);
      await map_columns(page);
      await next(page);
      await map_values(page);
      await next(page);
      await heading(page, 'What would happen');
      await page.getByText('The first 3 as they would be').waitFor();
      await page.getByText('Kettle, Two').waitFor();
      await page.getByRole('button', { name: /^Import 3 rows/ }).click();
      await heading(page, '3 rows of kettles.csv imported');
      await accessible('import: done');
      const { items } = await page.evaluate(async () => (await fetch('/api/v1/products?source=kitchen')).json());
      assert.deepEqual(items.map((item) => item.stage).sort(), ['conceive', 'deliver', 'develop']);
      await page.getByRole('button', { name: 'Import another file' }).click();
      await page.getByLabel('CSV file').setInputFiles(kettles);
      await page.getByText(/3 rows in 8 columns/).waitFor();
      for (const name of ['What is in the columns?', 'What do the values mean?', 'What would happen']) {
        await next(page);
        await heading(page, name);
      }
      await page.getByText('Every row is known already').waitFor();
      await page.getByRole('button', { name: 'Start over' }).click();
      await page.getByRole('button', { name: 'Undo' }).first().click();
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByText('kettles.csv was taken back').waitFor();
      const left = await page.evaluate(async () => (await fetch('/api/v1/products?source=kitchen')).json());
      assert.equal(left.items.length, 0);
    },
  },
];
