import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What figures were measured on, in one line. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gb = (totalmem() / 1e9).toFixed(0);
  return `${availableParallelism()} cores (${model}), ${gb} GB of memory, ${type()} ${release()}, Node ${process.version}`;
}

/** How busy the machine is with other things: figures of time are worth little above 1. */
export const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';

/** What was measured; `+` where it has changes that were not committed. */
export function commit(): string {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', '../../src', '..', ':!../RESULTS.md');
    return git('rev-parse', '--short', 'HEAD') + (changed === '' ? '' : '+');
  } catch {
    return 'unknown';
  }
}
