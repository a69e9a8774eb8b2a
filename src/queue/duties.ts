import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { addDuties, holders, releaseDuty, takeDuty } from '../store/runs.ts';
import type { RunRow } from '../store/key-tables.ts';

/** What only one run may do at a time: what belongs to a number, an inbox, or the ledger. */
export interface Duty {
  /** Unique, e.g. `whatsapp:main`. */
  name: string;
  /** This run has it from now on. Where it throws, the duty is given back. */
  begin(): Promise<void>;
  /** It has it no more. `given`: by its own will, after this has ended; else another run may have it already, and nothing more may be written. */
  end(given: boolean): Promise<void>;
}

export interface DutiesOptions {
  store: Store;
  log: Log;
  /** Of this run. */
  token: string;
}

/**
 * Which duties this run has. Free ones are taken, and given away again where another run has fewer by two or more, so that they spread
 * evenly. Where a service lives they are the services'; libraries in other programs make up for one only where there is none. The runs'
 * beats drive it: see `Run`.
 */
export class Duties {
  readonly #options: DutiesOptions;
  readonly #known = new Map<string, Duty>();
  readonly #held = new Map<string, Duty>();
  #last: Promise<void> = Promise.resolve();
  #spreading = false;
  /** At the last beat. */
  #living: readonly RunRow[] = [];
  #stopped = false;

  constructor(options: DutiesOptions) {
    this.#options = options;
  }

  /** The names of those that this run has now. */
  get held(): string[] {
    return [...this.#held.keys()];
  }

  /** From now on these are to be done; those that are free are taken at once. */
  async add(duties: readonly Duty[]): Promise<void> {
    await this.#options.store.write((tx) =>
      addDuties(
        tx,
        duties.map(({ name }) => name),
      ),
    );
    await this.#inTurn(async () => {
      for (const duty of duties) this.#known.set(duty.name, duty);
      await this.#spread(this.#living);
    }).catch((error: unknown) => {
      this.#options.log.error(
        { reason: reasonOf(error) },
        'duties could not be taken, it is tried again at the next beat',
      );
    });
  }

  /** These are no more to be done by this run. */
  async remove(names: readonly string[]): Promise<void> {
    await this.#inTurn(async () => {
      for (const name of names) {
        this.#known.delete(name);
        await this.#give(name);
      }
    });
  }

  /** Takes what is free and this run's share, and gives away what is more. Call it at each beat, with the runs that live. */
  async spread(living: readonly RunRow[]): Promise<void> {
    // The one under way may wait for calls to end; the next beat comes soon.
    this.#living = living;
    if (this.#spreading) return;
    this.#spreading = true;
    await this.#inTurn(() => this.#spread(living)).finally(() => (this.#spreading = false));
  }

  /** The run was taken for dead: nothing of this is its own any more. */
  async lose(): Promise<void> {
    await this.#inTurn(async () => {
      const lost = [...this.#held.values()];
      this.#held.clear();
      for (const duty of lost) await this.#end(duty, false);
    });
  }

  /** Gives all away. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#inTurn(async () => {
      await Promise.all([...this.#held.keys()].map((name) => this.#give(name)));
    });
  }

  async #spread(living: readonly RunRow[]): Promise<void> {
    const { store, token: me, log } = this.#options;
    if (this.#stopped || !living.some((run) => run.token === me)) return;
    const among = whoShares(living);
    if (!among.some((run) => run.token === me)) {
      for (const name of [...this.#held.keys()]) await this.#give(name);
      return;
    }
    const all = await holders(store.db);
    for (const name of this.#held.keys()) if (all.get(name) !== me) await this.#lost(name);
    const count = (run: string) => [...all.values()].filter((holder) => holder === run).length;
    const fewest = () => Math.min(...among.map((run) => count(run.token)));
    for (const name of [...this.#held.keys()]) {
      if (count(me) < fewest() + 2) break;
      await this.#give(name);
      all.set(name, null);
    }
    // What the ledger says is ours and nobody does: the answer to its taking was lost, or it could not be given back.
    const left = [...all].filter(([name, holder]) => holder === me && !this.#held.has(name)).map(([name]) => name);
    for (const name of left) if (!this.#known.has(name)) await store.write((tx) => releaseDuty(tx, name, me));
    for (const [name, duty] of this.#known) {
      if (this.#held.has(name)) continue;
      if (!left.includes(name)) {
        if (all.get(name) !== null || count(me) > fewest()) continue;
        if (!(await store.write((tx) => takeDuty(tx, name, me)))) continue;
      }
      all.set(name, me);
      this.#held.set(name, duty);
      try {
        await duty.begin();
        log.debug({ duty: name }, 'begun');
      } catch (error) {
        log.error({ duty: name, err: error }, 'a duty could not be begun, it is tried again');
        await this.#give(name);
        all.set(name, null);
      }
    }
  }

  async #give(name: string): Promise<void> {
    const duty = this.#held.get(name);
    if (!duty) return;
    this.#held.delete(name);
    await this.#end(duty, true);
    const { store, token, log } = this.#options;
    await store
      .write((tx) => releaseDuty(tx, name, token))
      .catch((error: unknown) => {
        log.error(
          { duty: name, reason: reasonOf(error) },
          'a duty could not be given back, it is seen to at the next beat',
        );
      });
  }

  async #lost(name: string): Promise<void> {
    const duty = this.#held.get(name);
    this.#held.delete(name);
    if (duty) await this.#end(duty, false);
  }

  async #end(duty: Duty, given: boolean): Promise<void> {
    try {
      await duty.end(given);
    } catch (error) {
      this.#options.log.error({ duty: duty.name, reason: reasonOf(error) }, 'a duty did not end cleanly');
    }
  }

  /** One after the other: two beats, or a beat and a stop, never decide side by side. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    await result;
  }
}

/** Services, where any lives; else libraries. */
function whoShares(living: readonly RunRow[]): readonly RunRow[] {
  const services = living.filter((run) => run.serves === 1);
  return services.length > 0 ? services : living;
}
