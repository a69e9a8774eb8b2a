import type { FindTemplate } from '../../providers/template-list.ts';
import type { Store } from '../../store/open.ts';
import type { Message } from '../../store/tables.ts';
import { templateText } from '../../whatsapp/say/template-text.ts';
import type { Template } from '../../whatsapp/write/template.ts';

interface Payload {
  template?: Template;
  /** Its words stand in the message, or could not be had. */
  worded?: true;
}

/** The template that a message of ours stands for; null where it stands for none. */
export const templateOf = (message: Message): Template | null =>
  (JSON.parse(message.payload) as Payload).template ?? null;

/**
 * The message with the template's own words, as the customer reads them, in place of its name. Kept before it is posted: a read-back must
 * find what was posted, and the bot what was said. What the provider does not tell in time stays name and values.
 */
export async function withTemplateWords(
  message: Message,
  { store, find, language }: { store: Store; find: FindTemplate; language: 'es' | 'en' },
): Promise<Message> {
  const payload = JSON.parse(message.payload) as Payload;
  if (payload.template === undefined || payload.worded) return message;
  const { name, language: spoken, parameters } = payload.template;
  const found = await find(name, spoken);
  const words = found && templateText(found.components, parameters, language);
  const change = {
    ...(words === null ? {} : { text: `📋 ${words}` }),
    payload: JSON.stringify({ ...payload, worded: true } satisfies Payload),
  };
  await store.write(
    async (tx) => void (await tx.updateTable('messages').set(change).where('id', '=', message.id).execute()),
  );
  return { ...message, ...change };
}
