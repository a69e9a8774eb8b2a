import type { Job } from '../store/tables.ts';
import type { Target } from '../targets/target.ts';
import type { Doubt, Verdict } from '../verdict.ts';

/**
 * Whose trouble it is: everybody's, where the target's harmless call fails too (nothing counts then, the verdict stays in doubt); else this
 * job's own, which is tried again as long as its patience lasts.
 */
export async function weigh(doubt: Doubt, job: Job, target: Target | null, now: number): Promise<Verdict> {
  const { reason, fix, own, afterMs } = doubt;
  if (target !== null && (await target.isDown(reason, fix))) return doubt;
  target?.failedAlone(job.id);
  const since = job.failing_since ?? now;
  const isOver = job.attempts >= own.tries && now - since >= own.overMs;
  const othersPass = !own.whileOthersPass || (target?.othersPass(job.id, since) ?? true);
  if (isOver && othersPass) return { do: 'give_up', reason, fix };
  return { do: 'retry', ...(afterMs === undefined ? {} : { afterMs }) };
}
