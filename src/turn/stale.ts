import type { Clock } from '../clock.ts';
import { asTheyAreNow, loadChanges } from '../deliver/as-it-is-now.ts';
import { addJob } from '../store/jobs.ts';
import { lockContact } from '../store/lock.ts';
import { unanswered } from '../store/messages.ts';
import type { Db, Tx } from '../store/tables.ts';
import { hasCalledTools } from '../store/turn-steps.ts';
import { endTurn, lastStale } from '../store/turns.ts';
import type { BegunTurn } from './begin-try.ts';

/** How often it is looked whether more came, while a bot thinks. Milliseconds. */
const LOOK_MS = 1_000;

export interface StaleOptions {
  clock: Clock;
  /** `BOT_RESTART`. */
  restart: boolean;
}

/**
 * Whether more came while the bot was thinking, so that its answer would be beside the point: then all of it is thought of again, once.
 * Not where a tool was called: what that did is done, and thinking anew might do it a second time.
 */
export async function isStale(
  db: Db | Tx,
  { contact, turnId, rows }: BegunTurn,
  options: StaleOptions,
): Promise<boolean> {
  if (!options.restart) return false;
  const ids = new Set(rows.map((row) => row.id));
  const more = (await unanswered(db, contact.id)).filter(({ id }) => !ids.has(id));
  if (more.length === 0) return false;
  if (asTheyAreNow(more, await loadChanges(db, contact.id, more)).length === 0) return false;
  const before = await lastStale(db, contact.id);
  if (before?.some((id) => ids.has(id))) return false;
  return !(await hasCalledTools(db, turnId));
}

/** The next turn takes all that waits by then. */
export async function beginAnew(tx: Tx, about: BegunTurn, now: number): Promise<void> {
  await endTurn(tx, about.turnId, { outcome: 'stale', bot: null, now });
  await goOn(tx, about, now);
}

/** The thinking was broken off because more came. Where a tool was called at the last moment, the same turn goes on. */
export async function endBrokenOff(tx: Tx, about: BegunTurn, options: StaleOptions): Promise<void> {
  await lockContact(tx, about.contact.id);
  const now = options.clock.now();
  if (await isStale(tx, about, options)) await beginAnew(tx, about, now);
  else await goOn(tx, about, now);
}

async function goOn(tx: Tx, { contact, turnId, attempt, rows }: BegunTurn, now: number): Promise<void> {
  const payload = { message: rows.at(-1)?.id };
  await addJob(tx, {
    kind: 'turn',
    contactId: contact.id,
    key: `turn:${turnId}:${attempt}`,
    payload,
    dueAt: now,
  });
}

/**
 * Looks again and again, until `end` is called, whether the answer that is being thought of is stale already: why wait for it? A look that
 * fails is no matter, the answer is looked at once more before it counts.
 */
export function watchStale(db: Db, about: BegunTurn, found: AbortController, options: StaleOptions): { end(): void } {
  const look = async () => {
    if (await isStale(db, about, options)) found.abort(new Error('more came meanwhile'));
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS).unref();
  return { end: () => clearInterval(timer) };
}
