import { reasonOf } from '../errors.ts';
import { handOver, type EffectOptions } from '../deliver/hand-over.ts';
import type { TellOptions } from '../deliver/tell-state.ts';
import { isSaying } from '../handoff/wants-answer.ts';
import { isStoreFault } from '../store/fault.ts';
import { sql } from '../store/sql.ts';
import type { Event, Tx } from '../store/tables.ts';
import type { WebhookContent } from '../whatsapp/types.ts';
import { applyEcho } from './apply-echo.ts';
import { applyMessage } from './apply-message.ts';
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
}

export interface Line {
  fields: Record<string, unknown>;
  text: string;
}

/** What came of one webhook body, or of one part of it. */
export interface Applied {
  jobs: boolean;
  lines: Line[];
}

/**
 * Writes everything one body holds. Each part has its savepoint: one that fails costs only itself, and is named in `failed`.
 *
 * @throws what the store threw where it is the store that fails: then nothing of the body may count as read.
 */
export async function applyWebhook(
  tx: Tx,
  content: WebhookContent,
  event: Event,
  options: ApplyOptions,
): Promise<Applied & { failed: string[] }> {
  const applied: Applied & { failed: string[] } = { jobs: false, lines: [], failed: [] };
  const parts = [
    ...content.messages.map((message) => () => applyMessage(tx, message, event.received_at, options)),
    ...content.echoes.map((echo) => async () => {
      const result = await applyEcho(tx, echo, event.received_at, options);
      // A reaction or a deletion on the phone is no answer.
      if (result.contactId !== null && isSaying(echo.content.kind)) {
        const now = event.received_at;
        result.lines.push(...(await handOver(tx, result.contactId, { type: 'answered_on_phone' }, now, options)));
      }
      return result;
    }),
    ...content.statuses.map((status) => () => applyStatus(tx, status, event.received_at, options)),
  ];
  for (const part of parts) {
    await sql`savepoint part`.execute(tx);
    try {
      const result = await part();
      applied.jobs ||= result.jobs;
      applied.lines.push(...result.lines);
    } catch (error) {
      if (isStoreFault(error)) throw error;
      await sql`rollback to savepoint part`.execute(tx);
      applied.failed.push(reasonOf(error));
    }
    await sql`release savepoint part`.execute(tx);
  }
  return applied;
}
