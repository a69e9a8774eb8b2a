import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../src/cli/free-port.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { addressOf, logged, openDesk, type Desk, type Running, type Variables } from './run.ts';

const inbox = 'EXAMPLEinboxIdentifier01';
const chat = { waId: '5493415550123', name: 'Ana Prueba', text: 'hola' };
let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox({
    chatwoot: { inboxes: [{ identifier: inbox }] },
    whatsapp: { apiKey: 'theapikey0001' },
  });
  desk = openDesk({ ...sandbox.settings, PORT: '0', WHATSAPP_WEBHOOK_SECRET: 'webhooksecret0001' });
});
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

const webhookOf = (address: string) => `${address}/webhooks/whatsapp/webhooksecret0001`;
const registered = () => sandbox.chatwoot.state.messages.map((message) => message.content);

async function serve(variables: Variables = {}): Promise<Running> {
  const running = desk.start(['serve'], variables);
  sandbox.setWebhook(webhookOf(await addressOf(running)));
  return running;
}

test('wrong settings: all of them at once, no secret among them, exit code 2, nothing started', async () => {
  const { code, out, err } = await desk.run(['serve'], {
    CHATWOOT_URL: 'chatwoot.example.com',
    CHATWOOT_INBOX_ID: '',
    HOST: '0.0.0.0',
    D360_API_KEY: 'key with spaces',
    WHATSAPP_WEBHOOK_SECRET: 'short',
  });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  for (const name of ['CHATWOOT_URL', 'CHATWOOT_INBOX_ID', 'D360_API_KEY', 'WHATSAPP_WEBHOOK_SECRET', 'API_TOKEN'])
    expect(err).toMatch(new RegExp(`^  ${name} = `, 'm'));
  expect(err).not.toMatch(/key with|short\b|\n\s+at /);
  expect(existsSync(join(desk.folder, 'data'))).toBe(false);
});

test.each([
  ['the key', { D360_API_KEY: 'another-key-0001' }, /refuses the key \(D360_API_KEY\)/],
  ['the inbox', { CHATWOOT_INBOX_ID: 'EXAMPLEinboxIdentifier02' }, /CHATWOOT_INBOX_ID/],
  ['the user’s token', { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_USER_TOKEN: 'no-such-token' }, /CHATWOOT_USER_TOKEN/],
])('the sole number, and %s is refused: the start says so and fails', async (_, variables, told) => {
  const { code, err } = await desk.run(['serve'], variables);
  expect(code).toBe(2);
  expect(err).toMatch(told);
  expect(err).toContain('Nothing was started.');
  expect(err).not.toMatch(/\n\s+at |another-key-0001|no-such-token/);
});

test('the sole number, and neither side can be asked: it starts', async () => {
  sandbox.chatwoot.faults.set([{ kind: 'hang' }]);
  sandbox.whatsapp.faults.set([{ kind: 'fail_before' }]);
  await serve();
});

test('a taken port is said without a stack', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  const { code, err } = await desk.run(['serve'], { PORT: String(port) });
  other.close();
  expect(code).toBe(2);
  expect(err).toContain(`port ${port} is taken`);
  expect(err).not.toMatch(/\n\s+at /);
});

test('says where it listens and what is on, without secrets, and stops cleanly at once', async () => {
  const running = desk.start(['serve'], { CHATWOOT_DRY_RUN: 'true', CHATWOOT_INBOX: 'x' });
  const address = await addressOf(running);
  expect(logged(running.out()).find(({ msg }) => msg === 'OptiAtiende is running')).toMatchObject({
    address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    chatwoot: new URL(sandbox.chatwoot.url).host,
    inbox: '…er01',
    dryRun: true,
    whatsapp: new URL(sandbox.whatsapp.url).host,
    bot: 'faq',
  });
  expect(await (await fetch(`${address}/health/live`)).json()).toEqual({ status: 'live' });
  await running.says('dry run: nothing is posted');
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  expect(running.out()).toMatch(/optiatiende\S* check/);
  for (const secret of ['webhooksecret0001', 'theapikey0001', inbox])
    expect(running.out() + running.err()).not.toContain(secret);
});

test('warns of a misspelt setting, and of what is off', async () => {
  const running = desk.start(['serve'], { CHATWOOT_ENABLED: 'no', D360_API_KEY: '', CHATWOOT_TIMEOT: '5' });
  await addressOf(running);
  await running.says('Chatwoot is off');
  const warnings = logged(running.out()).filter(({ level }) => level === 40);
  expect(warnings.map(({ msg }) => String(msg).split(/[:;,]| is no setting/)[0])).toEqual([
    'CHATWOOT_TIMEOT',
    'WhatsApp is off',
    'Chatwoot is off',
  ]);
});

test('a fault nobody caught ends it with exit code 1, and says so', async () => {
  const fault = join(desk.folder, 'fault.mjs');
  writeFileSync(fault, "process.on('SIGUSR2', () => void Promise.reject(new Error('forgotten')));");
  const running = await serve({ NODE_OPTIONS: `--import=${fault}` });
  running.child.kill('SIGUSR2');
  expect(await running.ended).toBe(1);
  expect(logged(running.out()).at(-1)).toMatchObject({ level: 60, msg: expect.stringContaining('unexpected fault') });
});

