import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts';
import type { Message } from '../../src/sandbox/chatwoot/records.ts';
import { echoBot, eventually, startStack, type Stack } from '../stack.ts';
import { act, agentSends, contents, inChatwoot, registered, sent, WA_ID } from './people.ts';

let stack: Stack;
afterEach(() => stack.close());

const BOT = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };
const BOTH = { ...BOT, CHATWOOT_USER_TOKEN: 'admin-token' };
const WITH_BOT = { inboxes: [{ identifier: 'sandbox-inbox', agentBot: true }] };

async function start(environment: Record<string, string>, { chatwoot, whatsapp }: SandboxOptions = {}): Promise<void> {
  stack = await startStack({
    bot: echoBot,
    environment,
    sandbox: { chatwoot: { ...WITH_BOT, ...chatwoot }, ...(whatsapp ? { whatsapp } : {}) },
  });
}
const say = (text: string) => stack.sandbox.whatsapp.say({ waId: WA_ID, name: 'Rosa', text });
const outgoing = (): Message[] => inChatwoot(stack).filter(({ type }) => type === 1);
const problems = () =>
  stack.service.store.db
    .selectFrom('jobs')
    .select(['kind', 'last_error', 'fix'])
    .where('state', '=', 'problem')
    .execute();
const idle = async () =>
  await eventually(async () => {
    const open = await stack.service.store.db
      .selectFrom('jobs')
      .select('id')
      .where('state', 'in', ['ready', 'waiting'])
      .executeTakeFirst();
    return open === undefined;
  });

test('the bot speaks as the bot, with our id, in order; nothing of it comes back to WhatsApp, nor does the bot stop', async () => {
  await start({ ...BOT, CHATWOOT_WEBHOOK_SECRET: 'a-secret-of-ours', SWEEP_REQUESTS_PER_MINUTE: '600' });
  stack.sandbox.chatwoot.setInboxWebhook(`${stack.service.url}/webhooks/chatwoot/a-secret-of-ours`);
  stack.sandbox.chatwoot.addAccountWebhook(`${stack.service.url}/webhooks/chatwoot/a-secret-of-ours`);
  for (const text of ['uno', 'dos', 'tres']) {
    await say(text);
    await eventually(() => contents(stack).includes(`re: ${text}`));
  }
  expect(contents(stack)).toEqual(['uno', 're: uno', 'dos', 're: dos', 'tres', 're: tres']);
  expect(outgoing().map(({ sender }) => sender?.kind)).toEqual(['agent_bot', 'agent_bot', 'agent_bot']);
  const ids = await stack.service.store.db.selectFrom('messages').select('id').where('author', '=', 'bot').execute();
  expect(outgoing().map(({ sourceId }) => sourceId)).toEqual(ids.map(({ id }) => id));
  await stack.sandbox.chatwoot.settled();
  await idle();
  expect(stack.sandbox.whatsapp.sent.map(({ send }) => send.text?.body)).toEqual(['re: uno', 're: dos', 're: tres']);
});

describe.each([
  ['with a user token', BOTH],
  ['without one', BOT],
])('%s', (_, tokens) => {
  test.each(['fail_after', 'cut_after', 'fail_before', 'cut'] as const)(
    '%s of the bot’s post: it is there once',
    async (kind) => {
      await start(tokens);
      await say('hola');
      await registered(stack, 2);
      await idle();
      stack.sandbox.chatwoot.faults.set([{ kind, method: 'POST', path: 'accounts/1/.*/messages$', times: 2 }]);
      await say('otra');
      await eventually(() => contents(stack).includes('re: otra'));
      await say('tercera');
      await eventually(() => contents(stack).includes('re: tercera'));
      await idle();
      expect(contents(stack)).toEqual(['hola', 're: hola', 'otra', 're: otra', 'tercera', 're: tercera']);
      expect(await problems()).toEqual([]);
    },
    40_000,
  );
});

