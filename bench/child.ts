import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of its own on a file of this folder. */
export function start(file: string, options: { args?: string[]; env?: Record<string, string> } = {}): ChildProcess {
  // Nothing of the operator's own settings.
  const env = { PATH: process.env['PATH'], ...options.env };
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

/** Lets it end by itself. */
export async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
}

/** `BENCH_PROF=folder` leaves a CPU profile of each process there. */
function execArgv(): string[] {
  const folder = process.env['BENCH_PROF'];
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}
