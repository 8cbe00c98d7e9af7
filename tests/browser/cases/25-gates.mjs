// Gates and hand-offs of a product: opened, signed and decided; offered, returned and accepted.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

/** A product of its own, so that nothing here depends on what the workspace comes with. */
async function new_product(page, name, stage) {
  await page.goto('/');
  return page.evaluate(
    async ({ name, stage }) => {
      const headers = { 'content-type': 'application/json', 'x-tandem': '1' };
      const line = (await (await fetch('/api/v1/lines?limit=1')).json()).items[0].key;
      const made = await fetch('/api/v1/products', {
        method: 'POST',
        headers,
        body: JSON.stringify({ name, stage, line }),
      });
      return (await made.json()).key;
    },
    { name, stage },
  );
}

async function answer(page, fields, button) {
  const dialog = page.getByRole('dialog');
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

export const cases = [
  {
    name: 'a gate is opened, a criterion signed with evidence, another refused, and the product goes on with conditions',
    async run({ open }) {
      const { page, accessible, picture } = await open();
      const key = await new_product(page, 'Gated Lantern', 'plan');
      await page.goto(`/products/${key}/gates`);
      await page.getByRole('button', { name: 'Open the gate to Develop' }).click();
      await answer(page, { 'Planned for': '2030-01-15' }, 'Open the gate');
      const sheet = page.getByRole('region', { name: /Gate to Develop/ });
      await sheet.getByText('15 Jan 2030').waitFor();
      const rows = sheet.locator('.criteria > li');
      await rows.first().waitFor();
      const total = await rows.count();
      assert.ok(total >= 5, 'the gate starts with the criteria of its templates');

      await rows.first().getByRole('button', { name: 'Sign' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
      await dialog.getByText('This is needed').waitFor();
      await answer(page, { Evidence: 'https://pellweir.example/evidence' }, 'Sign');
      await sheet.getByText(`1 of ${total} met`).waitFor();
      await rows.nth(1).getByRole('button', { name: 'Not met' }).click();
      await answer(page, { 'What is missing': 'Two estimates are older than a year.' }, 'Not met');
      await sheet.getByText(`1 of ${total} met, 1 not`).waitFor();

      await sheet.getByRole('button', { name: 'Plan another day' }).click();
      await answer(page, { 'Planned for': '2030-02-15' }, 'Plan');
      await sheet.getByText('31 days later than first planned').waitFor();
      await accessible('gates');
      await picture('gates');

      await sheet.getByRole('button', { name: 'Go', exact: true }).click();
      await page.getByRole('dialog').getByText('not met yet').waitFor();
      await answer(page, { Conditions: 'Fresh estimates by the end of the month.' }, 'Go');
      await page
        .getByRole('region', { name: /Gate to Develop/ })
        .getByText('Fresh estimates')
        .waitFor();
      await page.getByRole('button', { name: 'Open the gate to Qualify' }).waitFor();
    },
  },
  {
    name: 'a gate that is skipped shows it',
    async run({ open }) {
      const { page } = await open();
      const key = await new_product(page, 'Hasty Lantern', 'conceive');
      await page.goto(`/products/${key}/gates`);
      await page.getByRole('button', { name: 'Open the gate to Plan' }).click();
      await answer(page, {}, 'Open the gate');
      await page.getByRole('button', { name: 'Skip this gate' }).click();
      await answer(page, { Reason: 'The fair is in three weeks.' }, 'Skip');
      await page.locator('.gate-track li.gate-skipped').getByText('Skipped').waitFor();
    },
  },
  ...themes.map((theme) => ({
    name: `a capability brief is prepared, offered, returned, offered again and accepted, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme });
      const key = await new_product(page, `Handed Lantern ${theme}`, 'develop');
      await page.goto(`/products/${key}/hand-offs`);
      await page.getByRole('button', { name: 'Hand something over' }).click();
      await answer(page, { Title: 'What it can do in spring', 'Answer by': '2030-03-01' }, 'Prepare it');
      const item = page.locator('.hand-off').first();
      await item.getByText('Being prepared').waitFor();
      const boxes = item.getByRole('checkbox');
      await boxes.first().waitFor();
      for (const box of await boxes.all()) await box.check();
      await item.getByRole('button', { name: 'Offer', exact: true }).click();
      await answer(page, {}, 'Offer');
      await item.getByText('Waits for an answer').waitFor();
      await item.getByRole('button', { name: 'Return' }).click();
      await answer(page, { 'What is missing': 'It does not say for whom.' }, 'Return');
      await item.getByText('It does not say for whom.').waitFor();
      await item.getByText('Returned once').or(item.getByText('Returned 1 time')).first().waitFor();
      await accessible('hand-offs');
      await picture(`hand-offs-${theme}`);
      await item.getByRole('button', { name: 'Offer it again' }).click();
      await answer(page, {}, 'Offer');
      await item.getByRole('button', { name: 'Accept' }).click();
      await answer(page, {}, 'Accept');
      await item.locator('.pill', { hasText: 'Accepted' }).waitFor();
    },
  })),
];
