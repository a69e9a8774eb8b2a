import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { WrongExchange } from '../../src/intake/exchange-input.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { openRegistrar, type Registrar } from '../../src/service/registrar.ts';

let folder: string;
let chatwoot: SandboxChatwoot;
let registrar: Registrar;
afterEach(async () => {
  await registrar.close();
  await chatwoot.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the library registers in the inbox of the channel that is named, and asks for a name where there are several', async () => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-library-'));
  chatwoot = await startSandboxChatwoot({ inboxes: [{ identifier: 'inbox-a' }, { identifier: 'inbox-b' }] });
  const path = join(folder, 'channels.yaml');
  writeFileSync(
    path,
    `defaults: {chatwoot_enabled: true, chatwoot_url: "${chatwoot.url}"}\nchannels: {a: {chatwoot_inbox_id: inbox-a}, b: {chatwoot_inbox_id: inbox-b}}\n`,
  );
  registrar = await openRegistrar({ settings: { CHANNELS: path, DATABASE_URL: `sqlite:${join(folder, 'test.db')}` } });
  const exchange = { phone: '+5493415550123', user_message: 'hola', bot_response: 'buenas' };
  await expect(registrar.register(exchange)).rejects.toThrow(WrongExchange);
  await expect(registrar.register({ ...exchange, channel: 'c' })).rejects.toThrow('must be one of: a, b');
  const key = { idempotencyKey: 'the-same' };
  const ids = [
    await registrar.register({ ...exchange, channel: 'a' }, key),
    await registrar.register({ ...exchange, channel: 'b' }, key),
  ];
  for (const { id } of ids) expect(await registrar.wait(id, 30)).toMatchObject({ state: 'registered' });
  expect(await registrar.register({ ...exchange, channel: 'b' }, key)).toEqual(ids[1]);
  const inboxes = [...chatwoot.state.conversations.values()].map(({ source }) => source.inbox.identifier);
  expect(inboxes.toSorted()).toEqual(['inbox-a', 'inbox-b']);
});
