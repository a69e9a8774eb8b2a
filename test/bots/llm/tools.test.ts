import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Action, Turn } from '../../../src/bots/bot.ts';
import { secretsIn } from '../../../src/bots/llm/tools/secrets.ts';
import { loadTools } from '../../../src/bots/llm/tools/tools-file.ts';
import { textOf, type ChatRequest, type Said } from '../../../src/sandbox/llm/chat.ts';
import { turnOf } from '../turn.ts';
import { folderWith, keptTurn, never, startRig, type RigOptions } from './rig.ts';

type Called = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

async function startShop(answer: (response: ServerResponse, called: Called) => void) {
  const called: Called[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      called.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      answer(response, called.at(-1)!);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, called };
}

/** @param timeout of what cancels, in seconds */
const file = (url: string, timeout = 60) => `tools:
  - name: my_orders
    description: Orders of this customer.
    url: ${url}/orders
    headers: { Authorization: 'Bearer {SHOP_KEY}' }
  - name: order_state
    description: State of an order.
    url: ${url}/orders/{order}/state
    parameters: { type: object, properties: { order: { type: string, maxLength: 20 } }, required: [order] }
  - name: cancel_order
    description: Cancelar el pedido
    method: POST
    url: ${url}/cancel
    timeout: ${timeout}
    known: [order]
    parameters: { type: object, properties: { order: { type: string, pattern: '^[0-9]+$' } }, required: [order] }
  - name: note_wish
    description: Notes a wish.
    method: POST
    url: ${url}/wishes
    confirm: false
    parameters: { type: object, properties: { wish: { type: string } }, required: [wish] }
`;

const call = (name: string, given: Record<string, unknown> = {}): Said => ({ calls: [{ name, arguments: given }] });
const lastTool = ({ messages }: ChatRequest) => (messages.at(-1)?.role === 'tool' ? textOf(messages.at(-1)!) : null);
const texts = (actions: Action[]) => actions.flatMap((one) => (one.do === 'reply' ? [one.text] : []));

async function startWith(answer: Parameters<typeof startShop>[0], more: RigOptions = {}, timeout?: number) {
  const shop = await startShop(answer);
  const rig = await startRig({
    tools: file(shop.url, timeout),
    bot: { toolsSecrets: 'SHOP_KEY=llave-de-la-tienda' },
    ...more,
  });
  const ask = (text: string, turn: Partial<Turn> = {}) => Promise.resolve(rig.bot.answer(turnOf([text], turn), never));
  return { ...rig, ...shop, ask };
}

const orders = (response: ServerResponse) => response.end('{"orders":[{"order":"4711","total":"$ 98.000"}]}');

test('a look is made with the person’s own ids and the operator’s key, and what it tells may be said', async () => {
  const { llm, ask, called } = await startWith(orders);
  llm.model = (request) => (lastTool(request) ? { text: 'Tenés el pedido 4711, de $ 98.000.' } : call('my_orders'));
  expect(texts(await ask('¿y mis pedidos?'))).toEqual(['Tenés el pedido 4711, de $ 98.000.']);
  expect(called).toHaveLength(1);
  expect(called[0]!.path).toBe('/orders?person_id=contact-1&person_phone=%2B5491155550100');
  expect(called[0]!.headers).toMatchObject({ authorization: 'Bearer llave-de-la-tienda', 'idempotency-key': '0:0' });
});

test('arguments that do not fit, unknown tools and ids that we add ourselves lead nowhere', async () => {
  const { llm, ask, called } = await startWith(orders);
  for (const wrong of [
    call('order_state', { order: 5 }),
    call('order_state', { order: '1', person_phone: '+5490' }),
    call('order_state', { order: '..' }),
    call('order_state', {}),
    call('cancel_order', { order: '10234' }),
    call('no_such_tool'),
  ]) {
    llm.model = (request) => (lastTool(request) ? { text: '¿En qué más te puedo ayudar?' } : wrong);
    await ask('quiero saber de mi pedido');
  }
  expect(called).toEqual([]);
  llm.model = (request) =>
    lastTool(request) ? { text: '¿Algo más?' } : call('order_state', { order: '../../admin?x=1' });
  await ask('quiero saber de mi pedido');
  expect(called.map(({ path }) => path.split('?')[0])).toEqual(['/orders/..%2F..%2Fadmin%3Fx%3D1/state']);
});

