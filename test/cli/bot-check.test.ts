import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BOT_SECRET, examplePrograms, EXAMPLES } from '../bots/example-program.ts';
import { openOurSide } from '../../src/bots/check/our-side.ts';
import { openDesk, type Desk } from './run.ts';

const API_TOKEN = 'a-token-of-our-own';
let desk: Desk;
let server: Server | null = null;
const examples = examplePrograms();
beforeEach(() => void (desk = openDesk({ BOT_SECRET, API_TOKEN })));
afterEach(async () => {
  examples.end();
  server?.closeAllConnections();
  server?.close();
  server = null;
  await desk.close();
});

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}

test('the examples that ship conform: answering at once, later, and as a module', async () => {
  const port = await freePort();
  const laterPort = await freePort();
  const python = await examples.start('python3', 'http-bot.py', { OPTIATIENDE: `http://127.0.0.1:${port}` });
  const later = await examples.start(process.execPath, 'http-bot.ts', {
    API_TOKEN,
    OPTIATIENDE: `http://127.0.0.1:${laterPort}`,
  });
  const [one, two, three] = await Promise.all([
    desk.run(['bot', 'check', python, '--port', port]),
    desk.run(['bot', 'check', later, '--port', laterPort, '--json']),
    desk.run(['bot', 'check', join(EXAMPLES, 'echo-bot.ts')], { UI_LANGUAGE: 'es' }),
  ]);
  expect(one.out).toContain('Right: 19 of 19');
  expect(one.out).toContain('Files it read: 3.');
  expect([one.code, one.err]).toEqual([0, '']);
  expect(JSON.parse(two.out)).toMatchObject({ broken: 0, results: expect.arrayContaining([]) });
  expect([two.code, two.err]).toEqual([0, '']);
  expect(three.out).toMatch(/Bien: 14 de 14[^]*El bot cumple\./);
  expect([three.code, three.err]).toEqual([0, '']);
});

/** Breaks nearly everything that can be broken. */
function badBot(): Promise<string> {
  let asked = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked += 1;
      const give = (value: unknown, status = 200) =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      const { turn } = (/^\{"turn":\{/.test(body) ? JSON.parse(body) : { turn: null }) as {
        turn: { attempt: number; messages: { text: string; kind: string; file?: object }[] } | null;
      };
      if (turn === null) return void request.socket.destroy();
      const text = turn.messages[0]?.text ?? '';
      if (turn.attempt > 1) return give({ error: 'seen it' }, 409);
      if (body.includes('aFieldOfNextYear')) return give({ error: 'unknown field' }, 400);
      if (body.length > 100_000) return give({}, 413);
      if (turn.messages.some(({ file }) => file)) return give({ actions: [{ do: 'dance' }] });
      if (turn.messages.length > 1) return give({ actions: [] });
      if (/BOT_SECRET/.test(text)) return give({ actions: [{ do: 'reply', text: `es ${BOT_SECRET}` }] });
      const title = 'un título que es demasiado largo';
      if (asked === 1) return give({ actions: [{ do: 'reply', text: 'hola', buttons: [{ id: 'a', title }] }] });
      give({ actions: [{ do: 'handoff', reason: 'no sé' }] });
    });
  }).listen(0, '127.0.0.1');
  return once(server, 'listening').then(() => `http://127.0.0.1:${(server?.address() as AddressInfo).port}/`);
}

test('a bad bot: each break is named with its cause and what to do, and the command ends with 1', async () => {
  const { code, out } = await desk.run(['bot', 'check', await badBot(), '--port', '0'], { UI_LANGUAGE: 'es' });
  expect(code).toBe(1);
  for (const line of [
    /consejo +un saludo +un título es más largo .*\n +→ Botones/,
    /consejo +varios mensajes, con historia +no dijo nada\n/,
    /ROTO +el mismo turno, otra vez +acciones mal formadas: actions\.0\.words/,
    /ROTO +fotos, ubicaciones y tipos desconocidos +acciones mal formadas: actions\.0\.do/,
    /ROTO +muy grande \(270 kB\) +contestó 413 /,
    /ROTO +textos hostiles +su respuesta contiene BOT_SECRET\n +→ Sacá/,
    /ROTO +campos que todavía no existen +contestó 400\n/,
    /ROTO +firma equivocada +aceptó una llamada que no está firmada con BOT_SECRET \(200\)\n +→ Compará/,
    /ROTO +sin firma +aceptó/,
    /consejo +firma de hace una hora +aceptó una llamada de hace una hora/,
    /Bien: \d+ de 19 · con consejo \d+ · ROTO \d+[^]*El bot no cumple/,
  ])
    expect(out).toMatch(line);
  expect(out).not.toContain(BOT_SECRET);
});

test('later actions that are wrong, without the token, or others the second time', async () => {
  const port = await freePort();
  let turns = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const at = String(request.headers['x-optiatiende-timestamp']);
      const wanted = `sha256=${createHmac('sha256', BOT_SECRET).update(`${at}.${body}`).digest('hex')}`;
      if (request.headers['x-optiatiende-signature'] !== wanted) return void response.writeHead(401).end();
      if (!body.startsWith('{"turn":{')) return void response.writeHead(400).end();
      response.writeHead(202).end();
      const { id } = (JSON.parse(body) as { turn: { id: string } }).turn;
      const post = (actions: unknown, token = API_TOKEN) =>
        fetch(`http://127.0.0.1:${port}/api/turns/${id}/actions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ actions }),
        }).catch(() => undefined);
      turns += 1;
      if (turns === 1) void post([{ do: 'reply', text: 'hola' }], 'wrong');
      else if (turns === 2) void post([{ do: 'reply' }]);
      else void post([{ do: 'reply', text: 'uno' }]).then(() => post([{ do: 'reply', text: 'dos' }]));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { code, out } = await desk.run(['bot', 'check', url, '--port', port, '--json']);
  const told = JSON.parse(out) as { results: { faults: { kind: string }[] }[] };
  expect(code).toBe(1);
  expect(told.results.slice(0, 2).map(({ faults }) => faults[0]?.kind)).toEqual(['later_token', 'later_shape']);
  expect(told.results.some(({ faults }) => faults.some(({ kind }) => kind === 'later_twice'))).toBe(true);
});

test('later actions that never come are not waited for longer than an answer', async () => {
  const ours = await openOurSide({ port: 0, token: null, secret: BOT_SECRET, now: () => 0, file: () => null });
  await expect(ours.actionsOf('a turn', AbortSignal.abort())).rejects.toMatchObject({ fault: { kind: 'later_never' } });
  await ours.close();
});

test('nobody there, no secret, code that throws: what to do is said', async () => {
  const port = await freePort();
  writeFileSync(join(desk.folder, 'throws.ts'), 'export default () => { throw new Error("boom"); };');
  const [nobody, secret, throws] = await Promise.all([
    desk.run(['bot', 'check', `http://127.0.0.1:${port}/`, '--port', '0']),
    desk.run(['bot', 'check', `http://127.0.0.1:${port}/`], { BOT_SECRET: '' }),
    desk.run(['bot', 'check', './throws.ts']),
  ]);
  expect(nobody.code).toBe(1);
  expect(nobody.out).toMatch(/BROKEN +a greeting +nobody is at that address \(ECONNREFUSED\)\n +→ Start the bot/);
  expect([secret.code, secret.err]).toEqual([2, expect.stringContaining('BOT_SECRET is not set')]);
  expect(throws.code).toBe(1);
  expect(throws.out).toMatch(/failed: boom/);
});
