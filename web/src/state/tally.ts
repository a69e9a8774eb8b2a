import type { DeskMessage, SandboxState } from '../../../src/sandbox/types.ts';

/** The mark that the bot's messages begin with in Chatwoot, where they come in by the customer's door. */
const botMark = '🤖';

export type Author = 'customer' | 'bot' | 'agent' | 'note' | 'activity';

/** Who said it, as a person at the desk would see it. */
export function authorOf(message: DeskMessage): Author {
  if (message.type === 'activity') return 'activity';
  if (message.private) return 'note';
  if (message.content?.startsWith(botMark)) return 'bot';
  return message.type === 'incoming' ? 'customer' : 'agent';
}

/** The sandbox tells the newest so many messages of a chat and of a conversation: beyond that, counts mean nothing. */
const shownAtMost = 200;

export interface Tally {
  /** False where a side is too long to be counted from what the page is told. */
  whole: boolean;
  /** Messages of the customer: on the phone, and at the desk. */
  said: { phone: number; desk: number };
  /** Answers of the business: on the phone, and at the desk. */
  answered: { phone: number; desk: number };
}

/** Counts both sides, so that "nothing is lost" can be seen rather than believed. */
export function tallyOf(state: SandboxState): Tally {
  const authors = state.conversations.flatMap((conversation) => conversation.messages).map(authorOf);
  const lengths = [state.phone, ...state.conversations.map(({ messages }) => messages)].map(({ length }) => length);
  return {
    whole: Math.max(...lengths) < shownAtMost,
    said: {
      phone: state.phone.filter((message) => message.from === 'customer').length,
      desk: authors.filter((author) => author === 'customer').length,
    },
    answered: {
      phone: state.phone.filter((message) => message.from === 'business').length,
      desk: authors.filter((author) => author === 'bot' || author === 'agent').length,
    },
  };
}
