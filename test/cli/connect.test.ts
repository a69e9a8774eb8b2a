import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { addressOf, openDesk, type Desk, type Variables } from './run.ts';

let sandbox: Sandbox;
let desk: Desk;
async function begin(chatwoot: SandboxOptions['chatwoot'] = {}, variables: Variables = {}) {
  sandbox = await startSandbox({ chatwoot: { inboxes: [], ...chatwoot }, whatsapp: { apiKey: 'theapikey0001' } });
  desk = openDesk(variables);
}
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

const connect = (...more: string[]) =>
  desk.run(['connect', '--url', sandbox.chatwoot.url, '--token', 'admin-token', '--yes', ...more]);
const file = () => join(desk.folder, '.env');
const settings = () => parseEnv(readFileSync(file(), 'utf8'));
/** All that Chatwoot holds of what is set up; a call that changes something changes this. */
const held = () => {
  const { inboxes, bots, labels, webhooks } = sandbox.chatwoot.state;
  const shown = [...inboxes.values()].map(({ sources: _, bot, members, ...inbox }) => ({
    ...inbox,
    bot: bot?.id,
    members: [...members],
  }));
  return JSON.parse(JSON.stringify({ shown, bots, labels, webhooks })) as { shown: Record<string, unknown>[] };
};

test('from nothing: everything is set up, the settings are written, and serve runs with them', async () => {
  await begin();
  const { code, out, err } = await connect('--public-url', 'https://bot.example.com/', '--user-token', 'agent-token');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('✓ make the API inbox “WhatsApp”, which calls this service');
  expect(out).toContain('begin as “pending”');
  const written = settings();
  expect(written).toMatchObject({
    CHATWOOT_ENABLED: 'true',
    CHATWOOT_URL: sandbox.chatwoot.url,
    CHATWOOT_ACCOUNT_ID: '1',
    CHATWOOT_BOT_TOKEN: 'bot-token',
    CHATWOOT_USER_TOKEN: 'agent-token',
  });
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  const [inbox] = sandbox.chatwoot.state.inboxes.values();
  expect(inbox).toMatchObject({
    identifier: written['CHATWOOT_INBOX_ID'],
    secret: written['CHATWOOT_SIGNING_SECRET'],
    webhookUrl: `https://bot.example.com/webhooks/chatwoot/${written['CHATWOOT_WEBHOOK_SECRET']}`,
    additionalAttributes: { agent_reply_time_window: '24' },
    bot: { name: 'OptiAtiende' },
    members: new Set([1, 2]),
  });
  expect(sandbox.chatwoot.state.labels).toMatchObject([{ title: 'humano' }, { title: 'esperando' }]);
  for (const secret of ['admin-token', 'agent-token', 'bot-token', inbox?.secret, written['CHATWOOT_WEBHOOK_SECRET']])
    expect(out).not.toContain(secret);

  const whatsapp = { D360_API_KEY: 'theapikey0001', D360_BASE_URL: sandbox.whatsapp.url };
  const running = desk.start(['serve'], { ...whatsapp, PORT: '0', WHATSAPP_WEBHOOK_SECRET: 'webhooksecret0001' });
  const address = await addressOf(running);
  sandbox.setWebhook(`${address}/webhooks/whatsapp/webhooksecret0001`);
  await sandbox.whatsapp.say({ waId: '5493415550123', name: 'Ana Prueba', text: 'hola' });
  const messages = () => sandbox.chatwoot.state.messages.filter(({ type }) => type < 2);
  await eventually(() => messages().length === 2);
  expect(messages()[1]).toMatchObject({ type: 1, sender: { kind: 'agent_bot', name: 'OptiAtiende' } });
});

test('run again nothing changes: not in Chatwoot, not in the file', async () => {
  await begin();
  await connect('--public-url', 'https://bot.example.com');
  const [before, text, at] = [held(), readFileSync(file(), 'utf8'), statSync(file()).mtimeMs];
  for (const more of [['--public-url', 'https://bot.example.com'], []]) {
    const { code, out } = await connect(...more);
    expect(code).toBe(0);
    expect(out).toContain('In Chatwoot everything is so already.');
    expect(out).toContain('has all of it already.');
  }
  expect(held()).toEqual(before);
  expect(readFileSync(file(), 'utf8')).toBe(text);
  expect(statSync(file()).mtimeMs).toBe(at);
});

