import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Clock } from '../../clock.ts';
import type { Role } from '../../store/console/console-tables.ts';
import { beginSession, endSession, sessionById, touchSession } from '../../store/console/sessions.ts';
import type { Store } from '../../store/open.ts';
import { hmacOf, sameSecret, sha256 } from '../../wire/secret.ts';
import { isSecure } from './caller.ts';

/** Unused for so long, it is over. */
export const IDLE_MS = 12 * 3_600_000;
/** That it was used is noted no more often. */
const TOUCH_MS = 60_000;

/** Who asks. What the cookie holds stays in this file. */
export interface Session {
  user: string;
  role: Role;
  /** What every act must bring, as `x-csrf-token`: another site's page cannot read it. */
  csrf: string;
  /** What it is known by in the ledger. */
  id: string;
}

/** A name that begins so is taken by browsers from this very host alone, and with https alone. */
const cookieName = (c: Context): string => (isSecure(c) ? '__Host-optiatiende' : 'optiatiende_console');
const cookieOf = (c: Context, longestMs: number) =>
  ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(c), maxAge: longestMs / 1_000 }) as const;

const idOf = (secret: string): string => sha256(secret).toString('hex');

/** Who has the console open, by the browser's cookie and the ledger, so that every process knows it. */
export class Sessions {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #longestMs: number;

  /** @param longestMs after which each is over, however much it is used */
  constructor(store: Store, clock: Clock, longestMs: number) {
    this.#store = store;
    this.#clock = clock;
    this.#longestMs = longestMs;
  }

  /** Begins one under a secret of our own: what the browser came with is never taken over. */
  async begin(c: Context, { name, role }: { name: string; role: Role }): Promise<Session> {
    await this.#forget(c);
    const secret = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    const row = { id: idOf(secret), name, begun_at: now, seen_at: now, ends_at: now + this.#longestMs };
    await this.#store.write((tx) => beginSession(tx, row, IDLE_MS));
    setCookie(c, cookieName(c), secret, cookieOf(c, this.#longestMs));
    return { user: name, role, csrf: csrfOf(secret), id: row.id };
  }

  /** Null where nobody is logged in. */
  async of(c: Context): Promise<Session | null> {
    const secret = getCookie(c, cookieName(c));
    if (secret === undefined || !/^[\w-]{43}$/.test(secret)) return null;
    const now = this.#clock.now();
    const id = idOf(secret);
    const row = await sessionById(this.#store.db, id, { now, idleMs: IDLE_MS });
    if (!row) return null;
    if (now - Number(row.seen_at) >= TOUCH_MS) await this.#store.write((tx) => touchSession(tx, id, now));
    return { user: row.name, role: row.role, csrf: csrfOf(secret), id };
  }

  /** Whether it still is, with the same role; looking is no use of it. */
  async lives({ id, role }: Session): Promise<boolean> {
    const row = await sessionById(this.#store.db, id, { now: this.#clock.now(), idleMs: IDLE_MS });
    return row?.role === role;
  }

  async end(c: Context): Promise<void> {
    await this.#forget(c);
    deleteCookie(c, cookieName(c), { path: '/', secure: isSecure(c) });
  }

  async #forget(c: Context): Promise<void> {
    const secret = getCookie(c, cookieName(c));
    if (secret !== undefined) await this.#store.write((tx) => endSession(tx, idOf(secret)));
  }
}

const csrfOf = (secret: string): string => hmacOf(secret, 'csrf');

export const hasCsrf = (c: Context, session: Session): boolean =>
  sameSecret(c.req.header('x-csrf-token'), session.csrf);
