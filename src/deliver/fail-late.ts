import type { ProviderWords } from '../providers/about.ts';
import type { Send, Tx } from '../store/tables.ts';
import { adviceFor } from '../whatsapp/failures/failure.ts';

/** Why WhatsApp refused a send after it had taken it, and what can be done. */
export function refusalOf(
  send: Pick<Send, 'error' | 'error_code'>,
  at: ProviderWords,
): { reason: string; fix: string } {
  const advice = adviceFor(send.error_code, at);
  const { error, error_code: code } = send;
  const reason =
    error === null
      ? advice.reason
      : code === null
        ? `WhatsApp: ${error}`
        : `WhatsApp refused it, code ${code}: ${error}`;
  return { reason, fix: advice.fix };
}

/** WhatsApp tells that it has what was given up as not known: there is nothing to decide any more. */
export async function arrivedLate(tx: Tx, send: Pick<Send, 'id' | 'channel_id'>, now: number): Promise<void> {
  await tx
    .updateTable('jobs')
    .set({ state: 'done', effect: 'done', finished_at: now })
    .where('channel_id', '=', send.channel_id)
    .where('key', '=', `send:${send.id}`)
    .where('state', '=', 'problem')
    .where('effect', 'like', 'unclear %')
    .execute();
}

/** Turns the finished job of a send into a problem: the refusal came after it. */
export async function failLate(tx: Tx, send: Send, at: ProviderWords, now: number): Promise<void> {
  const { reason, fix } = refusalOf(send, at);
  await tx
    .updateTable('jobs')
    .set({ state: 'problem', last_error: reason, fix, due_set_at: now })
    .where('channel_id', '=', send.channel_id)
    .where('key', '=', `send:${send.id}`)
    .where('state', '=', 'done')
    .execute();
}
