import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepResult } from '../../src/audit/result.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { openStore } from '../../src/store/open.ts';
import { addressOf, openDesk, type Desk } from '../cli/run.ts';
import { eventually } from '../stack.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox();
  desk = openDesk({ ...sandbox.settings, PORT: '0', BUSINESS_TIMEZONE: 'America/Argentina/Cordoba' });
});
afterEach(async () => {
  await desk.close();
  await sandbox.close();
});

const exchange = ['log', '--phone', '+54 9 341 555-0123', '--user', 'Hola', '--bot', 'Buenas'];
const there = () => sandbox.chatwoot.state.messages.map(({ content }) => content?.replace(/^🕒 .*\n/, '🕒 ') ?? '');

function lose(text: string): void {
  const { state } = sandbox.chatwoot;
  for (const list of [state.messages, ...[...state.conversations.values()].map((it) => it.messages)])
    list.splice(
      list.findIndex(({ content }) => content === text),
      1,
    );
}

test('no gap: 0; gaps: 1, each by name; --fix beside a running service, again and again, registers it once', async () => {
  expect((await desk.run(exchange)).code).toBe(0);
  const well = await desk.run(['audit']);
  expect(well).toMatchObject({ code: 0, err: '' });
  expect(well.out).toMatch(/^since \d{4}-\d\d-\d\d 00:00 \(America\/Argentina\/Cordoba\)\nDay +Received/);
  expect(well.out).toMatch(/Compared with Chatwoot: 1 person\.\nNo gaps\.\n$/);
  lose('Hola');
  const gap = await desk.run(['audit'], { UI_LANGUAGE: 'es' });
  expect(gap.code).toBe(1);
  expect(gap.out).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d {2}•••0123 {2}mensaje del cliente {2}[\w-]{36}\n {2}falta en Chatwoot: era el mensaje \d+ de la conversación 1\n {2}→ Registralo con/m,
  );
  expect(gap.out).not.toMatch(/5550123|Hola/);
  const json = JSON.parse((await desk.run(['audit', '--json'])).out) as unknown;
  expect(json).toMatchObject([
    {
      ...{
        channel: 'main',
        chatwoot: 'read',
        compared: 1,
        days: [{ received: 1, answered: 1, said: 0, toRegister: 2 }],
      },
      gaps: [{ kind: 'missing', person: '•••••••••0123', author: 'customer', next: 'fix' }],
    },
  ]);
  const service = desk.start(['serve']);
  await addressOf(service);
  const all = await Promise.all([1, 2, 3].map(() => desk.run(['audit', '--fix'])));
  expect(all.map(({ code }) => code)).toContain(1);
  await eventually(() => there().includes('🕒 Hola'));
  expect(await desk.run(['audit', '--fix'])).toMatchObject({ code: 0, out: expect.stringContaining('nothing new') });
  expect(there()).toEqual(['🤖 Buenas', '🕒 Hola']);
  expect(sandbox.whatsapp.sent).toEqual([]);
});

test('wrong use: 2, and what is wrong', async () => {
  const ways: [string[], Record<string, string>, RegExp][] = [
    [['audit'], {}, /There is no database/],
    [['audit', '--since', 'ayer'], {}, /--since must be a day/],
    [['audit', '--channel', 'ventas'], {}, /there is no channel ventas; there are: main/],
    [['audit', '--fix'], { CHATWOOT_ENABLED: 'false' }, /CHATWOOT_ENABLED is not true/],
    [['audit', '--sinse', '7d'], {}, /unknown option/],
  ];
  for (const [parameters, variables, what] of ways) {
    const { code, err } = await desk.run(parameters, variables);
    expect([code, err], parameters.join(' ')).toEqual([2, expect.stringMatching(what)]);
  }
});

test('a Chatwoot that cannot be read is a gap of its own, and tells nothing of what stands there', async () => {
  await desk.run(exchange);
  sandbox.chatwoot.faults.set([{ kind: 'fail_before', method: 'GET', path: '/messages' }]);
  const { code, out } = await desk.run(['audit']);
  expect(code).toBe(1);
  expect(out).toMatch(/Chatwoot could not be read: .*\n/);
  expect(out).toMatch(/\nOne gap\.\n$/);
});

test('status tells what the last night found', async () => {
  await desk.run(exchange);
  expect((await desk.run(['status'])).out).not.toContain('Last audit');
  const store = await openStore(`sqlite:${desk.folder}/data/optiatiende.db`);
  const gap = { day: '2026-11-29', at: 1, person: '', author: null, number: null, conversation: 1, there: [7] };
  const gaps = ['a', 'b'].map((message) => ({
    ...{ ...gap, message, kind: 'missing' as const, reason: null, next: 'fix' as const },
  }));
  const report = { channel: 'main', from: 0, to: 1, days: [], gaps, chatwoot: 'read' as const, compared: 1 };
  await store.write((tx) => keepResult(tx, report, Date.now()));
  await store.close();
  const { out } = await desk.run(['status'], { UI_LANGUAGE: 'es' });
  expect(out).toMatch(/Última auditoría +\d{4}-\d\d-\d\d \d\d:\d\d: 2 faltan en Chatwoot\n/);
  const told = JSON.parse((await desk.run(['status', '--json'])).out) as { channels: object[] };
  expect(told.channels).toMatchObject([{ channel: 'main', audit: { gaps: { missing: 2 }, chatwoot: 'read' } }]);
});
