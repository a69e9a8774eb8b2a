import { botToWhatsApp } from '../chatwoot/markdown.ts';
import { addJob } from '../store/jobs.ts';
import { messageById } from '../store/messages.ts';
import { addPart } from './add-part.ts';
import type { Contact, Tx } from '../store/tables.ts';
import { composeParts, type OutText } from '../whatsapp/write/compose.ts';

/** What is said to a customer; `quote` is our id of a message of theirs. */
export type Outgoing = Omit<OutText, 'quoteWamid'> & { quote?: string };

export interface OutgoingOptions {
  author: 'bot' | 'agent';
  register: 'on' | 'off';
  newId: () => string;
  now: number;
  /** Traces it with what it answers. */
  exchangeId: string;
  /** Said although a person answers from now on: the words that announce just that. */
  notice: boolean;
}

/**
 * Writes what is to be said and the jobs that send it (one for each part) and register it (one for all).
 * Gives our id of the message, or null where nothing sayable was in it.
 */
export async function addOutgoing(
  tx: Tx,
  contact: Contact,
  said: Outgoing,
  options: OutgoingOptions,
): Promise<string | null> {
  // The one door of all bots, whatever they write.
  const outgoing = options.author === 'bot' ? { ...said, text: botToWhatsApp(said.text) } : said;
  const { now, exchangeId, author, notice, register } = options;
  const quoted = outgoing.quote === undefined ? undefined : await messageById(tx, outgoing.quote);
  const parts = composeParts({ ...outgoing, quoteWamid: quoted?.contact_id === contact.id ? quoted.wamid : null });
  if (parts.length === 0) return null;
  const id = options.newId();
  await tx
    .insertInto('messages')
    .values({
      id,
      contact_id: contact.id,
      channel_id: contact.channel_id,
      author,
      kind: 'text',
      text: readable(outgoing),
      payload: JSON.stringify({ ...outgoing, notice }),
      reply_to: quoted?.id ?? null,
      said_at: now,
      created_at: now,
      exchange_id: exchangeId,
      whatsapp_state: 'queued',
      chatwoot_state: register === 'on' ? 'queued' : 'off',
    })
    .execute();
  for (const [part, payload] of parts.entries())
    await addPart(tx, { contactId: contact.id, messageId: id, part, payload }, now);
  if (register === 'on') await addRegister(tx, contact.id, id, now);
  return id;
}

/** The job that registers a message in Chatwoot. */
export async function addRegister(tx: Tx, contactId: number, messageId: string, now: number): Promise<void> {
  const payload = { message: messageId };
  await addJob(tx, { kind: 'register', contactId, key: `register:${messageId}`, payload, dueAt: now });
}

/** What agents read: the text, and the choices offered below it. */
function readable(outgoing: Outgoing): string {
  const options = outgoing.list ? outgoing.list.rows : (outgoing.buttons ?? []);
  return [outgoing.text, ...options.map((option) => `▫️ ${option.title}`)].join('\n');
}
