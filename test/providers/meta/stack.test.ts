import { listProblems } from '../../../src/queue/problems.ts';
import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { deskAct } from '../../../src/sandbox/desk.ts';
import { conversationsOf } from '../../../src/sandbox/chatwoot/state.ts';
import { echoBot, eventually, startOn, startStack, type Stack, type StackOptions } from '../../stack.ts';

const ANA = '5491155550123';
let stack: Stack;
afterEach(() => stack.close());

const sandbox = { whatsapp: { provider: 'meta' as const, statusDelayMs: 1, redeliverMs: 100 } };

async function start(options: Partial<StackOptions> = {}): Promise<void> {
  stack = await startStack({ sandbox, bot: echoBot, ...options });
}
const { meta, whatsapp } = { meta: () => stack.sandbox.whatsapp.meta!, whatsapp: () => stack.sandbox.whatsapp };
const registered = () => {
  const { state } = stack.sandbox.chatwoot;
  return [...state.inboxes.values()]
    .flatMap((inbox) => [...inbox.sources.values()])
    .flatMap(conversationsOf)
    .flatMap(({ messages }) => messages.map(({ content, attachments }) => [content, attachments.length]));
};
const hook = () => stack.service.url + stack.service.webhookPath;
const messageFrom = (numberId: string, text: string) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '200000000000001',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '5491155550100', phone_number_id: numberId },
            contacts: [{ profile: { name: 'Ana' }, wa_id: ANA }],
            messages: [
              {
                from: ANA,
                id: `wamid.${text}`,
                timestamp: String(Math.floor(Date.now() / 1000)),
                type: 'text',
                text: { body: text },
              },
            ],
          },
        },
      ],
    },
  ],
});
const post = async (body: object, secret: string | null) => {
  const text = JSON.stringify(body);
  const signature = createHmac('sha256', secret ?? '')
    .update(text)
    .digest('hex');
  const headers = {
    'content-type': 'application/json',
    ...(secret === null ? {} : { 'x-hub-signature-256': `sha256=${signature}` }),
  };
  return (await fetch(hook(), { method: 'POST', headers, body: text })).status;
};
/** The person wants no more marketing messages, or wants them again. */
const wish = (value: string, timestamp: number) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '200000000000001',
      changes: [
        {
          field: 'user_preferences',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '5491155550100', phone_number_id: '100000000000001' },
            contacts: [{ profile: { name: 'Ana' }, wa_id: ANA }],
            user_preferences: [
              {
                wa_id: ANA,
                detail: 'User requested to stop marketing messages',
                category: 'marketing_messages',
                value,
                timestamp,
              },
            ],
          },
        },
      ],
    },
  ],
});
const events = () => stack.service.store.db.selectFrom('events').select('outcome').orderBy('id').execute();

test('the whole way: written, answered with typing, registered on both sides, told as delivered', async () => {
  await start();
  await whatsapp().say({ waId: ANA, name: 'Ana', text: '¿Abren hoy?' });
  await eventually(() => registered().length === 2);
  expect(registered().map(([content]) => content)).toEqual(['¿Abren hoy?', '🤖 re: ¿Abren hoy?']);
  expect(whatsapp().sent.map(({ send }) => send.text?.body)).toEqual(['re: ¿Abren hoy?']);
  expect(whatsapp().persons.get(ANA)?.chat[0]?.state).toBe('read');
  const state = () => stack.service.store.db.selectFrom('sends').select('state').executeTakeFirst();
  await eventually(async () => (await state())?.state === 'delivered');
});

test("a customer's file is fetched with the token and stands in Chatwoot", async () => {
  await start();
  const base64 = Buffer.from('%PDF-1.4 una ficha').toString('base64');
  await whatsapp().say({ waId: ANA, file: { name: 'ficha.pdf', mime: 'application/pdf', base64 } });
  await eventually(() => registered().some(([, files]) => files === 1));
});

test('a webhook without the signature, or with a wrong one, is refused and leaves nothing', async () => {
  await start();
  const body = messageFrom('100000000000001', 'hola');
  expect(await post(body, null)).toBe(401);
  expect(await post(body, 'another-secret')).toBe(401);
  expect(await events()).toEqual([]);
  expect(await post(body, meta().appSecret)).toBe(200);
  await eventually(() => registered().length === 2);
});

test('the question for our address is answered for the right word alone, and says nothing else again', async () => {
  await start();
  const ask = async (query: Record<string, string>) => {
    const response = await fetch(`${hook()}?${new URLSearchParams(query).toString()}`);
    return [response.status, response.headers.get('content-type')?.split(';')[0], await response.text()];
  };
  const right = { 'hub.mode': 'subscribe', 'hub.verify_token': meta().verifyToken, 'hub.challenge': '1158201444' };
  expect(await ask(right)).toEqual([200, 'text/plain', '1158201444']);
  for (const wrong of [
    { ...right, 'hub.verify_token': 'another' },
    { ...right, 'hub.verify_token': '' },
    { ...right, 'hub.mode': 'unsubscribe' },
    { ...right, 'hub.challenge': '<script>alert(1)</script>' },
    { ...right, 'hub.challenge': 'x'.repeat(201) },
    { 'hub.mode': 'subscribe' },
  ]) {
    const [status, , said] = await ask(wrong);
    expect([status, said]).not.toContain(200);
    expect(said).not.toMatch(/script|xxxx/);
  }
  expect((await ask({}))[0]).toBe(200);
});

