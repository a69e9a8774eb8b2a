import { pause } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { isStoreFault } from '../store/fault.ts';
import { afterClockSetBack, hurryFailed, LeaseLost, unclaim } from '../store/jobs.ts';
import type { Due } from '../store/due-work.ts';
import type { Job, JobKind } from '../store/tables.ts';
import type { Share } from '../targets/slots.ts';
import type { Target } from '../targets/target.ts';
import { Claims } from './claims.ts';
import { DueLook } from './due-look.ts';
import { unexpected, type Outcome } from './outcome.ts';
import { TrackedEffect } from './tracked-effect.ts';
import { weigh } from './weigh.ts';
import type { Try, WorkerOptions } from './worker-options.ts';
import { putBackTry, writeOutcome } from './write-outcome.ts';

export type { Handler, Outcome } from './outcome.ts';

export type { WorkerOptions } from './worker-options.ts';

/** Long enough for the longest call (25 s) with a renewal in between, short enough that another machine takes over soon. */
export const LEASE_MS = 60_000;
/** Work that another process added is seen within this time. */
const POLL_MS = 1_000;
/** Where no more may run now: a pace lets more go by itself. Nothing is read for that look. */
const FULL_MS = 50;
/** What is due could not be claimed: somebody is changing it this moment. */
const BUSY_MS = 10;
/** For what heeds the signal to end once it was given. */
const YIELD_MS = 200;
const STORE_TRIES = 3;

