import type { Say } from '../types.ts';
import type { Person, SentMessage, WhatsAppState } from './people.ts';

export type StatusName = 'sent' | 'delivered' | 'read';

const WABA = '200000000000001';

function envelope(state: WhatsAppState, value: Record<string, unknown>): Record<string, unknown> {
  const metadata = { display_phone_number: state.number.phone, phone_number_id: state.number.id };
  const change = { value: { messaging_product: 'whatsapp', metadata, ...value }, field: 'messages' };
  return { object: 'whatsapp_business_account', entry: [{ id: WABA, changes: [change] }] };
}

const seconds = (ms: number): string => String(Math.floor(ms / 1_000));

function contactOf(person: Person): Record<string, unknown> {
  return {
    profile: { name: person.name },
    ...(person.waId === null ? {} : { wa_id: person.waId }),
    user_id: person.bsuid,
  };
}

/** What a person said, in today's nested form. `quotes` is the wamid of the message a choice answers. */
export function inboundWebhook(
  state: WhatsAppState,
  person: Person,
  facts: { wamid: string; at: number; say: Say; quotes: string | null },
): Record<string, unknown> {
  const message = {
    ...(facts.quotes === null ? {} : { context: { from: state.number.phone, id: facts.quotes } }),
    ...(person.waId === null ? {} : { from: person.waId }),
    from_user_id: person.bsuid,
    id: facts.wamid,
    timestamp: seconds(facts.at),
    ...contentOf(facts.say),
  };
  return envelope(state, { contacts: [contactOf(person)], messages: [message] });
}

function contentOf({ text, choice }: Say): Record<string, unknown> {
  if (!choice) return { type: 'text', text: { body: text ?? '' } };
  const kind = choice.via === 'button' ? 'button_reply' : 'list_reply';
  return { type: 'interactive', interactive: { type: kind, [kind]: { id: choice.id, title: choice.title } } };
}

/** News of messages that were sent; all in one body. */
export function statusWebhook(
  state: WhatsAppState,
  sent: readonly SentMessage[],
  status: StatusName,
): Record<string, unknown> {
  const people = [...new Set(sent.map((one) => one.person))];
  const statuses = sent.map((one) => ({
    id: one.wamid,
    status,
    timestamp: seconds(state.clock.now()),
    ...(one.person.waId === null ? {} : { recipient_id: one.person.waId }),
    recipient_user_id: one.person.bsuid,
    ...(one.callbackId === null ? {} : { biz_opaque_callback_data: one.callbackId }),
    ...(status === 'read'
      ? {}
      : { pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' } }),
  }));
  return envelope(state, { contacts: people.map(contactOf), statuses });
}
