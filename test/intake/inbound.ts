/** Webhook bodies as 360dialog sends them, with only what a test cares about. */
const metadata = { display_phone_number: '5491155550100', phone_number_id: '100000000000001' };

export const body = (value: object, field = 'messages'): object => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field, value: { messaging_product: 'whatsapp', metadata, ...value } }] }],
});

export const text = (id: string, said: string, given: { from?: string; at?: number } = {}): object => ({
  id,
  from: given.from ?? '5491155550123',
  timestamp: String(Math.floor((given.at ?? Date.now()) / 1_000)),
  type: 'text',
  text: { body: said },
});

export const status = (id: string, state: string, given: { ours?: string; errors?: object[] } = {}): object => ({
  id,
  status: state,
  timestamp: String(Math.floor(Date.now() / 1_000)),
  recipient_id: '5491155550123',
  ...(given.ours === undefined ? {} : { biz_opaque_callback_data: given.ours }),
  ...(given.errors === undefined ? {} : { errors: given.errors }),
});
