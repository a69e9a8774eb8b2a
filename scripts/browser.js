import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { quietly } from './quiet.js';
import { words } from './words.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const others = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/**
 * The path of a Chromium: `CHROMIUM_PATH`, else the first one on the PATH; null where there is none.
 *
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function findBrowser(environment = process.env) {
  if (environment['CHROMIUM_PATH']) return environment['CHROMIUM_PATH'];
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...others].find(isProgram) ?? null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Tries to get one: by apt where we may, else by playwright.
 *
 * @param {string} node
 * @param {(line: string) => void} say
 * @returns {Promise<string | null>} its path
 */
export async function getBrowser(node, say) {
  const kept = await playwrightBrowser(node);
  if (kept) return kept;
  const asRoot = await rootPrefix();
  if (asRoot && existsSync('/usr/bin/apt-get')) {
    say(words().chromium);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const [command = '', ...parameters] = [...asRoot, 'apt-get'];
    const updated = await quietly(command, [...parameters, 'update'], environment);
    if (updated.ok) await quietly(command, [...parameters, 'install', '-y', 'chromium'], environment);
    const found = findBrowser();
    if (found) return found;
  }
  say(words().playwright);
  await quietly(node, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
  return playwrightBrowser(node);
}

/** The one that playwright keeps in its own folder. @param {string} node */
async function playwrightBrowser(node) {
  const program =
    "import('playwright-core').then((it) => console.log((it.chromium ?? it.default.chromium).executablePath()))";
  const { ok, output } = await quietly(node, ['-e', program]);
  return ok && isProgram(output.trim()) ? output.trim() : null;
}

/** What to put before a command to run it as root; null where we may not. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return (await quietly('sudo', ['-n', 'true'])).ok ? ['sudo', '-n'] : null;
}
