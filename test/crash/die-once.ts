import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { loadEnvironment } from '../../src/config.ts';

/** For a service that kills itself: what it was started with, and a folder in which its lives leave word for each other. */
export const environment = loadEnvironment(import.meta.dirname) as Record<string, string>;
const folder = environment['WORLD'] ?? '';

/** What the world outside saw is a line in a file. */
export const seen = (what: string): void => appendFileSync(`${folder}/seen`, `${what}\n`);

/** Ends the process at the moment that is wanted, the first time it comes. Nothing runs behind it: not a microtask of whoever waits. */
export function dieOnce(at: string, wanted: string): void {
  const mark = `${folder}/died-${wanted.replace(/\W/g, '-')}`;
  if (at !== wanted || existsSync(mark)) return;
  writeFileSync(mark, '');
  process.kill(process.pid, 'SIGKILL');
}
