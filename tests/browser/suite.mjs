// Every file in cases/ exports `cases`: a list of {name, run}. They share one server and browser and run in the order of the files.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { open_page, start_browser } from './browser.mjs';
import { start_server } from './server.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'cases');
const wanted = process.argv.slice(2);
/** What the cases share: server, browser, and the signed-in state that the first of them leaves. */
const shared = {
  state: undefined,
  account: { name: 'Robin Vale', email: 'robin@tandem.test', password: 'seven quiet lanterns' },
};

before(async () => {
  shared.server = await start_server();
  shared.browser = await start_browser();
  shared.open = (options = {}) =>
    open_page(shared.browser, { base: shared.server.base, state: shared.state, ...options });
});
after(async () => {
  await shared.browser?.close();
  await shared.server?.stop();
});

for (const file of readdirSync(folder).sort()) {
  // Signing in comes first and always: the others start from what it leaves.
  if (wanted.length && !file.startsWith('0') && !wanted.some((word) => file.includes(word))) continue;
  const { cases } = await import(pathToFileURL(join(folder, file)).href);
  for (const one of cases) {
    test(`${file.replace(/^\d+-|\.mjs$/g, '')}: ${one.name}`, { timeout: 90_000 }, async () => {
      const opened = [];
      const context = {
        ...shared,
        set_state: (state) => {
          shared.state = state;
        },
        open: async (options) => {
          const made = await shared.open(options);
          opened.push(made);
          return made;
        },
      };
      try {
        await one.run(context);
        for (const made of opened) made.quiet();
      } catch (failure) {
        for (const [index, made] of opened.entries()) {
          const path = await made.picture(`failed-${file.replace(/\W/g, '-')}-${index}`).catch(() => null);
          if (path) console.log(`# picture: ${path}`);
        }
        throw failure;
      } finally {
        for (const made of opened) await made.close();
      }
    });
  }
}
