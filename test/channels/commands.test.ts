import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../src/cli/free-port.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../src/sandbox/chatwoot/server.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../src/sandbox/whatsapp/server.ts';
import { eventually } from '../stack.ts';
import { addressOf, logged, openDesk, type Desk, type Running } from '../cli/run.ts';

const names = ['main', 'sales'] as const;
let whatsapp: Record<(typeof names)[number], SandboxWhatsApp>;
let chatwoot: SandboxChatwoot;
let desk: Desk;
beforeEach(async () => {
  const keyed = (apiKey: string) => startSandboxWhatsApp({ apiKey });
  whatsapp = { main: await keyed('key-of-main-0001'), sales: await keyed('key-of-sales-0001') };
  chatwoot = await startSandboxChatwoot({ inboxes: names.map((name) => ({ identifier: `inbox-${name}` })) });
  desk = openDesk({
    CHANNELS: './channels.yaml',
    PORT: String(await freePort(22_600)),
    KEY_MAIN: 'key-of-main-0001',
    KEY_SALES: 'key-of-sales-0001',
  });
  write();
});
afterEach(async () => {
  await desk.close();
  for (const side of [chatwoot, whatsapp.main, whatsapp.sales]) await side.close();
});

const path = () => join(desk.folder, 'channels.yaml');
const channel = (name: (typeof names)[number], more: string[] = []) => [
  `  ${name}:`,
  `    d360_api_key: {env: KEY_${name.toUpperCase()}}`,
  `    d360_base_url: ${whatsapp[name].url}`,
  `    chatwoot_inbox_id: inbox-${name}`,
  ...more,
];
function write(text = [...channel('main'), ...channel('sales')]): void {
  const defaults = ['defaults:', '  chatwoot_enabled: true', `  chatwoot_url: ${chatwoot.url}`, 'channels:'];
  writeFileSync(path(), `${[...defaults, ...text].join('\n')}\n`);
}
async function serve(): Promise<{ running: Running; address: string }> {
  const running = desk.start(['serve']);
  return { running, address: await addressOf(running) };
}
const post = (address: string, body: object) =>
  fetch(`${address}/api/exchanges?wait=20`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: '5493415550123', user_message: 'hola', bot_response: 'buenas', ...body }),
  });
const conversationsIn = (name: string) =>
  [...chatwoot.state.conversations.values()].filter((it) => it.source.inbox.identifier === `inbox-${name}`);

test('serve names each channel, the API asks whose conversation it is, and status and check have a block for each', async () => {
  const { running, address } = await serve();
  const named = () =>
    logged(running.out())
      .filter(({ msg }) => msg === 'a channel is on')
      .map((it) => it['channel']);
  await expect.poll(named, { timeout: 60_000 }).toEqual(['main', 'sales']);
  const unnamed = await post(address, {});
  expect([unnamed.status, await unnamed.json()]).toMatchObject([
    422,
    { fields: [{ path: 'channel', message: 'is missing: there are several channels, name one of main, sales' }] },
  ]);
  expect((await post(address, { channel: 'nobody' })).status).toBe(422);
  expect(await (await post(address, { channel: 'sales' })).json()).toMatchObject({ state: 'registered' });
  expect([conversationsIn('main').length, conversationsIn('sales').length]).toEqual([0, 1]);

  const whose = (query: string) => fetch(`${address}/api/contacts/5493415550123/handoff${query}`);
  expect((await whose('')).status).toBe(422);
  expect(await (await whose('?channel=main')).json()).toMatchObject({ contact: null, answered_by: 'bot' });
  expect(await (await whose('?channel=sales')).json()).toMatchObject({ answered_by: 'bot' });

  const status = await desk.run(['status']);
  expect({ code: status.code, err: status.err }).toEqual({ code: 0, err: '' });
  expect(status.out).toMatch(/Channel main\n {2}Agents are heard [\s\S]*Channel sales\n {2}Agents are heard /);
  const only = JSON.parse((await desk.run(['status', '--json', '--channel', 'sales'])).out) as {
    channels: { channel: string; state: string }[];
  };
  expect(only.channels).toMatchObject([{ channel: 'sales', state: 'on', isSet: true, problems: 0 }]);
  expect((await desk.run(['status', '--channel', 'x'])).code).toBe(2);

  const check = JSON.parse((await desk.run(['check', '--json'])).out) as {
    lines: { channel?: string; name: string }[];
  };
  const lines = (of?: string) => check.lines.filter((line) => line.channel === of).map(({ name }) => name);
  expect(lines('main')).toEqual(lines('sales'));
  expect(lines('main')).toEqual(expect.arrayContaining(['inbox', '360dialog', 'webhook', 'bot', 'hours']));
  expect(lines()).toEqual(['node', 'settings', 'database', 'clock']);
  const shown = await desk.run(['check', '--channel', 'sales']);
  expect(shown.out).toContain('\nChannel sales\n');
  expect(shown.out).not.toContain('Channel main');
  for (const secret of ['key-of-main-0001', 'key-of-sales-0001'])
    expect(running.out() + status.out).not.toContain(secret);
});

