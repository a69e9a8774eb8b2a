import { afterEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/types.ts';
import { eventually } from '../stack.ts';
import { ana, begun, openOffice, wait, type Office, type OfficeOptions } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const calm = { sweep: { calmMs: 60_000, alertMs: 60_000 } };
const quick = { sweep: { calmMs: 400, alertMs: 400 } };
/** Sooner than the sweep of a calm cable, which would hide that nothing else heard it. */
const answered = (text: string) => eventually(() => office.phone().includes(text));

/** By nothing but the ways named: the sweep of a minute is too slow for these tests. */
const ways: [string, OfficeOptions][] = [
  ['the inbox’s webhook', { cable: false, webhooks: ['inbox'], given: { listenTimes: calm } }],
  ['an account webhook', { cable: false, webhooks: ['account'], given: { listenTimes: calm } }],
  ['both webhooks', { cable: false, webhooks: ['inbox', 'account'], given: { listenTimes: calm } }],
  ['the cable', { given: { listenTimes: calm } }],
  ['all of them', { webhooks: ['inbox', 'account'], given: { listenTimes: quick } }],
];

describe('one meaning', () => {
  test.each(ways)('by %s: sent once, the bot quiet, given back when resolved', async (_, options) => {
    office = await begun(await openOffice(options));
    if (options.cable !== false) await eventually(async () => (await office.cable()) === 'on');
    await office.act('answer', { text: 'soy Ana del equipo' });
    await answered('soy Ana del equipo');
    expect(await office.answeredBy('human')).toMatchObject({ answered_reason: 'agent_replied' });
    await office.act('resolve');
    await office.answeredBy('bot');
    await office.says('gracias');
    await answered('re: gracias');
    await wait(500);
    expect(office.phone()).toEqual(['re: hola', 'soy Ana del equipo', 're: gracias']);
  });

  test('by the sweep alone: within one period, once, and the bot is quiet', async () => {
    office = await begun(await openOffice({ cable: false, given: { listenTimes: quick } }));
    for (const text of ['uno', 'dos', 'tres']) await office.act('answer', { text });
    await answered('tres');
    await office.answeredBy('human');
    await office.says('¿sigue ahí?');
    await wait(900);
    expect(office.phone()).toEqual(['re: hola', 'uno', 'dos', 'tres']);
  });
});

describe('what is lost', () => {
  const lost: [string, Fault[]][] = [
    ['the webhooks', [{ kind: 'webhook_drop' }]],
    ['the cable', [{ kind: 'cable_drop' }]],
    ['both', [{ kind: 'webhook_drop' }, { kind: 'cable_drop' }]],
  ];
  test.each(lost)('%s: the agent’s message arrives all the same, once', async (_, faults) => {
    office = await begun(await openOffice({ webhooks: ['inbox'], given: { listenTimes: quick } }));
    await eventually(async () => (await office.cable()) === 'on');
    office.stack.sandbox.chatwoot.faults.set(faults);
    await office.act('answer', { text: 'hola, soy Ana' });
    await answered('hola, soy Ana');
    await office.answeredBy('human');
    await wait(900);
    expect(office.phone()).toEqual(['re: hola', 'hola, soy Ana']);
  });
});

test('a hundred answers of agents, doubled, shuffled and late by every way: each once, in the order of their ids', async () => {
  office = await begun(await openOffice({ webhooks: ['inbox', 'account'], given: { listenTimes: quick } }));
  const people = [ana, '5491155570002', '5491155570003', '5491155570004'];
  for (const person of people.slice(1)) await begun(office, person);
  await eventually(async () => (await office.cable()) === 'on');
  office.stack.sandbox.chatwoot.faults.set([
    { kind: 'webhook_double', rate: 0.5 },
    { kind: 'webhook_shuffle', rate: 0.5, ms: 400 },
    { kind: 'webhook_late', rate: 0.2, ms: 800 },
    { kind: 'cable_double', rate: 0.5 },
    { kind: 'cable_shuffle', rate: 0.5, ms: 400 },
  ]);
  for (let n = 0; n < 25; n++)
    await Promise.all(people.map((person) => office.act('answer', { text: `mensaje ${n}` }, person)));
  const wanted = Array.from({ length: 25 }, (_, n) => `mensaje ${n}`);
  for (const person of people) await eventually(() => office.phone(person).length >= 26);
  await office.stack.sandbox.chatwoot.settled();
  await wait(600);
  for (const person of people) expect(office.phone(person)).toEqual(['re: hola', ...wanted]);
});

test('a cable that turns deaf is noticed, health says so, and the sweep comes often', async () => {
  const times = {
    sweep: { calmMs: 60_000, alertMs: 300 },
    cable: { confirmMs: 400, backoffMs: 200, backoffMaxMs: 400, lookMs: 50 },
  };
  office = await begun(await openOffice({ given: { listenTimes: times } }));
  await eventually(async () => (await office.cable()) === 'on');
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'cable_deaf' }]);
  // What we post ourselves is not heard of.
  await office.says('¿hola?');
  await eventually(async () => (await office.cable()) === 'deaf');
  await office.act('answer', { text: 'te leo' });
  await answered('te leo');
  office.stack.sandbox.chatwoot.faults.set([]);
  await eventually(async () => (await office.cable()) === 'on');
});

