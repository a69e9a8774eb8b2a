import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../observe/log.ts';
import { ledgerMark, movedSince } from '../../store/console/moved.ts';
import type { Store } from '../../store/open.ts';

/** Something in the ledger has moved, by whichever process. */
export interface Moves {
  /** A time of the ledger: whoever was away since then is told what they missed. */
  at: number;
  /** Whose; best effort. */
  contacts: number[];
  /** Too many to name: everything is to be read again. */
  all: boolean;
}

export interface HubOptions {
  store: Store;
  clock: Clock;
  log: Log;
  /** Milliseconds between two looks; 500 where absent. */
  lookMs?: number;
}

/** A row is written at its time or some seconds later: by a slow transaction, or by a machine whose clock is behind. */
const LATE_MS = 5_000;
/** So many rows are read at once, and no more people than this are named. */
const MOST = 1_000;
const MOST_NAMED = 200;
/** Who was away for longer reads everything again. */
const MOST_AWAY_MS = 3_600_000;

/** Looks at the ledger while somebody has the console open, once for all of them: what is new there by any process is seen so. */
export class Hub {
  readonly #options: HubOptions;
  readonly #heard = new Set<(moves: Moves) => void>();
  #timer: NodeJS.Timeout | null = null;
  #seen = new Set<string>();
  #mark: string | null = null;
  #looking: Promise<void> | null = null;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** Calls `heard` at each move, until what is given back is called. */
  hear(heard: (moves: Moves) => void): () => void {
    this.#heard.add(heard);
    this.#timer ??= setTimeout(() => void this.#look(), 0);
    return () => {
      this.#heard.delete(heard);
      if (this.#heard.size === 0) this.#rest();
    };
  }

  /** What somebody missed who heard of all moves up to then; null: nothing. */
  async missedSince(then: number): Promise<Moves | null> {
    const { store, clock } = this.#options;
    const at = clock.now();
    if (at - then > MOST_AWAY_MS) return { at, contacts: [], all: true };
    const moved = await movedSince(store.db, then - LATE_MS, MOST);
    return moved.length === 0 ? null : movesOf(at, moved);
  }

  async close(): Promise<void> {
    this.#heard.clear();
    this.#rest();
    await this.#looking;
  }

  #rest(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#mark = null;
    this.#seen.clear();
  }

  async #look(): Promise<void> {
    const { log, lookMs = 500 } = this.#options;
    this.#looking = this.#lookOnce().catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'the console could not look at the ledger, it does again');
    });
    await this.#looking;
    if (this.#heard.size > 0) this.#timer = setTimeout(() => void this.#look(), lookMs);
    else this.#timer = null;
  }

  async #lookOnce(): Promise<void> {
    const { store, clock } = this.#options;
    const at = clock.now();
    const moved = await movedSince(store.db, at - LATE_MS, MOST);
    const mark = await ledgerMark(store.db);
    const isFirst = this.#mark === null;
    const fresh = moved.filter(({ key }) => !this.#seen.has(key));
    this.#seen = new Set(moved.map(({ key }) => key));
    const isMoved = fresh.length > 0 || mark !== this.#mark;
    this.#mark = mark;
    // What was there before anybody looked is no news; whoever comes is told it by `missedSince`.
    if (isFirst || !isMoved) return;
    const moves = movesOf(at, fresh, moved.length >= MOST);
    for (const heard of this.#heard) heard(moves);
  }
}

function movesOf(at: number, moved: readonly { contact: number }[], isFull = moved.length >= MOST): Moves {
  const contacts = [...new Set(moved.map(({ contact }) => contact))];
  const all = isFull || contacts.length > MOST_NAMED;
  return { at, contacts: all ? [] : contacts, all };
}
