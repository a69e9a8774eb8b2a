import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The first Node that runs TypeScript files and has the SQLite we need without a flag. */
export const wanted = [24, 15];

/** @param {string} version such as `24.21.0` or `v24.21.0` */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > wanted[0] || (major === wanted[0] && minor >= wanted[1]);
}

/**
 * The Node to run with: the one that comes with the development packages, else the current one; null where neither
 * is new enough.
 */
export function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const pinned = fileURLToPath(new URL(`../node_modules/node/bin/${name}`, import.meta.url));
  try {
    const version = execFileSync(pinned, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    if (isNewEnough(version.trim())) return pinned;
  } catch {
    // Not installed: an ordinary installation of the package has no development packages.
  }
  return isNewEnough(process.versions.node) ? process.execPath : null;
}
