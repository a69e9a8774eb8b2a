import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCable, type Cable, type CableOptions, type Hearing } from '../../../src/listen/cable/cable.ts';
import { cableServer, type CableServer } from './cable-server.ts';

/** A fraction of the real times: pings every 30 ms, dead after 500, deaf after 300. */
const times = { pingMs: 500, confirmMs: 300, backoffMs: 20, backoffMaxMs: 100, steadyMs: 1000, lookMs: 10 };

let server: CableServer;
let cable: Cable | undefined;
beforeEach(async () => {
  server = await cableServer(30);
});
afterEach(async () => {
  cable?.close();
  cable = undefined;
  await server.close();
});

interface Seen {
  events: [token: string, event: unknown, id: unknown][];
  states: Hearing[];
  confirmed: string[];
  back: number;
}

function opened(options: Partial<CableOptions> = {}): { cable: Cable; seen: Seen } {
  const seen: Seen = { events: [], states: [], confirmed: [], back: 0 };
  cable = openCable({
    url: `${server.url}/public/api/v1/`,
    times,
    random: () => 0.5,
    onEvent: (token, { event, data }) => seen.events.push([token, event, (data as { id: number }).id]),
    onState: (state) => seen.states.push(state),
    onConfirmed: (token) => seen.confirmed.push(token),
    onReconnected: () => seen.back++,
    ...options,
  });
  return { cable, seen };
}

const until = (what: () => void) => vi.waitFor(what, { timeout: 60_000, interval: 5 });
const heard = (it: Cable, ...tokens: string[]) =>
  until(() => expect(tokens.map((token) => it.heard(token))).toEqual(tokens.map(() => true)));

test('says hello as Chatwoot’s own page does, and hears what it watches, and nothing else', async () => {
  server.known = new Set(['a', 'b']);
  const { cable, seen } = opened();
  expect(cable.state()).toBe('off');
  cable.watch('a');
  cable.watch('a');
  await heard(cable, 'a');
  expect(cable.state()).toBe('on');
  expect(server.handshakes[0]).toMatchObject({
    url: '/cable',
    headers: { origin: server.url, 'sec-websocket-protocol': 'actioncable-v1-json' },
  });
  server.broadcast('a', 'message.created', { id: 1 });
  server.broadcast('b', 'message.created', { id: 2 });
  server.broadcast('a', 'conversation.updated', { id: 3, text: 'ñ'.repeat(20_000) });
  await until(() => expect(seen.events).toHaveLength(2));
  expect(seen.events).toEqual([
    ['a', 'message.created', 1],
    ['a', 'conversation.updated', 3],
  ]);
  expect([seen.confirmed, seen.states, seen.back]).toEqual([['a'], ['on'], 0]);
  expect(server.commands).toHaveLength(1);
});

test('what is watched no more is not heard', async () => {
  server.known = new Set(['a', 'b']);
  const { cable, seen } = opened();
  cable.watch('a');
  cable.watch('b');
  await heard(cable, 'a', 'b');
  cable.unwatch('a');
  await until(() => expect(server.commands.at(-1)).toMatchObject({ command: 'unsubscribe', token: 'a' }));
  server.broadcast('a', 'message.created', { id: 1 });
  server.broadcast('b', 'message.created', { id: 2 });
  await until(() => expect(seen.events).toEqual([['b', 'message.created', 2]]));
  expect([cable.heard('a'), cable.counts()]).toEqual([false, { watched: 1, sockets: 1 }]);
});

test('a cut connection is made again, everything subscribed again, and a sweep asked for once that stands', async () => {
  server.known = new Set(['a', 'b', 'c']);
  const { cable, seen } = opened();
  for (const token of server.known) cable.watch(token);
  await heard(cable, 'a', 'b', 'c');
  server.cut();
  await until(() => expect(cable.heard('a')).toBe(false));
  await until(() => expect(seen.back).toBe(1));
  expect(['a', 'b', 'c'].map((token) => cable.heard(token))).toEqual([true, true, true]);
  expect(seen.states).toEqual(['on', 'off', 'on']);
  server.broadcast('c', 'message.created', { id: 9 });
  await until(() => expect(seen.events).toEqual([['c', 'message.created', 9]]));
});

test('a frame larger than any event ends the connection; what is a long message does not', async () => {
  server.known = new Set(['a']);
  const { cable, seen } = opened();
  cable.watch('a');
  await heard(cable, 'a');
  server.broadcast('a', 'message.created', { id: 1, content: 'ñ'.repeat(1_000_000) });
  await until(() => expect(seen.events).toEqual([['a', 'message.created', 1]]));
  server.broadcast('a', 'message.created', { id: 2, content: 'x'.repeat(5_000_000) });
  await until(() => expect(server.handshakes).toHaveLength(2));
  await until(() => expect(seen.back).toBe(1));
  expect(seen.events).toHaveLength(1);
});

test('a server that is away is tried again at growing distances until it is there', async () => {
  server.shut = true;
  server.known.add('a');
  const waits: number[] = [];
  const log = { debug: (facts: object) => waits.push((facts as { waitMs: number }).waitMs), warn: () => {} };
  const { cable, seen } = opened({ log });
  cable.watch('a');
  await until(() => expect(waits.length).toBeGreaterThanOrEqual(5));
  expect(waits.slice(0, 5)).toEqual([15, 30, 60, 75, 75]);
  expect(cable.state()).toBe('off');
  server.shut = false;
  await heard(cable, 'a');
  await until(() => expect(seen.back).toBe(1));
  expect(seen.states).toEqual(['on']);
});

