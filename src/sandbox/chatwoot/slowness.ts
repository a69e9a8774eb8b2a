import { pause } from '../../clock.ts';
import { internal } from './answers.ts';
import type { Conversation } from './records.ts';

/** Recorded on 2 cores: 100 messages 0.6 s, 1,000 messages 5 s, so 5 ms each; the server gives up after 15 s. */
export const RECORDED_MS_PER_MESSAGE = 5;
const GIVES_UP_AT = 3_000;

/** Waits as long as a real server needs to write these histories, or until the caller has left; 500 where it would give up. */
export async function slowly(
  conversations: readonly Conversation[],
  msPerMessage: number,
  left: () => AbortSignal,
): Promise<void> {
  if (msPerMessage === 0) return;
  const count = conversations.reduce((sum, one) => sum + one.messages.length, 0);
  await pause(Math.min(count, GIVES_UP_AT) * msPerMessage, left());
  if (count >= GIVES_UP_AT) throw internal();
}
