import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { textsOf, type ChatRequest } from '../../src/sandbox/llm/chat.ts';
import { startSandboxLlm } from '../../src/sandbox/llm/server.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { sharedDatabase } from '../store/databases.ts';
import { deliver, personNumber, textWebhook } from '../traffic.ts';
import { startDying } from './dying-service.ts';

/** When the process dies, how often the model is asked then, and how often the shop is. */
const moments: [moment: string, asked: number, called: number][] = [
  // Nobody could know that it had answered.
  ['answer 0 came', 3, 2],
  ['answer 0 kept', 2, 2],
  ['between tools', 2, 2],
  ['knows, amid', 2, 3],
  // Whether it was done only a person can say.
  ['blind, amid', 1, 2],
  ['answer 1 kept', 2, 2],
  ['before the commit', 2, 2],
];

const tools = (url: string) => `tools:
  - { name: note_wish, description: Notes a wish., method: POST, url: "${url}/wish", confirm: false, parameters: { type: object, properties: { wish: { type: string } } } }
  - { name: keep_wish, description: Keeps a wish., method: POST, url: "${url}/wish", confirm: false, idempotent: true, parameters: { type: object, properties: { wish: { type: string } } } }
`;

/** A shop that outlives everything, and knows whose wish came by which key. */
async function startShop() {
  const called: { person: string; key: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const { person } = JSON.parse(body) as { person: { phone: string } };
      called.push({ person: person.phone.replace('+', ''), key: String(request.headers['idempotency-key']) });
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, called };
}

const asks = (request: ChatRequest) => textsOf(request, 'user');

test(
  'BOT=llm killed at every moment of a turn: one answer, no kept answer asked for again, each tool once',
  { timeout: 300_000 },
  async () => {
    const database = await sharedDatabase.make();
    const sandbox = await startSandbox();
    const llm = await startSandboxLlm();
    const shop = await startShop();
    const world = await mkdtemp(join(tmpdir(), 'llm-crash-'));
    await writeFile(join(world, 'tools.yaml'), tools(shop.url));
    llm.model = (request) => {
      const name = /knows/.test(asks(request)) ? 'keep_wish' : 'note_wish';
      return request.messages.at(-1)?.role === 'tool'
        ? { text: 'Gracias por avisar. ¿Te ayudo con algo más?' }
        : { calls: ['una silla', 'una mesa'].map((wish) => ({ name, arguments: { wish } })) };
    };
    const service = await startDying({
      script: 'llm-child.ts',
      diesByItself: true,
      onAddress: (url) => sandbox.setWebhook(url),
      environment: {
        ...sandbox.settings,
        ...llm.settings,
        BOT: 'llm',
        BOT_TOOLS: join(world, 'tools.yaml'),
        DATABASE_URL: database.url,
        WORLD: world,
        BOT_WAIT: '0',
        UNCLEAR_SEND_WAIT: '1',
        LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      },
    });
    const told = (n: number) => sandbox.whatsapp.sent.filter(({ to }) => to === personNumber(n));
    // One after the other: each dies at its own moment, and at nobody else's.
    for (const [n, [moment]] of moments.entries()) {
      await deliver(service.url, textWebhook(personNumber(n), `wamid.llm.${n}`, `${moment} / quiero anotar dos cosas`));
      await eventually(() => told(n).length > 0, 240_000);
    }
    await service.stop();
    expect(service.deaths()).toBe(moments.length);
    const seen = moments.map(([moment], n) => {
      const calls = shop.called.filter(({ person }) => person === personNumber(n));
      return {
        moment,
        told: told(n).map(({ body }) => (body['text'] as { body: string }).body),
        asked: llm.requests.filter((request) => asks(request).includes(moment)).length,
        called: calls.length,
        keys: new Set(calls.map(({ key }) => key)).size,
      };
    });
    const answer = expect.stringMatching(/Gracias por avisar/) as string;
    const person = expect.stringMatching(/persona del equipo lo revisa/) as string;
    expect(seen).toEqual(
      moments.map(([moment, asked, called]) => ({
        moment,
        told: [moment === 'blind, amid' ? person : answer],
        asked,
        called,
        keys: 2,
      })),
    );
    await llm.close();
    await sandbox.close();
    await database.remove();
    await rm(world, { recursive: true });
  },
);