test('what changes something is asked about first; only a yes does it, once, and it may be said', async () => {
  const { llm, ask, called } = await startWith(orders);
  llm.model = (request) => {
    const told = request.messages.map(textOf).join('\n');
    if (/cancel_order se hizo/.test(told)) return { text: 'Listo, cancelé tu pedido 4711.' };
    return lastTool(request) ? call('cancel_order', { order: '4711' }) : call('my_orders');
  };
  const asked = await ask('cancelá el 4711');
  const question = asked.find((one) => one.do === 'reply');
  expect(question).toMatchObject({
    text: expect.stringContaining('Cancelar el pedido*\norder: 4711'),
    buttons: [{}, {}],
  });
  expect(called.map(({ method }) => method)).toEqual(['GET']);
  const state = asked.find((one) => one.do === 'state')?.value;
  expect(texts(await ask('no', { state }))).toEqual([expect.stringContaining('no hice nada')]);
  expect(called).toHaveLength(1);
  expect(texts(await ask('sí dale', { state }))).toEqual(['Listo, cancelé tu pedido 4711.']);
  expect(called.slice(1).map(({ path, body }) => [path, JSON.parse(body) as unknown])).toEqual([
    ['/cancel', { order: '4711', person: { id: 'contact-1', name: 'Ana Prueba', phone: '+5491155550100' } }],
  ]);
  const late = await ask('sí', { state, now: Date.UTC(2025, 2, 4, 16) });
  expect(texts(late)).not.toContain('Listo, cancelé tu pedido 4711.');
  expect(called.filter(({ path }) => path === '/cancel')).toHaveLength(1);
});

test('a try after a crash asks the model only for what is missing, and runs no tool twice', async () => {
  const { llm, ask, called } = await startWith((response) => response.end('ok'));
  const steps = keptTurn();
  let crash = true;
  llm.model = (request) =>
    lastTool(request) ? { text: 'Anotado, gracias por avisar.' } : call('note_wish', { wish: 'una mesa' });
  llm.faults.set([{ kind: 'fail_before', text: '"role":"tool"' }]);
  await expect(ask('anotá que quiero una mesa', { steps: steps() })).rejects.toMatchObject({ kind: 'server' });
  crash = false;
  llm.faults.set([]);
  const before = llm.requests.length;
  expect(texts(await ask('anotá que quiero una mesa', { steps: steps(), attempt: 2 }))).toEqual([
    'Anotado, gracias por avisar.',
  ]);
  expect([crash, called.length, llm.requests.length - before]).toEqual([false, 1, 1]);
  // And one that ended right before its commit asks for nothing at all.
  await ask('anotá que quiero una mesa', { steps: steps(), attempt: 3 });
  expect([called.length, llm.requests.length - before]).toEqual([1, 1]);
});

test('a call that nobody knows the end of is not made again: a person is asked', async () => {
  const { llm, ask, called, options } = await startWith(() => undefined, {}, 0.2);
  expect(options.gate).toBe('block');
  const steps = keptTurn();
  llm.model = (request) => (lastTool(request) ? call('cancel_order', { order: '4711' }) : call('my_orders'));
  const state = {
    memory: { matters: [], upTo: 0 },
    pending: { id: 'x', tool: 'cancel_order', arguments: { order: '4711' }, at: Date.UTC(2025, 2, 4, 15) },
  };
  const hands = { do: 'handoff', reason: expect.stringContaining('cancel_order') as string };
  expect((await ask('sí', { state, steps: steps() }))[0]).toMatchObject(hands);
  expect((await ask('sí', { state, steps: steps(), attempt: 2 }))[0]).toMatchObject(hands);
  expect(called).toHaveLength(1);
});

test('a tool that is asked for again and again ends the turn', async () => {
  const { llm, ask, called } = await startWith(orders);
  llm.model = () => ({ calls: [1, 2, 3].map(() => ({ name: 'my_orders', arguments: {} })) });
  expect(await ask('mis pedidos')).toEqual([{ do: 'pass' }]);
  expect(called.length).toBeLessThanOrEqual(5);
});

test.each([
  ['tools: [{ name: a b, description: x, url: "https://x.example" }]', 'name'],
  ['tools: [{ name: hand_off, description: x, url: "https://x.example" }]', 'its name is taken'],
  ['tools: [{ name: a, description: x, url: "https://{host}/x" }]', 'url'],
  ['tools: [{ name: a, description: x, url: "file:///etc/passwd" }]', 'url'],
  ['tools: [{ name: a, description: x, url: "https://x.example/{b}" }]', '{b} is none of its parameters'],
  ['tools: [{ name: a, description: x, url: "https://x.example", headers: { A: "{K}" } }]', 'BOT_TOOLS_SECRETS'],
  [
    'tools: [{ name: a, description: x, url: "https://x.example", parameters: { type: object, properties: { person: {} } } }]',
    'added by us',
  ],
  ['tools: [{ name: a, description: x, url: "https://x.example", parameters: { if: {} } }]', 'no JSON Schema'],
  ['tools: {', 'neither YAML nor JSON'],
])('%s is refused at the start', async (text, what) => {
  const folder = await folderWith({ 'tools.yaml': text });
  await expect(loadTools(`${folder}/tools.yaml`, secretsIn(null))).rejects.toThrow(what);
});
