import type { Contact, Tx } from '../store/tables.ts';
import { templatePart, type Template } from '../whatsapp/write/template.ts';
import { addSaid, type OutgoingOptions } from './add-said.ts';

/** Writes a template that is to be sent, as `addOutgoing` writes words. */
export async function addTemplate(
  tx: Tx,
  contact: Contact,
  { name, language, parameters = [] }: Omit<Template, 'parameters'> & { parameters?: string[] },
  options: OutgoingOptions,
): Promise<true> {
  const template = { name, language, parameters };
  // Its words are WhatsApp's: what is known here is which one, and with what in it.
  const text = [`📋 ${name} (${language})`, ...parameters].join('\n');
  const parts = [templatePart(template)];
  await addSaid(tx, contact, { id: options.newId(), kind: 'text', text, payload: { template }, parts }, options);
  return true;
}
