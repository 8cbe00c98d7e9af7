// Fails when what a browser has to fetch grows past the budget (gzip, KiB).
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const meta = JSON.parse(readFileSync(join(root, 'node_modules/.cache/meta.json'), 'utf8'));
const budget = { 'first route, scripts': 60, 'first route, styles': 15, 'lazy chunk': 40 };
const size = (name) => gzipSync(readFileSync(join(root, name)), { level: 9 }).length / 1024;

function closure(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const item of meta.outputs[name].imports) {
    if (item.kind === 'import-statement' && meta.outputs[item.path]) closure(item.path, seen);
  }
  return seen;
}
const entry = (source) => Object.keys(meta.outputs).find((name) => meta.outputs[name].entryPoint === source);
const first = new Set([entry('src/boot.ts'), ...closure(entry('src/main.tsx'))]);
const portfolio = entry('src/features/portfolio/Portfolio.tsx');
if (portfolio) for (const name of closure(portfolio)) first.add(name);

let failed = false;
function report(label, kind, value) {
  const over = value > budget[kind];
  failed ||= over;
  console.log(`${over ? 'over  ' : 'within'} ${value.toFixed(1).padStart(6)} of ${budget[kind]} KiB  ${label}`);
}
const sum = (names) => [...names].reduce((total, name) => total + size(name), 0);
const scripts = Object.keys(meta.outputs).filter((name) => name.endsWith('.js'));
report('first route, scripts', 'first route, scripts', sum(first));
report('first route, styles', 'first route, styles', size(entry('styles:style')));
report('styles of the other screens', 'lazy chunk', size(entry('styles:style-more')));
for (const name of scripts.filter((name) => !first.has(name)).sort((a, b) => size(b) - size(a))) {
  report(`lazy ${name.replace('dist/assets/', '')}`, 'lazy chunk', size(name));
}
process.exit(failed ? 1 : 0);
