import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { operatorWrote } from '../../src/store/notify/operator.ts';
import type { Store } from '../../src/store/open.ts';
import { openBranches } from '../channels/branches.ts';
import { eventually, startOn, startStack } from '../stack.ts';
import { contact } from '../store/rows.ts';

const operator = '5491155550199';
const customer = '5491155550123';
let hook: Server;
let posts: Record<string, unknown>[];
let clock: { at: number; now: () => number };

beforeEach(async () => {
  posts = [];
  clock = { at: Date.now(), now: () => clock.at };
  hook = createServer((request, response) => {
    void text(request).then((raw) => {
      posts.push(JSON.parse(raw) as Record<string, unknown>);
      response.end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  hook.closeAllConnections();
  hook.close();
});

const address = () => `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
const told = () => posts.map(({ channel, subject, state }) => `${String(channel)} ${String(subject)} ${String(state)}`);

/** Winds the clock on, some seconds at a time, until that many things were told. */
async function windUntil(count: number): Promise<void> {
  await eventually(async () => {
    if (posts.length >= count) return true;
    clock.at += 60_000;
    await new Promise((resolve) => setTimeout(resolve, 250));
    return false;
  });
}

/** A customer who waits for a person although people were reminded; or who does not any more. */
async function waits(store: Store, answered_reminded: 0 | 1): Promise<void> {
  const { id } = await store.write((tx) => contact(tx, { waId: customer }));
  const set = { answered_reminded, answered_since: clock.at - 600_000 };
  await store.write((tx) => tx.updateTable('contacts').set(set).where('id', '=', id).execute());
}

test('of two services on one ledger one tells, and the other goes on where it ends', async () => {
  const environment = { NOTIFY_URL: address(), UI_LANGUAGE: 'en' };
  const stack = await startStack({ environment, given: { clock } });
  onTestFinished(() => stack.close());
  const second = await startOn(stack.environment, undefined, undefined, { clock });
  await waits(stack.service.store, 1);
  await windUntil(1);
  expect(posts).toMatchObject([
    { channel: 'main', subject: 'waiting', state: 'begun', text: expect.stringContaining('1 person waits') as string },
  ]);
  const { holder } = await stack.service.store.db
    .selectFrom('duties')
    .selectAll()
    .where('name', '=', 'ledger')
    .executeTakeFirstOrThrow();
  expect(holder).not.toBeNull();
  await second.stop();
  await waits(stack.service.store, 0);
  await windUntil(2);
  expect(told()).toEqual(['main waiting begun', 'main waiting over']);
});

test('the operator is told on their own phone, and what they write there is nobody’s to answer', async () => {
  const stack = await startStack({
    environment: { NOTIFY_URL: address(), NOTIFY_PHONE: '+54 9 11 5555-0199' },
    given: { clock },
  });
  onTestFinished(() => stack.close());
  const { sandbox, service } = stack;
  await sandbox.whatsapp.say({ waId: operator, text: 'hola' });
  await eventually(async () => (await operatorWrote(service.store.db, 'main')) !== null);
  await waits(service.store, 1);
  await windUntil(1);
  const got = () => sandbox.whatsapp.sent.filter(({ to }) => to === operator).map(({ send }) => send.text?.body);
  await eventually(() => got().length > 0);
  expect(got()).toEqual([
    expect.stringMatching(
      /^1 persona espera una respuesta de ustedes en el canal main, la primera desde hace \d+ min\.$/,
    ),
  ]);
  expect(await service.store.db.selectFrom('messages').selectAll().execute()).toEqual([]);
  const people = await service.store.db.selectFrom('contacts').select('wa_id').execute();
  expect(people).toEqual([{ wa_id: customer }]);
  expect(sandbox.chatwoot.state.conversations.size).toBe(0);
  // The status of what was told is of no customer's message either.
  await eventually(async () => {
    const open = await service.store.db.selectFrom('events').select('id').where('outcome', 'is', null).execute();
    return open.length === 0;
  });
  expect(await service.store.db.selectFrom('jobs').select('kind').where('state', '=', 'problem').execute()).toEqual([]);
});

test('a channel that is parked, mended by a reload, and well again; the other one’s operator hears nothing of it', async () => {
  const other = { notify_url: '{env: OTHER}' };
  const branches = await openBranches({
    channels: { main: other, sales: { d360_api_key: '{env: WRONG}', notify_url: '{env: HOOK}' } },
    environment: { WRONG: 'no-such-key', HOOK: address(), OTHER: `${address()}other` },
    given: { clock },
  });
  onTestFinished(() => branches.close());
  await windUntil(1);
  expect(posts).toMatchObject([
    {
      channel: 'sales',
      subject: 'parked',
      state: 'begun',
      details: { reason: expect.stringContaining('D360_API_KEY') as string },
    },
  ]);
  expect(JSON.stringify(posts)).not.toContain('no-such-key');
  branches.write(branches.file({ main: other, sales: { notify_url: '{env: HOOK}' } }));
  expect(await branches.service.reload()).toMatchObject({ ok: true, changes: { changed: ['sales'] } });
  await windUntil(2);
  expect(told()).toEqual(['sales parked begun', 'sales parked over']);
  expect(JSON.stringify(branches.lines)).not.toContain(address());
});

test('a Chatwoot that is away for more than five minutes, and back', async () => {
  const stack = await startStack({ environment: { NOTIFY_URL: address() }, given: { clock } });
  onTestFinished(() => stack.close());
  const { sandbox } = stack;
  sandbox.chatwoot.faults.set([{ kind: 'fail_before', path: '.*', times: 1_000_000 }]);
  await sandbox.whatsapp.say({ waId: customer, text: 'hola' });
  await eventually(() => sandbox.whatsapp.sent.length > 0);
  await windUntil(1);
  expect(told()).toEqual(['main chatwoot begun']);
  sandbox.chatwoot.faults.set([]);
  await windUntil(2);
  expect(told()).toEqual(['main chatwoot begun', 'main chatwoot over']);
});
