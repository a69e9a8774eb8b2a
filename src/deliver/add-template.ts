import type { Contact, Tx } from '../store/tables.ts';
import { templatePart, type Template } from '../whatsapp/write/template.ts';
import { addRegister, type OutgoingOptions } from './add-outgoing.ts';
import { addPart } from './add-part.ts';

/** Writes a template that is to be sent, as `addOutgoing` writes words. */
export async function addTemplate(
  tx: Tx,
  contact: Contact,
  { name, language, parameters = [] }: Omit<Template, 'parameters'> & { parameters?: string[] },
  { author, register, newId, now, exchangeId, notice }: OutgoingOptions,
): Promise<true> {
  const id = newId();
  const template = { name, language, parameters };
  await tx
    .insertInto('messages')
    .values({
      id,
      contact_id: contact.id,
      channel_id: contact.channel_id,
      author,
      kind: 'text',
      // Its words are WhatsApp's: what is known here is which one, and with what in it.
      text: [`📋 ${name} (${language})`, ...parameters].join('\n'),
      payload: JSON.stringify({ template, notice }),
      said_at: now,
      created_at: now,
      exchange_id: exchangeId,
      whatsapp_state: 'queued',
      chatwoot_state: register === 'on' ? 'queued' : 'off',
    })
    .execute();
  await addPart(tx, { contactId: contact.id, messageId: id, part: 0, payload: templatePart(template) }, now);
  if (register === 'on') await addRegister(tx, contact.id, id, now);
  return true;
}
