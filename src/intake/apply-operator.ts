import { keepOperatorWrote } from '../store/notify/operator.ts';
import type { Tx } from '../store/tables.ts';
import { maskNumber, matchKey } from '../whatsapp/numbers.ts';
import type { Inbound } from '../whatsapp/types.ts';
import type { Applied } from './apply-webhook.ts';

/** Whether it is NOTIFY_PHONE, however its number is written. */
export const isOperator = (waId: string | null, operator: string | null | undefined): boolean =>
  waId !== null && !!operator && matchKey(waId) === matchKey(operator);

/**
 * The operator wrote to the number: no customer, so that no bot answers and nothing of it goes to Chatwoot. It is noted that the 24 hours
 * begin anew in which they may be told something in free words.
 */
export async function applyOperator(
  tx: Tx,
  { sender, mute, saidAt: at, content }: Pick<Inbound, 'sender' | 'mute' | 'saidAt' | 'content'>,
  channel: string,
): Promise<Applied> {
  const { waId } = sender;
  // What they say in a group, and what WhatsApp tells of them, opens nothing.
  if (waId !== null && mute !== 'group' && content.kind !== 'system')
    await keepOperatorWrote(tx, channel, { at, waId });
  const fields = { from: maskNumber(waId ?? ''), kind: content.kind };
  return {
    jobs: false,
    lines: [{ fields, text: 'the operator wrote from NOTIFY_PHONE: nobody answers, and it is not registered' }],
  };
}
