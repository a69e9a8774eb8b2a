import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Line } from '../../src/cli/check/line.ts';
import { addressOf, openDesk, type Desk, type Variables } from './run.ts';

const secret = 'webhooksecret0001';
let sandbox: Sandbox;
let desk: Desk;
async function begin(options: Parameters<typeof startSandbox>[0] = {}) {
  sandbox = await startSandbox({ whatsapp: { apiKey: 'theapikey0001' }, ...options });
  desk = openDesk({ ...sandbox.settings, PORT: '0', WHATSAPP_WEBHOOK_SECRET: secret });
  sandbox.setWebhook(`https://bot.example.com/webhooks/whatsapp/${secret}`);
}
beforeEach(() => begin());
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

async function check(variables: Variables = {}): Promise<{ code: unknown; lines: Line[]; all: string }> {
  const { code, out, err } = await desk.run(['check', '--json'], variables);
  const { ok, lines } = JSON.parse(out) as { ok: boolean; lines: Line[] };
  expect(ok).toBe(code === 0);
  return { code, lines, all: out + err };
}
const states = (lines: Line[]) => lines.map(({ name, state }) => `${name} ${state}`);
const line = (lines: Line[], name: Line['name']) => lines.find((it) => it.name === name);

test('all well: every line, and nothing left behind here or in Chatwoot', async () => {
  const { code, lines, all } = await check();
  expect(code).toBe(0);
  const off = 'botToken userToken door notes assigning label hours'.split(' ');
  expect(states(lines)).toEqual(
    'node settings chatwoot version inbox identity botToken userToken abilities door notes cable assigning label 360dialog number webhook bot hours job database clock'
      .split(' ')
      .map((name) => `${name} ${off.includes(name) ? 'off' : 'ok'}`),
  );
  expect(readdirSync(desk.folder)).toEqual([]);
  expect(sandbox.chatwoot.state.contacts.size).toBe(0);
  expect(all).not.toMatch(new RegExp(`theapikey0001|${secret}`));
});

test('the bot’s file: how many questions of each language, and what in it is hardly meant so', async () => {
  const file = join(desk.folder, 'faq.md');
  writeFileSync(
    file,
    '# A (es)\n## ¿Abren?\n\nSí.\n\n¿Dónde están?\n> dirección\n\nAcá.\n# B (en)\n## Open?\nYes.\n## Near?\nYes.',
  );
  const english = await check({ BOT_FAQ: file });
  const told = english.lines.filter(({ name }) => name === 'bot');
  expect(told.map(({ state }) => state)).toEqual(['ok', 'warning']);
  expect(told[0]!.detail).toBe(`faq, ${file}: 1 question in Spanish, 2 in English`);
  expect(told[1]!.detail).toMatch(/faq\.md, line 6: "¿Dónde están\?" looks like a question/);
  expect(english.code).toBe(0);
  const spanish = await desk.run(['check'], { BOT_FAQ: file, UI_LANGUAGE: 'es' });
  expect(spanish.out).toContain('1 pregunta en español, 2 en inglés');
  expect(spanish.out).toMatch(/faq\.md, línea 6: "¿Dónde están\?" parece una pregunta/);
  expect(spanish.out).not.toContain('Todo bien');
});

test('for people, in both languages', async () => {
  sandbox.setWebhook('https://bot.example.com/other/hidden-by-another');
  const english = await desk.run(['check']);
  expect(english.code).toBe(1);
  expect(english.out).toMatch(/^ok {7}inbox {7}found: Sandbox$/m);
  expect(english.out).toMatch(/^WRONG {4}webhook {5}360dialog calls https:\/\/bot\.example\.com\/…, which/m);
  expect(english.out).toContain(
    `→ Set it at 360dialog (README, "With WhatsApp") to https://<your-host>/webhooks/whatsapp/${secret}`,
  );
  expect(english.out).toContain('1 thing is wrong');
  expect(english.out).not.toContain('hidden-by-another');
  const spanish = await desk.run(['check'], { UI_LANGUAGE: 'es' });
  expect(spanish.out).toMatch(/^MAL {4}webhook/m);
  expect(spanish.out).toContain(`https://<tu-servidor>/webhooks/whatsapp/${secret}`);
});

test('wrong settings: every fault, exit code 2', async () => {
  const { code, lines, all } = await check({ CHATWOOT_INBOX_ID: '', HOST: '0.0.0.0', D360_API_KEY: 'key with spaces' });
  expect(code).toBe(2);
  expect(states(lines)).toEqual(['node ok', 'settings wrong', 'settings wrong', 'settings wrong']);
  expect(all).not.toContain('key with');
});

