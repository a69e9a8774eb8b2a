import { expect, test } from 'vitest';
import { fixGaps } from '../../src/audit/fix.ts';
import { dropProblems } from '../../src/queue/problems.ts';
import type { Message } from '../../src/sandbox/chatwoot/records.ts';
import { ana } from '../listen/office.ts';
import { eventually } from '../stack.ts';
import { personNumber } from '../traffic.ts';
import { eachWithOffice, fix, gaps, office, sent, texts } from './audited-office.ts';
import { audited, gapsOf, settled } from './audited.ts';

const beto = personNumber(2);

eachWithOffice();

/** Deleted from Chatwoot's database, as if it had never been there. */
function lose(text: string): Message {
  const { state } = office.stack.sandbox.chatwoot;
  const lost = state.messages.find(({ content }) => content === text);
  if (!lost) throw new Error(`${text} is not there`);
  for (const list of [state.messages, ...[...state.conversations.values()].map((it) => it.messages)]) {
    const at = list.indexOf(lost);
    if (at >= 0) list.splice(at, 1);
  }
  return lost;
}

test('a day in which all went well: every sum comes out, and there is no gap', async () => {
  await office.says('¿abren hoy?');
  await office.says('hola', beto);
  await eventually(() => office.phone(beto).length === 1 && office.phone().length === 2);
  await office.act('answer', { text: 'soy Ana, de la panadería' });
  await office.answeredBy('human');
  await office.says('gracias');
  await settled(office.stack);
  const report = await audited(office.stack);
  expect(report).toMatchObject({ gaps: [], chatwoot: 'read', compared: 2 });
  expect(report.days).toMatchObject([
    {
      ...{ received: 4, answered: 3, people: 1, notToAnswer: 0, unanswered: 0 },
      ...{ said: 4, sent: 4, delivered: 4, takenBack: 0, toRegister: 8, registered: 8 },
    },
  ]);
});

test('a message that Chatwoot lost is named, and registered again once, with its time, however often that is asked', async () => {
  await office.says('quiero dos tortas');
  await eventually(() => office.phone().length === 2);
  await settled(office.stack);
  const lost = lose('quiero dos tortas');
  const before = sent();
  const report = await audited(office.stack);
  expect(await gapsOf(office.stack, report)).toEqual(['missing: quiero dos tortas']);
  expect(report.gaps[0]).toMatchObject({
    there: [lost.id],
    conversation: 1,
    person: ana,
    author: 'customer',
    next: 'fix',
  });
  const { store } = office.stack.service;
  const both = await Promise.all([fixGaps(store, report.gaps, Date.now()), fixGaps(store, report.gaps, Date.now())]);
  expect(both.flat()).toHaveLength(1);
  await settled(office.stack);
  expect(texts().filter((text) => /tortas/.test(text))).toEqual(['🤖 re: quiero dos tortas', '🕒 quiero dos tortas']);
  expect(await gaps()).toEqual([]);
  expect(await fix()).toEqual([]);
  expect(sent()).toBe(before);
});

test('a post that was answered and never saved', async () => {
  office.stack.sandbox.chatwoot.faults.set([]);
  await office.says('uno');
  await eventually(() => office.phone().length === 2);
  await settled(office.stack);
  lose('🤖 re: uno');
  expect(await gaps()).toEqual(['missing: re: uno']);
  await fix();
  await settled(office.stack);
  expect(texts().at(-1)).toBe('🕒 🤖 re: uno');
  expect(await gaps()).toEqual([]);
});

test('a message that stands there twice, and one behind what was said after it', async () => {
  for (const text of ['uno', 'dos']) {
    await office.says(text);
    await eventually(() => texts().includes(`🤖 re: ${text}`));
  }
  await settled(office.stack);
  const { state, url, inboxes } = office.stack.sandbox.chatwoot;
  const place = await office.place();
  const posted = await fetch(
    `${url}/public/api/v1/inboxes/${inboxes[0]}/contacts/${place.source_id}/conversations/1/messages`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'dos' }),
    },
  );
  expect(posted.status).toBe(200);
  const report = await audited(office.stack);
  const first = state.messages.find(({ content }) => content === 'dos')?.id;
  expect(await gapsOf(office.stack, report)).toEqual(['doubled: dos']);
  expect(report.gaps[0]).toMatchObject({ there: [first, state.messages.at(-1)?.id], next: 'delete' });

  // As if the second had been said first.
  const { db } = office.stack.service.store;
  const earlier = await db
    .selectFrom('messages')
    .select(['id', 'created_at'])
    .where('text', '=', 'uno')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('messages')
    .set({ created_at: earlier.created_at - 5_000, answered_at: earlier.created_at - 5_000 })
    .where('text', 'in', ['dos', 're: dos'])
    .execute();
  await db.deleteFrom('jobs').where('kind', '=', 'register').execute();
  expect((await gaps()).filter((gap) => !gap.startsWith('doubled'))).toEqual([
    'out_of_order: dos',
    'out_of_order: re: dos',
  ]);
  expect(await fix()).toEqual([]);
});

test('a conversation that was deleted there is made again with what stood in it', async () => {
  await office.says('hola', beto);
  await eventually(() => office.phone(beto).length === 1);
  await settled(office.stack);
  const theirs = office.conversation(beto)?.id ?? 0;
  const address = `${office.stack.sandbox.chatwoot.url}/api/v1/accounts/1/conversations/${theirs}`;
  await fetch(address, { method: 'DELETE', headers: { api_access_token: 'admin-token' } });
  const report = await audited(office.stack);
  expect(report.gaps.map(({ kind, conversation, reason }) => [kind, conversation, reason])).toEqual([
    ['missing', theirs, 'the conversation is not there any more'],
    ['missing', theirs, 'the conversation is not there any more'],
  ]);
  await fix();
  await settled(office.stack);
  expect(texts(beto)).toEqual(['🕒 hola', '🕒 🤖 re: hola']);
  expect(await gaps()).toEqual([]);
});

test('work that was dropped: what waits for a word of the operator is named with its number, what was dropped is registered', async () => {
  const { chatwoot } = office.stack.sandbox;
  chatwoot.faults.set([{ kind: 'refuse_text', status: 422, method: 'POST', path: '/messages$', text: 'no se toma' }]);
  await office.says('no se toma');
  const { store } = office.stack.service;
  const problems = () => store.db.selectFrom('jobs').select('id').where('state', '=', 'problem').execute();
  await eventually(async () => (await problems()).length === 2);
  await eventually(async () => (await gaps()).length === 2);
  const waiting = await audited(office.stack);
  expect(waiting.gaps.map(({ kind, next, number }) => [kind, next, number])).toEqual(
    (await problems()).map(({ id }) => ['unregistered', 'retry', id]),
  );
  expect(waiting.gaps[0]?.reason).toMatch(/422/);
  expect(await fix()).toEqual([]);

  await dropProblems(store, { of: 'all', now: Date.now() });
  expect((await audited(office.stack)).gaps).toMatchObject([{ next: 'fix' }, { next: 'fix' }]);
  chatwoot.faults.set([]);
  expect(await fix()).toHaveLength(2);
  await settled(office.stack);
  expect(texts().slice(-2)).toEqual(['🕒 no se toma', '🕒 🤖 re: no se toma']);
  expect(await gaps()).toEqual([]);
});
