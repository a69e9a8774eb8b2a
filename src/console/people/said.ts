import type { Message } from '../../store/tables.ts';
import type { Said } from '../tools.ts';

/** One thing that was said, as lists of a conversation show it. */
export interface SaidShown {
  id: string;
  author: Message['author'];
  kind: string;
  text: string;
  at: number;
  storedAt: number;
  whatsapp: Message['whatsapp_state'];
  chatwoot: Message['chatwoot_state'];
  answer: Message['answer'];
  /** A customer's, and nobody has decided what becomes of it. */
  waits: boolean;
  error: string | null;
}

/** @param said the language of whoever looks */
export const saidShown = (message: Message, said: Said): SaidShown => ({
  id: message.id,
  author: message.author,
  kind: message.kind,
  text: message.text,
  at: Number(message.said_at),
  storedAt: Number(message.created_at),
  whatsapp: message.whatsapp_state,
  chatwoot: message.chatwoot_state,
  answer: message.answer,
  waits: message.author === 'customer' && message.answered_at === null,
  error: message.error === null ? null : said(message.error),
});