test('a newer version changes the database while it runs: what runs may finish, nothing begins, exit code 2 as at a refused start', async () => {
  const running = await serve({ CHATWOOT_TIMEOUT: '30', BOT_WAIT: '0' });
  sandbox.chatwoot.faults.set([{ kind: 'slow', ms: 4_000, method: 'POST', path: '/messages' }]);
  await sandbox.whatsapp.say(chat);
  const ledger = new DatabaseSync(join(desk.folder, 'data', 'optiatiende.db'), { timeout: 20_000 });
  const all = (statement: string) => ledger.prepare(statement).all();
  await eventually(() => all("select 1 from jobs where kind = 'register' and effect like 'begun %'").length > 0);
  await eventually(() => all("select 1 from jobs where kind = 'register'").length === 2);
  ledger.exec("insert into kysely_migration (name, timestamp) values ('999_later', '')");
  expect(await running.ended).toBe(2);
  expect(running.err()).toMatch(/^DATABASE_URL: the database was brought up to date by a newer version .*999_later/);
  expect(running.err()).not.toMatch(/\n\s+at /);
  // The call under way has ended and is written down once; what waited behind it is still there, and nobody holds anything.
  expect(registered()).toEqual(['hola']);
  expect(all("select state from jobs where kind = 'register' order by id")).toMatchObject([
    { state: 'done' },
    { state: 'ready' },
  ]);
  expect(all('select 1 from runs')).toEqual([]);
  expect(all('select 1 from duties where holder is not null')).toEqual([]);
  expect(all('select 1 from jobs where lease_token is not null')).toEqual([]);
  ledger.close();
  expect(await desk.run(['serve'])).toMatchObject({ code: 2, err: running.err() });
});

test('kill -9 with work left: status shows it, the next start goes on with it', async () => {
  const variables = { CHATWOOT_TIMEOUT: '1' };
  const first = await serve(variables);
  sandbox.chatwoot.faults.set([{ kind: 'hang', method: 'POST', path: '/public/' }]);
  await sandbox.whatsapp.say(chat);
  await eventually(() => sandbox.whatsapp.sent.length === 1);
  first.child.kill('SIGKILL');
  await first.ended;

  const status = await desk.run(['status', '--json']);
  expect(status.code).toBe(0);
  expect(JSON.parse(status.out)).toMatchObject({ waiting: { register: 2, turn: 0 }, problems: 0 });
  const shown = await desk.run(['status']);
  expect(shown.out).toMatch(/To register in Chatwoot\s+2\n/);
  expect(shown.out).toContain('does not answer at');

  sandbox.chatwoot.faults.set([]);
  const second = await serve(variables);
  await second.says('going on with what an earlier run left');
  await eventually(() => registered().length === 2);
  expect(registered()).toEqual(['hola', expect.stringMatching(/^🤖 /)]);
});

test('a stop while Chatwoot hangs ends within seconds, keeps the work, and a second signal ends at once', async () => {
  sandbox.chatwoot.faults.set([{ kind: 'hang', path: '/public/' }]);
  const variables = { CHATWOOT_TIMEOUT: '60' };
  const first = await serve(variables);
  await sandbox.whatsapp.say(chat);
  await eventually(() => sandbox.whatsapp.sent.length === 1);
  const began = Date.now();
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  // Sooner than the call ends by itself.
  expect(Date.now() - began).toBeLessThan(45_000);
  expect(JSON.parse((await desk.run(['status', '--json'])).out)).toMatchObject({ waiting: { register: 2 } });

  const second = await serve(variables);
  const before = sandbox.chatwoot.requests.total;
  await sandbox.whatsapp.say({ ...chat, waId: '5493415550124' });
  await eventually(() => sandbox.chatwoot.requests.total > before);
  second.child.kill('SIGTERM');
  await second.says('stopping');
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(1);
});

test('status tells how agents are heard, and what else waits; the log how the API is open', async () => {
  const PORT = String(await freePort(21_800));
  const running = await serve({ PORT, CHATWOOT_WEBHOOK_SECRET: 'doorsecret0001' });
  expect(logged(running.out()).find(({ msg }) => msg === 'OptiAtiende is running')).toMatchObject({
    api: 'open to programs of this machine',
    agents: 'cable, webhook, sweep',
  });
  expect(running.out()).not.toContain('doorsecret0001');
  const heard = async () => (await desk.run(['status'], { PORT })).out.includes('Agents are heard');
  expect(await heard()).toBe(true);
  expect((await desk.run(['status'], { PORT })).out).toMatch(/Agents are heard +at once, by the cable; by webhooks\n/);
  // Without a provider's key nobody listens: it is not said that they are heard late.
  expect((await desk.run(['status'], { PORT, D360_API_KEY: '' })).out).not.toContain('Agents are heard');
  running.child.kill('SIGTERM');
  await running.ended;
  expect(await heard()).toBe(false);
  const open = new DatabaseSync(join(desk.folder, 'data/optiatiende.db'));
  open.exec("insert into contacts (channel_id, wa_id, created_at) values ('main', '5493415550123', 1)");
  open.exec(
    "insert into jobs (kind, lane, contact_id, key, payload, state, due_at, created_at) values ('look', 'look:1', 1, 'look:1:1', '{}', 'ready', 1, 1)",
  );
  open.close();
  expect((await desk.run(['status'], { PORT })).out).toMatch(/Conversations to look at +1\n/);
});
