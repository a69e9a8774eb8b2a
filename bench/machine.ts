import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were measured on, in one line. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gb = (totalmem() / 1e9).toFixed(0);
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return (
    `${availableParallelism()} cores (${model}), ${gb} GB of memory, ${type()} ${release()}, Node ${process.version}; ` +
    `load average before the run ${load}`
  );
}
