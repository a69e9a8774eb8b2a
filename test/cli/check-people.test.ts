import { afterEach, expect, test } from 'vitest';
import type { Line } from '../../src/cli/check/line.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { openDesk, type Desk, type Variables } from './run.ts';

const inbox = { identifier: 'sandbox-inbox', agentBot: true, secret: 'signing-secret-0001' };
const door = { CHATWOOT_WEBHOOK_SECRET: 'doorsecret0001', CHATWOOT_SIGNING_SECRET: 'signing-secret-0001' };
const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token', CHATWOOT_USER_TOKEN: 'agent-token' };
let sandbox: Sandbox;
let desk: Desk;
async function begin(chatwoot: SandboxOptions['chatwoot'] = {}, variables: Variables = {}) {
  sandbox = await startSandbox({ chatwoot: { inboxes: [inbox], ...chatwoot } });
  desk = openDesk({ ...sandbox.settings, D360_API_KEY: '', PORT: '0', ...variables });
}
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

async function check(variables: Variables = {}) {
  const { code, out } = await desk.run(['check', '--json'], variables);
  const { lines } = JSON.parse(out) as { lines: Line[] };
  return { code, out, line: (name: Line['name']) => lines.find((it) => it.name === name) };
}

test('with door and both tokens: all of it allowed, heard, and nothing secret in the JSON', async () => {
  await begin(
    { inboxes: [{ ...inbox, webhookUrl: 'https://bot.example.com/webhooks/chatwoot/doorsecret0001' }] },
    { ...door, ...tokens },
  );
  const { code, out, line } = await check();
  expect(code).toBe(0);
  expect(line('botToken')).toMatchObject({ state: 'ok' });
  expect(line('userToken')).toMatchObject({ state: 'ok', detail: 'Luis Vega, agent, sees the inbox' });
  expect(line('abilities')).toMatchObject({ state: 'ok', detail: expect.stringContaining('delivery ticks') });
  expect(line('abilities')?.detail).not.toMatch(/not without|too old/);
  expect(line('door')).toMatchObject({ state: 'ok', detail: 'open, for signed webhooks only' });
  expect(line('notes')).toMatchObject({ state: 'ok', detail: expect.stringContaining('by webhook') });
  expect(line('cable')).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^welcomed after \d+ ms/) });
  expect(line('label')).toMatchObject({ state: 'warning', fix: expect.stringContaining('“humano”') });
  expect(out).not.toMatch(/doorsecret0001|signing-secret|bot-token|agent-token/);
});

test('both webhook addresses are whole on the terminal, without a key and with Chatwoot away', async () => {
  await begin({}, { ...door, WHATSAPP_WEBHOOK_SECRET: 'webhooksecret0001' });
  for (const variables of [{}, { CHATWOOT_ENABLED: 'false' }]) {
    const { out } = await desk.run(['check'], variables);
    expect(out).toContain('https://<your-host>/webhooks/whatsapp/webhooksecret0001');
    expect(out).toContain('https://<your-host>/webhooks/chatwoot/doorsecret0001');
  }
  await sandbox.close();
  const { out } = await desk.run(['check'], { UI_LANGUAGE: 'es' });
  expect(out).toContain('https://<tu-servidor>/webhooks/chatwoot/doorsecret0001');
});

test('tokens that are not right: which one, and where to get it', async () => {
  await begin({}, tokens);
  const unknown = await check({ CHATWOOT_BOT_TOKEN: 'not-a-token', CHATWOOT_USER_TOKEN: 'not-a-token' });
  expect(unknown.code).toBe(1);
  expect(unknown.line('botToken')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('Settings → Bots') });
  expect(unknown.line('userToken')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('Profile settings') });
  expect(unknown.line('abilities')?.detail).toMatch(
    /^can: the agent’s Retry, signed webhooks; not without further tokens: .*delivery ticks/,
  );
  const swapped = await check({ CHATWOOT_USER_TOKEN: 'bot-token' });
  expect(swapped.line('userToken')).toMatchObject({ state: 'wrong', detail: expect.stringContaining('agent bot') });
  const account = await check({ CHATWOOT_ACCOUNT_ID: '99' });
  expect(account.line('userToken')).toMatchObject({
    state: 'wrong',
    detail: 'CHATWOOT_USER_TOKEN is Luis Vega’s, who is not in account 99',
    fix: expect.stringContaining('/accounts/'),
  });
  sandbox.chatwoot.state.inboxes.get('sandbox-inbox')?.members.delete(2);
  expect((await check()).line('userToken')).toMatchObject({
    state: 'wrong',
    detail: expect.stringContaining('member'),
  });
});

