import type { Clock } from '../clock.ts';
import { afterFailure, begin, effectOf, effectText, left, notBegun, type Effect } from '../effect.ts';
import { LeaseLost, markBegun, stillHeld } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import type { Job, Tx } from '../store/tables.ts';

/**
 * The outside effect of one job during one try. A handler makes every call that may leave something through it, and cannot forget to say
 * that it did: whatever leaves the handler after a call was begun (a throw, a database error, a stop, a crash) is unclear, unless the call's
 * own error proves that nothing happened.
 */
export class TrackedEffect {
  readonly #job: Job;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #isSure: () => boolean;
  #now: Effect;
  #before: Effect;
  /** When the last call began. */
  #at = 0;

  constructor(job: Job, { store, clock, isSure }: { store: Store; clock: Clock; isSure?: () => boolean }) {
    this.#job = job;
    this.#store = store;
    this.#clock = clock;
    this.#isSure = isSure ?? (() => true);
    // A row that says "begun" was left so by a process that died.
    this.#now = left(effectOf(job.effect));
    this.#before = this.#now;
  }

  get now(): Effect {
    return this.#now;
  }

  /** Makes one call that may leave something; "begun" is on the disk before it. */
  async call<T>(make: () => Promise<T>): Promise<T> {
    await this.begin();
    return await this.follow(make);
  }

  /**
   * Writes that a call begins, together with `alongside`, which may forbid it by `false`: then nothing is begun.
   * @throws LeaseLost where another process has the job by now, or may have it: the call must not be made.
   */
  async begin(alongside?: (tx: Tx) => Promise<boolean>): Promise<boolean> {
    // Who goes on to another call has written down what the one before it gave.
    const before = this.#now.is === 'done' ? notBegun : this.#now;
    const at = this.#clock.now();
    const begun = begin(before, at);
    // Alone it needs no transaction, and changes nothing where it is made twice.
    const how = alongside ? undefined : 'repeatable';
    const allowed = await this.#store.write(async (tx) => {
      if (alongside && !(await alongside(tx))) return false;
      await markBegun(tx, this.#job, effectText(begun));
      return true;
    }, how);
    if (!allowed) return false;
    // The process may have slept while this was written: what it was to do is somebody else's by now.
    if (!this.#isSure()) throw new LeaseLost(`job ${this.#job.id} may be another run's by now`);
    [this.#before, this.#now, this.#at] = [before, begun, at];
    return true;
  }

  /**
   * Writes what a call gave while the job goes on, as long as it is this try's.
   * @throws LeaseLost where another process has the job by now: what it has learnt since must not be overwritten.
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.#store.write(async (tx) => {
      const value = await work(tx);
      await stillHeld(tx, this.#job);
      return value;
    });
  }

  /** Makes the call that was begun. */
  async follow<T>(make: () => Promise<T>): Promise<T> {
    try {
      const answer = await make();
      this.#now = { is: 'done' };
      return answer;
    } catch (error) {
      if (this.#now.is === 'begun') this.#now = afterFailure(this.#before, this.#now, error);
      throw error;
    }
  }

  /** The call without an answer was at work until this moment (a large file took its time to get there), not only when it began. */
  lasted(): void {
    if (this.#now.is === 'unclear') this.#now = { ...this.#now, since: this.#clock.now() };
  }

  /** The other side was asked: what was begun is not there, or was found and written down. */
  settled(): void {
    this.#now = notBegun;
  }

  /** What is known where the handler leaves without an outcome that records its effect. */
  left(): Effect {
    if (this.#now.is !== 'done') return left(this.#now);
    return { is: 'unclear', since: this.#at, calls: 1, answered: true };
  }
}
