// Runs Biome's program directly. Its usual package asks for a build for every system, and an install fails where one of them cannot be had.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const brought = ['x64', 'arm64']
  .map((name) => join(root, 'node_modules/@biomejs', `cli-linux-${name}`, 'biome'))
  .find(existsSync);
const run = spawnSync(brought ?? 'biome', process.argv.slice(2), { stdio: 'inherit', cwd: root });
if (run.error) console.error(`Biome cannot be started: ${run.error.message}`);
process.exit(run.status ?? 1);
