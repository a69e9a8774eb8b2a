import { reasonOf } from '../errors.ts';
import type { Job, Tx } from '../store/tables.ts';
import type { Verdict } from '../verdict.ts';

/**
 * What became of one try. `commit` is written in the same transaction that ends the job, so that an effect and its record are one.
 * `unclear`: it is not known whether the outside took it; the next try is told (`job.unclear_before`) and must read back first.
 */
export type Outcome =
  | { do: 'done'; commit?: (tx: Tx) => Promise<void>; /** Called once it is on the disk. */ after?: () => void }
  | {
      do: 'failed';
      verdict: Verdict;
      reason: string;
      unclear: boolean;
      triedAt?: number;
      commit?: (tx: Tx) => Promise<void>;
    }
  /** Nothing went wrong, it is only too early (a pace, a wait for a status): no attempt is counted. */
  | { do: 'later'; dueAt: number; unclear: boolean; triedAt?: number; reason?: string };

export type Handler = (job: Job, signal: AbortSignal) => Promise<Outcome>;

/** Tries before a job that fails by a fault of ours becomes a problem. */
const TRIES = 5;

/** A fault of ours: seldom cured by trying again, but never a reason to lose the job or to spin. */
export function unexpected(job: Job, error: unknown): Outcome {
  const reason = `unexpected: ${reasonOf(error)}`;
  const fix = 'See the log, then `optiatiende problems retry`.';
  const verdict: Verdict = job.attempts < TRIES ? { do: 'retry' } : { do: 'give_up', reason, fix };
  return { do: 'failed', verdict, reason, unclear: true };
}
