import { expect, test } from 'vitest';
import { handOff, reply, type Action } from '../../src/bots/bot.ts';
import { contact, message } from '../store/rows.ts';
import { addJob } from '../../src/store/jobs.ts';
import { eventually } from '../stack.ts';
import { clock, said, start, store, turnsDone, worker, withTurns } from './turn-setup.ts';

withTurns();

const waId = '5491155550777';
/** Known by number alone; or by business-scoped id alone. */
const person = (given: { waId?: string; bsuid?: string }) => store.write((tx) => contact(tx, given));
const writes = async (contactId: number, id: string) => {
  await store.write(async (tx) => {
    await tx
      .insertInto('messages')
      .values(message({ id, contact_id: contactId, created_at: clock.at, wamid: `w-${id}` }))
      .execute();
    await addJob(tx, { kind: 'turn', contactId, key: `turn:${id}`, payload: { message: id }, dueAt: clock.at });
  });
  worker?.wake();
};

test.each<[string, Action[]]>([
  ['answers', [reply('acá estoy')]],
  ['hands off', [reply('acá estoy'), handOff('no sé', '')]],
])('two contacts that become one while the bot thinks: it %s the person as they are then', async (_, actions) => {
  let go!: (actions: Action[]) => void;
  start(() => new Promise((resolve) => (go = resolve)));
  const byNumber = await person({ waId });
  const byId = await person({ bsuid: 'AR.777' });
  await writes(byNumber.id, 'm1');
  await eventually(() => go);
  // One webhook names both.
  const joined = await person({ waId, bsuid: 'AR.777' });
  expect(joined.id).toBe(byId.id);
  go(actions);
  await eventually(turnsDone);
  expect(await said()).toEqual(['acá estoy']);
  const rows = await store.db.selectFrom('messages').selectAll().execute();
  expect(rows.map((row) => row.contact_id)).toEqual(rows.map(() => byId.id));
  const sends = await store.db.selectFrom('jobs').selectAll().where('kind', '=', 'send').execute();
  expect(sends.map((job) => [job.contact_id, job.lane])).toEqual([[byId.id, `send:${byId.id}`]]);
  const now = await store.db.selectFrom('contacts').selectAll().where('id', '=', byId.id).executeTakeFirstOrThrow();
  expect(now).toMatchObject({ wa_id: waId, answered_by: actions.length > 1 ? 'human' : 'bot' });
  const old = await store.db.selectFrom('contacts').selectAll().where('id', '=', byNumber.id).executeTakeFirstOrThrow();
  expect(old.answered_by).toBe('bot');
});

test('a turn that was claimed before they became one answers all the same', async () => {
  const byNumber = await person({ waId });
  await person({ bsuid: 'AR.777' });
  await writes(byNumber.id, 'm1');
  const joined = await person({ waId, bsuid: 'AR.777' });
  // As if it had been read right before.
  await store.write((tx) => tx.updateTable('jobs').set({ contact_id: byNumber.id }).execute());
  start(() => [reply('acá estoy')]);
  await eventually(turnsDone);
  const [answer] = await store.db.selectFrom('messages').selectAll().where('author', '=', 'bot').execute();
  expect(answer).toMatchObject({ text: 'acá estoy', contact_id: joined.id });
});
