// Builds web/dist: hashed scripts, one style sheet, fonts, index.html and the licences of what is shipped.

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, 'dist');
const cache = join(root, 'node_modules', '.cache');
const watch = process.argv.includes('--watch');

/** What the first paint needs; the style sheets of all other features come in a second file. */
const first_features = ['portfolio', 'sign-in'];

/** Every feature may carry style sheets; they need no registration. Order: tokens, base, kit, shell, features, print. */
async function style_entry(name) {
  const sheets = name === 'style' ? ['tokens', 'base', 'kit', 'shell'].map((sheet) => `styles/${sheet}.css`) : [];
  for (const feature of (await readdir(join(root, 'src/features'))).sort()) {
    if (first_features.includes(feature) !== (name === 'style')) continue;
    const files = await readdir(join(root, 'src/features', feature));
    for (const file of files.sort()) if (file.endsWith('.css')) sheets.push(`features/${feature}/${file}`);
  }
  if (name === 'style') sheets.push('styles/print.css');
  return sheets.map((sheet) => `@import "./${sheet}";`).join('\n');
}

const styles = {
  name: 'styles',
  setup(plugin) {
    plugin.onResolve({ filter: /^style(-more)?$/ }, (arguments_) => ({ path: arguments_.path, namespace: 'styles' }));
    plugin.onLoad({ filter: /.*/, namespace: 'styles' }, async (arguments_) => ({
      contents: await style_entry(arguments_.path),
      loader: 'css',
      resolveDir: join(root, 'src'),
    }));
  },
};

/** Scripts that the first paint needs: the entry and everything it imports statically. */
function closure(outputs, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const item of outputs[name].imports) {
    if (item.kind === 'import-statement' && outputs[item.path]) closure(outputs, item.path, seen);
  }
  return seen;
}

async function write_index(meta) {
  const outputs = meta.outputs;
  const url = (name) => `/${relative('dist', name)}`;
  const entry = (source) => Object.keys(outputs).find((name) => outputs[name].entryPoint === source);
  const main = entry('src/main.tsx');
  const boot = entry('src/boot.ts');
  const style = entry('styles:style');
  const more = entry('styles:style-more');
  const font = Object.keys(outputs).find((name) => /inter-latin-wght-normal[^/]*\.woff2$/.test(name));
  const icon = Object.keys(outputs).find((name) => /assets\/logo-[^/]*\.svg$/.test(name));
  const chunks = [...closure(outputs, main)].filter((name) => name !== main);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tandem</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Product management and product marketing, every product, in one place.">
<script src="${url(boot)}"></script>
<link rel="icon" type="image/svg+xml" href="${url(icon)}">
<link rel="preload" href="${url(font)}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${url(style)}">
<link rel="prefetch" as="style" id="more-styles" href="${url(more)}">
${chunks.map((name) => `<link rel="modulepreload" href="${url(name)}">\n`).join('')}<script type="module" src="${url(main)}"></script>
</head>
<body>
<div id="root"></div>
<noscript><p class="noscript">Tandem's page needs JavaScript. The command line and the API do without.</p></noscript>
</body>
</html>
`;
  await writeFile(join(out, 'index.html'), html);
}

/** Licence texts of the packages whose code or font reached the output, and of nothing else. */
async function write_licences(meta) {
  const names = new Set();
  for (const input of Object.keys(meta.inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)?.pop();
    if (found) names.add(found.replace('node_modules/', ''));
  }
  const parts = ['Tandem is licensed under Apache-2.0. Its page contains the following packages.\n'];
  for (const name of [...names].sort()) {
    const folder = join(root, 'node_modules', name);
    const about = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? await readFile(join(folder, file), 'utf8') : '(the package carries no licence text)';
    parts.push(`${'='.repeat(80)}\n${name} ${about.version}: ${about.license}\n${'='.repeat(80)}\n\n${text.trim()}\n`);
  }
  await writeFile(join(out, 'THIRD_PARTY.txt'), parts.join('\n'));
}

const finish = {
  name: 'finish',
  setup(plugin) {
    plugin.onEnd(async (result) => {
      if (result.errors.length || !result.metafile) return;
      await write_index(result.metafile);
      await write_licences(result.metafile);
      await mkdir(cache, { recursive: true });
      await writeFile(join(cache, 'meta.json'), JSON.stringify(result.metafile));
      if (watch) console.log(`built ${new Date().toLocaleTimeString()}`);
    });
  },
};

const options = {
  absWorkingDir: root,
  entryPoints: {
    main: 'src/main.tsx',
    boot: 'src/boot.ts',
    style: 'style',
    'style-more': 'style-more',
    logo: 'src/assets/logo.svg',
  },
  outdir: 'dist',
  entryNames: 'assets/[name]-[hash]',
  chunkNames: 'assets/[name]-[hash]',
  assetNames: 'assets/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: !watch,
  sourcemap: watch ? 'linked' : false,
  target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  loader: { '.woff2': 'file', '.svg': 'copy' },
  define: { 'process.env.NODE_ENV': '"production"' },
  metafile: true,
  logLevel: 'warning',
  plugins: [styles, finish],
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (watch) await (await context(options)).watch();
else await build(options);
