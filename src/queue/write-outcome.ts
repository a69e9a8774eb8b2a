import { effectText } from '../effect.ts';
import { finish, giveUp, putBack, type PutBack } from '../store/jobs.ts';
import type { Tx } from '../store/tables.ts';
import { LONGEST_REST_MS } from '../targets/rests.ts';
import { backoffMs } from './backoff.ts';
import { countTry } from './count-try.ts';
import { writeRest } from './lasting-rest.ts';
import type { Outcome } from './outcome.ts';
import type { Try, WorkerOptions } from './worker-options.ts';

type Failed = Extract<Outcome, { do: 'failed' }>;

/**
 * Ends one try in the ledger, with everything that is written with it.
 *
 * @param stopping the calls were broken off by us: what failed so does not count
 * @throws LeaseLost where another process has the job by now
 */
export async function writeOutcome(
  run: Try,
  outcome: Outcome,
  options: WorkerOptions,
  stopping: boolean,
): Promise<void> {
  const { store, clock, target } = options;
  if (outcome.do === 'done') {
    await store.write(async (tx) => {
      await finish(tx, run.job, clock.now());
      await outcome.commit?.(tx);
    });
    if (outcome.answered) target?.answered();
    outcome.after?.();
  } else if (outcome.do === 'later') {
    const { dueAt, reason = null, commit } = outcome;
    await store.write(async (tx) => {
      await putBackTry(tx, run, { reason, dueAt, counts: false }, clock.now());
      await commit?.(tx);
    });
  } else if (outcome.verdict.do === 'give_up') await writeProblem(run, outcome, outcome.verdict, options);
  else await writeAgain(run, outcome, options, stopping);
  countTry(run, outcome, options);
}

async function writeProblem(
  { job, effect }: Try,
  { commit }: Failed,
  { reason, fix }: { reason: string; fix: string },
  { store, clock, kind, log, onProblem }: WorkerOptions,
): Promise<void> {
  log.warn({ kind, job: job.id, reason }, 'gave up: a problem for the operator');
  await store.write(async (tx) => {
    await giveUp(tx, job, { reason, fix, effect: effectText(effect.left()), now: clock.now() });
    await commit?.(tx, { reason, fix });
    await onProblem?.(tx, job, reason);
  });
}

async function writeAgain(
  run: Try,
  { verdict, reason, commit }: Failed,
  { channelId, store, clock, random, kind, log, target }: WorkerOptions,
  stopping: boolean,
): Promise<void> {
  const { job } = run;
  const now = clock.now();
  let how = { reason, dueAt: now, counts: false };
  if (verdict.do === 'pause') {
    target?.restFor(verdict.afterMs, verdict.reason, verdict.fix);
    if (verdict.endsAtStart) target?.shut();
    if (!target) how.dueAt = now + Math.min(verdict.afterMs, LONGEST_REST_MS);
  } else if (verdict.do === 'retry' && !stopping) {
    const waitMs = Math.min(verdict.afterMs ?? backoffMs(job.attempts, random), LONGEST_REST_MS);
    log.info({ kind, job: job.id, attempt: job.attempts, waitMs, reason }, 'will be tried again');
    how = { reason, dueAt: now + waitMs, counts: true };
  }
  await store.write(async (tx) => {
    await putBackTry(tx, run, how, now);
    if (target && verdict.do === 'pause' && !verdict.endsAtStart) await writeRest(tx, channelId, target, now);
    await commit?.(tx, null);
  });
}

/** Back to its place in its lane, with what is known of its effect. */
export async function putBackTry(
  tx: Tx,
  { job, effect }: Try,
  how: Pick<PutBack, 'dueAt' | 'reason' | 'counts'>,
  now: number,
): Promise<void> {
  await putBack(tx, job, { ...how, now, effect: effectText(effect.left()) });
}
