import type { Send, Tx } from '../../store/tables.ts';
import { advanceSend } from '../../store/sends.ts';
import type { SendOptions } from './send-options.ts';
import { tellState } from '../tell/tell-state.ts';

/** Written with the end of its job: the send has failed for good, and agents see why. */
export async function failSend(
  tx: Tx,
  send: Send,
  reason: string,
  { tell, clock }: Pick<SendOptions, 'tell' | 'clock'>,
): Promise<void> {
  await advanceSend(tx, send, { state: 'failed', error: reason });
  await tellState(tx, send.message_id, clock.now(), tell);
}