test('problems are shown by channel, and may be those of one', async () => {
  write([...channel('main'), ...channel('sales')]);
  const { running, address } = await serve();
  chatwoot.faults.set([{ kind: 'refuse_text', text: 'no', status: 403 }]);
  for (const name of names) await post(address, { channel: name, user_message: 'no', bot_response: '' });
  running.child.kill('SIGTERM');
  await running.ended;
  const all = JSON.parse((await desk.run(['problems', '--json'])).out) as { channel: string }[];
  expect(all.map((one) => one.channel).toSorted()).toEqual(['main', 'sales']);
  const listed = (await desk.run(['problems', 'list', '--channel', 'sales'])).out;
  expect(listed).toContain('Channel sales');
  expect(listed).not.toContain('Channel main');
  expect(JSON.parse((await desk.run(['problems', 'drop', '--all', '--channel', 'sales', '--json'])).out)).toMatchObject(
    {
      ids: [expect.any(Number)],
    },
  );
  const left = JSON.parse((await desk.run(['problems', '--json'])).out) as { channel: string }[];
  expect(left.map((one) => one.channel)).toEqual(['main']);
});

test('reload: a channel comes, by command and by SIGHUP; a wrong file changes nothing and says why', async () => {
  write(channel('main'));
  const { running, address } = await serve();
  expect(await (await post(address, {})).json()).toMatchObject({ state: 'registered' });
  write();
  const opened = await desk.run(['reload']);
  expect({ code: opened.code, out: opened.out }).toEqual({ code: 0, out: 'opened: sales\n' });
  expect(await (await post(address, { channel: 'sales' })).json()).toMatchObject({ state: 'registered' });

  write([...channel('main', ['    bot_wait: long']), ...channel('sales')]);
  const wrong = await desk.run(['reload']);
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/channels\.yaml:9:5 {2}main\.bot_wait = "long"/);
  expect(await (await post(address, { channel: 'sales', user_message: 'otra' })).json()).toMatchObject({
    state: 'registered',
  });

  write(channel('main'));
  running.child.kill('SIGHUP');
  await running.says('the settings were read again');
  await eventually(async () => (await post(address, { user_message: 'sin nombre' })).status === 200);
  const asBefore = JSON.parse((await desk.run(['reload', '--json'])).out) as object[];
  expect(asBefore).toEqual([{ ok: true, changes: { opened: [], changed: [], closed: [] }, restart: [] }]);
  writeFileSync(join(desk.folder, '.env'), 'RETENTION_EVENTS_DAYS=3\nRETENTION_SESSIONS_DAYS=1\n');
  const restart = ['RETENTION_SESSIONS_DAYS', 'RETENTION_EVENTS_DAYS'];
  expect(JSON.parse((await desk.run(['reload', '--json'])).out)).toMatchObject([{ ok: true, restart }]);

  // The database cannot be asked: nothing ends, and the channel comes once it can.
  const ledger = new DatabaseSync(join(desk.folder, 'data/optiatiende.db'), { timeout: 10_000 });
  ledger.exec('alter table meta rename to away');
  write();
  running.child.kill('SIGHUP');
  await running.says('not every channel could be opened');
  expect((await fetch(`${address}/health/live`)).status).toBe(200);
  ledger.exec('alter table away rename to meta');
  ledger.close();
  await eventually(async () => (await post(address, { channel: 'sales', user_message: 'al fin' })).status === 200);
  running.child.kill('SIGTERM');
  expect(await running.ended).toBe(0);
});

test('a wrong file starts nothing, and every fault has its place', async () => {
  write([...channel('main', ['    bot: robot']), ...channel('sales', ['    colour: red'])]);
  const { code, err } = await desk.run(['serve']);
  expect(code).toBe(2);
  expect(err).toMatch(/channels\.yaml:9:5 {2}main\.bot = "robot"[\s\S]*channels\.yaml:14:5 {2}sales\.colour = /);
  const check = await desk.run(['check']);
  expect(check.code).toBe(2);
  expect(check.out).toContain('channels.yaml:9:5 main.bot');
});

test('connect --channel makes an inbox of its own, and writes the file and its secrets', async () => {
  writeFileSync(path(), '# Ours.\nchannels:\n  main: # the shop\n    bot: none\n');
  const connect = (...more: string[]) =>
    desk.run(['connect', '--url', chatwoot.url, '--token', 'admin-token', '--yes', '--channel', ...more]);
  const { code, err } = await connect('new-shop', '--public-url', 'https://bot.example.com');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const text = readFileSync(path(), 'utf8');
  expect(text).toContain('# Ours.');
  expect(text).toMatch(/main:\s+# the shop\n {4}bot: none\n/);
  expect(text).toContain('chatwoot_bot_token: { env: CHATWOOT_BOT_TOKEN_NEW_SHOP }');
  const secrets = parseEnv(readFileSync(join(desk.folder, '.env'), 'utf8'));
  expect(Object.keys(secrets).toSorted()).toEqual([
    'CHATWOOT_BOT_TOKEN_NEW_SHOP',
    'CHATWOOT_SIGNING_SECRET_NEW_SHOP',
    'CHATWOOT_WEBHOOK_SECRET_NEW_SHOP',
  ]);
  for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  expect([...chatwoot.state.inboxes.values()].map(({ name }) => name)).toContain('WhatsApp new-shop');
  const again = await connect('new-shop', '--public-url', 'https://bot.example.com', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ ok: true, done: [], settings: {} });
  expect(readFileSync(path(), 'utf8')).toBe(text);
  expect((await connect('Wrong Name')).code).toBe(2);
});
