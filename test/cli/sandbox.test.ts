import { once } from 'node:events';
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { buildPage } from '../web/build-page.ts';
import { openDesk, type Desk } from './run.ts';

const json = { 'content-type': 'application/json' };

let desk: Desk;
beforeAll(() => buildPage());
beforeEach(() => {
  desk = openDesk({ UI_LANGUAGE: '' });
});
afterEach(() => desk.close());

test('PORT is where the page is, or said to be wrong', async () => {
  const wrong = await desk.run(['sandbox'], { PORT: 'ochenta', LANG: 'es_AR.UTF-8' });
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('PORT');
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  const running = desk.start(['sandbox'], { PORT: String(port), LANG: 'en_GB.UTF-8', BOT: 'none' });
  await running.says(`Open  http://127.0.0.1:${port}/`);
  running.child.kill('SIGINT');
  await running.ended;
});

test('one look: what to open, the page there, an exchange on both sides, and nothing left at the end', async () => {
  const other = createServer();
  const taken = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
  });
  // A real set-up in the environment is left alone.
  const running = desk.start(['sandbox', '--port', String(taken)], {
    LANG: 'en_GB.UTF-8',
    CHATWOOT_ENABLED: 'true',
    CHATWOOT_URL: 'http://127.0.0.1:1',
    D360_API_KEY: 'a-real-key',
    BOT: 'none',
  });
  await running.says('Open  http');
  other.close();
  expect(running.out()).toMatch(new RegExp(`^Port ${taken} is taken, so this is on \\d+\\.$`, 'm'));
  const page = /Open {2}(http:\/\/127\.0\.0\.1:\d+)\//.exec(running.out())?.[1] ?? '';
  expect(running.out()).toMatch(/360dialog {2}http:\/\/127.*\n.*Chatwoot {3}http:\/\/127/);
  const html = await fetch(`${page}/`);
  expect(html.headers.get('content-type')).toContain('text/html');

  // The printed example, as it stands there.
  const [, token = ''] = /Bearer ([\w-]+)/.exec(running.out()) ?? [];
  const [, body = ''] = /-d '(.*)'/.exec(running.out()) ?? [];
  const answer = await fetch(`${page}/api/exchanges?wait=10`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body,
  });
  expect(await answer.json()).toMatchObject({ state: 'registered' });

  const say = { waId: '5493415550123', text: 'Is anybody there?' };
  await fetch(`${page}/sandbox/say`, { method: 'POST', headers: json, body: JSON.stringify(say) });
  const contents = await eventually(async () => {
    const state = (await (await fetch(`${page}/sandbox/state?person=5493415550123`)).json()) as {
      conversations: { messages: { content: string }[] }[];
    };
    const said = state.conversations.flatMap(({ messages }) => messages.map(({ content }) => content));
    return said.length >= 3 && said;
  });
  expect(contents).toEqual(['Hello!', '🤖 Hi Ana!', 'Is anybody there?']);

  running.child.kill('SIGINT');
  expect(await running.ended).toBe(0);
  expect(existsSync(join(desk.folder, 'data'))).toBe(false);
  expect(running.out()).not.toContain('a-real-key');
});

test('a private note is obeyed without any token, by the page’s own doors', async () => {
  const texts = { BOT_THANKS_TEXT: 'Para lo que haga falta.' };
  const running = desk.start(['sandbox', '--port', '0'], { LANG: 'es_AR.UTF-8', ...texts });
  await running.says('http://');
  const page = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(running.out())?.[1] ?? '';
  const post = async (path: string, body: object) => {
    const answer = await fetch(page + path, { method: 'POST', headers: json, body: JSON.stringify(body) });
    expect(answer.ok, path).toBe(true);
  };
  interface Shown {
    phone: { from: string; text: string }[];
    conversations: { id: number; messages: { content: string }[] }[];
  }
  const state = async () => (await (await fetch(`${page}/sandbox/state?person=5493415550123`)).json()) as Shown;
  const say = (text: string) => post('/sandbox/say', { waId: '5493415550123', text });
  await say('hola');
  const conversation = await eventually(async () => {
    const { phone, conversations } = await state();
    return phone.some(({ from }) => from === 'business') && conversations[0]?.id;
  });
  const note = (text: string) => post('/sandbox/desk', { conversation, action: 'note', text });
  const answered = async (by: string) => {
    const answer = await fetch(`${page}/api/contacts/5493415550123/handoff`, {
      headers: { authorization: 'Bearer sandbox-api-token' },
    });
    return ((await answer.json()) as { answered_by: string }).answered_by === by;
  };
  await note('/bot off');
  await eventually(() => answered('human'));
  await note('/bot on');
  await eventually(() => answered('bot'));
  await note('/template pedido_listo es_AR Ana|12');
  const words = 'Hola Ana: el pedido 12 ya está listo para retirar.';
  await eventually(async () => {
    const { phone, conversations } = await state();
    const desk = conversations.flatMap(({ messages }) => messages.map(({ content }) => content));
    return phone.some(({ text }) => text.includes(words)) && desk.some((content) => content.includes(words));
  });
  // A sentence of the operator in place of the bot's own.
  await say('gracias');
  await eventually(async () => (await state()).phone.some(({ text }) => text === texts.BOT_THANKS_TEXT));
});

