import { currentPlace } from '../store/people/places.ts';
import type { Tx } from '../store/tables.ts';
import { templatePart, type Template } from '../whatsapp/write/template.ts';
import { addPart } from './add-part.ts';
import { addLine } from './tell/tell-state.ts';

export interface TemplateLineOptions {
  register: 'on' | 'off';
  /** With the bot's token: the line is no message of the customer. */
  notes: boolean;
  newId: () => string;
}

/** What agents read of a template until its own words are known: which one, and with what in it. */
export const templateNamed = ({ name, language, parameters }: Template): string =>
  [`📋 ${name} (${language})`, ...parameters].join('\n');

/**
 * Writes a template that is to go in place of an agent's message, and a line with its words below that message: the customer reads more
 * than what the agent wrote. A line of a conversation that is resolved would open it again, unless the bot's token posts it.
 */
export async function addAgentsTemplate(
  tx: Tx,
  of: { contactId: number; channelId: string; messageId: string },
  template: Template,
  now: number,
  { register, notes, newId }: TemplateLineOptions,
): Promise<void> {
  const { contactId, channelId, messageId } = of;
  await addPart(tx, { contactId, messageId, part: 0, payload: templatePart(template) }, now);
  if (register === 'off') return;
  if (!notes && (await currentPlace(tx, contactId)).status === 'resolved') return;
  const text = templateNamed(template);
  await addLine(tx, { contactId, channelId, text, exchangeId: messageId, now, newId, about: messageId, template });
}
