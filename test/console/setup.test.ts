import { afterAll, beforeAll, expect, test } from 'vitest';
import { consoleTools } from '../../src/cli/console-tools.ts';
import { addressesOf, shownChannels, type SetUpChannel } from '../../src/console/setup/channels.ts';
import { secretsOf } from '../../src/console/setup/secrets.ts';
import { sendTest, testPace } from '../../src/console/setup/test-message.ts';
import { openProvider } from '../../src/providers/open.ts';
import { readSettings } from '../../src/config.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';

let sandbox: Sandbox;
let ledger: TestStore;
beforeAll(async () => {
  [sandbox, ledger] = await Promise.all([startSandbox(), emptyStore()]);
});
afterAll(async () => {
  await sandbox.close();
  await ledger.close();
});

const environment = () => ({
  ...sandbox.settings,
  CHATWOOT_WEBHOOK_SECRET: 'chatwoot-door-secret-1',
  WHATSAPP_WEBHOOK_SECRET: 'whatsapp-door-secret-1',
  DATABASE_URL: ledger.url,
});
const channel = (): SetUpChannel => ({
  name: 'main',
  settings: readSettings(environment()),
  parked: null,
  cable: 'on',
  webhookSecret: 'whatsapp-door-secret-1',
});

test('the lines of check come with the ledger that is open, in the language asked for', async () => {
  const tools = consoleTools(environment, ledger.store);
  const lines = [];
  for await (const line of tools.check('en')) lines.push(line);
  expect(lines.find(({ name }) => name === 'database')).toMatchObject({ state: 'ok', label: 'database' });
  expect(lines.find(({ name }) => name === 'inbox')?.state).toBe('ok');
  expect(JSON.stringify(lines.map(({ name }) => name))).toContain('clock');
  expect(lines.every((line) => !('address' in line))).toBe(true);
  // The store of the service is still open.
  expect(await ledger.store.db.selectFrom('meta').selectAll().execute()).toBeInstanceOf(Array);
  expect(tools.translated('not enforced', 'es')).toBe('no se exige');
});

test('a channel is shown with where it is and when it was heard, and without anything that lets in', async () => {
  await ledger.store.write((tx) =>
    tx
      .insertInto('events')
      .values([
        { source: 'whatsapp', channel_id: 'main', raw: '{}', received_at: 70 },
        { source: 'chatwoot', channel_id: 'main', raw: '{}', received_at: 90 },
        { source: 'whatsapp', channel_id: 'other', raw: '{}', received_at: 99 },
      ])
      .execute(),
  );
  const one = channel();
  const [shown] = await shownChannels(ledger.store.db, [one]);
  expect(shown).toMatchObject({ channel: 'main', bots: ['faq'], door: true, heard: { whatsapp: 70, chatwoot: 90 } });
  const text = JSON.stringify(shown);
  for (const secret of secretsOf(one.settings, one.webhookSecret)) expect(text).not.toContain(secret);
  expect(secretsOf(one.settings, one.webhookSecret)).toEqual(
    expect.arrayContaining(['whatsapp-door-secret-1', 'chatwoot-door-secret-1']),
  );
  expect(addressesOf(one)).toEqual({
    channel: 'main',
    whatsapp: '/webhooks/whatsapp/whatsapp-door-secret-1',
    chatwoot: '/webhooks/chatwoot/chatwoot-door-secret-1',
  });
});

test('a test message is sent once, or told why not, and not one after the other', async () => {
  const provider = await openProvider(channel().settings.whatsapp);
  const to = { number: '5491155550123', language: 'en' as const, id: 'one' };
  expect(await sendTest(provider, to)).toEqual({ sent: true });
  sandbox.whatsapp.faults.set([{ kind: 'fail_before', status: 400, code: 131047 }]);
  const refused = await sendTest(provider, { ...to, id: 'two' });
  sandbox.whatsapp.faults.set([]);
  expect(refused).toMatchObject({ sent: false, fix: expect.any(String) as string });
  let now = 0;
  const may = testPace({ now: () => now });
  expect([may('main'), may('main'), may('other')]).toEqual([true, false, true]);
  now = 10_000;
  expect(may('main')).toBe(true);
});
