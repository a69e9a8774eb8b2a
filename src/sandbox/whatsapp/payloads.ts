import { WABA } from './health.ts';
import type { Failure } from './accept.ts';
import type { Person, SentMessage, WhatsAppState } from './people.ts';

export type StatusName = 'sent' | 'delivered' | 'read' | 'failed';

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

/** What a person said, in today's nested form. `content` is the type and what stands under it. */
export function inboundWebhook(
  state: WhatsAppState,
  person: Person,
  facts: { wamid: string; at: number; content: Record<string, unknown>; context: Record<string, unknown> | null },
): Record<string, unknown> {
  const message = {
    ...(facts.context === null ? {} : { context: facts.context }),
    ...(person.waId === null ? {} : { from: person.waId }),
    from_user_id: person.bsuid,
    id: facts.wamid,
    timestamp: seconds(facts.at),
    ...facts.content,
  };
  return envelope(state, { contacts: [contactOf(person)], messages: [message] });
}

/** News of messages that were sent; all in one body. */
export function statusWebhook(
  state: WhatsAppState,
  sent: readonly SentMessage[],
  status: StatusName,
  failure?: Failure,
): Record<string, unknown> {
  const people = [...new Set(sent.map((one) => one.person))];
  const statuses = sent.map((one) => ({
    id: one.wamid,
    status,
    timestamp: seconds(state.clock.now()),
    ...(one.person.waId === null ? {} : { recipient_id: one.person.waId }),
    // Recorded by Meta: of a failure, only where it was sent to that id.
    ...(failure && one.to !== null ? {} : { recipient_user_id: one.person.bsuid }),
    ...(one.callbackId === null ? {} : { biz_opaque_callback_data: one.callbackId }),
    ...(failure ? { errors: [errorOf(failure)] } : {}),
    ...(status === 'read' || status === 'failed'
      ? {}
      : { pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' } }),
  }));
  return envelope(state, { ...(failure ? {} : { contacts: people.map(contactOf) }), statuses });
}

function errorOf({ code, title, details }: Failure): Record<string, unknown> {
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
  return { code, title, message: title, error_data: { details }, href };
}
