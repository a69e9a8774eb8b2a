import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, expect, test } from 'vitest';
import { fixGaps } from '../../src/audit/fix.ts';
import type { Gap } from '../../src/audit/gap.ts';
import { freeDeadLeases } from '../../src/queue/leases.ts';
import { dropProblems, listProblems, retryProblems } from '../../src/queue/problems.ts';
import { troubleOfExchange, waitingReasons } from '../../src/queue/waiting-reasons.ts';
import { backlog } from '../../src/store/backlog.ts';
import { backlogByChannel } from '../../src/store/channel-backlog.ts';
import { dueWork } from '../../src/store/due-work.ts';
import { oldWorkLeft, registeringWaits } from '../../src/store/exchanges.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { prune } from '../../src/store/prune.ts';
import { audited } from '../audit/audited.ts';
import { ana, begun, openOffice, wait, type Office } from '../listen/office.ts';
import { act } from '../media/people.ts';
import { eventually } from '../stack.ts';
import { deliver, personNumber } from '../traffic.ts';
import { judge } from './judge.ts';
import { record, type Recorded } from './record.ts';

const TOKEN = 'a-token-of-our-own';
const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token', CHATWOOT_USER_TOKEN: 'admin-token' };
const beto = personNumber(2);

let statements: Recorded;
/** The steps that bring a ledger up to date run once, over whatever is there. */
let migrating: Set<string>;
beforeAll(async () => {
  const recording = record();
  statements = recording.statements;
  await (await openStore('sqlite::memory:')).close();
  migrating = new Set(statements.keys());
  for (const environment of [{}, tokens]) await day(environment);
  recording.stop();
});

/** A day of a busy office, in short: everything happens once. */
async function day(environment: Record<string, string>): Promise<void> {
  const office = await openOffice({
    webhooks: ['inbox'],
    environment: {
      API_TOKEN: TOKEN,
      METRICS_TOKEN: TOKEN,
      HANDOFF_ANSWER_LAST: 'true',
      READ_WHEN_SEEN: 'true',
      CHATWOOT_TIMEOUT: '5',
      ...environment,
    },
  });
  try {
    await begun(office);
    await eventually(async () => (await office.cable()) === 'on');
    await customers(office);
    await agents(office);
    await programs(office);
    await operators(office);
    await office.restart();
    await office.says('otra vez');
    await wait(500);
  } finally {
    await office.close();
  }
}

async function customers(office: Office): Promise<void> {
  const { whatsapp } = office.stack.sandbox;
  await office.says('hola', beto);
  await whatsapp.say({ waId: beto, name: 'Beto', file: { name: 'a.jpg', mime: 'image/jpeg', base64: '/9j/4AAQ' } });
  const at = String(Math.floor(Date.now() / 1_000));
  const value = (messages: object[], contacts: object[] = []) => ({
    entry: [{ changes: [{ field: 'messages', value: { messages, contacts } }] }],
  });
  const url = () => office.stack.service.url + office.stack.service.webhookPath;
  const message = (id: string, more: object) => ({ id, from: beto, timestamp: at, ...more });
  for (const body of [
    value([message('r1', { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } })]),
    value([message('e1', { type: 'text', text: { body: 'uno' } })]),
    value([
      message('e2', {
        type: 'edit',
        edit: { original_message_id: 'e1', message: { type: 'text', text: { body: 'dos' } } },
      }),
    ]),
    value([message('e3', { type: 'revoke', revoke: { original_message_id: 'e1' } })]),
    value([message('p1', { type: 'pin_in_chat' })]),
    // The same person by another name, and then with a new number.
    value([{ id: 'b1', from_user_id: 'AR.1', timestamp: at, type: 'text', text: { body: 'soy Beto' } }]),
    value([message('b2', { from_user_id: 'AR.1', type: 'text', text: { body: 'también' } })]),
    value([message('s1', { type: 'system', system: { type: 'user_changed_number', wa_id: personNumber(3) } })]),
  ])
    await deliver(url, body);
  await eventually(() => office.phone(beto).length > 0);
}

