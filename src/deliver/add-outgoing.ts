import { botToWhatsApp } from '../chatwoot/markdown.ts';
import { messageById } from '../store/messages.ts';
import type { Contact, Message, Tx } from '../store/tables.ts';
import { composeParts, type OutText } from '../whatsapp/write/compose.ts';
import { addSaid, type OutgoingOptions } from './add-said.ts';

/** What is said to a customer; `quote` is our id of a message of theirs. */
export type Outgoing = Omit<OutText, 'quoteWamid'> & { quote?: string };

/**
 * Writes words that are to be said, as WhatsApp takes them: in several parts where they are long.
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
  const quoted = await quotedOf(tx, contact, outgoing.quote);
  const parts = composeParts({ ...outgoing, quoteWamid: quoted?.wamid ?? null });
  if (parts.length === 0) return null;
  const id = options.newId();
  const text = readable(outgoing);
  await addSaid(
    tx,
    contact,
    { id, kind: 'text', text, payload: outgoing, replyTo: quoted?.id ?? null, parts },
    options,
  );
  return id;
}

/** The message that is to be quoted, where it is this person's own. */
export async function quotedOf(tx: Tx, contact: Contact, id: string | undefined): Promise<Message | null> {
  const quoted = id === undefined ? undefined : await messageById(tx, id);
  return quoted?.contact_id === contact.id ? quoted : null;
}

/** What agents read: the text, and the choices offered below it. */
function readable(outgoing: Outgoing): string {
  const options = outgoing.list ? outgoing.list.rows : (outgoing.buttons ?? []);
  return [outgoing.text, ...options.map((option) => `▫️ ${option.title}`)].join('\n');
}
