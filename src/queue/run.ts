import { pause } from '../clock.ts';
import { reasonOf, type Misconfigured } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import { newerVersion } from '../store/migrate.ts';
import type { Store } from '../store/open.ts';
import { isNameFree } from '../store/lock.ts';
import { addRun, allRuns, beat, endRunOf, RunLost } from '../store/runs.ts';
import type { RunRow } from '../store/key-tables.ts';
import { endRun, isDead, leaseToken } from './leases.ts';

/** How often a run shows that it lives. Milliseconds. */
const BEAT_MS = 3_000;
/** So long after it began to write its last beat a run still trusts that nobody has taken it for dead. */
const SURE_MS = 8_000;
/** Whose beat is seen to stand still for so long is dead. Longer than `SURE_MS`, whose time begins earlier. */
const DEAD_MS = 10_000;

export interface RunOptions {
  store: Store;
  log: Log;
  /** False: a library in another program, which does only what no service is there for, and keeps nobody awake. True where absent. */
  serves?: boolean;
  /** A name it had before, where it begins again in the same process; a new one where absent. */
  token?: string;
  /** Milliseconds of a clock that is never set; `performance.now` by default. */
  elapsed?: () => number;
  /** After each beat, with the runs that live now, itself among them. Not waited for: the next beat is not to be late. */
  onBeat?: (living: readonly RunRow[]) => void;
  /** It was taken for dead: what it had is somebody else's. Awaited before it begins anew. */
  onLost?: () => Promise<void> | void;
  /** A newer version has changed the tables, told once: the process is to end. What runs may end before, nothing begins any more. */
  onOutdated?: (why: Misconfigured) => void;
}

/**
 * One life of a process on a ledger. It shows that it lives by a beat, and watches the beats of others; no clocks are compared, so that
 * one that is set wrong does no harm. A process that slept, or lost the ledger for long, notices by itself that it may have been taken for
 * dead (`isSure`) and makes no call until it knows.
 */
export class Run {
  readonly #options: RunOptions;
  readonly #elapsed: () => number;
  readonly #stopping = new AbortController();
  readonly #seen = new Map<string, { beat: number; at: number }>();
  /** `host/pid/run`: in the lease of each job it takes. */
  readonly token: string;
  /** When the beats of the others were looked at last. */
  #lookedAt = Infinity;
  #sureUntil = 0;
  #outdated = false;
  #beating: Promise<void> | null = null;

  private constructor(options: RunOptions) {
    this.#options = options;
    this.token = leaseToken(options.token);
    this.#elapsed = options.elapsed ?? (() => performance.now());
  }

  /** Makes the run known; ends those of this machine whose process is gone, so that a restart goes on at once. */
  static async begin(options: RunOptions): Promise<Run> {
    const run = new Run(options);
    const began = run.#elapsed();
    await options.store.news.present(run.token);
    const ended = await options.store.write(async (tx) => {
      let ended = 0;
      for (const { token } of await allRuns(tx))
        if (isDead(token) && (await isNameFree(tx, token))) ended += Number(await endRunOf(tx, token, null));
      // Where its end could not be written.
      if (options.token !== undefined) await endRunOf(tx, run.token, null);
      await addRun(tx, run.token, options.serves);
      return ended;
    });
    if (ended > 0) options.log.info({ runs: ended }, 'going on with what an earlier run left');
    run.#sureUntil = began + SURE_MS;
    return run;
  }

  /**
   * Nobody can have taken it for dead yet, and the ledger is one it can read. False after a sleep, or without the ledger for some seconds:
   * then no call may begin.
   */
  isSure(): boolean {
    return !this.#outdated && this.#elapsed() < this.#sureUntil;
  }

  /** Beats from now on. */
  start(): void {
    this.#beating ??= this.#beatOn();
  }

  /** Ends the run in the ledger: what it had is free at once. */
  async end(): Promise<void> {
    this.#stopping.abort();
    await this.#beating;
    const { store, log } = this.#options;
    await store
      .write((tx) => endRunOf(tx, this.token, null))
      .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'the run could not be ended in the ledger'));
    endRun(this.token);
  }

  async #beatOn(): Promise<void> {
    const { log, store } = this.#options;
    let inTrouble = false;
    while (!this.#stopping.signal.aborted) {
      try {
        await this.beat();
        if (inTrouble) log.info('the database works again');
        inTrouble = false;
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, 'the ledger could not be told that this run lives');
        if (!inTrouble)
          log.error(store.advice(error), 'the database cannot be used: webhooks are answered 503, no call begins');
        inTrouble = true;
      }
      await pause(BEAT_MS, this.#stopping.signal, { awake: this.#options.serves !== false });
    }
  }

  /** One beat, and a look at the others. */
  async beat(): Promise<void> {
    const { store, log, onBeat, onLost } = this.#options;
    const began = this.#elapsed();
    try {
      await store.write((tx) => beat(tx, this.token));
      this.#sureUntil = began + SURE_MS;
    } catch (error) {
      if (!(error instanceof RunLost)) throw error;
      log.warn('this run was taken for dead: what it had is somebody else’s, and it begins anew');
      this.#sureUntil = 0;
      await onLost?.();
      await this.#beginAnew();
    }
    if (await this.#isOutdated()) return;
    onBeat?.(await this.#living());
  }

  /** Whose tables are not the ones it knows begins nothing and takes nothing over; it beats on, so that what runs may end in peace. */
  async #isOutdated(): Promise<boolean> {
    if (this.#outdated) return true;
    const why = await newerVersion(this.#options.store.db);
    if (why === null) return false;
    this.#outdated = true;
    this.#options.onOutdated?.(why);
    return true;
  }

  async #beginAnew(): Promise<void> {
    const began = this.#elapsed();
    await this.#options.store.write((tx) => addRun(tx, this.token, this.#options.serves));
    this.#sureUntil = began + SURE_MS;
  }

  /** Ends the dead; gives those that live. */
  async #living(): Promise<RunRow[]> {
    const { store, log } = this.#options;
    const rows = await allRuns(store.db);
    const now = this.#elapsed();
    // Where this one could not look for so long, the others may have had the ledger as little: they are watched anew.
    if (now - this.#lookedAt > SURE_MS) this.#seen.forEach((seen) => (seen.at = now));
    this.#lookedAt = now;
    for (const token of this.#seen.keys()) if (!rows.some((row) => row.token === token)) this.#seen.delete(token);
    const dead: RunRow[] = [];
    for (const row of rows) {
      const seen = this.#seen.get(row.token);
      if (seen?.beat !== row.beat) this.#seen.set(row.token, { beat: row.beat, at: now });
      else if (row.token !== this.token && (now - seen.at > DEAD_MS || isDead(row.token))) dead.push(row);
    }
    for (const row of dead) {
      const isOver = now - (this.#seen.get(row.token)?.at ?? now) > DEAD_MS;
      const ended = await store.write(
        async (tx) => (isOver || (await isNameFree(tx, row.token))) && (await endRunOf(tx, row.token, row.beat)),
      );
      if (ended) log.warn({ run: row.token }, 'another run has ended without a word; its work is taken over');
    }
    return rows.filter((row) => !dead.includes(row));
  }
}
