import { PARTS_AT_ONCE } from './digest-body.ts';
import { inOrder } from './in-order.ts';

/** An event that is to be read into the ledger. */
export interface Body {
  parts: number;
  /** Whoever it is about, by all their names: read after all that came before under one of them. Null: that may be anybody. */
  people: readonly string[] | null;
  read: () => Promise<void>;
}

/** Where writes run side by side, so many parts are written at once: more would take the workers' connections. */
export const SIDE_BY_SIDE = 6;

/**
 * Reads bodies together. Where a write has the whole ledger, many small ones share a transaction, in their order. Where writes run side by
 * side those of different people do, each person's one after the other. A large one has several transactions for itself.
 */
export class Together {
  readonly #sideBySide: boolean;
  readonly #most: number;
  readonly #inLine = inOrder();
  #reading: Promise<void>[] = [];
  #parts = 0;
  #isBroken = false;

  /** @param sideBySide as the store says */
  constructor(sideBySide: boolean) {
    this.#sideBySide = sideBySide;
    this.#most = sideBySide ? SIDE_BY_SIDE : PARTS_AT_ONCE;
  }

  /** Begins to read it, once there is room. @throws what one before it threw */
  async add(body: Body): Promise<void> {
    const isAlone = this.#sideBySide && body.people === null;
    if (this.#parts + body.parts > this.#most || isAlone) await this.settled();
    this.#parts += body.parts;
    const reading = this.#sideBySide ? this.#inLine(body.people ?? [], () => this.#unlessBroken(body)) : body.read();
    // It is looked at once all of them have ended, also where it fails while the next one is parsed.
    reading.catch(() => undefined);
    this.#reading.push(reading);
    if (this.#parts > this.#most || isAlone) await this.settled();
  }

  /** Ends when all that was begun has ended. @throws what one of them threw: what comes later waits with it */
  async settled(): Promise<void> {
    const ended = await Promise.allSettled(this.#reading);
    this.#reading = [];
    this.#parts = 0;
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** After one that failed none begins: it may be the same person's. */
  async #unlessBroken({ read }: Body): Promise<void> {
    if (this.#isBroken) return;
    try {
      await read();
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }
}
