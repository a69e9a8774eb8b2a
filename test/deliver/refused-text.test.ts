import { describe, expect, test } from 'vitest';
import { openChatwootClient } from '../../src/chatwoot/api/client.ts';
import { addLook } from '../../src/listen/add-look.ts';
import { lookHandler } from '../../src/listen/look.ts';
import { silentLog } from '../../src/observe/log.ts';
import { leaseToken } from '../../src/queue/leases.ts';
import { Worker } from '../../src/queue/worker.ts';
import type { Fault } from '../../src/sandbox/types.ts';
import { effects } from '../effects.ts';
import { chatwoot, incoming, open, rig, say, conversations, withRegister } from './register/register-setup.ts';
import * as phone from './send-setup.ts';

withRegister();
phone.withSends();

const other = { waId: '5491155550177' };
const texts = () => conversations().map((it) => incoming(it));

describe.each([
  { status: 403, tries: 2, withinMs: 10_000 },
  { status: 406, tries: 2, withinMs: 10_000 },
  { status: 404, tries: 2, withinMs: 10_000 },
  // It may be a page of maintenance that comes and goes.
  { status: 302, tries: 4, withinMs: 120_000 },
  { status: 503, tries: 2, withinMs: 40_000 },
])('Chatwoot, or a firewall before it, says $status to one text alone', ({ status, tries, withinMs }) => {
  test('a problem of its own after a few tries; its lane and everybody else go on, nobody rests', async () => {
    await open();
    const fault: Fault = { kind: 'refuse_text', text: 'veneno', method: 'POST', path: '/messages$', status };
    chatwoot.faults.set([fault]);
    const at = rig.clock.at;
    await say('hola');
    await say('con veneno');
    await say('¿hola?');
    await say('yo también', 'customer', other);
    let rested = false;
    await rig.windUntil(async () => {
      rested ||= rig.target.rest !== null;
      const open = await rig.store.db
        .selectFrom('jobs')
        .select('id')
        .where('state', 'in', ['ready', 'waiting'])
        .execute();
      return open.length === 0;
    });
    expect(rested).toBe(false);
    expect(texts()).toEqual([['hola', '¿hola?'], ['yo también']]);
    const [problem] = (await rig.jobs()).filter(({ state }) => state === 'problem');
    expect(problem).toMatchObject({
      key: 'register:m002',
      attempts: tries,
      last_error: expect.stringContaining(String(status)) as string,
    });
    expect(rig.clock.at - at).toBeLessThan(withinMs);
  });
});

describe.each([403, 404, 406, 302])('360dialog, or a firewall before it, says %i to one text alone', (status) => {
  test('a problem of its own after two tries; its lane and everybody else go on', async () => {
    phone.whatsapp.faults.set([{ kind: 'refuse_text', text: 'veneno', method: 'POST', path: '/messages$', status }]);
    const at = phone.rig.clock.at;
    await phone.say('con veneno');
    await phone.say('hola');
    await phone.say('yo también', other);
    await phone.rig.drain();
    expect(phone.texts().toSorted()).toEqual(['hola', 'yo también']);
    const [problem] = (await phone.rig.jobs()).filter(({ state }) => state === 'problem');
    expect(problem).toMatchObject({ attempts: 2 });
    expect(phone.rig.clock.at - at).toBeLessThan(10_000);
  });
});

describe.each([302, 503, 403, 200])('a maintenance page (%i) in front of the whole Chatwoot', (status) => {
  test('a rest like any outage: no problem, no try counted, and everything is there afterwards', async () => {
    await open();
    await say('uno');
    await rig.drain();
    chatwoot.faults.set([{ kind: 'maintenance', ...(status === 302 ? {} : { status }) }]);
    await say('dos');
    await say('tres', 'customer', other);
    const began = rig.clock.at;
    await rig.windUntil(() => rig.clock.at - began > 120_000);
    expect((await rig.jobs()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['done', 1],
      ['ready', 0],
      ['ready', 0],
    ]);
    chatwoot.faults.set([]);
    const back = rig.clock.at;
    await rig.drain();
    expect(rig.clock.at - back).toBeLessThan(5_000);
    expect(texts().map((it) => it.at(-1))).toEqual([expect.stringContaining('dos'), expect.stringContaining('tres')]);
  });
});