test('a lost settings file comes back, with the same inbox, bot and address', async () => {
  await begin();
  await connect('--public-url', 'https://bot.example.com');
  const [before, text] = [held(), readFileSync(file(), 'utf8')];
  const elsewhere = join(desk.folder, 'other.env');
  expect((await connect('--write', 'other.env')).code).toBe(0);
  expect(held()).toEqual(before);
  expect(readFileSync(elsewhere, 'utf8')).toBe(text);
});

test('lines that are there stay; old values and switched-off ones are replaced in place; no label for a reminder that is off', async () => {
  await begin();
  writeFileSync(
    file(),
    '# mine\nBOT=faq\n#CHATWOOT_URL=https://chatwoot.example.com\nexport CHATWOOT_ENABLED=false\nCHATWOOT_BOT_TOKEN_FILE=/gone\nHANDOFF_LABEL=persona\nHANDOFF_REMIND=0',
  );
  chmodSync(file(), 0o644);
  expect((await connect('--members', 'luis@example.com')).code).toBe(0);
  const lines = readFileSync(file(), 'utf8').split('\n');
  expect(lines.slice(0, 7)).toEqual([
    '# mine',
    'BOT=faq',
    `CHATWOOT_URL=${sandbox.chatwoot.url}`,
    'CHATWOOT_ENABLED=true',
    'CHATWOOT_BOT_TOKEN=bot-token',
    'HANDOFF_LABEL=persona',
    'HANDOFF_REMIND=0',
  ]);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(sandbox.chatwoot.state.labels).toMatchObject([{ title: 'persona' }]);
  expect([...(sandbox.chatwoot.state.inboxes.values().next().value?.members ?? [])]).toEqual([2]);
});

test('without a terminal and without --yes it only says what it would do', async () => {
  await begin();
  const before = held();
  const asked = ['connect', '--url', sandbox.chatwoot.url, '--token', 'admin-token'];
  const { code, out } = await desk.run(asked);
  expect(code).toBe(1);
  expect(out).toContain('CHATWOOT_INBOX_ID=(Chatwoot gives it)');
  expect(out).toContain('Add --yes');
  const json = await desk.run([...asked, '--json', '--public-url', 'https://bot.example.com']);
  expect(JSON.parse(json.out)).toMatchObject({ ok: false, settings: { CHATWOOT_WEBHOOK_SECRET: '••••••••' } });
  expect(held()).toEqual(before);
  expect(existsSync(file())).toBe(false);
  const none = await desk.run(['connect', '--yes']);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('--url, --token') });
});

test(
  'a wrong token, an agent’s, a bot’s, another account, no Chatwoot: each said with its next step, nothing changed',
  { timeout: 240_000 },
  async () => {
    await begin();
    const before = held();
    const wrong = async (...more: string[]) => {
      const { code, err, out } = await connect(...more);
      expect({ code, out }, err).toEqual({ code: 2, out: '' });
      expect(err).not.toMatch(/\n\s+at |not-a-token/);
      return err;
    };
    expect(await wrong('--token', 'not-a-token')).toMatch(/--token: Chatwoot does not know.*Profile settings/);
    expect(await wrong('--token', 'agent-token')).toMatch(/Luis Vega, who is not an administrator.*Settings → Agents/);
    expect(await wrong('--token', 'bot-token')).toMatch(/token of an agent bot/);
    expect(await wrong('--account', '7')).toMatch(/--account 7: Ana Ruiz.*1 \(Panadería Sol\)/);
    expect(await wrong('--members', 'nobody@example.com')).toMatch(/“nobody@example.com”.*luis@example.com/);
    expect(await wrong('--user-token', 'not-a-token')).toMatch(/^--user-token: Chatwoot does not know/);
    expect(await wrong('--members', '1', '--user-token', 'agent-token')).toMatch(/Luis Vega, who is not a member/);
    for (const senseless of [
      'nonsense',
      'ftp://bot.example.com',
      'https://a:b@bot.example.com',
      'https://bot.example.com/?x=1',
    ])
      expect(await wrong('--public-url', senseless)).toMatch(/no address that Chatwoot could call/);
    expect(await wrong('--url', sandbox.whatsapp.url)).toMatch(/this Chatwoot cannot be used\.\n.*\n {2}→ /);
    expect(held()).toEqual(before);
    expect(existsSync(file())).toBe(false);
  },
);

