// Starts the real program on a throw-away demonstration workspace, and stops it again.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = process.env.TANDEM_BINARY;
if (!binary) throw new Error('TANDEM_BINARY has to name the program to test');

export const free_port = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** `demo: false` starts on a workspace without any products; `environment` adds to what the program finds in its own. */
export async function start_server({ demo = true, environment = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-browser-'));
  const database = join(folder, 'workspace.tandem');
  const made = spawnSync(binary, ['--db', database, 'init', ...(demo ? ['--demo'] : [])], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`tandem init failed: ${made.stderr || made.stdout}`);
  const port = await free_port();
  const root = process.env.TANDEM_WEB_ROOT ? ['--web-root', process.env.TANDEM_WEB_ROOT] : [];
  const child = spawn(binary, ['--db', database, 'serve', '--listen', `127.0.0.1:${port}`, ...root], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = made.stdout;
  child.stdout.on('data', (data) => {
    said += data;
  });
  child.stderr.on('data', (data) => {
    said += data;
  });
  const base = `http://127.0.0.1:${port}`;
  const stop = () =>
    new Promise((resolve) => {
      child.once('exit', () => {
        rmSync(folder, { recursive: true, force: true });
        resolve();
      });
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    });
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error(`tandem serve ended at once:\n${said}`);
    try {
      const answer = await fetch(`${base}/healthz`);
      if (answer.ok) break;
    } catch {
      // Not listening yet.
    }
    if (tries > 100) {
      await stop();
      throw new Error(`tandem serve did not become ready:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  /** The one-time link of the first start: printed by serve, or else made by the command line. */
  const setup_token = () => {
    const found = /\/setup\?token=([\w.~-]+)/.exec(said);
    if (found) return found[1];
    const link = spawnSync(binary, ['--db', database, 'user', 'link'], { encoding: 'utf8' });
    const printed = /\/setup\?token=([\w.~-]+)/.exec(link.stdout);
    if (!printed) throw new Error(`no one-time link was printed:\n${said}${link.stdout}${link.stderr}`);
    return printed[1];
  };
  return { base, database, binary, setup_token, stop, said: () => said };
}
