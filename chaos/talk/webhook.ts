import type { Number } from '../outside/outside.ts';

/** One text as a part of WhatsApp's body, by the names that it tells of its sender. */
export function textMessage(
  { whatsapp }: Number,
  said: { waId?: string; bsuid?: string; wamid: string; text: string },
): Record<string, unknown> {
  const { waId, bsuid, wamid, text } = said;
  const { phone, id } = whatsapp.state.number;
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: phone, phone_number_id: id },
    contacts: [
      {
        profile: { name: 'Cliente' },
        ...(waId === undefined ? {} : { wa_id: waId }),
        ...(bsuid === undefined ? {} : { user_id: bsuid }),
      },
    ],
    messages: [
      {
        ...(waId === undefined ? {} : { from: waId }),
        ...(bsuid === undefined ? {} : { from_user_id: bsuid }),
        id: wamid,
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: 'text',
        text: { body: text },
      },
    ],
  };
  return { id: '200000000000001', changes: [{ field: 'messages', value }] };
}