test('private addresses: what this release wants for them', async () => {
  await begin();
  const { out } = await connect('--public-url', 'http://bridge:8080');
  expect(out).toContain('SAFE_FETCH_ALLOW_PRIVATE_NETWORK=true');
  expect(settings()['CHATWOOT_WEBHOOK_SECRET']).toMatch(/^[\w-]{32}$/);
});

test('version 4.7: set up without what it cannot do, and that is said', async () => {
  await begin({ version: '4.7.0' });
  const { code, out } = await connect('--public-url', 'https://bot.example.com', '--user-token', 'this');
  expect(code).toBe(0);
  expect(out).toContain('Chatwoot 4.7.0 is too old for: signed webhooks');
  expect(settings()).toMatchObject({ CHATWOOT_USER_TOKEN: 'admin-token', CHATWOOT_WEBHOOK_SECRET: expect.any(String) });
  expect(settings()).not.toHaveProperty('CHATWOOT_SIGNING_SECRET');
  const checked = await desk.run(['check']);
  expect(checked.code, checked.out).toBe(0);
  expect(checked.out).toMatch(/^ok .*door .*this release does not sign/m);
  expect(checked.out).toMatch(/^warning .*abilities .*4\.7\.0 is too old for: signed webhooks$/m);
});

test('version 3.0 is refused', async () => {
  await begin({ version: '3.0.0' });
  expect(await connect()).toMatchObject({
    code: 2,
    err: expect.stringMatching(/3\.0\.0 is too old.*\n {2}→ Upgrade/s),
  });
});

test('a call that fails on the way: said, and the next run goes on', async () => {
  await begin();
  sandbox.chatwoot.faults.set([{ kind: 'fail_before', method: 'POST', path: '/set_agent_bot' }]);
  const { code, err } = await connect();
  expect(code).toBe(1);
  expect(err).toMatch(/Chatwoot did not do it: .*set_agent_bot: answered 500.*run it again/s);
  expect(settings()).toEqual({});
  sandbox.chatwoot.faults.set([]);
  const second = await connect();
  expect(second.code).toBe(0);
  expect(second.out).not.toContain('make the API inbox');
  expect(sandbox.chatwoot.state.inboxes.size).toBe(1);
  expect(settings()).toMatchObject({ CHATWOOT_BOT_TOKEN: 'bot-token' });
});

test('another bot, another webhook: said before they are replaced; --no-bot leaves the bot out', async () => {
  await begin({
    inboxes: [
      { identifier: 'sandbox-inbox', name: 'WhatsApp', agentBot: true, webhookUrl: 'https://other.example.com/hook' },
    ],
    bot: { name: 'Otro', outgoingUrl: 'https://other.example.com/bot' },
  });
  const { code, out } = await connect('--public-url', 'https://bot.example.com', '--json');
  expect(code).toBe(0);
  const { warnings } = JSON.parse(out) as { warnings: string[] };
  expect(warnings.join('\n')).toMatch(/The inbox calls https:\/\/other\.example\.com\/hook now/);
  expect(warnings.join('\n')).toMatch(/The bot “Otro” is connected and has an address of its own/);
  expect(settings()).toMatchObject({ CHATWOOT_INBOX_ID: 'sandbox-inbox', CHATWOOT_BOT_TOKEN: 'bot-token' });
  expect((await connect('--inbox-name', 'Sin bot', '--no-bot', '--write', 'other.env')).code).toBe(0);
  expect(readFileSync(join(desk.folder, 'other.env'), 'utf8')).not.toContain('BOT_TOKEN');
  expect(held().shown).toMatchObject([{ bot: 1 }, { name: 'Sin bot' }]);
});
