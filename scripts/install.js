import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findNode } from '../bin/node.js';
import { lastLines, quietly, StepFailed } from './quiet.js';
import { words } from './words.js';

const stamp = 'node_modules/.optiatiende-setup';

/** What is installed is good for this lock file on this kind of machine only. */
const wantedStamp = () =>
  createHash('sha256')
    .update(readFileSync('package-lock.json'))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');

/** True where the packages of package-lock.json are there, whoever installed them. */
export function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json') || !findNode()) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedStamp()) return true;
  if (!matchesLock()) return false;
  writeFileSync(stamp, wantedStamp());
  return true;
}

/** Compares with npm's own list of what it put there, so that a plain `npm ci` is not done a second time. */
function matchesLock() {
  /** @type {(path: string) => Record<string, {version?: string, optional?: boolean}>} */
  const packages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  const there = packages('node_modules/.package-lock.json');
  return Object.entries(packages('package-lock.json')).every(
    ([path, { version, optional }]) => path === '' || there[path]?.version === version || (optional && !there[path]),
  );
}

export async function install() {
  // The pinned Node is a development package, needed also where NODE_ENV says production.
  const { ok, output } = await quietly('npm', ['ci', '--no-audit', '--no-fund', '--include=dev']);
  if (!ok) {
    const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|network/i.test(output);
    const { noRegistry, network, npmFailed, correct } = words();
    const [what, next] = offline ? [noRegistry, network] : [npmFailed, correct];
    throw new StepFailed(`${what}\n${lastLines(output)}\n${next}`);
  }
  if (!findNode()) throw new StepFailed(words().noNode);
  writeFileSync(stamp, wantedStamp());
}
