import type { Message } from '../../store/tables.ts';
import type { Said } from '../tools.ts';
import type { SaidShown } from './shapes.ts';

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