test('an inbox that is not there, and a key that is not right', async () => {
  const { code, lines } = await check({
    CHATWOOT_INBOX_ID: 'not-this-one',
    D360_API_KEY: 'another-key',
    UI_LANGUAGE: 'es',
  });
  expect(code).toBe(1);
  expect(line(lines, 'inbox')).toMatchObject({
    state: 'wrong',
    detail: 'este Chatwoot no conoce CHATWOOT_INBOX_ID',
    fix: expect.stringContaining('el identificador del inbox'),
  });
  expect(line(lines, '360dialog')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('D360_API_KEY') });
  expect(line(lines, 'webhook')).toMatchObject({ state: 'off' });
});

test('both servers down', async () => {
  await sandbox.close();
  const { code, lines } = await check({ UI_LANGUAGE: 'es' });
  expect(code).toBe(1);
  expect(line(lines, 'chatwoot')).toMatchObject({
    state: 'wrong',
    detail: 'Chatwoot, GET /api: nadie escucha en la dirección de CHATWOOT_URL',
  });
  expect(line(lines, '360dialog')).toMatchObject({ state: 'wrong', detail: expect.stringContaining('no se alcanza') });
  expect(line(lines, 'clock')).toMatchObject({ state: 'off' });
});

test('identity validation without a token is wrong; with one it is well', async () => {
  await Promise.all([desk.close(), sandbox.close()]);
  await begin({
    chatwoot: { inboxes: [{ identifier: 'sandbox-inbox', hmacMandatory: true, hmacToken: 'hmac-token-0001' }] },
  });
  const without = await check({ D360_API_KEY: '' });
  expect(without.code).toBe(1);
  expect(line(without.lines, 'identity')).toMatchObject({
    state: 'wrong',
    fix: expect.stringContaining('CHATWOOT_HMAC_TOKEN'),
  });
  expect(line(without.lines, '360dialog')).toMatchObject({ state: 'off' });
  const withToken = await check({ CHATWOOT_HMAC_TOKEN: 'hmac-token-0001' });
  expect(withToken.code).toBe(0);
  expect(withToken.all).not.toContain('hmac-token-0001');
});

test('no webhook set, and one without the header that we ask for', async () => {
  sandbox.whatsapp.webhooks.config = null;
  expect(line((await check()).lines, 'webhook')).toMatchObject({
    state: 'wrong',
    detail: expect.stringContaining('no address'),
  });
  sandbox.whatsapp.webhooks.config = {
    url: `https://bot.example.com/behind/webhooks/whatsapp/${secret}`,
    headers: { authorization: 'Bearer another' },
  };
  expect(line((await check()).lines, 'webhook')).toMatchObject({ state: 'ok' });
  const asked = await check({ WHATSAPP_WEBHOOK_AUTHORIZATION: 'Bearer expected0001' });
  expect(line(asked.lines, 'webhook')).toMatchObject({
    state: 'wrong',
    detail: expect.stringContaining('Authorization'),
  });
  expect(asked.all).not.toContain('expected0001');
});

test('a clock that is off', async () => {
  await Promise.all([desk.close(), sandbox.close()]);
  const seconds = { by: 0 };
  const { createServer } = await import('node:http');
  const server = createServer((_request, response) => {
    response.setHeader('Date', new Date(Date.now() + seconds.by * 1000).toUTCString());
    response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":"Resource could not be found"}');
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  await begin();
  const variables = { CHATWOOT_URL: `http://127.0.0.1:${port}`, D360_API_KEY: '' };
  seconds.by = 120;
  const behind = line((await check(variables)).lines, 'clock');
  expect(behind).toMatchObject({
    state: 'warning',
    detail: expect.stringMatching(/^(1 min 59 s|2 min) behind Chatwoot$/),
  });
  seconds.by = -4000;
  const ahead = line((await check(variables)).lines, 'clock');
  expect(ahead).toMatchObject({ state: 'wrong', detail: expect.stringMatching(/^1 h 6 min ahead of Chatwoot$/) });
  server.close();
});

test('a bot that does not load, a file that is no database', async () => {
  writeFileSync(join(desk.folder, 'bot.mjs'), 'export default 1;');
  mkdirSync(join(desk.folder, 'data'));
  writeFileSync(join(desk.folder, 'data/optiatiende.db'), 'no database at all, and rather long for a text'.repeat(40));
  const { code, lines } = await check({ BOT: 'module', BOT_MODULE: './bot.mjs' });
  expect(code).toBe(1);
  expect(line(lines, 'bot')).toMatchObject({ state: 'wrong', fix: expect.any(String) });
  expect(line(lines, 'database')).toMatchObject({ state: 'wrong', fix: expect.any(String) });
});

test('beside a running service, with the webhook secret that it made', async () => {
  const running = desk.start(['serve'], { WHATSAPP_WEBHOOK_SECRET: '' });
  await addressOf(running);
  const { lines } = await check({ WHATSAPP_WEBHOOK_SECRET: '' });
  expect(line(lines, 'database')).toMatchObject({ state: 'ok', detail: expect.stringContaining('0 waiting') });
  expect(line(lines, 'webhook')?.fix).toMatch(/https:\/\/<your-host>\/webhooks\/whatsapp\/[\w-]{32}$/);
});