test('a person’s token in place of the bot’s is found out', async () => {
  await begin({}, tokens);
  expect((await check({ CHATWOOT_BOT_TOKEN: 'agent-token' })).line('botToken')).toMatchObject({
    state: 'wrong',
    detail: expect.stringContaining('Luis Vega'),
  });
});

test('labels: which are missing, among them the reminder’s where it is on and can be set', async () => {
  await begin({}, tokens);
  const make = (title: string) =>
    sandbox.chatwoot.state.labels.push({ id: 1, title, description: null, color: '#1f93ff', showOnSidebar: true });
  const label = async (variables: Variables = {}) => (await check(variables)).line('label');
  expect(await label()).toMatchObject({ state: 'warning', fix: expect.stringContaining('“humano” and “esperando”') });
  make('humano');
  expect(await label()).toMatchObject({
    state: 'warning',
    detail: 'there is no label “esperando”: agents can neither choose it nor filter by it',
  });
  expect(await label({ HANDOFF_REMIND: '0' })).toMatchObject({ state: 'ok', detail: '“humano” is there' });
  make('esperando');
  expect(await label({ UI_LANGUAGE: 'es' })).toMatchObject({ detail: 'existen «humano» y «esperando»' });
});

test('notes: by webhook, by user token, or not', async () => {
  await begin();
  expect((await check()).line('notes')).toMatchObject({ state: 'off', fix: expect.stringContaining('connect') });
  expect((await check({ ...tokens, CHATWOOT_BOT_TOKEN: '' })).line('notes')).toMatchObject({
    state: 'ok',
    detail: expect.stringContaining('by the user token'),
  });
});

test('the door: unsigned, uncalled, and refusing what an old release sends', async () => {
  await begin({}, { CHATWOOT_WEBHOOK_SECRET: 'doorsecret0001' });
  expect((await check()).line('door')).toMatchObject({
    state: 'warning',
    fix: expect.stringContaining('SIGNING_SECRET'),
  });
  expect((await check({ ...door, ...tokens })).line('door')).toMatchObject({
    state: 'warning',
    detail: 'open, but the inbox has no webhook address',
  });
  await Promise.all([desk.close(), sandbox.close()]);
  await begin({ version: '4.7.0' }, door);
  const old = await check();
  expect(old.code).toBe(1);
  expect(old.line('door')).toMatchObject({ state: 'wrong', detail: expect.stringContaining('4.7.0 does not sign') });
});

test('a cable that is never welcomed; all three ways off', async () => {
  await begin();
  sandbox.chatwoot.faults.set([{ kind: 'cable_refuse' }]);
  const silent = await check();
  expect(silent.line('cable')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('WebSockets') });
  expect((await check(door)).line('cable')).toMatchObject({ state: 'warning' });
  const off = { CHATWOOT_CABLE: 'false' };
  expect((await check(off)).line('cable')).toMatchObject({
    state: 'off',
    detail: expect.stringContaining('every 10 s'),
  });
  expect((await check({ ...off, SWEEP_REQUESTS_PER_MINUTE: '0' })).line('cable')).toMatchObject({ state: 'wrong' });
});

test('hours, with the time there now; without a time zone they are UTC’s', async () => {
  await begin({}, { BUSINESS_HOURS: 'mon-sun 0:00-24:00' });
  expect((await check()).line('hours')).toMatchObject({
    state: 'warning',
    detail: expect.stringMatching(/^open now: it is \d\d:\d\d in UTC$/),
    fix: expect.stringContaining('BUSINESS_TIMEZONE'),
  });
  expect((await check({ BUSINESS_TIMEZONE: 'America/Argentina/Cordoba' })).line('hours')).toMatchObject({
    state: 'ok',
  });
  expect((await desk.run(['check'], { UI_LANGUAGE: 'es' })).out).toMatch(/aviso {2}horario .*ahora abierto: son las/);
});