describe.each([302, 404, 403, 503, 200])('a maintenance page (%i) in front of the whole 360dialog', (status) => {
  test('a rest like any outage: no problem, and everything leaves once and soon afterwards', async () => {
    await phone.say('uno');
    await phone.rig.drain();
    phone.whatsapp.faults.set([{ kind: 'maintenance', ...(status === 302 ? {} : { status }) }]);
    await phone.say('dos');
    await phone.say('tres', other);
    const began = phone.rig.clock.at;
    await phone.rig.windUntil(() => phone.rig.clock.at - began > 120_000);
    phone.whatsapp.faults.set([]);
    const back = phone.rig.clock.at;
    await phone.rig.windUntil(() => phone.rig.target.rest === null);
    expect(phone.rig.clock.at - back).toBeLessThanOrEqual(2_000);
    await phone.rig.drain();
    expect(phone.texts().toSorted()).toEqual(['dos', 'tres', 'uno']);
  });
});

describe('the server can be read, and fails at everything that is written, for hours', () => {
  test('that is nobody’s own problem, although agents’ words are looked at all the time', async () => {
    await open();
    await say('hola');
    await say('hola', 'customer', other);
    await rig.drain();
    chatwoot.faults.set([{ kind: 'fail_before', method: 'POST', path: '/messages$' }]);
    const at = rig.clock.at;
    await say('dos');
    await say('tres', 'customer', other);
    const looking = looks();
    let asked = 0;
    await rig.windUntil(async () => {
      if (rig.clock.at - at > asked * 300_000) {
        asked += 1;
        await rig.store.write((tx) => addLook(tx, 1, rig.clock.at));
      }
      looking.wake();
      return rig.clock.at - at > 3 * 3_600_000;
    });
    await looking.stop(0);
    expect(asked).toBeGreaterThan(10);
    expect((await rig.jobs()).map(({ state }) => state)).toEqual(['done', 'done', 'ready', 'ready']);
  });
});

/** A worker that looks, on the same target. */
function looks(): Worker {
  const { store, clock, target } = rig;
  const server = { url: chatwoot.url, inboxId: chatwoot.inboxes[0] ?? '', timeoutMs: 1_000, hmacToken: null };
  const given = {
    ...effects(() => 'x'),
    channelId: 'main',
    onAssign: 'auto' as const,
    account: () => null,
    list: null,
    onPerson: () => undefined,
    chatwootUrl: chatwoot.url,
    nameInFront: false,
    windowTemplate: null,
    client: openChatwootClient(server),
    userClient: null,
    startedAt: clock.at,
    onJobs: () => undefined,
  };
  const log = silentLog();
  const handler = lookHandler({ ...given, store, clock, log });
  const common = { store, clock, log, random: () => 0, token: leaseToken(), limit: () => 2 };
  return new Worker({ ...common, channelId: 'main', kind: 'look', target, handler });
}

describe('one text at which the server fails for ever', () => {
  test('a problem after an hour and ten tries while others pass; its lane goes on', async () => {
    await open();
    await say('hola', 'customer', other);
    await rig.drain();
    chatwoot.faults.set([{ kind: 'refuse_text', text: 'veneno', method: 'POST', path: '/messages$', status: 500 }]);
    const at = rig.clock.at;
    await say('con veneno');
    await say('¿hola?');
    // Others write now and then.
    let said = 0;
    await rig.windUntil(async () => {
      if (rig.clock.at - at > said * 300_000) await say(`otra ${(said += 1)}`, 'customer', other);
      return (await rig.jobs()).some(({ state }) => state === 'problem');
    });
    expect(rig.clock.at - at).toBeGreaterThanOrEqual(3_600_000);
    expect(rig.clock.at - at).toBeLessThan(2 * 3_600_000);
    await rig.drain();
    expect(
      texts()
        .flat()
        .filter((text) => text?.includes('¿hola?')),
    ).toHaveLength(1);
    const [problem] = (await rig.jobs()).filter(({ state }) => state === 'problem');
    expect(problem?.attempts).toBeGreaterThanOrEqual(10);
  });
});
