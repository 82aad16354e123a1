// Opens the handbook of each contract in a browser without a window and fails on whatever axe finds wrong:
//     node handbooks.mjs PROGRAM CONTRACT...
// On a wide screen and on a telephone.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const screens = [
  { name: 'wide screen', width: 1400, height: 900 },
  { name: 'telephone', width: 360, height: 740 },
];

// What axe finds, one line each, with the first place.
async function violations(page) {
  await page.addScriptTag({ path: axe });
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.length} places, first ${nodes[0].target} ${nodes[0].html.slice(0, 160)})`);
}

// A page that is wider than its screen has to be pushed to and fro to be read.
const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

const [program, ...contracts] = process.argv.slice(2);
if (!program || contracts.length === 0) {
  console.error('usage: node handbooks.mjs PROGRAM CONTRACT...');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'mou_handbooks_'));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'], timeout: 300_000 });
let found = 0;
for (const contract of contracts) {
  const file = join(folder, 'handbook.html');
  execFileSync(program, ['doc', contract, '-o', file], { stdio: 'inherit' });
  for (const screen of screens) {
    const page = await browser.newPage({ viewport: { width: screen.width, height: screen.height } });
    page.setDefaultTimeout(300_000);
    await page.goto(pathToFileURL(file).href);
    const wrong = await violations(page);
    if (await isTooWide(page)) wrong.push('the page is wider than the screen');
    console.log(`${wrong.length === 0 ? 'ok    ' : 'FAILED'} ${contract}, ${screen.name}`);
    for (const line of wrong) console.log(`       ${line}`);
    found += wrong.length;
    await page.close();
  }
}
await browser.close();
rmSync(folder, { recursive: true });
process.exit(found === 0 ? 0 : 1);
