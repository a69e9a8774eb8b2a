/** `npm start` and `npm test`: set up what is missing, then run. Plain JavaScript, so that Node 20 alone is enough. */
import { fileURLToPath } from 'node:url';
import { runInPlace } from '../bin/child.js';
import { keepingCompiled } from '../bin/compiled.js';
import { StepFailed } from './quiet.js';
import { isSetUp } from './set-up-already.js';
import { setUp } from './setup.js';
import { envText, words } from './words.js';

const say = (/** @type {string} */ line) => console.error(`optiatiende: ${line}`);

/** @param {string[]} parameters */
async function start(parameters) {
  const { node } = await setUp({ browser: false, say });
  const isReal = isSetUp(process.env, envText());
  if (!isReal) say(words().sandbox);
  return runInPlace(node, ['src/cli.ts', isReal ? 'serve' : 'sandbox', ...parameters], keepingCompiled());
}

/** @param {string[]} parameters */
async function test(parameters) {
  const named = parameters.filter((parameter) => !parameter.startsWith('-'));
  const { node, browser } = await setUp({
    browser: named.length === 0 || named.some((name) => name.includes('web')),
    say,
  });
  const report = process.env['TEST_REPORT'];
  const reporters = report ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  const environment = browser ? { ...process.env, CHROMIUM_PATH: browser } : process.env;
  return runInPlace(node, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...parameters], environment);
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const [command, ...parameters] = process.argv.slice(2);
try {
  process.exitCode = await (command === 'test' ? test(parameters) : start(parameters));
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = 1;
}
