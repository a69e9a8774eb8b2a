import type { EventAttachment, EventMessage } from '../chatwoot/events/event.ts';
import { addPart } from '../deliver/add-part.ts';
import type { Line } from '../deliver/hand-over.ts';
import { addAgentsTemplate } from '../deliver/template-line.ts';
import { NO_NUMBER, windowClosed } from '../deliver/tell/refusal-words.ts';
import { tellState } from '../deliver/tell/tell-state.ts';
import { addMessage } from '../store/messages.ts';
import { markActive } from '../store/people/contacts.ts';
import { sql } from '../store/sql.ts';
import type { Contact, Message, Place, Tx } from '../store/tables.ts';
import { composeParts } from '../whatsapp/write/compose.ts';
import { CAPTION_MAX } from '../whatsapp/write/media-part.ts';
import { windowOpen } from '../whatsapp/window.ts';
import { agentReplied } from './agent-replied.ts';
import { agentWords, type AgentWords } from './agent-words.ts';
import type { ListenOptions } from './listen-options.ts';

/**
 * Writes down, once, what an agent (or Chatwoot itself: greeting, away, survey) said to the customer, with the jobs that send it: text and
 * files as parts of one message, so that a retry goes on with the part that failed. Outside the 24-hour window nothing is tried: the
 * agent is told why and how to go on. A person's words also make the bot quiet.
 */
export async function applyAgentMessage(
  tx: Tx,
  place: Place,
  said: EventMessage,
  now: number,
  options: ListenOptions,
): Promise<Line[]> {
  const contact = await tx
    .selectFrom('contacts')
    .selectAll()
    .where('id', '=', place.contact_id)
    .executeTakeFirstOrThrow();
  await markActive(tx, contact, said.createdAt);
  const words = agentWords(said, place, options);
  const { text } = words;
  const files = said.attachments.filter((file) => file.url !== null);
  const id = options.newId();
  const quoted = said.inReplyTo === null ? undefined : await quotedMessage(tx, contact, said.inReplyTo);
  const hasAddress = contact.wa_id !== null || contact.bsuid !== null;
  const isOpen = hasAddress && (await mayWriteFreely(tx, contact, now, options));
  const sayable = text !== '' || files.length > 0 || words.buttons.length > 0;
  // A template takes no files, and its words must be some.
  const template = hasAddress && !isOpen && text !== '' && files.length === 0 ? options.windowTemplate : null;
  const state = !sayable ? 'discarded' : isOpen || template ? 'queued' : 'failed';
  await addMessage(tx, {
    id,
    contact_id: contact.id,
    channel_id: contact.channel_id,
    author: 'agent',
    kind: files.length > 0 ? 'media' : 'text',
    text,
    payload: JSON.stringify({ from: said.sender?.name ?? null, type: said.type }),
    reply_to: quoted?.id ?? null,
    said_at: said.createdAt,
    created_at: now,
    exchange_id: id,
    answered_at: now,
    whatsapp_state: state,
    chatwoot_state: 'registered',
    chatwoot_message_id: said.id,
    place_id: place.id,
    error: state !== 'failed' ? null : hasAddress ? windowClosed(options.language, options.windowAdvice) : NO_NUMBER,
  });
  const lines: Line[] = [{ fields: { exchange: id, chatwootMessage: said.id, state }, text: 'an agent wrote' }];
  if (sayable) {
    // Also what is outside the window is kept in parts: after the customer has written, Retry sends them.
    const parts = { ...words, files, quoteWamid: quoted?.wamid ?? null, held: state === 'failed' };
    if (template) {
      const of = { contactId: contact.id, channelId: contact.channel_id, messageId: id };
      await addAgentsTemplate(tx, of, { ...template, parameters: [text] }, now, options);
    } else await addParts(tx, contact, id, parts, now);
  }
  if (state === 'failed') await tellState(tx, id, now, options);
  return [...lines, ...(await agentReplied(tx, place, said, now, options))];
}

/** Within WhatsApp's 24 hours, or where only WhatsApp can tell: of somebody known by another program's exchanges, or made by an agent. */
async function mayWriteFreely(tx: Tx, contact: Contact, now: number, options: ListenOptions): Promise<boolean> {
  if (contact.last_inbound_at !== null) return windowOpen(contact.last_inbound_at, now);
  if (options.windowTemplate === null) return true;
  // Who was never heard of has not written lately.
  const said = await tx
    .selectFrom('messages')
    .select('id')
    .where('contact_id', '=', contact.id)
    .where('author', '=', sql.lit('customer'))
    .limit(1)
    .executeTakeFirst();
  return said !== undefined;
}

async function quotedMessage(tx: Tx, contact: Contact, chatwootId: number): Promise<Message | undefined> {
  return await tx
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contact.id)
    .where('chatwoot_message_id', '=', chatwootId)
    .executeTakeFirst();
}

async function addParts(
  tx: Tx,
  contact: Contact,
  messageId: string,
  said: AgentWords & { files: EventAttachment[]; quoteWamid: string | null; held: boolean },
  now: number,
): Promise<void> {
  const [first] = said.files;
  // Longer than a caption, or before a recording: a text of its own.
  const fits = said.text.length <= CAPTION_MAX && said.buttons.length === 0;
  const onFile = first !== undefined && first.fileType !== 'audio' && fits;
  const { text, buttons, quoteWamid } = said;
  const parts: object[] = onFile ? [] : composeParts({ text, buttons, quoteWamid });
  for (const [position, file] of said.files.entries()) {
    const { id } = await tx
      .insertInto('files')
      .values({
        channel_id: contact.channel_id,
        message_id: messageId,
        position,
        state: 'wanted',
        source: JSON.stringify({ url: file.url }),
        mime: file.contentType,
        name: file.name,
        size: file.size,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const caption = position === 0 && onFile && said.text !== '' ? { caption: said.text } : {};
    const quote = parts.length === 0 && said.quoteWamid ? { quoteWamid: said.quoteWamid } : {};
    parts.push({ file: id, ...caption, ...quote });
  }
  for (const [part, payload] of parts.entries())
    await addPart(tx, { contactId: contact.id, messageId, part, payload, held: said.held }, now);
}
