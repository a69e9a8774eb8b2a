import { afterEach, expect, test } from 'vitest';
import { applicationVerdict } from '../../../src/chatwoot/failures/application-failure.ts';
import { openApplicationClient, type ApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { html, json, stand, type Stand } from '../api/server.ts';
import { step } from '../recorded.ts';

let server: Stand | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Make = (client: ApplicationClient) => Promise<unknown>;
const calls = {
  post: (it) => it.postMessage(9, { content: 'x' }),
  labels: (it) => it.labels(9),
  assign: (it) => it.assign(9, { none: true }),
  show: (it) => it.conversation(9),
  read: (it) => it.messages(9),
  tick: (it) => it.setMessageStatus(9, 1, 'read'),
  status: (it) => it.toggleStatus(9, 'open'),
} satisfies Record<string, Make>;

async function verdict(call: keyof typeof calls, status: number, body: unknown, attempt = 1) {
  server = await stand((_, response) => (body === 'html' ? html(response, status, 'x') : json(response, status, body)));
  const client = openApplicationClient({ url: server.url, accountId: 1, token: 't', kind: 'user', timeoutMs: 2000 });
  const error: unknown = await calls[call](client).then(
    () => expect.fail('no error'),
    (it: unknown) => it,
  );
  return applicationVerdict(error, attempt);
}

const forBots = step('bot: read messages').response.body;

test.each([
  ['labels', '4.14.2'],
  ['show', '4.14.2'],
  ['assign', '3.6.0'],
] as const)('a bot that may not (%s) may from %s on', async (call, since) => {
  const fix = expect.stringMatching(new RegExp(`CHATWOOT_USER_TOKEN.* from ${since.replaceAll('.', '\\.')} on`));
  expect(await verdict(call, 401, forBots)).toMatchObject({ do: 'give_up', fix });
});

test.each(['read', 'tick'] as const)('a bot may never: %s', async (call) => {
  const fix = expect.stringContaining('no release');
  expect(await verdict(call, 401, forBots)).toMatchObject({ do: 'give_up', fix });
});

test('a bot that is connected to no inbox', async () => {
  const body = { error: 'Bot is not authorized to access this account' };
  const fix = expect.stringContaining('Connect the agent bot');
  expect(await verdict('post', 401, body)).toMatchObject({ do: 'give_up', fix });
});

test('a wrong token says what to do', async () => {
  const body = step('wrong: show conversation').response.body;
  const fix = expect.stringContaining('CHATWOOT_BOT_TOKEN');
  expect(await verdict('post', 401, body)).toMatchObject({ do: 'doubt', own: { tries: 2 }, fix });
});

test('a token that does not arrive: a proxy drops its header', async () => {
  const fix = expect.stringContaining('underscores_in_headers');
  expect(await verdict('post', 401, step('none: profile').response.body)).toMatchObject({ do: 'doubt', fix });
});

test('a user without the right', async () => {
  const body = step('as an agent: new inbox').response.body;
  const fix = expect.stringContaining('administrator');
  expect(await verdict('status', 401, body)).toMatchObject({ do: 'give_up', fix });
});

test('what is gone: a post looks it up again, all else is given up', async () => {
  const body = step('bot: unknown conversation').response.body;
  expect(await verdict('post', 404, body)).toEqual({ do: 'retry' });
  await server?.close();
  const fix = expect.stringContaining('CHATWOOT_ACCOUNT_ID');
  expect(await verdict('labels', 404, body)).toMatchObject({ do: 'give_up', fix });
});

test('a release that knows no ticks', async () => {
  expect(await verdict('tick', 404, 'html')).toMatchObject({ do: 'give_up', fix: expect.stringContaining('4.2.0') });
});

test.each([
  ['post', { error: 'Validation failed: Too many messages' }],
  ['tick', { message: 'Too many messages', attributes: ['base'] }],
] as const)('200 a minute: %s waits', async (call, body) => {
  expect(await verdict(call, 422, body)).toEqual({ do: 'retry', afterMs: 20_000 });
});

test('another 422 is given up with Chatwoot’s words', async () => {
  const said = { error: 'Content is too long' };
  expect(await verdict('post', 422, said)).toMatchObject({
    do: 'give_up',
    reason: expect.stringContaining('too long'),
  });
});

test('429, 5xx, a page instead of an answer and none at all are decided as for the public calls', async () => {
  expect(await verdict('post', 429, 'html')).toMatchObject({ do: 'pause' });
  await server?.close();
  expect(await verdict('status', 500, { status: 500, error: 'Internal Server Error' })).toMatchObject({ do: 'doubt' });
  await server?.close();
  expect(await verdict('post', 200, 'html')).toMatchObject({ do: 'doubt' });
  await server?.close();
  expect(await verdict('post', 401, 'html')).toMatchObject({
    do: 'doubt',
    fix: expect.stringContaining('in front of'),
  });
  expect(applicationVerdict(new Error('oh'), 1)).toEqual({ do: 'retry' });
});
