import { expect, test } from 'vitest';
import { describe as told } from '../../../src/whatsapp/say/describe.ts';
import { byNumber } from '../../../src/whatsapp/read/own-number.ts';
import { listWebhook, readWebhook } from '../../../src/whatsapp/read/webhook.ts';

const value = (numberId: string | null, more: object) => ({
  messaging_product: 'whatsapp',
  ...(numberId === null ? {} : { metadata: { display_phone_number: '5491155550100', phone_number_id: numberId } }),
  ...more,
});
const body = (...changes: [string, object][]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '200000000000001', changes: changes.map(([field, one]) => ({ field, value: one })) }],
});
const said = (id: string) => ({
  messages: [{ from: '5491155550123', id, timestamp: '1790000001', type: 'text', text: { body: id } }],
});
const status = { statuses: [{ id: 'wamid.S', status: 'sent', timestamp: '1790000001' }] };
const ARRIVED = 1_790_000_100_000;
test('a body of several numbers is one for each, with what belongs to it; what names none stays together', () => {
  const mixed = body(
    ['messages', value('1001', said('a'))],
    ['messages', value('2002', said('b'))],
    ['messages', value('2002', status)],
    ['smb_message_echoes', value('3003', { message_echoes: [{ id: 'wamid.E', to: '5491155550123' }] })],
    ['messages', value(null, said('c'))],
    ['account_update', { event: 'DISABLED_UPDATE' }],
    ['messages', value('1001', said('d'))],
  );
  const parts = byNumber(mixed);
  const read = parts.map((one) => ({ number: one.number, ...readWebhook(one.body, ARRIVED) }));
  expect(read.map(({ number, messages }) => [number, messages.map(({ wamid }) => wamid)])).toEqual([
    ['1001', ['a', 'd']],
    ['2002', ['b']],
    ['3003', []],
    [null, ['c']],
  ]);
  expect(read.map(({ statuses, echoes, alerts }) => [statuses.length, echoes.length, alerts.length])).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
});

test('a body of one number, or of none, is what it was', () => {
  const one = body(['messages', value('2002', said('b'))], ['messages', value('2002', status)]);
  expect(byNumber(one)).toEqual([{ number: '2002', body: one }]);
  expect(byNumber(one)[0]?.body).toBe(one);
  for (const odd of [null, 7, 'text', [], {}, { entry: {} }, { entry: [null, { changes: 'x' }] }, { contacts: [] }])
    expect(byNumber(odd)).toEqual([{ number: null, body: odd }]);
  expect(listWebhook({ contacts: [], ...said('d') }, 0).messages).toHaveLength(1);
});

const wish = (more: object, contacts: unknown = []) =>
  body([
    'user_preferences',
    value('1001', { contacts, user_preferences: [{ category: 'marketing_messages', ...more }] }),
  ]);

test('a wish about marketing messages is news of the person, known again by what it says', () => {
  const contacts = [{ wa_id: '5491155550123', user_id: 'AR.20417755330198264471', profile: { name: 'Ana' } }];
  const read = () =>
    readWebhook(wish({ wa_id: '5491155550123', value: 'stop', timestamp: 1790000000 }, contacts), ARRIVED);
  const [message] = read().messages;
  expect(message).toMatchObject({
    sender: { waId: '5491155550123', bsuid: 'AR.20417755330198264471', name: 'Ana' },
    saidAt: 1_790_000_000_000,
    content: { kind: 'system', change: 'marketing_stopped' },
  });
  expect(read().messages[0]?.wamid).toBe(message?.wamid);
  expect(message && told(message.content, 'es')).toBe('🔕 ya no quiere recibir promociones');
  const back = readWebhook(wish({ user_id: 'US.1', value: 'resume', timestamp: 1790000009 }), 0).messages[0];
  expect(back?.sender).toMatchObject({ waId: null, bsuid: 'US.1' });
  expect(back && told(back.content, 'en')).toBe('🔔 accepts marketing messages again');
});

test.each([
  [{ wa_id: '5491155550123', value: 'pause' }, 'preference pause'],
  [{ wa_id: '5491155550123', value: {} }, 'preference without value'],
  [{ value: 'stop' }, 'preference without a person'],
  [{ wa_id: '5491155550123', value: 'stop', category: 'calls' }, 'preference about calls'],
  [{ wa_id: '5491155550123', value: 'stop', category: 7 }, 'preference about nothing'],
])('what cannot be used is named: %j', (more, why) => {
  expect(readWebhook(wish(more), 0)).toMatchObject({ messages: [], ignored: [why] });
});

test.each([null, 'x', [null], [[]], [7]])('a list that is none does no harm: %j', (list) => {
  const read = readWebhook(body(['user_preferences', value('1001', { user_preferences: list })]), 0);
  expect(read.messages).toEqual([]);
});