async function agents(office: Office): Promise<void> {
  const { whatsapp } = office.stack.sandbox;
  await office.act('answer', { text: 'soy Ana' });
  await office.answeredBy('human');
  const last = () => office.desk().at(-1)?.id ?? 0;
  for (const [action, more] of [
    ['note', { text: '/bot on' }],
    ['note', { text: '/bot off' }],
    ['note', { text: '/template seguimos es_AR Ana' }],
    ['label', { text: 'humano' }],
    ['assign', {}],
    ['resolve', {}],
  ] as [Parameters<Office['act']>[0], object][]) {
    await office.act(action, more);
    await wait(150);
  }
  await office.says('¿siguen ahí?');
  whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
  await office.act('answer', { text: 'no llega', file: { name: 'a.txt', mime: 'text/plain', base64: 'aG9sYQ==' } });
  const id = last();
  await wait(800);
  await act(office.stack, { conversation: office.conversation()?.id ?? 0, action: 'retry', message: id });
  await office.act('delete', { message: id });
  await wait(500);
}

async function programs(office: Office): Promise<void> {
  const ask = async (method: string, path: string, body?: object) =>
    (
      await fetch(office.stack.service.url + path, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', 'idempotency-key': 'k1' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    ).json() as Promise<{ id?: string }>;
  const exchange = { phone: `+${ana}`, userMessage: 'hola', botResponse: 'buenas', resolve: true };
  const { id } = await ask('POST', '/api/exchanges', exchange);
  await ask('POST', '/api/exchanges', exchange);
  await ask('GET', `/api/exchanges/${id}?wait=1`);
  await fetch(`${office.stack.service.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  await ask('GET', `/api/contacts/${ana}/handoff`);
  await ask('POST', `/api/contacts/${ana}/handoff`, { to: 'human' });
  await ask('POST', `/api/contacts/${ana}/handoff`, { to: 'bot' });
  await ask('GET', '/health/ready');
}

async function operators(office: Office): Promise<void> {
  const { store } = office.stack.service;
  const now = Date.now();
  await store.write((tx) => tx.updateTable('jobs').set({ state: 'problem' }).where('id', '=', 1).execute());
  await backlog(store, now);
  await waitingReasons(store.db);
  await backlogByChannel(store.db, now);
  await dueWork(store.db, now);
  await listProblems(store.db, { limit: 10 });
  await listProblems(store.db, { limit: 10, of: [1] });
  await troubleOfExchange(store.db, 'x');
  await retryProblems(store, { of: [1], now, newConversation: true });
  await store.write((tx) => tx.updateTable('jobs').set({ state: 'problem' }).where('id', '=', 1).execute());
  await dropProblems(store, { of: 'all', now });
  const { gaps } = await audited(office.stack);
  await fixGaps(store, [...gaps, ...(await everythingMissing(store))], now);
  await registeringWaits(store.db, 'main');
  await oldWorkLeft(store.db, now);
  await store.write((tx) => freeDeadLeases(tx));
  await prune(store, now - 3_600_000);
  await prune(store, now + 1, { rest: () => Promise.resolve() });
}

/** As if nothing of it stood in Chatwoot any more. */
async function everythingMissing({ db }: Store): Promise<Gap[]> {
  const rows = await db.selectFrom('messages').selectAll().where('contact_id', '=', 1).limit(500).execute();
  return rows.map(({ id, author, chatwoot_message_id: there }) => ({
    ...{ kind: 'missing', day: '2026-11-29', at: 0, person: '', author, message: id, number: null, conversation: 1 },
    ...{ there: there === null ? [] : [Number(there)], reason: null, next: 'fix' },
  }));
}

/** What reads more than it seems to need, and why that is right. */
const exceptions: [RegExp, string][] = [
  [/group by channel_id/, 'asked by operators: all that waits is counted, by indices that hold nothing else'],
  [/set due_at = \? \+ due_at - due_set_at/, 'once, after somebody set the clock back: whatever waits is looked at'],
  [/^select \* from "contacts" where "wa_id" = \?$/, 'asked by these tests alone'],
];

test('every statement finds what it wants by an index, and sorts nothing large', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-plans-'));
  await (await openStore(`sqlite:${join(folder, 'empty.db')}`)).close();
  const database = new DatabaseSync(join(folder, 'empty.db'));
  const faults: string[] = [];
  for (const [text, values] of statements) {
    if (migrating.has(text) || exceptions.some(([what]) => what.test(text))) continue;
    for (const fault of judge(database, text, values)) faults.push(`${fault}\n    ${text.replace(/\s+/g, ' ')}`);
  }
  database.close();
  rmSync(folder, { recursive: true });
  expect(statements.size - migrating.size).toBeGreaterThan(100);
  expect(faults).toEqual([]);
});
