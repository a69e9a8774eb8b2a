/**
 * `npm run shots`: pictures of the sandbox and of each page of the console, light and dark, 360 and 1400 px, Spanish and English, and of each
 * state, into `shots/`. `npm run shots -- console` takes those of the console alone.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../../test/web/browser.ts';
import { buildPage } from '../../test/web/build-page.ts';
import { consoleShots } from './console.ts';
import { Camera } from './look.ts';
import { sandboxShots } from './sandbox.ts';

const parts = { console: consoleShots, sandbox: sandboxShots };
const wanted = process.argv.slice(2);
const folder = join(import.meta.dirname, '../../shots');
const browser = await openBrowser();
let wrong = 0;
for (const [name, shots] of Object.entries(parts) as ['console' | 'sandbox', typeof consoleShots][]) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await buildPage(name);
  rmSync(join(folder, name), { recursive: true, force: true });
  const camera = new Camera(browser, join(folder, name));
  await shots(camera);
  console.log(`${camera.taken} pictures in ${join(folder, name)}`);
  for (const one of camera.wrong) console.error(`wrong: ${one}`);
  wrong += camera.wrong.length;
}
await browser.close();
process.exit(wrong > 0 ? 1 : 0);