test('news of another number are kept, answered with 200, told once and not read; ours in the same body are', async () => {
  await start();
  const secret = meta().appSecret;
  expect(await post(messageFrom('999000000000009', 'uno'), secret)).toBe(200);
  expect(await post(messageFrom('999000000000009', 'dos'), secret)).toBe(200);
  const mixed = messageFrom('999000000000009', 'tres');
  mixed.entry.push(...messageFrom('100000000000001', 'nuestro').entry);
  expect(await post(mixed, secret)).toBe(200);
  await eventually(() => registered().length === 2);
  expect(registered().map(([content]) => content)).toEqual(['nuestro', '🤖 re: nuestro']);
  const outcomes = (await events()).map(({ outcome }) => outcome);
  expect(outcomes.slice(0, 2)).toEqual(['stray: 999000000000009', 'stray: 999000000000009']);
  expect(outcomes.filter((outcome) => outcome === 'stray: 999000000000009')).toHaveLength(3);
  const ready = (await (await fetch(`${stack.service.url}/health/ready`)).json()) as Record<string, number>;
  expect([ready['unreadable'], ready['problems']]).toEqual([0, 1]);
  const [problem] = await listProblems(stack.service.store.db, { limit: 9 });
  expect(problem).toMatchObject({
    what: 'digest',
    person: '',
    reason: expect.stringContaining('999000000000009') as string,
  });
});

test('an expired token: nothing is given up, the number rests with what to do; receiving goes on; with a new one all is sent', async () => {
  await start();
  meta().isExpired = true;
  await whatsapp().say({ waId: ANA, text: 'uno' });
  const job = () => stack.service.store.db.selectFrom('jobs').selectAll().where('kind', '=', 'send').executeTakeFirst();
  const reason = await eventually(async () => (await job())?.last_error);
  expect(reason).toMatch(/^Meta answered 401, code 190: /);
  const ready = (await (await fetch(`${stack.service.url}/health/ready`)).json()) as {
    rests: Record<string, string>[];
  };
  expect(ready.rests).toMatchObject([{ target: 'whatsapp', fix: expect.stringContaining('META_TOKEN') as string }]);
  expect((await job())?.state).toBe('ready');
  expect((await whatsapp().say({ waId: ANA, text: 'dos' })).taken).toBe(true);
  expect(whatsapp().sent).toEqual([]);
  meta().isExpired = false;
  await stack.service.stop();
  const again = await startOn(stack.environment, echoBot);
  await eventually(() => whatsapp().sent.length === 2);
  expect(whatsapp().sent.map(({ send }) => send.text?.body)).toEqual(['re: uno', 're: dos']);
  await again.stop();
});

test('a number that is not registered rests too, and says so', async () => {
  await start();
  whatsapp().faults.set([{ kind: 'too_many', path: '/messages$', code: 133010, retryAfter: '' }]);
  await whatsapp().say({ waId: ANA, text: 'uno' });
  const rests = async () =>
    ((await (await fetch(`${stack.service.url}/health/ready`)).json()) as { rests: object[] }).rests;
  await eventually(async () => (await rests()).length > 0);
  expect(await rests()).toMatchObject([
    {
      target: 'whatsapp',
      asked: true,
      reason: 'the number is not registered',
      fix: expect.stringContaining('WhatsApp Manager') as string,
    },
  ]);
});

test('who wants no more marketing messages: kept on the person, shown to agents, answered by nobody; taken back again', async () => {
  await start();
  await whatsapp().say({ waId: ANA, text: 'hola' });
  await eventually(() => registered().length === 2);
  const now = Math.floor(Date.now() / 1000);
  const person = () => stack.service.store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
  const before = await person();
  await post(wish('stop', now), meta().appSecret);
  await post(wish('stop', now), meta().appSecret);
  await eventually(() => registered().length === 3);
  expect(registered().at(-1)?.[0]).toBe('🔕 ya no quiere recibir promociones');
  expect(await person()).toMatchObject({
    marketing: 'stop',
    marketing_at: now * 1000,
    last_inbound_at: before.last_inbound_at,
  });
  await post(wish('resume', now + 5), meta().appSecret);
  await post(wish('stop', now - 5), meta().appSecret);
  await eventually(() => registered().length === 5);
  expect((await person()).marketing).toBe('resume');
  expect(whatsapp().sent).toHaveLength(1);
});

test("an agent's file is uploaded and sent; quoting our line about a wish quotes nothing, and what was said is marked as read", async () => {
  stack = await startStack({ sandbox, environment: { READ_WHEN_SEEN: 'true', BOT: 'none' } });
  const { wamid } = await whatsapp().say({ waId: ANA, text: 'hola' });
  await post(wish('stop', Math.floor(Date.now() / 1000)), meta().appSecret);
  const { chatwoot } = stack.sandbox;
  const conversation = await eventually(() => [...chatwoot.state.conversations.values()][0]);
  const line = await eventually(() => conversation.messages.find(({ content }) => content?.startsWith('🔕')));
  const base64 = Buffer.from('%PDF-1.4 un precio').toString('base64');
  const answer = { text: 'ahí va', message: line.id, file: { name: 'precio.pdf', mime: 'application/pdf', base64 } };
  await deskAct(chatwoot, { conversation: conversation.id, action: 'answer', ...answer });
  const sent = await eventually(() => whatsapp().sent.find(({ type }) => type === 'document'));
  expect(sent.body).toMatchObject({ type: 'document', document: { caption: 'ahí va', filename: 'precio.pdf' } });
  expect(sent.body).not.toHaveProperty('context');
  expect(Buffer.from(sent.file?.bytes ?? []).toString()).toBe('%PDF-1.4 un precio');
  await eventually(
    () =>
      whatsapp()
        .persons.get(ANA)
        ?.chat.find(({ id }) => id === wamid)?.state === 'read',
  );
});
