import { reasonOf } from '../errors.ts';
import { isStoreFault } from '../store/fault.ts';
import type { Job, Tx } from '../store/tables.ts';
import type { Verdict } from '../verdict.ts';
import type { TrackedEffect } from './tracked-effect.ts';

/** Why a job became a problem, and what the operator can do. */
export interface GivenUp {
  reason: string;
  fix: string;
}

/**
 * What became of one try. `commit` is written in the same transaction that ends the try, so that an effect and its record are one.
 * What is known of the effect itself is not said here: that is followed where its calls are made (`TrackedEffect`).
 */
export type Outcome =
  | {
      do: 'done';
      /** True where the other side was called and did what it was called for: a proof of life. "Nothing to do" and "given up" are none. */
      answered?: boolean;
      commit?: (tx: Tx) => Promise<void>;
      /** Called once it is on the disk. */
      after?: () => void;
    }
  | {
      do: 'failed';
      verdict: Verdict;
      reason: string;
      /** `gaveUp` is null where it will be tried again. */
      commit?: (tx: Tx, gaveUp: GivenUp | null) => Promise<void>;
    }
  /** Nothing went wrong, it is only too early (a pace, a wait for a status): the try does not count. */
  | { do: 'later'; dueAt: number; reason?: string; commit?: (tx: Tx) => Promise<void> };

export type Handler = (job: Job, signal: AbortSignal, effect: TrackedEffect) => Promise<Outcome>;

/** Tries before a job that fails by a fault of ours becomes a problem. */
const TRIES = 5;
/** A database that is busy or full is tried again after this; the job is not to blame. Milliseconds. */
const STORE_AGAIN_MS = 1_000;

/** A fault of ours: seldom cured by trying again, but never a reason to lose the job or to spin. */
export function unexpected(job: Job, error: unknown, now: number): Outcome {
  const reason = `unexpected: ${reasonOf(error)}`;
  if (isStoreFault(error)) return { do: 'later', dueAt: now + STORE_AGAIN_MS, reason };
  const fix = 'See the log, then `optiatiende problems retry`.';
  const verdict: Verdict = job.attempts < TRIES ? { do: 'retry' } : { do: 'give_up', reason, fix };
  return { do: 'failed', verdict, reason };
}
