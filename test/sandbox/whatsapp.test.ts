import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import type { StatusUpdate } from '../../src/whatsapp/types.ts';
import { readWebhook } from '../../src/whatsapp/read/webhook.ts';
import { startReceiver, type Receiver } from './receiver.ts';

const ANA = '5491155550123';
let whatsapp: SandboxWhatsApp;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
  whatsapp = await startSandboxWhatsApp({
    webhookUrl: receiver.url,
    webhookHeaders: { authorization: 'Basic abc' },
    statusDelayMs: 1,
    redeliverMs: 5,
  });
});

afterEach(async () => {
  await whatsapp.close();
  await receiver.close();
});

function post(body: unknown, path = '/messages', key = whatsapp.apiKey): Promise<Response> {
  return fetch(whatsapp.url + path, {
    method: 'POST',
    headers: { 'D360-API-KEY': key, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

interface Body {
  error?: { code: number };
  meta?: { http_code: number };
  contacts?: unknown[];
}
const json = async (answer: Response) => (await answer.json()) as Body;

const frame = { messaging_product: 'whatsapp', recipient_type: 'individual', to: ANA };
const text = (body: string) => ({ ...frame, type: 'text', text: { body } });
const read = (body: unknown) => readWebhook(body, 0);
const statuses = (): StatusUpdate[] => receiver.bodies.flatMap((body) => read(body).statuses);

test('what a person says comes as a webhook that our reader understands', async () => {
  const said = await whatsapp.say({ waId: ANA, name: 'Ana', text: 'Hola' });
  await whatsapp.say({ waId: ANA, choice: { id: 'yes', title: 'Sí', via: 'button' } });
  await whatsapp.say({ waId: ANA, choice: { id: 'row', title: 'Envíos', via: 'list' } });
  expect(said.taken).toBe(true);
  const found = receiver.bodies.map(read);
  expect(found.flatMap(({ ignored }) => ignored)).toEqual([]);
  const messages = found.flatMap((one) => one.messages);
  expect(messages[0]).toMatchObject({
    wamid: said.wamid,
    phoneNumberId: '100000000000001',
    sender: { waId: ANA, name: 'Ana' },
    mute: null,
  });
  expect(messages[0]?.sender.bsuid).toMatch(/^AR\.\d{20}$/);
  expect(messages.map(({ content }) => content)).toEqual([
    { kind: 'text', text: 'Hola' },
    { kind: 'choice', via: 'button', id: 'yes', title: 'Sí', description: null },
    { kind: 'choice', via: 'list', id: 'row', title: 'Envíos', description: null },
  ]);
  expect(receiver.headers[0]?.authorization).toBe('Basic abc');
});

test('a choice quotes the message that offered it', async () => {
  const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Sí' } }];
  const interactive = { type: 'button', body: { text: '¿Seguimos?' }, action: { buttons } };
  expect((await post({ ...frame, type: 'interactive', interactive })).status).toBe(200);
  await whatsapp.say({ waId: ANA, choice: { id: 'yes', title: 'Sí', via: 'button' } });
  const message = receiver.bodies.flatMap((body) => read(body).messages)[0];
  expect(message?.replyTo).toBe(whatsapp.sent[0]?.wamid);
});

test('a send is answered and followed by sent and delivered, and read once the person writes', async () => {
  const answer = await post({ ...text('Hola'), biz_opaque_callback_data: 'job:1' });
  const body = (await answer.json()) as { messages: [{ id: string }] };
  const wamid = body.messages[0].id;
  expect([answer.status, body]).toEqual([
    200,
    { messaging_product: 'whatsapp', contacts: [{ input: ANA, wa_id: ANA }], messages: [{ id: wamid }] },
  ]);
  await whatsapp.settled();
  await whatsapp.say({ waId: ANA, text: 'gracias' });
  await whatsapp.settled();
  expect(statuses()).toMatchObject([
    { wamid, state: 'sent', callbackId: 'job:1', error: null },
    { wamid, state: 'delivered', callbackId: 'job:1' },
    { wamid, state: 'read', callbackId: 'job:1' },
  ]);
  expect(whatsapp.sent).toMatchObject([{ wamid, to: ANA, callbackId: 'job:1', type: 'text' }]);
});

test('statuses come twice or in the other order where a fault says so', async () => {
  whatsapp.faults.set([{ kind: 'status_double', times: 1 }]);
  await post(text('uno'));
  await whatsapp.settled();
  expect(statuses().map(({ state }) => state)).toEqual(['sent', 'sent', 'delivered', 'delivered']);
  receiver.bodies.length = 0;
  whatsapp.faults.set([{ kind: 'status_shuffle', times: 1 }]);
  await post(text('dos'));
  await whatsapp.settled();
  expect(statuses().map(({ state }) => state)).toEqual(['delivered', 'sent']);
});

test('a send that fails after it was taken still brings its statuses', async () => {
  whatsapp.faults.set([{ kind: 'fail_after', path: '/messages$', times: 1 }]);
  const answer = await post({ ...text('Hola'), biz_opaque_callback_data: 'job:2' });
  expect([answer.status, (await json(answer)).error?.code]).toEqual([500, 131000]);
  await whatsapp.settled();
  expect(statuses().map(({ callbackId }) => callbackId)).toEqual(['job:2', 'job:2']);
});

test('one body alone is refused in plain words, a limit has its own code, and an id can come twice', async () => {
  whatsapp.faults.set([
    { kind: 'refuse_text', text: 'oferta', status: 404 },
    { kind: 'too_many', code: 131048, retryAfter: '', times: 1 },
    { kind: 'same_id', times: 1 },
  ]);
  const refused = await post(text('una oferta'));
  expect([refused.status, refused.headers.get('content-type'), await refused.text()]).toEqual([
    404,
    'text/plain',
    '404 Not Found\n',
  ]);
  const limited = await post(text('hola'));
  expect([limited.status, (await json(limited)).error?.code]).toEqual([400, 131048]);
  const ids: string[] = [];
  for (const body of ['uno', 'dos', 'tres']) {
    const { messages } = (await (await post(text(body))).json()) as { messages: { id: string }[] };
    ids.push(messages[0]?.id ?? '');
  }
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('a webhook that is not taken comes again', async () => {
  receiver.answers.push(503, 500);
  const said = await whatsapp.say({ waId: ANA, text: 'Hola' });
  expect(said.taken).toBe(false);
  await whatsapp.settled();
  expect(receiver.bodies).toHaveLength(3);
  expect(new Set(receiver.bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  expect(whatsapp.webhooks.counts).toEqual({ taken: 1, failed: 0, tries: 3 });
});

test('a read mark reads that message and those before, and may show typing until the answer', async () => {
  await whatsapp.say({ waId: ANA, text: 'uno' });
  const { wamid } = await whatsapp.say({ waId: ANA, text: 'dos' });
  const mark = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
  const answer = await post({ ...mark, typing_indicator: { type: 'text' } });
  expect(await answer.json()).toEqual({ success: true });
  const person = whatsapp.persons.get(ANA);
  expect(person?.chat.map(({ state }) => state)).toEqual(['read', 'read']);
  expect(person?.typingUntil).toBeGreaterThan(Date.now() + 20_000);
  await post(text('Hola'));
  expect(person?.typingUntil).toBe(0);
  const unknown = await post({ ...mark, message_id: 'wamid.none' });
  expect([unknown.status, (await json(unknown)).error?.code]).toEqual([400, 131009]);
});

const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `r${i}`, title: `Fila ${i}` }));
const list = (count: number) => ({
  ...frame,
  type: 'interactive',
  interactive: { type: 'list', body: { text: '?' }, action: { button: 'Ver', sections: [{ rows: rows(count) }] } },
});
const buttons = (titles: string[]) => ({
  ...frame,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: '?' },
    action: { buttons: titles.map((title, i) => ({ type: 'reply', reply: { id: `b${i}`, title } })) },
  },
});

test.each([
  ['4,096 units', text('x'.repeat(4_096)), 200, undefined],
  ['4,097 units', text('x'.repeat(4_097)), 400, 131009],
  ['2,049 emoji', text('🌻'.repeat(2_049)), 400, 131009],
  ['an empty text', text(''), 400, 131009],
  ['no text', { ...frame, type: 'text' }, 400, 131008],
  ['nobody to send to', { ...text('x'), to: undefined }, 400, 100],
  ['not WhatsApp', { ...text('x'), messaging_product: 'sms' }, 400, 100],
  ['an unknown type', { ...frame, type: 'hologram', hologram: {} }, 400, 131051],
  ['to itself', { ...text('x'), to: '5491155550100' }, 400, 131021],
  ['ten rows', list(10), 200, undefined],
  ['eleven rows', list(11), 400, 131009],
  ['three buttons', buttons(['1', '2', '3']), 200, undefined],
  ['four buttons', buttons(['1', '2', '3', '4']), 400, 131009],
  ['a title of 21', buttons(['x'.repeat(21)]), 400, 131009],
  ['two alike', buttons(['x', 'x']), 400, 131009],
])('%s', async (_, body, status, code) => {
  const answer = await post(body);
  const { error } = await json(answer);
  expect([answer.status, error?.code]).toEqual([status, code]);
});

test('a business-scoped id is written to by recipient, under /v1 too', async () => {
  const recipient = 'US.58820017736491025543';
  const answer = await post(
    { messaging_product: 'whatsapp', recipient, type: 'text', text: { body: 'x' } },
    '/v1/messages',
  );
  expect((await json(answer)).contacts).toEqual([{ input: recipient, user_id: recipient }]);
  await whatsapp.settled();
  expect(statuses()).toHaveLength(2);
});

test('the key is asked for, the webhook can be set, the health is told', async () => {
  const wrong = await post(text('x'), '/messages', 'nope');
  expect([wrong.status, (await json(wrong)).meta?.http_code]).toEqual([401, 401]);
  const config = { url: 'http://127.0.0.1:1/hook', headers: { 'x-secret': 's' } };
  expect((await post({ url: 'nonsense' }, '/v1/configs/webhook')).status).toBe(400);
  expect((await post(config, '/v1/configs/webhook')).status).toBe(200);
  const get = async (path: string) =>
    (await fetch(whatsapp.url + path, { headers: { 'D360-API-KEY': whatsapp.apiKey } })).json();
  expect(await get('/v1/configs/webhook')).toEqual(config);
  expect(await get('/health_status')).toMatchObject({ health_status: { can_send_message: 'AVAILABLE' } });
});
