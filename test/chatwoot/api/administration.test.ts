import { afterEach, expect, test } from 'vitest';
import { openAdministration, type Administration } from '../../../src/chatwoot/api/administration.ts';
import { applicationVerdict } from '../../../src/chatwoot/failures/application-failure.ts';
import { ChatwootRefused } from '../../../src/chatwoot/failures/refusal.ts';
import { replaying, step } from '../recorded.ts';
import { html, json, stand, type Stand } from './server.ts';

let server: Stand | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const open = (it: Stand) => openAdministration({ url: it.url, accountId: 1, token: 'admin-token', timeoutMs: 2000 });

type Make = (it: Administration) => Promise<unknown>;
const subscriptions = ['message_created', 'message_updated', 'conversation_status_changed', 'conversation_updated'];
const url = 'https://bridge.example.com/account-hook-2';

/** Each call of the recording, made by us, with what it must give. */
const calls: [title: string, make: Make, gives: unknown][] = [
  [
    'new API inbox',
    (it) => it.createInbox({ name: 'OptiAtiende', webhookUrl: 'https://bridge.example.com/inbox-hook' }),
    {
      id: 6,
      inbox_identifier: '38xQ1EX7ox5nbky2HERe5o33',
      secret: 'xfxuoe5VuAhwfNS43jXUx5Tf',
      hmac_token: '2CgyPUmxwGj2tTN48JApheiK',
      channel_type: 'Channel::Api',
    },
  ],
  ['inbox read back', (it) => it.inbox(6), { name: 'OptiAtiende', additional_attributes: {} }],
  [
    'change webhook address, reply window, single conversation',
    (it) =>
      it.updateInbox(6, {
        lockToSingleConversation: true,
        webhookUrl: 'https://bridge.example.com/other',
        replyWindowHours: 24,
        replyWindowMessage: 'Fuera de las 24 horas',
      }),
    { webhook_url: 'https://bridge.example.com/other', additional_attributes: { agent_reply_time_window: '24' } },
  ],
  ['new secret', (it) => it.resetInboxSecret(6), { secret: 'mCNo9yL1CcNrtnNkrCBegwF3' }],
  ['members', (it) => it.setMembers(6, [1, 2]), [{ id: 1 }, { id: 2, name: 'Luis Vega', role: 'agent' }]],
  [
    'new agent bot',
    (it) => it.createBot({ name: 'Bot nuevo', description: 'x', outgoingUrl: 'https://bridge.example.com/bot-hook' }),
    { id: 2, access_token: 'kp14xXmimxnxhWdGsLMkRrqB', secret: 'eSHdZv6xEdp5gvBmXNYNCwHy' },
  ],
  ['agent bots', (it) => it.bots(), [{ id: 1, access_token: 'bot-token' }, { id: 2 }]],
  ['bot’s token', (it) => it.resetBotToken(2), { access_token: 'oCatb4BSqttjk5ogpH68VAEf' }],
  ['bot to inbox', (it) => it.setBotOfInbox(6, 2), undefined],
  ['inbox’s bot', (it) => it.botOfInbox(6), { id: 2, access_token: 'oCatb4BSqttjk5ogpH68VAEf' }],
  ['account webhook', (it) => it.createWebhook({ url, subscriptions }), { id: 2, secret: 'F79giAQkPPdUD4LFdrYbY4Dq' }],
  ['webhooks', (it) => it.webhooks(), [{ id: 1 }, { id: 2, url, subscriptions }]],
  ['account webhook removed', (it) => it.deleteWebhook(2), undefined],
  [
    'label',
    (it) => it.createLabel({ title: 'humano', description: 'Atiende una persona', color: '#1f93ff' }),
    { id: 1, title: 'humano' },
  ],
  ['team', (it) => it.createTeam({ name: 'ventas', description: 'v' }), { id: 1, name: 'ventas' }],
  ['administrator: agents', (it) => it.agents(), [{ id: 1, role: 'administrator' }, { id: 2 }]],
];

test.each(calls)('%s', async (title, make, gives) => {
  server = await replaying(title);
  const given = await make(open(server));
  if (gives === undefined) expect(given).toBeUndefined();
  else expect(given).toMatchObject(gives as object);
  const { method, path, body } = step(title).request;
  expect(server.calls).toHaveLength(1);
  expect(server.calls[0]).toMatchObject({ method, path, headers: { api_access_token: 'admin-token' } });
  expect(server.calls[0]?.body).toEqual(body ?? null);
});

test('lists of inboxes, labels and teams, and an inbox without a bot', async () => {
  const answers: unknown[] = [
    { payload: [step('new API inbox').response.body] },
    { payload: [step('label').response.body] },
    [step('team').response.body],
    { agent_bot: {} },
    {},
    step('account webhook').response.body,
  ];
  server = await stand((_, response) => json(response, 200, answers.shift()));
  const it = open(server);
  expect(await it.inboxes()).toMatchObject([{ id: 6 }]);
  expect(await it.labels()).toMatchObject([{ title: 'humano' }]);
  expect(await it.teams()).toMatchObject([{ name: 'ventas' }]);
  expect([await it.botOfInbox(6), await it.botOfInbox(6)]).toEqual([null, null]);
  expect(await it.updateWebhook(2, { url, subscriptions })).toMatchObject({ id: 2 });
  expect(server.calls.at(-1)).toMatchObject({ method: 'PATCH', path: '/api/v1/accounts/1/webhooks/2' });
});

test('the reply window is set beside the attributes that were there; what is not named stays', async () => {
  server = await stand((_, response) => json(response, 200, step('inbox read back').response.body));
  const it = open(server);
  await it.updateInbox(6, { replyWindowHours: 24 }, { other: 'x', agent_reply_time_window: '12' });
  await it.updateInbox(6, { name: 'Nuevo' });
  expect(server.calls.map(({ body }) => body)).toEqual([
    { channel: { additional_attributes: { other: 'x', agent_reply_time_window: '24' } } },
    { name: 'Nuevo' },
  ]);
});

test.each([
  [
    'the same again',
    'Url has already been taken',
    (it) => it.createWebhook({ url, subscriptions: ['message_created'] }),
  ],
  ['label again', 'Title has already been taken', (it) => it.createLabel({ title: 'humano' })],
  ['unknown event', 'Subscriptions Eventos inválidos', (it) => it.createWebhook({ url, subscriptions: ['nonsense'] })],
] satisfies [string, string, Make][])('%s is refused with its words', async (title, said, make) => {
  server = await replaying(title);
  await expect(make(open(server))).rejects.toMatchObject({ status: 422, said });
});

test('an agent’s token may not', async () => {
  server = await replaying('as an agent: new inbox');
  const error: unknown = await open(server)
    .createInbox({ name: 'X' })
    .catch((it: unknown) => it);
  expect(error).toBeInstanceOf(ChatwootRefused);
  expect(applicationVerdict(error, 1)).toMatchObject({ do: 'give_up', fix: expect.stringContaining('administrator') });
});

test('a page in place of an empty answer is none', async () => {
  server = await stand((_, response) => html(response, 200, 'Log in'));
  await expect(open(server).setBotOfInbox(6, 2)).rejects.toMatchObject({ kind: 'not_chatwoot' });
});
