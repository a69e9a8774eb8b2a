import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, quietly, StepFailed } from './quiet.js';
import { words } from './words.js';

/** Written last: the console's page is the last to be built. */
const built = 'web/dist/console/index.html';

/** True where the page is built from the sources as they are. */
export function isPageBuilt() {
  return existsSync(built) && newest('web') <= statSync(built).mtimeMs;
}

/** @param {string} folder @returns {number} */
function newest(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .map((entry) => join(folder, entry.name))
    .reduce((time, path) => {
      const state = statSync(path);
      return Math.max(time, state.isDirectory() ? newest(path) : state.mtimeMs);
    }, 0);
}

/** @param {string} node */
export async function buildPage(node) {
  const { ok, output } = await quietly(node, ['web/build.ts']);
  if (!ok) throw new StepFailed(`${words().noPages}\n${lastLines(output)}`);
}
