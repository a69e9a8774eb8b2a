import type { Log } from '../observe/log.ts';
import { tell } from '../observe/tell.ts';
import type { Store } from '../store/open.ts';
import { applyRules } from '../store/people/forget/apply-rules.ts';
import type { Event, Tx } from '../store/tables.ts';
import { cutText } from '../text.ts';
import type { WebhookParts } from '../whatsapp/read/webhook.ts';
import { applyParts, PartFailed, type Applied, type ApplyPart } from './apply-webhook.ts';

/** Parts of a body that are written in one transaction. Each takes a fifth of a millisecond, and meanwhile nothing else is done. */
export const PARTS_AT_ONCE = 20;
/** Where everything fails for the same reason, the first of them say enough. */
const MOST_FAILURES = 4_000;

export interface BodyOptions {
  store: Store;
  log: Log;
  /** New jobs are in the ledger. */
  onJobs: () => void;
  /** Between two pieces of a body: what else must go on. */
  between: () => Promise<void>;
}

/**
 * Writes one body of WhatsApp into the ledger, a piece in each transaction. How far it came is kept with what was written, so that each
 * part counts once: also where the process dies in between, or another one reads the same body.
 *
 * @throws where the store fails: it goes on from there later.
 */
export async function digestBody(
  event: Event,
  listed: WebhookParts,
  parts: ApplyPart[],
  options: BodyOptions,
): Promise<void> {
  const { store, log, onJobs, between } = options;
  const ignored = [...listed.ignored];
  let forgotten = false;
  for (let from = event.parts_read; ;) {
    const to = Math.min(from + PARTS_AT_ONCE, parts.length);
    const piece = { from, to, isLast: to === parts.length };
    const write = (...failed: [string?]) =>
      store.write((tx) => writePiece(tx, event, piece, parts, forgotten, ...failed));
    const applied = await write().catch(async (error: unknown) => {
      if (!(error instanceof PartFailed)) throw error;
      return await write(error.message);
    });
    if (applied === null) {
      // Another process was quicker.
      const now = await howFar(store, event);
      if (now === null) return;
      from = now;
      continue;
    }
    tell(log, event.channel_id, applied.lines);
    for (const reason of applied.failed) {
      log.error({ event: event.id, reason }, 'a part of an event could not be read into the ledger; it is kept raw');
    }
    ignored.push(...applied.ignored);
    forgotten ||= applied.forgotten === true;
    if (applied.jobs) onJobs();
    if (piece.isLast) break;
    from = to;
    await between();
  }
  for (const alert of listed.alerts) log.warn({ code: alert.code, alert: alert.text }, 'WhatsApp reports');
  if (ignored.length > 0) log.debug({ event: event.id, ignored }, 'stored and passed over');
}

interface Piece {
  from: number;
  to: number;
  isLast: boolean;
}

/** Null where these parts are not the next ones any more. @param forgotten an earlier part is about somebody who was forgotten. @param failed why its one part could not be written: only that is noted. */
async function writePiece(
  tx: Tx,
  { id }: Event,
  { from, to, isLast }: Piece,
  parts: ApplyPart[],
  forgotten: boolean,
  failed?: string,
): Promise<(Applied & { failed: string[]; ignored: string[] }) | null> {
  const row = await tx
    .updateTable('events')
    .set({ parts_read: to, ...(isLast ? { outcome: 'read' } : {}) })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .where('parts_read', '=', from)
    .returning('parts_failed')
    .executeTakeFirst();
  if (!row) return null;
  const applied =
    failed === undefined
      ? await applyParts(tx, parts.slice(from, to))
      : { jobs: false, lines: [], failed: [failed], ignored: [] };
  const reasons = [...(row.parts_failed === null ? [] : [row.parts_failed]), ...applied.failed];
  if (isLast && (forgotten || applied.forgotten)) await applyRules(tx, 'events', 'id', [id]);
  if (reasons.length === 0) return applied;
  const told = cutText(reasons.join('; '), MOST_FAILURES);
  const change = isLast ? { outcome: `failed: ${told}`, parts_failed: null } : { parts_failed: told };
  await tx.updateTable('events').set(change).where('id', '=', id).execute();
  return applied;
}

/** How many parts have been read; null where that is all. */
async function howFar(store: Store, { id }: Event): Promise<number | null> {
  const row = await store.db
    .selectFrom('events')
    .select(['outcome', 'parts_read'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.outcome === null ? row.parts_read : null;
}
