// The inbox: everything a person has to do, by keyboard, from the list to the answer.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

/** Makes an approval that waits for somebody, and says who they are. */
async function waiting_approval(page, title) {
  await page.goto('/');
  return page.evaluate(async (title) => {
    const headers = { 'content-type': 'application/json', 'x-tandem': '1' };
    const get = async (path) => (await fetch(`/api/v1${path}`)).json();
    const resolved = (await get('/resolve?product=PROD-1')).items.find(
      (item) => item.activity_code === 'roadmap' && item.people.length === 1,
    );
    const made = await fetch('/api/v1/approvals', {
      method: 'POST',
      headers,
      body: JSON.stringify({
        record: resolved.product,
        activity: resolved.activity,
        title,
        proposal: 'Leave the display out of the spring release.',
        due_on: '2031-01-31',
      }),
    });
    const approval = await made.json();
    return { person: resolved.people[0], approval };
  }, title);
}

const row = (page, title) => page.locator('.inbox-item', { has: page.locator('.kind-decide'), hasText: title });

export const cases = [
  ...themes.map((theme) => ({
    name: `what waits is listed, opened and decided by keyboard, ${theme}`,
    async run({ open }) {
      const { page, accessible, picture } = await open({ theme });
      const title = `Leave out the display, ${theme}`;
      const { person } = await waiting_approval(page, title);
      await page.goto(`/inbox?person=${person.key}`);
      await page.getByRole('heading', { name: `Inbox of ${person.name}`, level: 1 }).waitFor();
      await row(page, title).waitFor();
      await accessible('inbox');
      const place = await row(page, title).evaluate((item) => [...item.parentElement.children].indexOf(item));
      for (let step = 0; step <= place; step++) await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('complementary', { name: title });
      await panel.getByText('Leave the display out of the spring release.').waitFor();
      await panel.getByText('Nobody has been asked.').waitFor();
      await accessible('inbox with an item open');
      await picture(`inbox-${theme}`);
      const actions = await row(page, title).locator('.inbox-actions button').allTextContents();
      const approve = actions.findIndex((words) => words.startsWith('Approve'));
      assert.ok(approve >= 0, actions.join(', '));
      await page.keyboard.press(String(approve + 1));
      const dialog = page.getByRole('dialog', { name: 'Approve' });
      await dialog.waitFor();
      await dialog.getByLabel('Reason').fill('The customers can wait.');
      await dialog.getByRole('button', { name: 'Approve' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await row(page, title).waitFor({ state: 'detached' });
    },
  })),
  {
    name: 'the kinds narrow the list, and an account without a person is told why its inbox is empty',
    async run({ open }) {
      const { page, accessible } = await open();
      await page.goto('/inbox');
      await page.getByText('Your account stands for no person yet').waitFor();
      await accessible('inbox of nobody');
      const { person } = await waiting_approval(page, 'Narrowed');
      await page.goto(`/inbox?person=${person.key}`);
      await row(page, 'Narrowed').waitFor();
      await page
        .getByRole('group', { name: 'What to show' })
        .getByRole('button', { name: /^Decide/ })
        .click();
      await page.waitForURL(/kind=decide/);
      await row(page, 'Narrowed').waitFor();
      const kinds = await page.locator('.inbox-kind').allTextContents();
      assert.deepEqual([...new Set(kinds)], ['Decide']);
    },
  },
];