test('one that pings no more is left for a new one', async () => {
  server.known.add('a');
  const { cable, seen } = opened();
  cable.watch('a');
  await heard(cable, 'a');
  server.silent = true;
  await until(() => expect(server.handshakes.length).toBeGreaterThan(1));
  server.silent = false;
  await until(() => expect(seen.back).toBeGreaterThan(0));
  await heard(cable, 'a');
  await until(() => expect(server.open()).toBe(1));
});

test('one that is deaf from the start is told apart from one that is off, until it confirms', async () => {
  server.known.add('a');
  server.deaf = true;
  const { cable, seen } = opened();
  await until(() => expect(cable.state()).toBe('on'));
  cable.watch('a');
  await until(() => expect(cable.state()).toBe('deaf'));
  await until(() => expect(server.handshakes.length).toBeGreaterThan(2));
  expect(cable.state()).toBe('deaf');
  server.deaf = false;
  await heard(cable, 'a');
  await until(() => expect(seen.back).toBe(1));
  // Nothing to hear: on. Asked, and not yet answered: off. No answer: deaf, until there is one.
  expect(seen.states).toEqual(['on', 'off', 'deaf', 'on']);
});

test('one of our own posts that is not heard of tells a deaf one', async () => {
  server.known.add('a');
  const { cable, seen } = opened();
  cable.watch('a');
  await heard(cable, 'a');
  server.deaf = true;
  cable.expectEcho('m-1', 'a');
  await until(() => expect(cable.state()).toBe('deaf'));
  server.deaf = false;
  await until(() => expect(cable.state()).toBe('on'));
  await until(() => expect(seen.back).toBe(1));
});

test('an echo in time, one before the answer, and one of a contact not heard make nothing deaf', async () => {
  server.known.add('a');
  const { cable, seen } = opened();
  cable.watch('a');
  await heard(cable, 'a');
  server.broadcast('a', 'message.created', { id: 1, echo_id: 'early' });
  await until(() => expect(seen.events).toHaveLength(1));
  cable.expectEcho('early', 'a');
  cable.expectEcho('late', 'a');
  cable.expectEcho('other', 'nobody');
  server.broadcast('a', 'message.created', { id: 2, echo_id: 'late' });
  await until(() => expect(seen.events).toHaveLength(2));
  await new Promise((done) => setTimeout(done, 2 * times.confirmMs));
  expect([cable.state(), seen.states, server.handshakes.length]).toEqual(['on', ['on'], 1]);
});

test('an unknown token among others does not make the cable deaf for long', async () => {
  server.known = new Set(['a', 'b']);
  const { cable } = opened();
  for (const token of ['a', 'b', 'none']) cable.watch(token);
  await heard(cable, 'a', 'b');
  await until(() => expect(server.commands.filter((it) => it.token === 'none').length).toBeGreaterThan(0));
  await new Promise((done) => setTimeout(done, 4 * times.confirmMs));
  const { length } = server.handshakes;
  expect(length).toBeLessThanOrEqual(2);
  await new Promise((done) => setTimeout(done, 3 * times.confirmMs));
  expect([server.handshakes.length, cable.state(), cable.heard('none')]).toEqual([length, 'on', false]);
});

test('many share a few sockets, asked for at a measured pace; an emptied socket is closed', async () => {
  const tokens = Array.from({ length: 45 }, (_, i) => `t${i}`);
  server.known = new Set(tokens);
  const { cable, seen } = opened({ perSocket: 20 });
  const start = performance.now();
  for (const token of tokens) cable.watch(token);
  expect(cable.counts()).toEqual({ watched: 45, sockets: 3 });
  await heard(cable, ...tokens);
  // 9 every 100 ms.
  expect(performance.now() - start).toBeGreaterThan(400);
  expect(new Set(seen.confirmed).size).toBe(45);
  for (const token of tokens.slice(40)) cable.unwatch(token);
  expect(cable.counts()).toEqual({ watched: 40, sockets: 2 });
  await until(() => expect(server.open()).toBe(2));
});

test('a listener that throws stops nothing', async () => {
  server.known.add('a');
  const lines: string[] = [];
  const log = { debug: () => {}, warn: (_: object, text: string) => lines.push(text) };
  const { cable } = opened({
    log,
    onEvent: () => {
      throw new Error('oh');
    },
  });
  cable.watch('a');
  await heard(cable, 'a');
  server.broadcast('a', 'message.created', { id: 1 });
  server.broadcast('a', 'message.created', { id: 2 });
  await until(() => expect(lines).toHaveLength(2));
  expect(cable.state()).toBe('on');
});

test('closed, it lets go of its connections and comes back no more', async () => {
  server.known.add('a');
  const { cable, seen } = opened();
  cable.watch('a');
  await heard(cable, 'a');
  cable.close();
  await until(() => expect(server.open()).toBe(0));
  await new Promise((done) => setTimeout(done, 100));
  expect([server.handshakes.length, cable.state(), seen.states]).toEqual([1, 'off', ['on', 'off']]);
});
