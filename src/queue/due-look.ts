import type { Clock } from '../clock.ts';
import { dueKinds, type Due } from '../store/due-work.ts';
import type { Store } from '../store/open.ts';
import type { JobKind } from '../store/tables.ts';

/**
 * What a channel has to do now: those of its workers who ask at the same moment share one statement. It begins after all of them have
 * asked, so that each finds what was written before it did.
 */
export class DueLook {
  readonly #look: () => Promise<ReadonlyMap<JobKind, Due>>;
  #next: Promise<ReadonlyMap<JobKind, Due>> | null = null;

  constructor({ store, clock, channelId }: { store: Store; clock: Clock; channelId: string }) {
    this.#look = () => dueKinds(store.db, channelId, clock.now());
  }

  async of(kind: JobKind): Promise<Due> {
    this.#next ??= this.#soon();
    return (await this.#next).get(kind) ?? { now: false, next: null };
  }

  async #soon(): Promise<ReadonlyMap<JobKind, Due>> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#next = null;
    return await this.#look();
  }
}
