import { tellStateOf, type TellOptions } from '../deliver/tell/tell-state.ts';
import { arrivedLate, failLate } from '../deliver/fail-late.ts';
import { hurry } from '../store/jobs.ts';
import { lockContactNear } from '../store/lock.ts';
import { lockedMessage } from '../store/messages.ts';
import { isGone } from '../store/people/forget/rules.ts';
import { advance, isOf, sendById, sendOfStatus } from '../store/sends.ts';
import type { Tx } from '../store/tables.ts';
import type { StatusUpdate } from '../whatsapp/types.ts';
import { applyNoticeStatus } from './apply-notice-status.ts';
import type { Applied } from './apply-webhook.ts';

const NOTHING: Applied = { jobs: false, lines: [] };

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
  const found = await sendOfStatus(tx, options.channelId, status);
  // Sent by another program on the same number, or older than what is kept.
  if (!found) {
    const ofNotice = await applyNoticeStatus(tx, status, now, options);
    return ofNotice ?? ((await isOfForgotten(tx, status)) ? { ...NOTHING, forgotten: true } : NOTHING);
  }
  const mayHaveChanged = await lockContactNear(tx, found.message_id);
  const before = await lockedMessage(tx, found.message_id);
  const send = mayHaveChanged ? await sendById(tx, found.id) : found;
  if (!before || !send || !isOf(status, send)) return NOTHING;
  const news = await advance(tx, send, {
    state: status.state,
    wamid: status.wamid,
    at: status.at,
    error: status.error?.text ?? null,
    errorCode: status.error?.code ?? null,
  });
  const { moved } = news;
  const message = (news.moved && news.message) || before;
  const waits = send.state === 'sending' || send.state === 'queued';
  if (waits) await hurry(tx, 'send', message.contact_id, now);
  // One still under way becomes a problem when its job looks at it (`sendHandler`).
  const refused = moved && status.state === 'failed' && !waits ? await sendById(tx, send.id) : undefined;
  if (refused) await failLate(tx, refused, options.provider, now);
  if (moved && send.state === 'failed') await arrivedLate(tx, send, now);
  if (!moved) return { jobs: waits, lines: [] };
  const told = await tellStateOf(tx, message, now, options);
  const fields = {
    exchange: message.exchange_id,
    state: status.state,
    ...(status.error ? { code: status.error.code } : {}),
  };
  return { jobs: waits || told, lines: [{ fields, text: 'delivery news' }] };
}

async function isOfForgotten(tx: Tx, { callbackId }: StatusUpdate): Promise<boolean> {
  const send = callbackId === null ? undefined : await sendById(tx, callbackId);
  return isGone(send?.wamid ?? null);
}
