import { dialectOf } from './dialect.ts';
import { sql } from './sql.ts';
import type { Db, Event } from './tables.ts';

/**
 * On PostgreSQL an event's id is given out before its write is committed: of two processes that keep one each, the higher id may be seen
 * first, and a person's second message be read before their first. So whoever writes events holds this lock until the write is over, shared
 * with all others who do: it keeps nobody waiting, it only shows who is at it.
 */
const WRITING = { class: 0x6f707469, object: 1 };

/** Nothing, where ids are given out in the order of the commits anyway; else what a statement that writes events is to read first. */
export const markWriting = sql`pg_advisory_xact_lock_shared(${sql.lit(WRITING.class)}, ${sql.lit(WRITING.object)})`;

/** So many ids are looked at together. */
const AT_ONCE = 1_000;

/** How far events may be read. */
export interface Readable {
  /** None with a lower id can come up any more. */
  upTo: Event['id'];
  /** There are later ones, and before them one that somebody is still writing: look again soon. */
  waits: boolean;
}

/**
 * Tells how far events may be read in their order. Ids without a gap between them are all there. Who fills a gap is still at it, or has
 * been undone: so at a gap those are waited for who wrote at that moment, which takes milliseconds, and nobody else.
 */
export class EventOrder {
  readonly #db: Db;
  #upTo = 0;
  #gap: { upTo: Event['id']; writers: ReadonlySet<string> } | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  async readable(): Promise<Readable> {
    if (!dialectOf(this.#db).locks) return { upTo: Number.MAX_SAFE_INTEGER, waits: false };
    if (this.#gap && (await this.#isFilled(this.#gap.writers))) {
      this.#upTo = Math.max(this.#upTo, this.#gap.upTo);
      this.#gap = null;
    }
    const ids = this.#upTo === 0 ? await this.#newest() : await this.#after(this.#upTo);
    for (const id of ids) {
      if (id !== this.#upTo + 1) break;
      this.#upTo = id;
    }
    const last = ids.at(-1) ?? this.#upTo;
    if (last === this.#upTo) return { upTo: this.#upTo, waits: false };
    // Asked after the ids were read: who gave out one below them and is not among these has ended, and what it wrote is there.
    const writers = this.#gap?.writers ?? (await this.#writers());
    if (writers.size === 0) this.#upTo = last;
    else this.#gap ??= { upTo: last, writers };
    return { upTo: this.#upTo, waits: writers.size > 0 };
  }

  async #isFilled(writers: ReadonlySet<string>): Promise<boolean> {
    const now = await this.#writers();
    return [...writers].every((one) => !now.has(one));
  }

  /** Those who write events at this moment. */
  async #writers(): Promise<Set<string>> {
    const { rows } = await sql<{ writer: string }>`select virtualtransaction as writer from pg_locks
      where locktype = 'advisory' and classid = ${WRITING.class} and objid = ${WRITING.object} and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())`.execute(this.#db);
    return new Set(rows.map(({ writer }) => writer));
  }

  /** At the first look: everything up to it may have gaps. */
  async #newest(): Promise<Event['id'][]> {
    const { rows } = await sql<{ id: Event['id'] | null }>`select max(id) as id from events`.execute(this.#db);
    return rows.flatMap(({ id }) => (id === null ? [] : [id]));
  }

  async #after(id: Event['id']): Promise<Event['id'][]> {
    const rows = await this.#db
      .selectFrom('events')
      .select('id')
      .where('id', '>', id)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    return rows.map((row) => row.id);
  }
}