test('ticks go forward only, on the bot’s and the agents’ messages, however statuses come', async () => {
  await start(BOTH, { whatsapp: { readDelayMs: 30 } });
  stack.sandbox.whatsapp.faults.set([{ kind: 'status_double', rate: 0.5 }, { kind: 'status_shuffle' }]);
  const seen = new Map<number, string[]>();
  const stop = stack.sandbox.chatwoot.onChange(() => {
    for (const { id, status } of outgoing()) {
      const before = seen.get(id) ?? [];
      if (before.at(-1) !== status) seen.set(id, [...before, status]);
    }
  });
  await say('hola');
  await eventually(() => outgoing().length === 1);
  const [conversation = 0] = stack.sandbox.chatwoot.state.conversations.keys();
  for (let n = 0; n < 5; n++) await act(stack, { conversation, action: 'answer', text: `soy Ana ${n}` });
  await sent(stack, 6);
  await eventually(() => outgoing().length === 6 && outgoing().every(({ status }) => status === 'read'));
  stop();
  const order = ['sent', 'delivered', 'read'];
  for (const states of seen.values()) {
    expect(states).toEqual([...states].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  }
});

test('a message that fails shows so, with the code of WhatsApp', async () => {
  await start(BOTH);
  stack.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
  await say('hola');
  await eventually(() => outgoing()[0]?.status === 'failed');
  expect(outgoing()[0]?.contentAttributes['external_error']).toMatch(/^131026: /);
});

test('a tick that comes before its message is registered waits for it', async () => {
  await start(BOTH);
  await say('hola');
  await eventually(() => outgoing()[0]?.status === 'delivered');
  stack.sandbox.chatwoot.faults.set([{ kind: 'fail_before', method: 'POST', path: '/messages$', times: 3 }]);
  await say('otra');
  await sent(stack, 2);
  await stack.sandbox.whatsapp.settled();
  await eventually(() => outgoing().length === 2 && outgoing()[1]?.status === 'delivered');
});

test('a conversation that is full for a minute: ticks and words pass when it is not', async () => {
  await start(BOTH, { chatwoot: { messagesPerMinute: 2 } });
  await say('hola');
  await eventually(async () => {
    const waiting = await stack.service.store.db
      .selectFrom('jobs')
      .select('last_error')
      .where('kind', '=', 'tick')
      .execute();
    return waiting.some(({ last_error: why }) => why?.includes('422'));
  });
  expect(await problems()).toEqual([]);
});

test('with a bot’s token that Chatwoot refuses, its words are registered without it', async () => {
  await start({ ...BOT, CHATWOOT_BOT_TOKEN: 'no-such-token' });
  await say('hola');
  await registered(stack, 2);
  stack.sandbox.chatwoot.faults.set([{ kind: 'fail_after', method: 'POST', path: 'public/.*/messages$', times: 2 }]);
  await say('otra');
  await eventually(() => contents(stack).includes('🤖 re: otra'));
  await idle();
  expect(contents(stack)).toEqual(['hola', '🤖 re: hola', 'otra', '🤖 re: otra']);
});

describe.each(['4.13.0', '4.7.0', '3.7.0'])('release %s', (version) => {
  test('the bot and the agents are heard; what the release cannot do ends quietly, or as one problem', async () => {
    await start(BOTH, { chatwoot: { version } });
    await say('hola');
    await eventually(() => contents(stack).includes('re: hola'));
    await say('otra');
    await eventually(() => contents(stack).includes('re: otra'));
    const [conversation = 0] = stack.sandbox.chatwoot.state.conversations.keys();
    await agentSends(stack, conversation, { text: 'soy Ana', files: [] });
    await sent(stack, 3);
    await stack.sandbox.whatsapp.settled();
    await idle();
    expect(outgoing().map(({ sender }) => sender?.kind)).toEqual(['agent_bot', 'agent_bot', 'user']);
    // Set with the user's token where the bot's may not.
    expect(stack.sandbox.chatwoot.state.conversations.get(conversation)?.labels).toEqual(['humano']);
    const kinds = (await problems()).map(({ kind }) => kind);
    expect(kinds).toEqual(version === '3.7.0' ? ['tick'] : []);
  });
});

test('where a release knows no ticks, a failed message of an agent is told in a line', async () => {
  await start({ CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_USER_TOKEN: 'admin-token' }, { chatwoot: { version: '3.7.0' } });
  await say('hola');
  await registered(stack, 2);
  const [conversation = 0] = stack.sandbox.chatwoot.state.conversations.keys();
  stack.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
  await agentSends(stack, conversation, { text: 'soy Ana', files: [] });
  await eventually(() => contents(stack).some((text) => /^⚠️ .*131026/.test(text ?? '')));
  await idle();
  expect(contents(stack).filter((text) => text?.startsWith('⚠️'))).toHaveLength(1);
});

test('what the bot’s token may not do, and no other is there to do it, is one problem, however often', async () => {
  await start(BOT, { chatwoot: { version: '4.13.0' } });
  await say('hola');
  await registered(stack, 2);
  const [conversation = 0] = stack.sandbox.chatwoot.state.conversations.keys();
  for (const text of ['soy Ana', 'otra vez Ana', 'y otra']) {
    const before = stack.sandbox.whatsapp.sent.length;
    await agentSends(stack, conversation, { text, files: [] });
    await sent(stack, before + 1);
    await idle();
    await act(stack, { conversation, action: 'resolve' });
    await eventually(async () =>
      stack.service.store.db.selectFrom('contacts').select('id').where('answered_by', '=', 'bot').executeTakeFirst(),
    );
  }
  await idle();
  expect(await problems()).toMatchObject([{ kind: 'register', fix: expect.stringMatching(/4\.14\.2/) as string }]);
});
