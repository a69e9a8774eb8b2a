import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { installedApp, type App } from './package.ts';

let app: App;
let chatwoot: SandboxChatwoot;
let environment: Record<string, string>;
beforeAll(async () => {
  app = await installedApp();
  chatwoot = await startSandboxChatwoot();
});
afterAll(async () => {
  await chatwoot.close();
  app.remove();
});
beforeEach((context) => {
  environment = {
    CHATWOOT_ENABLED: 'true',
    CHATWOOT_URL: chatwoot.url,
    CHATWOOT_INBOX_ID: chatwoot.inboxes[0] ?? '',
    DATABASE_URL: `sqlite:./${context.task.id}.db`,
  };
});

const textsOf = (phone: string) =>
  [...chatwoot.state.conversations.values()]
    .filter(({ source }) => source.sourceId === phone)
    .map(({ messages }) => messages.map(({ content }) => content));

test('a program that only used the guide’s functions logs its exchange and ends by itself', async () => {
  app.write(
    'guide.js',
    `import { logToChatwoot, testChatwootConnection } from 'optiatiende';
     console.log(await testChatwootConnection(), await logToChatwoot('5493415550101', 'COMO VA', '¡Todo bien!'));`,
  );
  const ended = await app.node('guide.js', environment);
  expect(ended).toEqual({ code: 0, output: 'true true\n', errors: '' });
  expect(textsOf('5493415550101')).toEqual([['COMO VA', '🤖 ¡Todo bien!']]);
});

test('settings come from .env, and the database is made in the folder', async () => {
  app.write('.env', `CHATWOOT_ENABLED=true\nCHATWOOT_URL=${chatwoot.url}/\nCHATWOOT_INBOX_ID=${chatwoot.inboxes[0]}\n`);
  app.write(
    'plain.js',
    `import { logToChatwoot as log } from 'optiatiende'; console.log(await log('5493415550102', 'a', 'b'));`,
  );
  expect(await app.node('plain.js')).toMatchObject({ code: 0, output: 'true\n' });
  expect(existsSync(join(app.folder, 'data/optiatiende.db'))).toBe(true);
  app.write('.env', '');
  expect(await app.node('plain.js')).toEqual({ code: 0, output: 'false\n', errors: '' });
});

test('a program that does not wait stays until its exchanges are registered, and no longer', async () => {
  app.write(
    'many.js',
    `import { openRegistrar } from 'optiatiende';
     const registrar = await openRegistrar();
     for (let n = 0; n < 20; n++)
       await registrar.register({ phone: 5493415550103, user_message: 'q' + n, bot_response: 'a' + n });`,
  );
  expect(await app.node('many.js', environment)).toMatchObject({ code: 0, errors: '' });
  const expected = Array.from({ length: 20 }, (_, n) => [`q${n}`, `🤖 a${n}`]).flat();
  expect(textsOf('5493415550103')).toEqual([expected]);
});

test('an opened registrar with nothing to do keeps no process alive', async () => {
  app.write('idle.js', `import { openRegistrar } from 'optiatiende'; await openRegistrar(); console.log('open');`);
  expect(await app.node('idle.js', environment, 10_000)).toEqual({ code: 0, output: 'open\n', errors: '' });
});

test('its types hold for a strict TypeScript program, and catch what is wrong', async () => {
  app.write(
    'right.ts',
    `import { handOff, logToChatwoot, openRegistrar, reply, resolve, Misconfigured, Refused, Unreachable } from 'optiatiende';
     import type { Action, Bot, ExchangeInput, ExchangeOutcome, Said, Turn } from 'optiatiende';
     export const bot: Bot = { answer: ({ messages }: Turn): Action[] => messages.map((said: Said) => reply(said.text)) };
     export const others: Action[] = [handOff('asked', 'ya viene'), handOff('as before', { asked: true }), resolve()];
     export const ok: boolean = await logToChatwoot('549', 'a', 'b');
     const registrar = await openRegistrar({ settings: { CHATWOOT_URL: 'https://chatwoot.example.com' } });
     const exchange: ExchangeInput = { phone: '549', user_message: 'a', bot_response: 'b', said_at: 1_772_384_580 };
     const { id } = await registrar.register(exchange);
     const outcome: ExchangeOutcome | null = await registrar.wait(id, 10);
     export const state: 'waiting' | 'registered' | 'problem' | 'off' | 'dry_run' | undefined = outcome?.state;
     export const kinds = [Misconfigured, Refused, Unreachable];`,
  );
  app.write(
    'wrong.ts',
    `import { openRegistrar } from 'optiatiende';
     const registrar = await openRegistrar({ settings: { PORT: '1' } });
     await registrar.register({ phone: '549', user_message: 'a' });`,
  );
  expect(await app.types('right.ts')).toEqual({ code: 0, output: '', errors: '' });
  const { code, output } = await app.types('wrong.ts');
  expect(code).not.toBe(0);
  expect(output.match(/^wrong\.ts\(\d+/gm)).toEqual(['wrong.ts(2', 'wrong.ts(3']);
});
