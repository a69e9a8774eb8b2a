import { existsSync } from 'node:fs';
import { findNode } from '../bin/node.js';
import { findBrowser, getBrowser } from './browser.js';
import { install, isInstalled } from './install.js';
import { underLock } from './lock.js';
import { buildPage, isPageBuilt } from './page.js';
import { words } from './words.js';

/**
 * Makes a clone ready: packages, page and, where wanted, a browser. Does nothing where all is there.
 *
 * @param {{browser: boolean, say: (line: string) => void}} options
 * @returns {Promise<{node: string, browser: string | null}>} the Node to run with, the browser for tests
 */
export async function setUp({ browser, say }) {
  const hasPage = existsSync('web/build.ts');
  if (!hasPage) say(words().noPage);
  const ready = () => isInstalled() && (!hasPage || isPageBuilt()) && (!browser || findBrowser());
  if (!ready())
    await underLock(
      '.setup-lock',
      () => say(words().waiting),
      async () => {
        if (!isInstalled()) {
          say(words().packages);
          await install();
        }
        const node = findNode() ?? process.execPath;
        if (hasPage && !isPageBuilt()) {
          say(words().page);
          await buildPage(node);
        }
        if (browser && !findBrowser()) {
          const path = await getBrowser(node, say);
          if (path) process.env['CHROMIUM_PATH'] = path;
          else say(words().noBrowser);
        }
      },
    );
  return { node: findNode() ?? process.execPath, browser: findBrowser() };
}