test('what agents wrote while every socket was cut is looked for as soon as it is back', async () => {
  const times = { sweep: { calmMs: 60_000, alertMs: 60_000 }, cable: { backoffMs: 300, backoffMaxMs: 300 } };
  office = await begun(await openOffice({ given: { listenTimes: times } }));
  await eventually(async () => (await office.cable()) === 'on');
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'cable_cut', times: 1 }]);
  await office.act('answer', { text: 'se cortó' });
  await answered('se cortó');
});

test('a cable that was never reached is swept for as often as a deaf one', async () => {
  office = await openOffice({ given: { listenTimes: { sweep: { calmMs: 60_000, alertMs: 300 } } } });
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'cable_refuse' }]);
  await office.restart();
  await begun(office);
  expect(await office.cable()).toBe('off');
  await office.act('answer', { text: 'llegó' });
  await answered('llegó');
});

test('the sweep keeps to its requests a minute', async () => {
  office = await openOffice({
    cable: false,
    environment: { SWEEP_REQUESTS_PER_MINUTE: '3' },
    given: { listenTimes: { sweep: { calmMs: 60_000, alertMs: 200 } } },
  });
  await begun(office);
  await begun(office, '5491155570002');
  const { requests } = office.stack.sandbox.chatwoot;
  await wait(1_500);
  const looks = requests.log.filter((it) => it.method === 'GET' && it.path.includes('/messages'));
  expect(looks).toHaveLength(3);
});

test('what agents wrote and resolved while we were down is caught up, in order, and nothing twice', async () => {
  office = await begun(await openOffice({ cable: false, given: { listenTimes: quick } }));
  await office.act('answer', { text: 'antes' });
  await answered('antes');
  await office.stack.service.stop();
  for (let n = 0; n < 30; n++) await office.act('answer', { text: `m${n}` });
  await office.act('resolve');
  await office.restart();
  await answered('m29');
  await office.answeredBy('bot');
  await wait(900);
  expect(office.phone()).toEqual(['re: hola', 'antes', ...Array.from({ length: 30 }, (_, n) => `m${n}`)]);
  expect(await office.contact()).toMatchObject({ answered_by: 'bot' });
  expect(await office.place()).toMatchObject({ status: 'resolved' });
});

test('of a conversation that was there before we knew the person nothing old is sent', async () => {
  office = await openOffice({ webhooks: ['inbox'], given: { listenTimes: quick } });
  const { url, inboxes } = office.stack.sandbox.chatwoot;
  const base = `${url}/public/api/v1/inboxes/${inboxes[0]}/contacts`;
  const post = (path: string, body: object) =>
    fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  await post('', { source_id: ana, name: 'Ana', phone_number: `+${ana}` });
  await post(`/${ana}/conversations`, {});
  const { id } = office.conversation() ?? { id: 0 };
  await post(`/${ana}/conversations/${id}/messages`, { content: 'de antes' });
  for (let n = 0; n < 3; n++) await office.act('answer', { text: `viejo ${n}` });
  // The news of it have come, on a slow machine too: late ones would be of somebody whom we know by then.
  const { db } = office.stack.service.store;
  const heard = db.selectFrom('events').select('id').where('raw', 'like', '%viejo 2%').where('outcome', '=', 'read');
  await eventually(async () => (await heard.execute()).length > 0);
  await office.says('hola');
  await eventually(() => office.phone().length === 1);
  await office.act('answer', { text: 'nuevo' });
  await answered('nuevo');
  await wait(900);
  expect(office.phone()).toEqual(['re: hola', 'nuevo']);
  expect(office.stack.sandbox.chatwoot.state.conversations.size).toBe(1);
});
