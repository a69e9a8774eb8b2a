import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  startSandboxWhatsApp,
  type SandboxWhatsApp,
  type SandboxWhatsAppOptions,
} from '../../../src/sandbox/whatsapp/server.ts';
import type { Inbound } from '../../../src/whatsapp/types.ts';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import { startReceiver, type Receiver } from '../receiver.ts';

const ANA = '5491155550123';
let now = Date.parse('2026-11-22T10:00:00Z');
let whatsapp: SandboxWhatsApp;
let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await whatsapp.close();
  await receiver.close();
});

async function start(options: SandboxWhatsAppOptions = {}): Promise<void> {
  const clock = { now: () => now };
  whatsapp = await startSandboxWhatsApp({ webhookUrl: receiver.url, statusDelayMs: 1, clock, ...options });
}

const key = () => ({ 'D360-API-KEY': whatsapp.apiKey });
async function send(type: string, content: unknown, to = ANA) {
  const body = JSON.stringify({ messaging_product: 'whatsapp', to, type, [type]: content });
  const headers = { ...key(), 'content-type': 'application/json' };
  const response = await fetch(`${whatsapp.url}/messages`, { method: 'POST', headers, body });
  const answer = (await response.json()) as { messages?: [{ id: string }]; error?: { code: number } };
  return { status: response.status, wamid: answer.messages?.[0].id ?? '', code: answer.error?.code };
}

const messages = (): Inbound[] => receiver.bodies.flatMap((body) => readWebhook(body, 0).messages);
const statuses = () => receiver.bodies.flatMap((body) => readWebhook(body, 0).statuses);

test('a fault lets an accepted message fail with a code', async () => {
  await start();
  whatsapp.faults.set([{ kind: 'status_failed', code: 131047, times: 1 }]);
  const { wamid } = await send('text', { body: 'hola' });
  await whatsapp.settled();
  expect(statuses()).toMatchObject([{ wamid, state: 'failed', error: { code: 131047 } }]);
  expect(whatsapp.persons.get(ANA)?.chat[0]?.failed).toEqual({ code: 131047, title: 'Re-engagement message' });
});

const template = (name: string, ...values: string[]) => ({
  name,
  language: { code: 'es_AR' },
  components: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
});

test('templates are checked against those there are', async () => {
  await start({ templates: [{ name: 'listo', language: 'es_AR', text: 'Hola {{1}}, su pedido {{2}} está listo.' }] });
  const sent = [
    await send('template', template('listo', 'Ana', '77')),
    await send('template', template('listo', 'Ana')),
    await send('template', template('otro')),
    await send('template', { name: 'listo' }),
  ];
  expect(sent.map(({ status, code }) => [status, code])).toEqual([
    [200, undefined],
    [400, 132000],
    [404, 132001],
    [400, 131009],
  ]);
  expect(whatsapp.persons.get(ANA)?.chat[0]?.text).toBe('Hola Ana, su pedido 77 está listo.');
});

test('any template goes where none are named', async () => {
  await start();
  expect((await send('template', template('listo', 'Ana'))).status).toBe(200);
  expect(whatsapp.persons.get(ANA)?.chat[0]?.text).toBe('[listo] Ana');
});

test('outside 24 hours only templates go: refused at once, or accepted and failed', async () => {
  await start({ enforceWindow: true });
  expect((await send('text', { body: 'x' })).code).toBe(131047);
  await whatsapp.say({ waId: ANA, text: 'hola' });
  now += 24 * 3_600_000 - 1;
  expect((await send('text', { body: 'x' })).status).toBe(200);
  now += 1;
  expect((await send('text', { body: 'x' })).code).toBe(131047);
  expect((await send('template', template('listo'))).status).toBe(200);
  await whatsapp.settled();
  await whatsapp.close();
  await start({ enforceWindow: 'later' });
  receiver.bodies.length = 0;
  expect((await send('text', { body: 'x' })).status).toBe(200);
  await whatsapp.settled();
  expect(statuses()).toMatchObject([{ state: 'failed', error: { code: 131047 } }]);
});

test('places, reactions, quotes, forwards and anything else of the Cloud API can be said', async () => {
  await start();
  const { wamid } = await send('text', { body: '¿dónde?' });
  await whatsapp.say({ waId: ANA, location: { latitude: -34.6, longitude: 0, name: 'Obelisco' } });
  await whatsapp.say({ waId: ANA, reaction: { to: wamid, emoji: '👍' } });
  await whatsapp.say({ waId: ANA, text: 'esto', quotes: wamid });
  await whatsapp.say({ waId: ANA, text: 'mira', forwarded: true });
  const order = { catalog_id: '3', product_items: [{ product_retailer_id: 'SKU', quantity: 2 }] };
  await whatsapp.say({ waId: ANA, raw: { type: 'order', order } });
  const all = messages();
  expect(all.map(({ content }) => content.kind)).toEqual(['location', 'reaction', 'text', 'text', 'order']);
  expect(all[1]?.content).toEqual({ kind: 'reaction', target: wamid, emoji: '👍' });
  expect([all[2]?.replyTo, all[3]?.forwarded]).toEqual([wamid, true]);
  const chat = whatsapp.persons.get(ANA)?.chat ?? [];
  expect(chat.map(({ text }) => text)).toEqual(['¿dónde?', 'Obelisco', 'esto', 'mira', '[order]']);
  expect([chat[0]?.reaction, chat[2]?.quoted]).toEqual(['👍', '¿dónde?']);
  await whatsapp.say({ waId: ANA, reaction: { to: wamid, emoji: null } });
  expect(chat[0]?.reaction).toBeUndefined();
});

test('the business reacts, sends places and contacts', async () => {
  await start();
  const { wamid } = await whatsapp.say({ waId: ANA, text: 'hola' });
  expect((await send('reaction', { message_id: wamid, emoji: '❤️' })).status).toBe(200);
  expect((await send('location', { latitude: '-34.6', longitude: -58, name: 'Local' })).status).toBe(200);
  expect((await send('contacts', [{ name: { formatted_name: 'Carla' } }])).status).toBe(200);
  expect((await send('contacts', [])).code).toBe(131009);
  expect((await send('location', { latitude: 'x', longitude: 1 })).code).toBe(131009);
  const chat = whatsapp.persons.get(ANA)?.chat ?? [];
  expect([chat[0]?.reaction, chat[1]?.location]).toEqual(['❤️', { latitude: -34.6, longitude: -58, name: 'Local' }]);
});
