import type { Contact, Tx } from '../store/tables.ts';
import { templatePart, type Template } from '../whatsapp/write/template.ts';
import { addSaid, type OutgoingOptions } from './add-said.ts';
import { templateNamed } from './template-line.ts';

/** Writes a template that is to be sent, as `addOutgoing` writes words. */
export async function addTemplate(
  tx: Tx,
  contact: Contact,
  { name, language, parameters = [] }: Omit<Template, 'parameters'> & { parameters?: string[] },
  options: OutgoingOptions,
): Promise<true> {
  const template = { name, language, parameters };
  // Its words are WhatsApp's, and come before it is registered (`withTemplateWords`).
  const text = templateNamed(template);
  const parts = [templatePart(template)];
  await addSaid(tx, contact, { id: options.newId(), kind: 'text', text, payload: { template }, parts }, options);
  return true;
}
