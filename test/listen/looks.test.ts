import { afterEach, expect, test } from 'vitest';
import { listProblems } from '../../src/queue/problems.ts';
import { eventually } from '../stack.ts';
import { personNumber } from '../traffic.ts';
import { ana, begun, openOffice, wait, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const swept = { given: { listenTimes: { sweep: { calmMs: 300, alertMs: 300 } } } };
const conversationsPath = `contacts/${ana}/conversations`;

test.each([
  ['of the post alone', [{ kind: 'not_found' as const, method: 'POST', path: `${conversationsPath}/\\d+/messages$` }]],
  ['of every call in the conversation', [{ kind: 'not_found' as const, path: `${conversationsPath}/\\d+` }]],
])('a passing 404 %s: the same conversation goes on, and what an agent wrote meanwhile goes out', async (_, faults) => {
  office = await begun(await openOffice({ cable: false, ...swept }));
  const { chatwoot } = office.stack.sandbox;
  chatwoot.faults.set(faults);
  await office.act('answer', { text: 'mientras tanto' });
  await office.says('¿hola?');
  await eventually(
    async () => (await office.place()).expected_id !== null || office.phone().includes('mientras tanto'),
  );
  await wait(400);
  chatwoot.faults.set([]);
  await eventually(() => office.phone().includes('mientras tanto'));
  await eventually(() => office.desk().some((it) => it.text === '¿hola?'));
  await wait(600);
  expect(chatwoot.state.conversations.size).toBe(1);
  expect(office.phone().filter((it) => it === 'mientras tanto')).toHaveLength(1);
  expect(office.desk().filter((it) => it.text === '¿hola?')).toHaveLength(1);
});

test('a conversation that is really gone is made again, and agents are heard in the new one', async () => {
  office = await begun(await openOffice({ cable: false, ...swept }));
  const { state } = office.stack.sandbox.chatwoot;
  const gone = office.conversation();
  state.conversations.delete(gone?.id ?? 0);
  gone?.source.conversations.splice(0);
  await office.says('otra vez');
  await eventually(() => office.desk().some((it) => it.text === 'otra vez'));
  await office.act('answer', { text: 'en la nueva' });
  await eventually(() => office.phone().includes('en la nueva'));
});

test.each([
  ['a maintenance page', 'maintenance' as const],
  ['a 404', 'not_found' as const],
  ['a 500', 'fail_before' as const],
])('a look that meets %s is no problem of its own, and is made up for', async (_, kind) => {
  office = await begun(await openOffice({ cable: false, ...swept }));
  const { chatwoot } = office.stack.sandbox;
  chatwoot.faults.set([{ kind, method: 'GET', path: `${conversationsPath}/\\d+/messages` }]);
  await office.act('answer', { text: 'después' });
  await wait(1_500);
  const { db } = office.stack.service.store;
  expect(await listProblems(db, { limit: 10 })).toEqual([]);
  chatwoot.faults.set([]);
  await eventually(() => office.phone().includes('después'));
  expect(await listProblems(db, { limit: 10 })).toEqual([]);
});

test('450 messages of agents since the last look all go out, once and in order; an unknown kind among them ends nothing', async () => {
  office = await begun(
    await openOffice({
      cable: false,
      sandbox: { chatwoot: { messagesPerMinute: 10_000 } },
      environment: { SWEEP_REQUESTS_PER_MINUTE: '0' },
    }),
  );
  await office.stack.service.stop();
  const { state } = office.stack.sandbox.chatwoot;
  for (let n = 0; n < 450; n++) {
    await office.act('answer', { text: `n${n}` });
    // A line of a kind that no release has yet, on the newest page and on others.
    if (n % 90 === 80 || n === 445) (state.messages.at(-1) as { type: number }).type = 7;
  }
  const unknown = state.messages.filter((it) => (it.type as number) === 7).length;
  expect(unknown).toBeGreaterThan(3);
  office.stack.environment['SWEEP_REQUESTS_PER_MINUTE'] = '3000';
  await office.restart();
  const { db } = office.stack.service.store;
  const words = async () =>
    (
      await db
        .selectFrom('messages')
        .select('text')
        .where('author', '=', 'agent')
        .orderBy('chatwoot_message_id')
        .execute()
    ).map((it) => it.text);
  await eventually(async () => (await words()).length === 450 - unknown);
  await wait(500);
  const missing = new Set(state.messages.filter((it) => (it.type as number) === 7).map((it) => it.content));
  expect(await words()).toEqual(Array.from({ length: 450 }, (_, n) => `n${n}`).filter((it) => !missing.has(it)));
});

test('what one person’s looks find does not wait for another’s that fail', async () => {
  office = await begun(await openOffice({ cable: false, ...swept }));
  const beto = personNumber(2);
  await begun(office, beto);
  const { chatwoot } = office.stack.sandbox;
  chatwoot.faults.set([{ kind: 'fail_before', method: 'GET', path: `${conversationsPath}/\\d+/messages` }]);
  await office.act('answer', { text: 'a Ana' });
  await office.act('answer', { text: 'a Beto' }, beto);
  await eventually(() => office.phone(beto).includes('a Beto'));
  chatwoot.faults.set([]);
  await eventually(() => office.phone().includes('a Ana'));
});
