import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 } from 'uuid';
import { systemClock } from '../../src/clock.ts';
import { readSettings } from '../../src/config.ts';
import { addExchanges } from '../../src/intake/exchange-add.ts';
import { readExchanges } from '../../src/intake/exchange-input.ts';
import { silentLog } from '../../src/observe/log.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { openRegistrarWorker, type RegistrarWorker } from '../../src/service/registrar-worker.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { run } from '../build/package.ts';
import { eventually } from '../stack.ts';

let folder: string;
let chatwoot: SandboxChatwoot;
let store: Store | null;
let worker: RegistrarWorker | null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'optiatiende-'));
  chatwoot = await startSandboxChatwoot();
  store = worker = null;
});
afterEach(async () => {
  await worker?.stop();
  await store?.close();
  await chatwoot.close();
  rmSync(folder, { recursive: true, force: true });
});

const variables = (url: string) => ({
  CHATWOOT_ENABLED: 'true',
  CHATWOOT_URL: url,
  CHATWOOT_INBOX_ID: chatwoot.inboxes[0] ?? '',
  DATABASE_URL: `sqlite:${join(folder, 'test.db')}`,
});

test('where Chatwoot gives no chance it rests after its patience, and goes on by itself when Chatwoot is back', async () => {
  const settings = readSettings(variables(chatwoot.url));
  store = await openStore(settings.databaseUrl);
  chatwoot.faults.set([{ kind: 'too_many', ms: 1_000 }]);
  const part = { settings, store, clock: systemClock, random: Math.random, log: silentLog(), token: leaseToken() };
  worker = openRegistrarWorker(part, [settings], 300);
  const exchanges = readExchanges({ phone: '5493415550123', user_message: 'a', bot_response: 'b' });
  const into = [{ channelId: 'main', register: 'on' as const }];
  await addExchanges(store, { exchanges, into, list: false, key: null }, { newId: () => v7(), now: Date.now() });
  worker.wake();
  await new Promise((done) => setTimeout(done, 1_500));
  chatwoot.faults.set([]);
  const texts = await eventually(() => {
    const [conversation] = [...chatwoot.state.conversations.values()];
    return conversation?.messages.length === 2 && conversation.messages.map(({ content }) => content);
  });
  expect(texts).toEqual(['a', '🤖 b']);
});

test('and a process with nothing else to do ends then; what it left is still there', async () => {
  const down = await startSandboxChatwoot();
  await down.close();
  const from = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
  const program = `
    import { readSettings } from ${from('config.ts')};
    import { addExchanges } from ${from('intake/exchange-add.ts')};
    import { readExchanges } from ${from('intake/exchange-input.ts')};
    import { silentLog } from ${from('observe/log.ts')};
    import { openRegistrarWorker } from ${from('service/registrar-worker.ts')};
    import { openStore } from ${from('store/open.ts')};
    const settings = readSettings(${JSON.stringify(variables(down.url))});
    const store = await openStore(settings.databaseUrl);
    const clock = { now: () => Date.now() };
    const worker = openRegistrarWorker({ settings, store, clock, random: Math.random, log: silentLog(), token: 'here/0/1' }, [settings], 500);
    const exchanges = readExchanges({ phone: '5493415550123', user_message: 'a', bot_response: 'b' });
    let n = 0;
    await addExchanges(store, { exchanges, into: [{ channelId: 'main', register: 'on' }], list: false, key: null }, { newId: () => 'id-' + n++, now: Date.now() });
    worker.wake();`;
  const began = Date.now();
  const ended = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder, withinMs: 60_000 });
  expect(ended).toEqual({ code: 0, output: '', errors: '' });
  expect(Date.now() - began).toBeGreaterThan(500);
  store = await openStore(variables('').DATABASE_URL);
  const jobs = await store.db.selectFrom('jobs').select(['state', 'attempts', 'lease_token']).execute();
  expect(jobs).toEqual([
    { state: 'ready', attempts: 0, lease_token: null },
    { state: 'waiting', attempts: 0, lease_token: null },
  ]);
});
