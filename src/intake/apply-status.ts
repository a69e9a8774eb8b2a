import { tellState, type TellOptions } from '../deliver/tell/tell-state.ts';
import { arrivedLate, failLate } from '../deliver/fail-late.ts';
import { hurry } from '../store/jobs.ts';
import { lockContactOfMessage } from '../store/lock.ts';
import { messageById } from '../store/messages.ts';
import { advanceSend, sendById, sendOfStatus } from '../store/sends.ts';
import type { Tx } from '../store/tables.ts';
import type { StatusUpdate } from '../whatsapp/types.ts';
import type { Applied } from './apply-webhook.ts';

/**
 * News of something we sent. Moves it forward only; one that carries our own id also settles a send whose answer was lost.
 * A late refusal turns the finished job into a problem, with what can be done.
 */
export async function applyStatus(
  tx: Tx,
  status: StatusUpdate,
  now: number,
  options: TellOptions & { channelId: string },
): Promise<Applied> {
  let send = await sendOfStatus(tx, options.channelId, status);
  if (send && (await lockContactOfMessage(tx, send.message_id)))
    send = await sendOfStatus(tx, options.channelId, status);
  // Sent by another program on the same number, or older than what is kept.
  if (!send) return { jobs: false, lines: [] };
  const moved = await advanceSend(tx, send, {
    state: status.state,
    wamid: status.wamid,
    error: status.error?.text ?? null,
    errorCode: status.error?.code ?? null,
  });
  const message = await messageById(tx, send.message_id);
  if (!message) return { jobs: false, lines: [] };
  const waits = send.state === 'sending' || send.state === 'queued';
  if (waits) await hurry(tx, 'send', message.contact_id, now);
  // One still under way becomes a problem when its job looks at it (`sendHandler`).
  const refused = moved && status.state === 'failed' && !waits ? await sendById(tx, send.id) : undefined;
  if (refused) await failLate(tx, refused, options.provider);
  if (moved && send.state === 'failed') await arrivedLate(tx, send, now);
  if (!moved) return { jobs: waits, lines: [] };
  await tellState(tx, send.message_id, now, options);
  const fields = {
    exchange: message.exchange_id,
    state: status.state,
    ...(status.error ? { code: status.error.code } : {}),
  };
  return { jobs: true, lines: [{ fields, text: 'delivery news' }] };
}
