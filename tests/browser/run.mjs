// Runs the browser tests with a Node new enough for playwright-core: this one, or the one that npm brought.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const brought = ['x64', 'arm64']
  .map((name) => join(here, 'node_modules', `node-linux-${name}`, 'bin/node'))
  .find(existsSync);
const own = Number(process.versions.node.split('.')[0]) >= 20;
const node = own ? process.execPath : brought;
if (!node) {
  console.error('The browser tests need Node 20 or newer; `npm ci` in tests/browser brings one.');
  process.exit(2);
}
const run = spawnSync(node, ['--test-reporter=tap', join(here, 'suite.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
