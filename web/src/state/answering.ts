import type { DeskConversation, DeskMessage } from '../../../src/sandbox/types.ts';
import { authorOf, tellsHandOver } from './author.ts';

export type Answering = 'bot' | 'person';

/** Labels that keep the bot quiet. */
export const humanLabel = 'humano';
const label = /\b(humano|human)\b/;

/** What a line in grey says about who answers; null where nothing. The sandbox writes them in Spanish, as the recorded server. */
function byActivity(line: string): Answering | null {
  if (/marcada como (resuelta|pendiente)/.test(line)) return 'bot';
  if (/no asignada/.test(line)) return null;
  if (/auto asignó|^Asignado a/.test(line)) return 'person';
  if (!label.test(line)) return null;
  return / agregó /.test(line) ? 'person' : / eliminó a /.test(line) ? 'bot' : null;
}

function byMessage(message: DeskMessage): Answering | null {
  switch (authorOf(message)) {
    case 'activity':
      return byActivity(message.content ?? '');
    case 'agent':
      return 'person';
    case 'bot':
      return 'bot';
    case 'note':
    case 'notice':
      return tellsHandOver(message) ? 'person' : null;
    case 'auto':
    case 'customer':
      return null;
  }
}

/**
 * Who answers the customer now, as far as the conversation shows it: the newest sign counts. The service knows it for sure; a
 * conversation that the bot took back after hours of quiet, say, shows only when it answers.
 */
export function whoAnswers({ messages }: DeskConversation): Answering {
  for (const message of messages.toReversed()) {
    const sign = byMessage(message);
    if (sign) return sign;
  }
  return 'bot';
}
