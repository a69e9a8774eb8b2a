import type { DeskConversation, DeskMessage } from '../../../src/sandbox/types.ts';
import { authorOf, tellsHandOver } from './author.ts';

export type Answering = 'bot' | 'person';

/** Labels that keep the bot quiet. */
export const humanLabel = 'humano';
const label = /\b(humano|human)\b/;

/**
 * What a line in grey says about who answers; null where nothing. `before`: the lines above it. The sandbox writes them in
 * Spanish, as the recorded server.
 */
function byActivity(line: string, before: readonly DeskMessage[], { status }: DeskConversation): Answering | null {
  if (/marcada como (resuelta|pendiente)/.test(line)) return 'bot';
  if (/reabierta por/.test(line)) return afterPending(before) ? 'person' : null;
  if (/no asignada/.test(line)) return status === 'pending' ? 'bot' : null;
  if (/auto asignó|^Asignado a/.test(line)) return 'person';
  if (!label.test(line)) return null;
  return / agregó /.test(line) ? 'person' : / eliminó a /.test(line) ? 'bot' : null;
}

/** Pending is where the bot's conversations rest: whoever opens one takes it. */
function afterPending(before: readonly DeskMessage[]): boolean {
  const status = /fue (marcada como (resuelta|pendiente)|reabierta|pospuesta)/;
  const last = before.findLast((one) => authorOf(one) === 'activity' && status.test(one.content ?? ''));
  return last?.content?.includes('pendiente') ?? false;
}

/**
 * Who answers the customer now, as far as the conversation shows it: the newest sign counts. Words of the bot are one only where they
 * answer the customer: after a take-over they announce it, or are late. The service knows it for sure; what shows here late is a
 * conversation that the bot took back after hours of quiet: once it answers.
 */
export function whoAnswers(conversation: DeskConversation): Answering {
  const { messages } = conversation;
  let spoke = false;
  for (const [back, message] of messages.toReversed().entries()) {
    switch (authorOf(message)) {
      case 'activity': {
        const before = messages.slice(0, messages.length - 1 - back);
        const sign = byActivity(message.content ?? '', before, conversation);
        if (sign) return sign;
        break;
      }
      case 'agent':
        return 'person';
      case 'bot':
        spoke = true;
        break;
      case 'customer':
        if (spoke) return 'bot';
        break;
      case 'note':
      case 'notice':
        if (tellsHandOver(message)) return 'person';
        break;
      case 'auto':
        break;
    }
  }
  return 'bot';
}
