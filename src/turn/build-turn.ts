import type { Said, Turn } from '../bots/bot.ts';
import type { Contact, Message } from '../store/tables.ts';
import type { Content } from '../whatsapp/types.ts';

/** Messages a bot may look back on. */
export const HISTORY = 30;

/** What the bot is given of one person. */
export function buildTurn(contact: Contact, earlier: Message[], messages: Message[], language: 'es' | 'en'): Turn {
  return {
    person: { id: String(contact.id), name: contact.name, phone: contact.phone },
    history: earlier.map(said),
    messages: messages.map(said),
    language,
  };
}

function said(message: Message): Said {
  const content = message.author === 'customer' ? (JSON.parse(message.payload) as Content) : null;
  return {
    id: message.id,
    author: message.author,
    kind: message.kind,
    // Without the marks that agents see around it (quotes, "forwarded"): a bot looks for words.
    text: content?.kind === 'text' ? content.text : content?.kind === 'choice' ? content.title : message.text,
    ...(content?.kind === 'choice' ? { choiceId: content.id } : {}),
    at: message.said_at,
  };
}
