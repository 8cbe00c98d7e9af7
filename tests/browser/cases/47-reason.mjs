// Acting outside of one's role on the page: it asks why, and what is said is kept and shown to whom it belongs.
import assert from 'node:assert/strict';
import { themes } from '../browser.mjs';

const get = (page, path) => page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path);
const send = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'content-type': 'application/json', 'x-tandem': '1' };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : answer.json();
    },
    [method, path, body],
  );

/** A member who stands for a person that holds no role of product management; with the state of being signed in. */
async function sign_in_member(open, theme) {
  const { page } = await open();
  await page.goto('/people');
  const { items: held } = await get(page, '/assignments?role=sales&limit=1000');
  const { items: people } = await get(page, '/people?limit=1000');
  const all = (await get(page, '/assignments?limit=1000')).items;
  const person = held
    .map((one) => people.find((item) => item.key === one.person))
    .find((one) => all.filter((item) => item.person === one.key).every((item) => item.role === 'sales'));
  const email = `sales-${theme}@tandem.test`;
  const { link } = await send(page, 'POST', '/invitations', { name: person.name, email, role: 'member' });
  const user = (await get(page, '/users?limit=1000')).items.find((one) => one.email === email);
  await send(page, 'PATCH', `/users/${user.key}`, { person: person.key });
  const opened = await open({ theme, state: { cookies: [], origins: [] } });
  await opened.page.goto(link);
  await opened.page.getByLabel('Password', { exact: true }).fill('six loud lanterns, please');
  await opened.page
    .getByRole('button')
    .filter({ hasText: /start|join|set|sign|accept/i })
    .last()
    .click();
  await opened.page.getByRole('heading', { level: 1, name: 'Portfolio' }).waitFor();
  return { ...opened, person };
}

export const cases = themes.map((theme) => ({
  name: `a change that belongs to somebody else asks for a reason, and keeps it, ${theme}`,
  async run({ open }) {
    const { page, person, accessible, picture, expect_status } = await sign_in_member(open, theme);
    expect_status(409);
    const { items } = await get(page, '/portfolio');
    const product = items.find((item) => item.management.length === 1 && item.stage === 'deliver');
    const kept = async () =>
      (await get(page, `/overrides?record=${product.key}&limit=100`)).items.filter((one) => one.person === person.key);
    const before = (await kept()).length;
    await page.goto(`/products/${product.key}`);
    await page.getByRole('button', { name: /^Name:/ }).click();
    await page.keyboard.type(`${product.name} Plus`);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: /belongs to somebody else/ });
    await dialog
      .getByText(/belongs to/)
      .last()
      .waitFor();
    await accessible('reason');
    await picture('reason');
    await dialog.getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('heading', { level: 1, name: product.name, exact: true }).waitFor();
    assert.equal((await get(page, `/products/${product.key}`)).name, product.name, 'nothing was changed');
    await page.getByRole('button', { name: /^Name:/ }).click();
    await page.keyboard.type(`${product.name} Plus`);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Do it all the same' }).click();
    await dialog.getByText('Say why; the one whose it is will read it').waitFor();
    await dialog.getByLabel('Why').fill(`A customer signed for it, ${theme}.`);
    await dialog.getByRole('button', { name: 'Do it all the same' }).click();
    await page.getByRole('heading', { level: 1, name: `${product.name} Plus` }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    const after = await kept();
    assert.equal(after.length, before + 1);
    assert.ok(after.some((one) => one.reason === `A customer signed for it, ${theme}.`));
    // The administrator stands for nobody and is not asked.
    const { page: other } = await open();
    await other.goto('/');
    await send(other, 'PATCH', `/products/${product.key}`, { name: product.name });
  },
}));
