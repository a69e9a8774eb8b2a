import { afterEach, describe, expect, test } from 'vitest';
import { openApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { openChatwootClient } from '../../../src/chatwoot/api/client.ts';
import { addRegister } from '../../../src/deliver/add-said.ts';
import { registerHandler } from '../../../src/deliver/register.ts';
import { silentLog } from '../../../src/observe/log.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';
import { effects } from '../../effects.ts';
import { contact, message } from '../../store/rows.ts';
import { openRig, type Rig } from '../rig.ts';

let chatwoot: SandboxChatwoot;
let rig: Rig;
let ids = 0;
afterEach(async () => {
  await rig.close();
  await chatwoot.close();
});

async function open(tokens: { user: boolean; bot?: string }): Promise<void> {
  ids = 0;
  const inboxes = [{ identifier: 'sandbox-inbox', agentBot: true }];
  chatwoot = await startSandboxChatwoot({ inboxes });
  const { url } = chatwoot;
  const timeoutMs = 500;
  const by = (kind: 'bot' | 'user', token: string) =>
    openApplicationClient({ url, accountId: 1, token, kind, timeoutMs });
  rig = await openRig('register', ({ store, clock }) =>
    registerHandler({
      store,
      clock,
      log: silentLog(),
      client: openChatwootClient({ url, inboxId: 'sandbox-inbox', timeoutMs, hmacToken: null }),
      botClient: by('bot', tokens.bot ?? chatwoot.botToken),
      userClient: tokens.user ? by('user', chatwoot.agentToken) : null,
      botPrefix: '🤖 ',
      language: 'es',
      timeZone: 'America/Argentina/Buenos_Aires',
      tell: effects(() => `t${(ids += 1)}`, { notes: true }),
      timeoutMs,
      hmacToken: false,
      dryRun: false,
      findTemplate: () => Promise.resolve(null),
      onPosted: () => undefined,
      onPerson: () => undefined,
      onBack: () => undefined,
    }),
  );
}

async function say(
  text: string,
  given: { kind?: string; agoMs?: number; author?: 'bot' | 'customer' } = {},
): Promise<void> {
  const id = `m${String((ids += 1)).padStart(3, '0')}`;
  const at = rig.clock.at - (given.agoMs ?? 0);
  await rig.store.write(async (tx) => {
    const { id: contactId } = await contact(tx, { waId: '5491155550123' });
    const { author = 'bot', kind = 'text' } = given;
    const more = { author, kind, text, said_at: at, created_at: at, chatwoot_state: 'queued' as const };
    await tx
      .insertInto('messages')
      .values(message({ id, contact_id: contactId, ...more }))
      .execute();
    await addRegister(tx, contactId, id, rig.clock.at);
  });
}
const shown = () =>
  [...chatwoot.state.conversations.values()].flatMap(({ messages }) => messages).filter(({ type }) => type !== 2);
const lines = () => shown().map(({ type, content, sender }) => [type, content, sender?.kind]);
const fault = (kind: 'fail_after' | 'cut_after' | 'hang_after' | 'cut', path = 'accounts/1/.*/messages$') =>
  chatwoot.faults.set([{ kind, method: 'POST', path, times: 1 }]);

test('the bot’s words go as the bot’s, without a prefix; lines of ours as the contact’s', async () => {
  await open({ user: false });
  await say('hola', { author: 'customer' });
  await say('¿qué tal?');
  await say('⚠️ No se entregó', { kind: 'notice' });
  await rig.drain();
  expect(lines()).toEqual([
    [0, 'hola', 'contact'],
    [1, '¿qué tal?', 'agent_bot'],
    [0, '⚠️ No se entregó', 'contact'],
  ]);
  expect(shown()[1]?.sourceId).toBe('m002');
});

describe.each([{ user: true }, { user: false }])('user token: $user', (tokens) => {
  test.each(['fail_after', 'cut_after', 'hang_after', 'cut'] as const)(
    '%s: what was said long ago, with spaces and signs, is there once and says when',
    async (kind) => {
      await open(tokens);
      await say('antes');
      await rig.drain();
      fault(kind);
      await say('  con \0 espacios ‮ y más  ', { agoMs: 3_600_000 });
      await say('después');
      await rig.drain();
      expect(lines().map(([type]) => type)).toEqual([1, 1, 1]);
      expect(shown()[1]?.content).toMatch(/^🕒 Dicho el [^\n]+\n/);
      expect(shown()[2]?.content).toBe('después');
    },
  );

  test('it is found again behind many messages of others', async () => {
    await open(tokens);
    await say('antes');
    await rig.drain();
    const [conversation = 0] = chatwoot.state.conversations.keys();
    fault('cut_after');
    await say('después');
    await rig.windUntil(async () => (await rig.jobs()).some(({ last_error: why }) => why !== null));
    for (let n = 0; n < 45; n++)
      await fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/${conversation}/messages`, {
        method: 'POST',
        headers: { api_access_token: chatwoot.agentToken, 'content-type': 'application/json' },
        body: JSON.stringify({ content: 'después' }),
      });
    await rig.drain();
    expect(shown().filter(({ sender }) => sender?.kind === 'agent_bot')).toHaveLength(2);
  });
});

test('when a late message was said is told in the business’s time zone, whatever the machine’s', async () => {
  await open({ user: false });
  rig.clock.at = Date.parse('2026-11-22T18:00:00Z');
  await say('hola', { author: 'customer', agoMs: 3_600_000 });
  await rig.drain();
  expect(shown()[0]?.content).toBe('🕒 Dicho el 22/11 a las 14:00 (hace 1 h)\nhola');
});

test('the same words twice are there twice', async () => {
  await open({ user: false });
  await say('ok');
  await rig.drain();
  fault('cut_after');
  await say('ok');
  await say('ok');
  await rig.drain();
  expect(lines().map(([, content]) => content)).toEqual(['ok', 'ok', 'ok']);
});

test('a bot’s token that is refused: its words go as the contact’s, once, also where that is unclear', async () => {
  await open({ user: true, bot: 'no-such-token' });
  await say('hola', { author: 'customer' });
  await rig.drain();
  fault('cut_after', 'public/.*/messages$');
  await say('¿qué tal?');
  await rig.drain();
  expect(lines()).toEqual([
    [0, 'hola', 'contact'],
    [0, '🤖 ¿qué tal?', 'contact'],
  ]);
});

const MARKS = '*azul* 60*40*30\n# 4521 "sí"...\n![x](https://example.com/p.png)';
const IN_MARKDOWN = '**azul** 60*40\\*30\n\\# 4521 "sí\\".\\..\n!\\[x](https://example.com/p.png)';

test.each([{ author: 'customer' }, { author: 'bot' }, { author: 'bot', kind: 'notice' }] as const)(
  'words with marks are posted in the page’s Markdown, and found again there: %o',
  async (of) => {
    await open({ user: false });
    await say('antes', { author: 'customer' });
    await rig.drain();
    chatwoot.faults.set([{ kind: 'cut_after', method: 'POST', path: 'messages$', times: 1 }]);
    await say(MARKS, of);
    await rig.drain();
    expect(lines().map(([, content]) => content)).toEqual(['antes', IN_MARKDOWN]);
  },
);

test('behind the prefix a line does not begin, and its own Markdown stays', async () => {
  await open({ user: false, bot: 'wrong' });
  await say('# 4521 *azul*\n# 2');
  await rig.drain();
  expect(lines()).toEqual([[0, '🤖 # 4521 **azul**\n\\# 2', 'contact']]);
});

test('what an earlier release, or the script before it, posted as it was typed is found again', async () => {
  await open({ user: false });
  await say('antes', { author: 'customer' });
  await rig.drain();
  chatwoot.faults.set([{ kind: 'cut_after', method: 'POST', path: 'messages$', times: 1 }]);
  await say(MARKS, { author: 'customer' });
  await rig.windUntil(async () => (await rig.jobs()).some(({ last_error: why }) => why !== null));
  const posted = [...chatwoot.state.conversations.values()][0]?.messages.at(-1);
  if (posted) posted.content = MARKS;
  await rig.drain();
  expect(lines().map(([, content]) => content)).toEqual(['antes', MARKS]);
});
