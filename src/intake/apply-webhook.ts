import { reasonOf } from '../errors.ts';
import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import type { TellOptions } from '../deliver/tell/tell-state.ts';
import { isSaying } from '../handoff/wants-answer.ts';
import type { Line } from '../observe/tell.ts';
import { isStoreFault } from '../store/fault.ts';
import { forgetLocks } from '../store/lock.ts';
import { sql } from '../store/sql.ts';
import type { Event, Tx } from '../store/tables.ts';
import type { Part, WebhookParts } from '../whatsapp/read/webhook.ts';
import { applyEcho } from './apply-echo.ts';
import { applyMessage } from './apply-message.ts';
import { applyOperator, isOperator } from './apply-operator.ts';
import { applyStatus } from './apply-status.ts';

export interface ApplyOptions extends EffectOptions, TellOptions {
  /** The channel all events of this door belong to. */
  channelId: string;
  /** What is written to Chatwoot: nothing (`off`), or a job each. */
  register: 'on' | 'off';
  /** Whether a bot answers at all. */
  bot: boolean;
  /** Older messages are registered but not answered. Milliseconds. */
  answerMaxAgeMs: number;
  /** Whether files are fetched: there is a key to fetch them with. */
  files: boolean;
  /** The operator's own number, NOTIFY_PHONE, who is no customer; nobody's where absent. */
  operator?: string | null;
  /** Whether voice notes become text; not where absent. */
  hears?: boolean;
}

export type { Line };

/** What came of some parts of a webhook body. */
export interface Applied {
  jobs: boolean;
  lines: Line[];
  /** It is about somebody who was forgotten since: the body is not to be kept. */
  forgotten?: true;
}

/** One part of a body. A text says why it is passed over. */
export type ApplyPart = (tx: Tx) => Promise<Applied | string>;

/** What a body holds, in the order in which it is written. */
export function partsOf(listed: WebhookParts, event: Pick<Event, 'received_at'>, options: ApplyOptions): ApplyPart[] {
  const now = event.received_at;
  const each = <T extends object>(parts: Part<T>[], apply: (tx: Tx, read: T) => Promise<Applied | string>) =>
    parts.map((part): ApplyPart => async (tx) => {
      const read = part();
      return typeof read === 'string' ? read : await apply(tx, read);
    });
  return [
    ...each(listed.messages, (tx, message) =>
      isOperator(message.sender.waId, options.operator)
        ? applyOperator(tx, message, options.channelId)
        : applyMessage(tx, message, now, options),
    ),
    ...each(listed.echoes, async (tx, echo) => {
      if (isOperator(echo.recipient.waId, options.operator)) return 'written to NOTIFY_PHONE, the operator’s own';
      const result = await applyEcho(tx, echo, now, options);
      // A reaction or a deletion on the phone is no answer.
      if (result.contactId !== null && isSaying(echo.content.kind))
        result.lines.push(...(await handOver(tx, result.contactId, { type: 'answered_on_phone' }, now, options)));
      return result;
    }),
    ...each(listed.statuses, (tx, status) => applyStatus(tx, status, now, options)),
  ];
}

/** The one part of a write could not be written, and all of the write is undone with it. */
export class PartFailed extends Error {
  override readonly name = 'PartFailed';
}

/**
 * Writes these parts. Each of several has its savepoint: one that fails costs only itself, and is named in `failed`. One alone has the whole
 * write to itself.
 *
 * @throws what the store threw where it is the store that fails: then none of them may count as read. @throws PartFailed where there is one.
 */
export async function applyParts(
  tx: Tx,
  parts: readonly ApplyPart[],
): Promise<Applied & { failed: string[]; ignored: string[] }> {
  const applied: Applied & { failed: string[]; ignored: string[] } = {
    jobs: false,
    lines: [],
    failed: [],
    ignored: [],
  };
  const isAlone = parts.length === 1;
  for (const part of parts) {
    if (!isAlone) await sql`savepoint part`.execute(tx);
    try {
      const result = await part(tx);
      if (typeof result === 'string') {
        applied.ignored.push(result);
      } else {
        applied.jobs ||= result.jobs;
        applied.lines.push(...result.lines);
        if (result.forgotten) applied.forgotten = true;
      }
    } catch (error) {
      if (isStoreFault(error)) throw error;
      if (isAlone) throw new PartFailed(reasonOf(error), { cause: error });
      await sql`rollback to savepoint part`.execute(tx);
      forgetLocks(tx);
      applied.failed.push(reasonOf(error));
    }
    if (!isAlone) await sql`release savepoint part`.execute(tx);
  }
  return applied;
}
