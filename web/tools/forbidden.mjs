// Refuses what the content security policy would refuse in production, so that it fails here first.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '../src');
const rules = [
  [/innerHTML|outerHTML|insertAdjacentHTML|document\.write/, 'markup from strings: build vnodes'],
  [/style="|style='|cssText|setAttribute\(['"]style/, 'a style string: pass an object or a class'],
  [/\beval\(|new Function\(|setTimeout\(['"]/, 'code from strings'],
  [/\bon[a-z]+="/, 'an inline handler'],
  [/https?:\/\/(?!www\.w3\.org)/, 'an address outside: the page fetches from its own server only'],
];
let found = 0;
function visit(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) visit(path);
    else if (/\.(tsx?|css)$/.test(name)) {
      readFileSync(path, 'utf8')
        .split('\n')
        .forEach((line, index) => {
          for (const [pattern, why] of rules) {
            if (!pattern.test(line) || line.includes('allowed-here:')) continue;
            console.error(`${relative(source, path)}:${index + 1}: ${why}`);
            found += 1;
          }
        });
    }
  }
}
visit(source);
process.exit(found ? 1 : 0);