test('after a failed send the phone has its answer within seconds, once', async () => {
  const running = desk.start(['sandbox', '--port', '0'], { LANG: 'en_GB.UTF-8' });
  await running.says('Open  http');
  const page = /Open {2}(http:\/\/127\.0\.0\.1:\d+)\//.exec(running.out())?.[1] ?? '';
  const post = (path: string, body: object) =>
    fetch(page + path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  // Two calls: the read mark and the send.
  const faults = [{ kind: 'fail_before', path: '/messages$', times: 2 }];
  expect((await post('/sandbox/faults', { server: 'whatsapp', faults })).status).toBe(200);
  await post('/sandbox/say', { waId: '5493415550123', text: 'hello' });
  const answers = await eventually(async () => {
    const state = (await (await fetch(`${page}/sandbox/state?person=5493415550123`)).json()) as {
      phone: { from: string }[];
    };
    const said = state.phone.filter(({ from }) => from === 'business');
    return said.length > 0 && said;
  }, 25_000);
  expect(answers).toHaveLength(1);
});

test('speaks Spanish where the terminal does', async () => {
  const running = desk.start(['sandbox', '--port', '0'], { LANG: 'es_AR.UTF-8' });
  await running.says('escribí en el teléfono');
});

test('with tokens the bot shows as the bot, and the release asked for is played', async () => {
  const running = desk.start(['sandbox', '--port', '0', '--tokens', '--chatwoot', '4.13.0'], { LANG: 'en_GB.UTF-8' });
  await running.says('Open  http');
  const page = /Open {2}(http:\/\/127\.0\.0\.1:\d+)\//.exec(running.out())?.[1] ?? '';
  const chatwoot = /Chatwoot {3}(http:\/\/127\.0\.0\.1:\d+)/.exec(running.out())?.[1] ?? '';
  expect(await (await fetch(`${chatwoot}/api`)).json()).toMatchObject({ version: '4.13.0' });

  const say = { waId: '5493415550124', text: 'Do you deliver?' };
  await fetch(`${page}/sandbox/say`, { method: 'POST', headers: json, body: JSON.stringify(say) });
  const answer = await eventually(async () => {
    const state = (await (await fetch(`${page}/sandbox/state?person=5493415550124`)).json()) as {
      conversations: { messages: { type: string; senderKind?: string; content: string }[] }[];
    };
    return state.conversations.flatMap(({ messages }) => messages).find(({ type }) => type === 'outgoing');
  });
  expect(answer.senderKind).toBe('agent_bot');
  expect(answer.content).not.toContain('🤖');
});

test.each(['meta', 'by its setting'])('plays Meta: %s', async (how) => {
  const chosen = how === 'meta' ? ['--provider', 'meta'] : [];
  const running = desk.start(['sandbox', '--port', '0', ...chosen], {
    LANG: 'en_GB.UTF-8',
    ...(how === 'meta' ? {} : { PROVIDER: 'meta' }),
  });
  await running.says('Open  http');
  const page = /Open {2}(http:\/\/127\.0\.0\.1:\d+)\//.exec(running.out())?.[1] ?? '';
  expect(running.out()).toMatch(/Meta {7}http:\/\/127/);
  const say = { waId: '5493415550125', text: 'Do you deliver?' };
  await fetch(`${page}/sandbox/say`, { method: 'POST', headers: json, body: JSON.stringify(say) });
  await eventually(async () => {
    const state = (await (await fetch(`${page}/sandbox/state?person=5493415550125`)).json()) as {
      phone: { from: string; state: string }[];
      conversations: { messages: unknown[] }[];
    };
    const answer = state.phone.find(({ from }) => from === 'business');
    return answer?.state === 'delivered' && state.conversations[0]?.messages.length === 2;
  });
});

test('whom it cannot play is said, and nothing starts', async () => {
  const { code, err } = await desk.run(['sandbox', '--port', '0'], { PROVIDER: 'twilio' });
  expect([code, err]).toEqual([2, expect.stringContaining('no puede simular "twilio"')]);
});
