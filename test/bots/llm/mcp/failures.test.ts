import { expect, test } from 'vitest';
import { openMcp } from '../../../../src/bots/llm/mcp/open-mcp.ts';
import { secretsIn } from '../../../../src/bots/llm/tools/secrets.ts';
import { systemClock } from '../../../../src/clock.ts';
import type { Said } from '../../../../src/sandbox/llm/chat.ts';
import type { SandboxMcp } from '../../../../src/sandbox/mcp/server.ts';
import { eventually } from '../../../stack.ts';
import { folderWith, keptTurn } from '../rig.ts';
import { call, file, noting, outcome, start, texts } from './rig.ts';

const person = { do: 'handoff', reason: expect.stringContaining('shop_note') as string };
const wish = call('shop_note', { wish: 'una mesa' });
const look = call('shop_find_orders');

test.each<[string, (mcp: SandboxMcp) => void, Said, string | RegExp | null]>([
  [
    'reports an error',
    (mcp) => (mcp.run = () => ({ isError: true, content: [{ type: 'text', text: 'db 10.0.0.5' }] })),
    wish,
    /error/,
  ],
  ['does not let us in', (mcp) => (mcp.token = 'otra'), wish, /cannot be reached/],
  [
    'fails at a look',
    (mcp) => mcp.faults.set([{ kind: 'fail_before', text: 'tools/call' }]),
    look,
    /cannot be reached/,
  ],
  ['fails at a deed', (mcp) => mcp.faults.set([{ kind: 'fail_after', text: 'tools/call' }]), wish, null],
  ['cuts the line at a deed', (mcp) => mcp.faults.set([{ kind: 'cut_after', text: 'tools/call' }]), wish, null],
  ['asks us to go elsewhere', (mcp) => mcp.faults.set([{ kind: 'maintenance' }]), wish, null],
  ['does not know the arguments', (mcp) => (mcp.tools = []), look, /not there|not what/],
  ['says too much', (mcp) => (mcp.run = () => 'x'.repeat(2_000_000)), look, /cannot be reached/],
  ['says much', (mcp) => (mcp.run = () => `${'x'.repeat(9_000)}end`), look, /^x{4000}$/],
  ['says nothing', (mcp) => (mcp.run = () => ({ content: [] })), look, 'Done.'],
  [
    'gives a picture, a resource and data',
    (mcp) =>
      (mcp.run = () => ({
        content: [
          { type: 'image', data: 'AAAA', mimeType: 'image/png' },
          { type: 'resource', resource: { uri: 'x://1', text: 'nota' } },
        ],
      })),
    look,
    '[image]\nnota',
  ],
  [
    'gives data alone',
    (mcp) => (mcp.run = () => ({ content: [], structuredContent: { total: 3 } })),
    look,
    '{"total":3}',
  ],
])('a server that %s', async (_, set, said, expected) => {
  const started = await start();
  await started.looked();
  set(started.mcp);
  if (_ === 'does not know the arguments') started.clock.at += 11 * 60_000;
  const { read, actions } = await outcome(started.mcp, started, said);
  if (expected === null) expect(actions[0]).toMatchObject(person);
  else if (typeof expected === 'string') expect(read).toBe(expected);
  else expect(read).toMatch(expected);
  expect(JSON.stringify([started.llm.requests, actions])).not.toMatch(/10\.0\.0\.5|srv\/app|llave-mcp/);
});

test('a server that is down: the talk goes on without it, also after the start', async () => {
  const started = await start();
  await started.looked();
  await started.mcp.close();
  const { read, actions } = await outcome(started.mcp, started, wish);
  expect(read).toMatch(/cannot be reached/);
  expect(texts(actions)).toEqual(['¿Algo más?']);
  const folder = await folderWith({ 'mcp.yaml': file('http://127.0.0.1:9/mcp') });
  const { lines, log } = noting();
  const opened = await openMcp(`${folder}/mcp.yaml`, secretsIn('MCP_KEY=x'), [], { clock: systemClock, log });
  expect(opened.tools.map(({ name }) => name)).toEqual(['shop_find_orders', 'shop_cancel', 'shop_note']);
  await eventually(() => lines.some((line) => /could not be looked at/.test(line)));
  await opened.close();
});

test('a deed that nobody knows the end of is not done again; one that knows its keys is, by the same one', async () => {
  const once = await start({}, {}, (url) => file(url).replace('timeout: 60', 'timeout: 0.3'));
  await once.looked();
  once.mcp.run = () => new Promise(() => undefined);
  const steps = keptTurn();
  expect((await outcome(once.mcp, once, wish, { steps: steps() })).actions[0]).toMatchObject(person);
  expect(await outcome(once.mcp, once, wish, { steps: steps(), attempt: 2 })).toMatchObject({
    actions: [person],
    heard: 1,
  });

  const again = await start({}, {}, (url) =>
    file(url).replace('confirm: false', 'confirm: false\n        idempotent: true'),
  );
  const kept = keptTurn();
  again.mcp.faults.set([{ kind: 'cut_after', text: 'tools/call' }]);
  await outcome(again.mcp, again, wish, { steps: kept() });
  again.mcp.faults.set([]);
  await outcome(again.mcp, again, wish, { steps: kept(), attempt: 2 });
  expect(again.mcp.calls.map(({ key }) => key)).toEqual(['turn-1:0:0', 'turn-1:0:0']);
});
