// Chromium, and pages that notice what must not happen: console errors, policy reports, accessibility violations.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const axe_source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const start_browser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // The sandbox cannot start for root, who runs the tests in containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

/** A page that collects every complaint of the browser; `expect_status` silences refusals that a case provokes. */
export async function open_page(browser, { base, theme = 'light', state, width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    colorScheme: theme,
    storageState: state,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  const expected = new Set();
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const status = /net::ERR_/.test(message.text()) ? '0' : /status of (\d+)/.exec(message.text())?.[1];
    if (status && expected.has(Number(status))) return;
    complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  await page.exposeFunction('tandem_policy_report', (text) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.tandem_policy_report(
        `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  return {
    page,
    context,
    expect_status: (status) => expected.add(status),
    /** No serious accessibility violation on what is shown now. */
    async accessible(what) {
      if (!(await page.evaluate('typeof window.axe'))?.startsWith('object')) await page.evaluate(axe_source);
      const result = await page.evaluate(() =>
        window.axe.run(document, {
          resultTypes: ['violations'],
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        }),
      );
      const serious = result.violations.filter(
        (violation) => violation.impact === 'serious' || violation.impact === 'critical',
      );
      const words = serious.map(
        (violation) =>
          `${violation.id} (${violation.impact}): ${violation.help}\n${violation.nodes
            .slice(0, 4)
            .map((node) => `    ${node.html.slice(0, 160)}\n    ${(node.failureSummary ?? '').split('\n')[1] ?? ''}`)
            .join('\n')}`,
      );
      assert.equal(words.length, 0, `${what}, ${theme}:\n${words.join('\n')}`);
    },
    /** Everything since the page was opened went without complaint. */
    quiet() {
      assert.deepEqual(complaints, []);
    },
    async picture(name) {
      const path = join(tmpdir(), `tandem-${name}-${theme}.png`);
      await page.screenshot({ path });
      return path;
    },
    close: () => context.close(),
  };
}

export const themes = ['light', 'dark'];
