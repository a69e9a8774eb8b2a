import { pause, type Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { isStoreFault } from '../store/fault.ts';
import type { Store } from '../store/open.ts';
import type { Job, JobKind, Tx } from '../store/tables.ts';
import { backoffMs } from './backoff.ts';
import { Breaker, type Paused } from './breaker.ts';
import { claim, finish, giveUp, hurryAll, LeaseLost, nextDue, refund, retryLater, unclaim } from './jobs.ts';
import { unexpected, type Handler, type Outcome } from './outcome.ts';

export type { Handler, Outcome } from './outcome.ts';

export interface WorkerOptions {
  kind: JobKind;
  store: Store;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  token: string;
  /** How many jobs may run at once; asked before each claim. */
  limit: () => number;
  handler: Handler;
  /** A job became a problem, written with it: tell the message. */
  onProblem?: (tx: Tx, job: Job, reason: string) => Promise<void>;
  log: { info(o: object, m: string): void; warn(o: object, m: string): void; error(o: object, m: string): void };
}

/** Long enough for the longest call (25 s) with a renewal in between, short enough that another machine takes over soon. */
export const LEASE_MS = 60_000;
/** Work that another process added is seen within this time. */
const POLL_MS = 1_000;
/** For what heeds the signal to end once it was given. */
const YIELD_MS = 200;
const STORE_TRIES = 3;

/** Runs the jobs of one kind: lanes side by side, one at a time within a lane (the queue hands out heads only). */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #running = new Map<number, { job: Job; ended: Promise<void> }>();
  readonly #abort = new AbortController();
  #filling: Promise<void> | null = null;
  #again = false;
  #stopping = false;
  #timer: NodeJS.Timeout | null = null;
  readonly #breaker: Breaker;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#breaker = new Breaker(options.clock, options.random);
  }

  get kind(): JobKind {
    return this.#options.kind;
  }

  get running(): number {
    return this.#running.size;
  }

  /** Why the whole target rests, and until when; null while it works. */
  get paused(): Paused | null {
    return this.#breaker.paused;
  }

  start(): void {
    this.wake();
  }

  /** Call after adding jobs. Cheap; calls in a row become one look. */
  wake(): void {
    this.#again = true;
    if (!this.#stopping) this.#filling ??= this.#fill();
  }

  /** Claims nothing more, waits `graceMs` for what runs, then gives the rest back: as unclear, since nobody waits for its outcome. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#filling;
    const all = () => Promise.all([...this.#running.values()].map((run) => run.ended));
    const enough = new AbortController();
    await Promise.race([all().then(() => enough.abort()), pause(graceMs, enough.signal)]);
    this.#abort.abort(new Error('the service is stopping'));
    const soon = new AbortController();
    await Promise.race([all().then(() => soon.abort()), pause(YIELD_MS, soon.signal)]);
    await Promise.all([...this.#running.values()].map(({ job }) => this.#abandon(job)));
  }

  async #abandon(job: Job): Promise<void> {
    const { store, clock, kind, log } = this.#options;
    log.warn({ kind, job: job.id }, 'given back unfinished');
    const why = {
      reason: 'the service was stopped meanwhile',
      dueAt: clock.now(),
      unclear: true,
      triedAt: job.tried_at,
    };
    await store
      .write((tx) => refund(tx, job, why))
      .catch((error: unknown) => {
        // Ended this very moment, or the lease will end by itself.
        if (!(error instanceof LeaseLost)) log.error({ kind, job: job.id, reason: reasonOf(error) }, 'not given back');
      });
  }

  async #fill(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    let wait = POLL_MS;
    try {
      while (this.#again && !this.#stopping) {
        this.#again = false;
        wait = await this.#claimSome();
      }
    } catch (error) {
      this.#options.log.error({ kind: this.#options.kind, err: error }, 'the queue could not be read');
    }
    this.#filling = null;
    if (this.#stopping) return;
    this.#timer = setTimeout(() => this.wake(), wait);
  }

  /** Returns the milliseconds until the next look. */
  async #claimSome(): Promise<number> {
    const { kind, store, clock, token } = this.#options;
    const now = clock.now();
    const { paused, broken } = this.#breaker;
    if (paused) return Math.min(paused.until - now, POLL_MS);
    // After a pause one job tries the target first.
    const limit = broken ? 1 : this.#options.limit();
    const free = limit - this.#running.size;
    if (free <= 0) return POLL_MS;
    const jobs = await store.write((tx) => claim(tx, { kind, limit: free, now, leaseMs: LEASE_MS, token }));
    if (this.#stopping) {
      await store.write((tx) => Promise.all(jobs.map((job) => unclaim(tx, job))));
      return POLL_MS;
    }
    for (const job of jobs) this.#start(job);
    if (jobs.length === free) return POLL_MS;
    const due = await nextDue(store.db, kind);
    return due === null ? POLL_MS : Math.max(5, Math.min(POLL_MS, due - clock.now()));
  }

  #start(job: Job): void {
    const ended = this.#run(job).finally(() => {
      this.#running.delete(job.id);
      this.wake();
    });
    this.#running.set(job.id, { job, ended });
  }

  async #run(job: Job): Promise<void> {
    const { kind, log } = this.#options;
    let outcome: Outcome;
    try {
      outcome = await this.#options.handler(job, this.#abort.signal);
    } catch (error) {
      log.error({ kind, job: job.id, err: error }, 'a job failed unexpectedly');
      outcome = unexpected(job, error);
    }
    await this.#store(job, outcome);
  }

  /** Until it is on the disk: the outside has been changed, and only this memory knows how. */
  async #store(job: Job, first: Outcome): Promise<void> {
    const { kind, log } = this.#options;
    let outcome = first;
    for (let tries = 1; ; tries++) {
      try {
        return await this.#settle(job, outcome);
      } catch (error) {
        if (error instanceof LeaseLost)
          return log.warn({ kind, job: job.id }, 'the lease was lost, another process goes on');
        log.error({ kind, job: job.id, err: error }, 'the outcome could not be stored');
        if (this.#stopping) return;
        // It is not the store but this outcome that cannot be written.
        if (tries === STORE_TRIES && !isStoreFault(error)) outcome = unexpected(job, error);
        await pause(Math.min(5_000, 50 * 2 ** tries), this.#abort.signal);
      }
    }
  }

  async #settle(job: Job, outcome: Outcome): Promise<void> {
    const { store, clock } = this.#options;
    if (outcome.do === 'done') {
      await store.write(async (tx) => {
        await finish(tx, job, clock.now());
        await outcome.commit?.(tx);
      });
      outcome.after?.();
      return await this.#recovered();
    }
    if (outcome.do === 'later') {
      const { dueAt, unclear, triedAt = null, reason = null } = outcome;
      return await store.write((tx) => refund(tx, job, { reason, dueAt, unclear, triedAt }));
    }
    await this.#failed(job, outcome);
  }

  async #failed(job: Job, outcome: Extract<Outcome, { do: 'failed' }>): Promise<void> {
    const { store, clock, random, kind, log } = this.#options;
    const { verdict, reason, unclear } = outcome;
    const now = clock.now();
    const triedAt = unclear ? (outcome.triedAt ?? job.tried_at ?? now) : null;
    if (this.#abort.signal.aborted && verdict.do !== 'give_up') {
      return await store.write((tx) => refund(tx, job, { reason, dueAt: now, unclear, triedAt }));
    }
    if (verdict.do === 'give_up') {
      log.warn({ kind, job: job.id, reason: verdict.reason }, 'gave up: a problem for the operator');
      await store.write(async (tx) => {
        await giveUp(tx, job, { reason: verdict.reason, fix: verdict.fix, unclear });
        await outcome.commit?.(tx);
        await this.#options.onProblem?.(tx, job, verdict.reason);
      });
      return await this.#recovered();
    }
    if (verdict.do === 'pause') {
      this.#pause(verdict.afterMs, verdict.reason, verdict.fix);
      return await store.write(async (tx) => {
        await refund(tx, job, { reason, dueAt: now, unclear, triedAt });
        await outcome.commit?.(tx);
      });
    }
    const wait = verdict.afterMs ?? backoffMs(job.attempts, random);
    log.info({ kind, job: job.id, attempt: job.attempts, waitMs: wait, reason }, 'will be tried again');
    await store.write(async (tx) => {
      await retryLater(tx, job, { reason, dueAt: now + wait, unclear, triedAt });
      await outcome.commit?.(tx);
    });
    // A bot that fails is no target that could rest: each person is to be told in time.
    if (kind !== 'turn' && this.#breaker.failed()) {
      this.#pause(1_000, reason, 'Nothing to do here if it passes by itself; else look at the other side.');
    }
  }

  #pause(afterMs: number, reason: string, fix: string): void {
    const { kind, log } = this.#options;
    const waitMs = this.#breaker.pause(afterMs, reason, fix);
    if (waitMs !== null) log.warn({ kind, waitMs, reason, fix }, 'paused: the other side does not work');
  }

  /** The target answered: what only waits out a backoff from its outage need not wait longer. */
  async #recovered(): Promise<void> {
    if (!this.#breaker.worked()) return;
    const { store, kind, clock, log } = this.#options;
    log.info({ kind }, 'works again');
    await store.write((tx) => hurryAll(tx, kind, clock.now(), 2_000));
  }
}
