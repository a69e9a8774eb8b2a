import type { Conversation, Sender } from '../records.ts';
import type { ChatwootState } from '../state.ts';
import { LiquidError, renderLiquid, type LiquidValue } from './render.ts';

/**
 * What is saved of the content of an outgoing or template message: Liquid reads it first. What stands in backticks is spared; a text
 * that Liquid cannot read is left alone.
 */
export function throughLiquid(
  state: ChatwootState,
  conversation: Conversation,
  sender: Sender | null,
  content: string,
): string {
  // As Chatwoot spares code. Its `raw` ends at the first end in the text, so that one around backticks makes all of it unreadable.
  const spared = content.replace(/`(.*?)`/gs, (code) => `{% raw %}${code}{% endraw %}`);
  try {
    return renderLiquid(spared, namesFor(state, conversation, sender));
  } catch (error) {
    if (error instanceof LiquidError) return content;
    throw error;
  }
}

function namesFor(
  state: ChatwootState,
  conversation: Conversation,
  sender: Sender | null,
): { [name: string]: LiquidValue } {
  const { contact, inbox } = conversation.source;
  return {
    contact: {
      ...named(contact.name),
      email: contact.email,
      phone_number: contact.phone,
      custom_attribute: scalars(contact.custom),
    },
    agent: named(sender?.name ?? null),
    conversation: {
      display_id: conversation.id,
      contact_name: contact.name,
      custom_attribute: scalars(conversation.custom),
    },
    inbox: { name: inbox.name },
    account: { name: state.account.name },
  };
}

/** With the first word of it and, where there are several, the last. */
function named(name: string | null): { [name: string]: LiquidValue } {
  const words = (name ?? '').split(/\s+/).filter((word) => word !== '');
  return { name, first_name: words[0] ?? null, last_name: words.length > 1 ? (words.at(-1) ?? null) : null };
}

function scalars(custom: Record<string, unknown>): { [name: string]: LiquidValue } {
  const plain = Object.entries(custom).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(plain) as { [name: string]: LiquidValue };
}
