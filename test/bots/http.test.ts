import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openHttpBot } from '../../src/bots/http/http-bot.ts';
import { turnShape } from '../../src/bots/http/turn-shape.ts';
import { turnOf } from './turn.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const SECRET = 'a-secret-of-both';
const clock = { now: () => 1_800_000_000_500 };
const never = new AbortController().signal;
interface Got {
  headers: IncomingHttpHeaders;
  body: string;
}
let got: Got[] = [];

async function program(answer: RequestListener): Promise<string> {
  got = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/turns`;
}
const gives =
  (status: number, body: string): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body);
const bot = (url: string, actionsOf: (id: string) => Promise<string | null> = () => Promise.resolve(null)) =>
  openHttpBot({ url, secret: SECRET, clock, actionsOf });

test('each turn is one signed POST with its id as the key, in the published shape', async () => {
  const url = await program(gives(200, '{"actions":[{"do":"reply","text":"hola"}]}'));
  const turn = turnOf(['¿abren?', { kind: 'choice', text: 'Sí', choiceId: 'yes' }], { attempt: 2, state: { n: 1 } });
  expect(await bot(url).answer(turn, never)).toEqual([{ do: 'reply', text: 'hola' }]);
  expect(got).toHaveLength(1);
  const { headers, body } = got[0]!;
  const timestamp = '1800000000';
  const digest = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'idempotency-key': 'turn-1',
    'x-optiatiende-timestamp': timestamp,
    'x-optiatiende-signature': `sha256=${digest}`,
  });
  const { steps: _, ...sent } = turn;
  expect(turnShape.strict().parse(JSON.parse(body))).toEqual({ turn: sent });
});

test('a file goes as its name, type and signed path', async () => {
  const url = await program(gives(200, '{"actions":[]}'));
  const file = { name: 'a.jpg', type: 'image/jpeg', read: () => Promise.resolve(new Uint8Array()) };
  const turn = turnOf([{ kind: 'media', text: '📷', file }]);
  await bot(url).answer(turn, never);
  const sent = turnShape.parse(JSON.parse(got[0]!.body)).turn.messages[0]!;
  const at = new URL(sent.file?.path ?? '', 'http://optiatiende.example.com');
  expect(sent.file).toMatchObject({ name: 'a.jpg', type: 'image/jpeg' });
  expect(at.pathname).toBe(`/api/turns/${turn.id}/files/${sent.id}`);
  expect(at.searchParams.get('until')).toBe('1800000900');
});

test.each([
  ['an error', 500, 'broken', /answered 500: it failed itself, its own log says where/],
  ['a redirect', 302, '', /answered 302: redirects are not followed/],
  ['another secret', 401, '', /answered 401: is BOT_SECRET the same/],
  ['another path', 404, '', /answered 404: look at the path in BOT_URL/],
  ['no JSON', 200, '<html>', /no JSON/],
  ['no actions', 200, '{}', /wrong actions: actions/],
  ['an unknown action', 200, '{"actions":[{"do":"dance"}]}', /wrong actions: actions\.0\.do/],
  ['a hand-off without words', 200, '{"actions":[{"do":"handoff","reason":"r"}]}', /wrong actions: actions\.0\.words/],
])('%s is a failure that says so, without a word of the customer’s', async (_, status, body, message) => {
  const url = await program(gives(status, body));
  const failed = await Promise.resolve(bot(url).answer(turnOf(['mi tarjeta 4111']), never)).catch(
    (error: Error) => error,
  );
  expect(failed).toMatchObject({ name: 'BotFault', message: expect.stringMatching(message) });
  expect((failed as Error).message).not.toContain('4111');
});

test('nobody there is a failure; a stop is none', async () => {
  const closed = await program(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  await expect(async () => await bot(closed).answer(turnOf(['a']), never)).rejects.toThrow(
    'could not be reached (ECONNREFUSED)',
  );
  const url = await program(() => undefined);
  const stop = new AbortController();
  const asked = Promise.resolve(bot(url).answer(turnOf(['a']), stop.signal));
  stop.abort(new Error('stopping'));
  await expect(asked).rejects.toThrow('stopping');
});

test('202: the actions that come later are the answer; a retry asks for them first', async () => {
  const url = await program(gives(202, ''));
  const come = JSON.stringify([{ do: 'reply', text: 'later' }]);
  let looks = 0;
  const actionsOf = () => Promise.resolve((looks += 1) > 2 ? come : null);
  expect(await bot(url, actionsOf).answer(turnOf(['a']), never)).toEqual([{ do: 'reply', text: 'later' }]);
  expect(await bot(url, () => Promise.resolve(come)).answer(turnOf(['a'], { attempt: 2 }), never)).toEqual([
    { do: 'reply', text: 'later' },
  ]);
  expect(got).toHaveLength(1);
});
