import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minuteOfDay } from '../../src/audit/days.ts';
import { endNight, takeNight } from '../../src/audit/nightly.ts';
import { keepResult, lastAudits } from '../../src/audit/result.ts';
import { readSettings } from '../../src/config.ts';
import { openAuditing } from '../../src/service/auditing.ts';
import { openChatwootClients } from '../../src/service/chatwoot-clients.ts';
import { chatwootHosts } from '../../src/targets/chatwoot-hosts.ts';
import { begun, openOffice } from '../listen/office.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { eventually } from '../stack.ts';
import { audited, settled } from './audited.ts';

let test1: TestStore;
beforeEach(async () => {
  test1 = await emptyStore();
});
afterEach(async () => {
  await test1.close();
});

const at = (text: string) => Date.parse(`2026-11-29T${text}:00-03:00`);
const night = { channel: 'main', auditAt: 3 * 60 + 30, timeZone: 'America/Argentina/Cordoba' };

test('once a night, by one of those who ask, and within three hours of its time', async () => {
  const { store } = test1;
  const asks = (time: string) => takeNight(store, { ...night, now: at(time) });
  expect(await asks('03:29')).toBe(false);
  const all = await Promise.all(Array.from({ length: 5 }, () => asks('03:30')));
  expect(all.filter(Boolean)).toHaveLength(1);
  expect(await asks('04:00')).toBe(false);
  // Who began it is dead.
  expect(await asks('04:31')).toBe(true);
  await endNight(store, 'main', false);
  expect(await asks('04:40')).toBe(true);
  await endNight(store, 'main', true);
  expect(await asks('05:50')).toBe(false);
  expect(await takeNight(store, { ...night, channel: 'ventas', now: at('06:31') })).toBe(false);
  expect(await takeNight(store, { ...night, channel: 'ventas', now: at('06:30') })).toBe(true);
  expect(await takeNight(store, { ...night, now: at('03:30') + 24 * 3_600_000 })).toBe(true);
});

test('what it found is kept by channel, and what the one before found is not new', async () => {
  const { store } = test1;
  const gap = (message: string) => ({
    ...{ kind: 'unsent' as const, day: '2026-11-29', at: 1, person: '549341', author: 'bot' as const, message },
    ...{ number: null, conversation: null, there: [], reason: null, next: 'write' as const },
  });
  const keep = (messages: string[]) => {
    const report = { channel: 'main', from: 0, to: 5, days: [], gaps: messages.map(gap), compared: 0 };
    return store.write((tx) => keepResult(tx, { ...report, chatwoot: 'read' }, 9));
  };
  expect(await keep(['a'])).toMatchObject([{ message: 'a' }]);
  expect(await keep(['a', 'b'])).toMatchObject([{ message: 'b' }]);
  expect(await keep(['b'])).toEqual([]);
  expect(await lastAudits(store.db, ['main', 'ventas'])).toEqual([
    { channel: 'main', at: 9, from: 0, to: 5, gaps: { unsent: 1 }, chatwoot: 'read' },
  ]);
});

test('in the service: a gap is warned of once, and stands in health until it is gone', async () => {
  const office = await openOffice();
  try {
    await begun(office);
    await settled(office.stack);
    const { service, environment } = office.stack;
    const { state } = office.stack.sandbox.chatwoot;
    for (const list of [state.messages as unknown[], office.conversation()?.messages as unknown[]]) list.pop();
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    // It stands still, so that no minute and no day ends meanwhile.
    const now = Date.now() + 1;
    const clock = { now: () => now };
    const settings = {
      ...readSettings(environment),
      auditAt: minuteOfDay('UTC', now),
    };
    const host = chatwootHosts(clock)(settings.chatwoot);
    const clients = openChatwootClients(settings, { clock, random: Math.random, log, host });
    const run = async () => {
      await service.store.db.deleteFrom('meta').where('key', 'like', 'audit_turn:%').execute();
      const auditing = openAuditing({ settings, store: service.store, clock, log }, clients, 10);
      auditing.start();
      const before = lines.filter((line) => line.includes('"audited"')).length;
      await eventually(() => lines.filter((line) => line.includes('"audited"')).length > before);
      await auditing.stop();
    };
    const warnings = () => lines.filter((line) => line.includes('the audit found a gap'));
    await run();
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toMatch(/"kind":"missing"/);
    expect(warnings()[0]).not.toMatch(/5491155510001/);
    await run();
    expect(warnings()).toHaveLength(1);
    const health = async () => (await (await fetch(`${service.url}/health/ready`)).json()) as { audits: object[] };
    await eventually(async () => (await health()).audits.length === 1);
    expect((await health()).audits).toMatchObject([{ channel: 'main', chatwoot: 'read', gaps: { missing: 1 } }]);
    expect((await audited(office.stack)).gaps).toHaveLength(1);
  } finally {
    await office.close();
  }
});
