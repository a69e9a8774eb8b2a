import { DatabaseSync } from 'node:sqlite';
import { hostname } from 'node:os';

/**
 * Whether a process of this machine that lives says in the file that it works on it: it has looked through it, and its log is its own.
 * False where the file does not tell. Changes nothing in it.
 */
export function isServed(path: string): boolean {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    const runs = database.prepare('select token from runs where serves = 1').all() as { token: string }[];
    return runs.some(({ token }) => isAlive(token));
  } catch {
    return false;
  } finally {
    database?.close();
  }
}

/** @param token `host/pid/run` */
function isAlive(token: string): boolean {
  const [host, pid] = token.split('/');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