/** Runs the jobs of one kind: lanes side by side, one at a time within a lane (the queue hands out heads only). */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #running = new Map<number, Try & { ended: Promise<void> }>();
  readonly #abort = new AbortController();
  #filling: Promise<void> | null = null;
  #again = false;
  #stopping = false;
  #timer: NodeJS.Timeout | null = null;
  /** Hears no more when the target is back. */
  readonly #leave: (() => void) | null;
  readonly #share: Share | null;
  readonly #claims: Claims;
  readonly #due: DueLook;
  /** The time at the last look, to see a clock that is set back; at first any time is earlier than what was known. */
  #lookedAt = Infinity;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#leave = options.target?.onBack(() => void this.#afterRest()) ?? null;
    this.#claims = new Claims(options, LEASE_MS);
    this.#due = options.due ?? new DueLook(options);
    this.#share = options.slots?.join(() => this.wake()) ?? null;
  }

  get kind(): JobKind {
    return this.#options.kind;
  }

  get running(): number {
    return this.#running.size;
  }

  get target(): Target | null {
    return this.#options.target ?? null;
  }

  start(): void {
    this.wake();
  }

  /** Another one for the same work, after this one was stopped: what may still end in this one knows nothing of what that one claims. */
  again(): Worker {
    return new Worker(this.#options);
  }

  /** Call after adding jobs. Cheap; calls in a row become one look. */
  wake(): void {
    this.#again = true;
    if (!this.#stopping) this.#filling ??= this.#fill();
  }

  /** Claims nothing more, waits `graceMs` for what runs, then gives the rest back: what was begun as unclear, since nobody waits for it. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.#leave?.();
    this.#share?.leave();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#filling;
    const all = () => Promise.all([...this.#running.values()].map((run) => run.ended));
    const enough = new AbortController();
    await Promise.race([all().then(() => enough.abort()), pause(graceMs, enough.signal)]);
    this.#abort.abort(new Error('the service is stopping'));
    const soon = new AbortController();
    await Promise.race([all().then(() => soon.abort()), pause(YIELD_MS, soon.signal)]);
    await Promise.all([...this.#running.values()].map((run) => this.#abandon(run)));
  }

  async #abandon(run: Try): Promise<void> {
    const { clock, kind, log, store } = this.#options;
    log.warn({ kind, job: run.job.id }, 'given back unfinished');
    const why = { reason: 'the service was stopped meanwhile', dueAt: clock.now(), counts: false };
    await store
      .write((tx) => putBackTry(tx, run, why, clock.now()))
      .catch((error: unknown) => {
        // Ended this very moment, or the lease will end by itself.
        if (!(error instanceof LeaseLost))
          log.error({ kind, job: run.job.id, reason: reasonOf(error) }, 'not given back');
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
    if (wait < POLL_MS || !this.#options.isWoken) this.#timer = setTimeout(() => this.wake(), wait);
  }

  /** Returns the milliseconds until the next look. */
  async #claimSome(): Promise<number> {
    const { kind, channelId, store, clock, target } = this.#options;
    const now = clock.now();
    if (now < this.#lookedAt)
      await store.write((tx) => afterClockSetBack(tx, { channelId, kind, now, leaseMs: LEASE_MS }));
    this.#lookedAt = now;
    if (this.#options.isSure?.() === false) return POLL_MS;
    const restMs = target?.tend() ?? null;
    if (restMs !== null) {
      this.#share?.idle();
      // It is this look that asks whether the target is back.
      return Math.min(restMs, POLL_MS - 1);
    }
    const limit = Math.min(this.#options.limit(), target?.most ?? Infinity);
    const own = limit - this.#running.size;
    if (own <= 0) this.#share?.idle();
    const free = own <= 0 ? 0 : Math.min(own, this.#share?.room(own) ?? Infinity);
    if (free <= 0) return FULL_MS;
    let jobs: Job[] = [];
    let due: Due;
    try {
      await this.#claims.giveBackUnheld([...this.#running.keys()]);
      due = await this.#due.of(kind);
      if (due.now) jobs = await this.#claims.take(free, clock.now());
    } finally {
      this.#share?.begun(jobs.length, jobs.length === free);
    }
    if (this.#stopping) {
      await store.write(async (tx) => {
        for (const job of jobs) await unclaim(tx, job);
      });
      return POLL_MS;
    }
    for (const job of jobs) this.#start(job);
    if (jobs.length === free) return POLL_MS;
    if (due.now && jobs.length === 0) return BUSY_MS;
    return due.next === null ? POLL_MS : Math.max(5, Math.min(POLL_MS, due.next - clock.now()));
  }

  #start(job: Job): void {
    const run = { job, effect: new TrackedEffect(job, this.#options) };
    const ended = this.#run(run).finally(() => {
      this.#forget(run);
      this.#share?.ended();
      this.wake();
    });
    this.#running.set(job.id, { ...run, ended });
  }

  async #run(run: Try): Promise<void> {
    const { kind, log, clock, handler } = this.#options;
    let outcome: Outcome;
    try {
      outcome = await handler(run.job, this.#abort.signal, run.effect);
    } catch (error) {
      if (error instanceof LeaseLost) return this.#lost(run);
      log.error({ kind, job: run.job.id, err: error }, 'a job failed unexpectedly');
      outcome = unexpected(run.job, error, clock.now());
    }
    await this.#store(run, outcome);
  }

  /** Until it is on the disk: the outside has been changed, and only this memory knows how. */
  async #store(run: Try, first: Outcome): Promise<void> {
    const { kind, log, clock } = this.#options;
    const { job } = run;
    let outcome = await this.#weighed(job, first);
    for (let tries = 1; ; tries++) {
      try {
        return await writeOutcome(run, outcome, this.#options, this.#abort.signal.aborted);
      } catch (error) {
        if (error instanceof LeaseLost) return this.#lost(run);
        log.error({ kind, job: job.id, err: error }, 'the outcome could not be stored');
        if (this.#stopping) return;
        // It is not the store but this outcome that cannot be written.
        if (tries === STORE_TRIES && !isStoreFault(error)) outcome = unexpected(job, error, clock.now());
        await pause(Math.min(5_000, 50 * 2 ** tries), this.#abort.signal);
      }
    }
  }

  #lost(run: Try): void {
    this.#options.log.warn({ kind: this.kind, job: run.job.id }, 'the lease was lost, another process goes on');
    // Or nobody does: this run was not sure to have it still, and has it.
    this.#forget(run);
    this.#claims.mayHoldMore = true;
  }

  /** It does not run any more. The same job may have been claimed anew meanwhile, after this run was taken for dead: that try runs. */
  #forget({ job, effect }: Try): void {
    if (this.#running.get(job.id)?.effect === effect) this.#running.delete(job.id);
  }

  /** Where it is not clear whose trouble it is, the target's harmless call tells; while we are stopping nobody is asked. */
  async #weighed(job: Job, outcome: Outcome): Promise<Outcome> {
    if (outcome.do !== 'failed' || outcome.verdict.do !== 'doubt' || this.#abort.signal.aborted) return outcome;
    const { target, clock } = this.#options;
    return { ...outcome, verdict: await weigh(outcome.verdict, job, target ?? null, clock.now()) };
  }

  /** What only waits out a backoff from the outage need not wait longer. */
  async #afterRest(): Promise<void> {
    const { store, channelId, kind, clock, log } = this.#options;
    try {
      await store.write((tx) => hurryFailed(tx, channelId, kind, clock.now()));
    } catch (error) {
      log.error({ kind, reason: reasonOf(error) }, 'what waits after the outage could not be made due');
    }
    this.wake();
  }
}
