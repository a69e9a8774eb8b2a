import { createHash } from 'node:crypto';
import { pause } from '../../src/clock.ts';
import type { Turn } from '../../src/bots/bot.ts';
import { answerTo } from '../verdict/truth.ts';

/** So long at most it thinks. Milliseconds. */
const THINKING_MS = 150;

/** Says back each message, each time after the same thought: people come in between. */
export default async function echo({ messages }: Turn) {
  const [first = 0] = createHash('sha256')
    .update(messages[0]?.id ?? '')
    .digest();
  await pause((first / 255) * THINKING_MS);
  return messages.map(({ text }) => ({ do: 'reply' as const, text: answerTo(text) }));
}
