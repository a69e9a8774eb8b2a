import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';

/** A holder that has shown no sign of life for so long is gone, also on another machine. */
const staleMs = 30_000;
const owner = `${hostname()} ${process.pid}`;

/**
 * Runs `work` while no other process does the same under this lock file.
 *
 * @template T
 * @param {string} path
 * @param {() => void} onWait called once when another process has it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function underLock(path, onWait, work) {
  let waited = false;
  while (!take(path)) {
    if (!waited) onWait();
    waited = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Somebody removed it by hand: nothing to keep alive.
    }
  }, 5000);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, owner);
    closeSync(file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
  const abandoned = abandonedOwner(path);
  if (abandoned !== null) {
    // Moved away, not deleted: another process may have found the same and have a new lock there by now.
    const aside = `${path}.${process.pid}`;
    try {
      renameSync(path, aside);
      if (readFileSync(aside, 'utf8') !== abandoned) linkSync(aside, path);
    } catch {
      // Another one was quicker.
    }
    rmSync(aside, { force: true });
  }
  return false;
}

/** Who left the lock behind; null where its owner is at work. @param {string} path */
function abandonedOwner(path) {
  try {
    const text = readFileSync(path, 'utf8');
    if (Date.now() - statSync(path).mtimeMs > staleMs) return text;
    const [host, pid] = text.split(' ');
    // Empty: its owner is just writing it.
    return host === hostname() && pid && !isAlive(Number(pid)) ? text : null;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
