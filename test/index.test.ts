import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  closeRegistrar,
  handOff,
  KeyTaken,
  logToChatwoot,
  Misconfigured,
  openRegistrar,
  Refused,
  reply,
  resolve,
  testChatwootConnection,
  Unreachable,
  WrongExchange,
  type Registrar,
} from '../src/index.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../src/sandbox/chatwoot/server.ts';

let folder: string;
let chatwoot: SandboxChatwoot;
let registrar: Registrar | null;
const warnings: string[] = [];
const hear = (warning: Error) => warnings.push(warning.message);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-'));
  // No `.env` of a developer's own.
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  chatwoot = await startSandboxChatwoot();
  registrar = null;
  warnings.length = 0;
  process.on('warning', hear);
  set({});
});
afterEach(async () => {
  await registrar?.close();
  await closeRegistrar();
  await chatwoot.close();
  process.off('warning', hear);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** The environment of a program that uses the library. */
function set(environment: Record<string, string>): void {
  const all = {
    CHATWOOT_ENABLED: 'true',
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_INBOX_ID: chatwoot.inboxes[0] ?? '',
    CHATWOOT_TIMEOUT: '1',
    DATABASE_URL: `sqlite:${join(folder, 'library.db')}`,
    LOG_LEVEL: '',
    // A program's own: the library listens nowhere.
    HOST: '0.0.0.0',
    PORT: 'three thousand',
    ...environment,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
}

const ana = {
  phone: '+5493415550123',
  user_message: 'COMO VA',
  bot_response: '¡Todo bien!',
  sender_name: 'Ana Prueba',
};
const texts = () => [...chatwoot.state.conversations.values()].map((one) => one.messages.map(({ content }) => content));

test('an exchange is registered, and its outcome can be asked for', async () => {
  registrar = await openRegistrar();
  const { id } = await registrar.register(ana);
  expect(await registrar.wait(id, 10)).toMatchObject({ id, state: 'registered', conversation_id: 1 });
  expect(await registrar.outcome(id)).toMatchObject({ state: 'registered', error: null });
  expect(await registrar.outcome('unknown')).toBeNull();
  expect(await registrar.wait('unknown', 10)).toBeNull();
  expect(texts()).toEqual([['COMO VA', '🤖 ¡Todo bien!']]);
});

test('given settings stand over those of the process', async () => {
  set({ CHATWOOT_URL: 'http://127.0.0.1:9', CHATWOOT_BOT_PREFIX: 'bot: ' });
  registrar = await openRegistrar({ settings: { CHATWOOT_URL: chatwoot.url, DATABASE_URL: 'sqlite::memory:' } });
  const { id } = await registrar.register(ana);
  expect(await registrar.wait(id, 10)).toMatchObject({ state: 'registered' });
  expect(texts()).toEqual([['COMO VA', 'bot: ¡Todo bien!']]);
  expect(existsSync(join(folder, 'library.db'))).toBe(false);
});

test('wrong input throws with every field; a key stands for one exchange', async () => {
  registrar = await openRegistrar();
  const wrong = registrar.register({ ...ana, phone: 'Ana', user_message: '', bot_response: '' });
  await expect(wrong).rejects.toBeInstanceOf(WrongExchange);
  await expect(wrong).rejects.toMatchObject({ fields: [{ path: 'phone' }, { path: 'user_message' }] });
  const first = await registrar.register(ana, { idempotencyKey: 'k' });
  expect(await registrar.register(ana, { idempotencyKey: 'k' })).toEqual(first);
  const other = registrar.register({ ...ana, user_message: 'OTRA' }, { idempotencyKey: 'k' });
  await expect(other).rejects.toBeInstanceOf(KeyTaken);
});

test('wrong settings throw, all at once', async () => {
  set({ CHATWOOT_URL: 'nowhere', CHATWOOT_INBOX_ID: '' });
  const opening = openRegistrar();
  await expect(opening).rejects.toBeInstanceOf(Misconfigured);
  await expect(opening).rejects.toThrow(/CHATWOOT_URL[\s\S]*CHATWOOT_INBOX_ID/);
});

test('what an earlier run left is registered at the next opening, in order', async () => {
  chatwoot.faults.set([{ kind: 'fail_before' }]);
  registrar = await openRegistrar();
  const { id } = await registrar.register(ana);
  const later = await registrar.register({ ...ana, user_message: 'SIGO AQUI', bot_response: 'Te leo.' });
  expect(await registrar.wait(id, 0.3)).toMatchObject({ state: 'waiting' });
  await registrar.close();
  chatwoot.faults.set([]);
  registrar = await openRegistrar();
  expect(await registrar.wait(later.id, 15)).toMatchObject({ state: 'registered' });
  expect(texts()).toEqual([['COMO VA', '🤖 ¡Todo bien!', 'SIGO AQUI', '🤖 Te leo.']]);
});

test('after a rest new exchanges are registered at once', async () => {
  registrar = await openRegistrar();
  const first = await registrar.register(ana);
  await registrar.wait(first.id, 10);
  await new Promise((done) => setTimeout(done, 700));
  const second = await registrar.register(ana);
  const began = Date.now();
  expect(await registrar.wait(second.id, 10)).toMatchObject({ state: 'registered' });
  // Not only at the next look of a resting worker, or after the rest of an outage.
  expect(Date.now() - began).toBeLessThan(8_000);
});

test('logToChatwoot: true once both are there, in one conversation', async () => {
  expect(await logToChatwoot('5493415550123@c.us', 'COMO VA', '¡Todo bien!', 'Ana Prueba')).toBe(true);
  expect(await logToChatwoot('+5493415550123', 'Y AHORA', 'También.')).toBe(true);
  expect(texts()).toEqual([['COMO VA', '🤖 ¡Todo bien!', 'Y AHORA', '🤖 También.']]);
  expect([...chatwoot.state.contacts.values()].map(({ name }) => name)).toEqual(['Ana Prueba']);
  expect(warnings).toEqual([]);
});

test('off: false at once, and no database', async () => {
  set({ CHATWOOT_ENABLED: 'false', CHATWOOT_URL: '', CHATWOOT_INBOX_ID: '' });
  expect(await logToChatwoot('5493415550123', 'a', 'b')).toBe(false);
  expect(await testChatwootConnection()).toBe(false);
  expect(existsSync(join(folder, 'library.db'))).toBe(false);
});

test('wrong settings, wrong input and a wrong inbox: false with a warning that tells, never a throw', async () => {
  set({ CHATWOOT_INBOX_ID: '' });
  expect(await logToChatwoot('5493415550123', 'a', 'b')).toBe(false);
  set({});
  expect(await logToChatwoot('Ana', 'a', 'b')).toBe(false);
  expect(await logToChatwoot('5493415550123', 'a', 'b')).toBe(true);
  expect(await logToChatwoot(undefined as unknown as string, 'a', 'b')).toBe(false);
  await closeRegistrar();
  set({ CHATWOOT_INBOX_ID: 'NoSuchInbox', DATABASE_URL: `sqlite:${join(folder, 'other.db')}` });
  expect(await logToChatwoot('5493415550123', 'a', 'b')).toBe(false);
  expect(await testChatwootConnection()).toBe(false);
  await new Promise((done) => setImmediate(done));
  expect(warnings).toEqual([
    expect.stringContaining('CHATWOOT_INBOX_ID'),
    expect.stringContaining('phone must be a phone number'),
    expect.stringContaining('phone is missing'),
    expect.stringMatching(/inbox/i),
    expect.stringMatching(/404/),
  ]);
  expect(warnings.join()).not.toContain('5493415550123');
});

test('testChatwootConnection reads the inbox and leaves nothing behind', async () => {
  expect(await testChatwootConnection()).toBe(true);
  expect(chatwoot.state.contacts.size).toBe(0);
  expect(existsSync(join(folder, 'library.db'))).toBe(false);
  await chatwoot.close();
  expect(await testChatwootConnection()).toBe(false);
  chatwoot = await startSandboxChatwoot();
});

test('dry run: true, and nothing is posted', async () => {
  set({ CHATWOOT_DRY_RUN: 'true' });
  expect(await logToChatwoot('5493415550123', 'a', 'b')).toBe(true);
  expect(chatwoot.state.contacts.size).toBe(0);
});

test('the helpers of a bot and the errors are there', () => {
  expect([reply('hi'), handOff('asked', 'ya viene'), resolve()]).toEqual([
    { do: 'reply', text: 'hi' },
    { do: 'handoff', reason: 'asked', words: 'ya viene' },
    { do: 'resolve' },
  ]);
  for (const kind of [Misconfigured, Refused, Unreachable]) expect(kind.prototype).toBeInstanceOf(Error);
});
