import { sql } from 'kysely';
import { reasonOf } from '../errors.ts';
import { applyHandoff } from '../handoff/apply.ts';
import type { Event, Tx } from '../store/tables.ts';
import type { WebhookContent } from '../whatsapp/types.ts';
import { applyEcho } from './apply-echo.ts';
import { applyMessage } from './apply-message.ts';
import { applyStatus } from './apply-status.ts';

export interface ApplyOptions {
  /** The channel all events of this door belong to. */
  channelId: string;
  language: 'es' | 'en';
  /** What is written to Chatwoot: nothing (`off`), or a job each. */
  register: 'on' | 'off';
  /** Whether a bot answers at all. */
  bot: boolean;
  /** Older messages are registered but not answered. Milliseconds. */
  answerMaxAgeMs: number;
  quietHours: number;
  newId: () => string;
}

export interface Line {
  fields: Record<string, unknown>;
  text: string;
}

/** What came of one webhook body. */
export interface Applied {
  jobs: boolean;
  lines: Line[];
}

/** Writes everything one body holds. Each part has its savepoint: one that fails is logged and costs only itself. */
export async function applyWebhook(
  tx: Tx,
  content: WebhookContent,
  event: Event,
  options: ApplyOptions,
): Promise<Applied> {
  const applied: Applied = { jobs: false, lines: [] };
  const parts = [
    ...content.messages.map((message) => () => applyMessage(tx, message, event.received_at, options)),
    ...content.echoes.map((echo) => async () => {
      const result = await applyEcho(tx, echo, event.received_at, options);
      if (result.contactId !== null) {
        const now = event.received_at;
        await applyHandoff(tx, result.contactId, { type: 'person_replied' }, { now, quietHours: options.quietHours });
      }
      return result;
    }),
    ...content.statuses.map((status) => () => applyStatus(tx, status, event.received_at)),
  ];
  const alone = parts.length === 1;
  for (const part of parts) {
    if (!alone) await sql`savepoint part`.execute(tx);
    try {
      const result = await part();
      applied.jobs ||= result.jobs;
      applied.lines.push(...result.lines);
    } catch (error) {
      if (alone) throw error;
      await sql`rollback to savepoint part`.execute(tx);
      applied.lines.push({ fields: { event: event.id, reason: reasonOf(error) }, text: 'a part of an event failed' });
    }
    if (!alone) await sql`release savepoint part`.execute(tx);
  }
  return applied;
}
