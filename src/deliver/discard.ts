import { advanceSend } from '../store/sends.ts';
import type { Contact, Send, Tx } from '../store/tables.ts';
import { tellDiscarded, type TellOptions } from './tell/tell-state.ts';

/** Lets a send of the bot's be, because a person answers now; where Chatwoot shows the words already, agents are told that nobody got them. */
export async function discardTakenOver(
  tx: Tx,
  send: Send,
  contact: Contact,
  now: number,
  tell: TellOptions,
): Promise<void> {
  const error = `discarded: a person answers (${contact.answered_reason ?? 'taken over'})`;
  if (await advanceSend(tx, send, { state: 'discarded', error })) await tellDiscarded(tx, send.message_id, now, tell);
}
