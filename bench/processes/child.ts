import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of its own on a file of this folder. */
export function start(file: string, options: { args?: string[]; env?: Record<string, string> } = {}): ChildProcess {
  // Nothing of the operator's own settings.
  const kept = ['PATH', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // What is compiled is kept, as `npm start` and the command do (`bin/compiled.js`).
  const compiled = join(import.meta.dirname, '../../node_modules/.cache/node');
  const env = { NODE_COMPILE_CACHE: compiled, ...Object.fromEntries(kept), ...options.env };
  return fork(join(import.meta.dirname, file), options.args ?? [], { env, execArgv: execArgv() });
}

/** The next thing it says. @throws Error where it ends before. */
export function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`a process of the benchmark ended early (${code})`));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message as T);
    });
  });
}

/** Asks it, and gives what it says. */
export async function ask<T>(child: ChildProcess, what: string | object = 'figures'): Promise<T> {
  const told = said<T>(child);
  child.send(what);
  return await told;
}

/** Lets it end by itself. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  if (child.connected) child.disconnect();
  await gone;
}

/** `BENCH_PROF=folder` leaves a CPU profile of each process there. */
function execArgv(): string[] {
  const folder = process.env['BENCH_PROF'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}
