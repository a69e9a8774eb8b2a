import { expect, test } from 'vitest';
import { Together } from '../../src/intake/together.ts';
import { sql } from '../../src/store/sql.ts';
import { digest, keep, messages, outcomes, store, withDigests } from '../intake/digest-setup.ts';
import { body, text } from '../intake/inbound.ts';
import { eventually } from '../stack.ts';
import { personNumber } from '../traffic.ts';

withDigests();

const says = (person: number, n: number, said = `m${n}`) =>
  body({ messages: [text(`wamid.${person}.${n}`, said, { from: personNumber(person) })] });

test('people are read side by side, each in order: one whose write takes long holds up only its own later words', async () => {
  // A message that says so is written only when it is told to.
  await sql`create function waits() returns trigger language plpgsql as $$ begin
    if new.text like '%waits%' then perform pg_advisory_xact_lock(77); end if;
    return new;
  end $$`.execute(store.db);
  await sql`create trigger waits before insert on messages for each row execute function waits()`.execute(store.db);
  let go!: () => void;
  const told = new Promise<void>((resolve) => (go = resolve));
  const holding = store.db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(77)`.execute(one);
    await told;
    await sql`select pg_advisory_unlock(77)`.execute(one);
  });
  await keep(says(1, 0, 'waits'), says(2, 0), says(1, 1), says(3, 0), says(2, 1));
  digest().wake();
  await eventually(async () => (await messages()).length === 3);
  expect((await messages()).map(({ text: said }) => said).sort()).toEqual(['m0', 'm0', 'm1']);
  expect(await outcomes()).toEqual([null, 'read', null, 'read', 'read']);
  go();
  await holding;
  await eventually(async () => !(await outcomes()).includes(null));
  const rows = await store.db
    .selectFrom('messages')
    .innerJoin('contacts', 'contacts.id', 'messages.contact_id')
    .select(['contacts.wa_id', 'messages.text'])
    .orderBy('messages.created_at')
    .orderBy('messages.id')
    .execute();
  const of = (person: number) => rows.filter((row) => row.wa_id === personNumber(person)).map((row) => row.text);
  expect([of(1), of(2), of(3)]).toEqual([['waits', 'm1'], ['m0', 'm1'], ['m0']]);
});

test('many people at once: each one’s words in their order', async () => {
  const all = Array.from({ length: 150 }, (_, n) => [n % 11, Math.floor(n / 11)] as const);
  await keep(...all.map(([person, n]) => says(person, n)));
  digest().wake();
  await eventually(async () => !(await outcomes()).includes(null));
  const lanes = await store.db
    .selectFrom('jobs')
    .innerJoin('messages', (join) => join.on(sql<boolean>`jobs.key = 'register:' || messages.id`))
    .select(['jobs.lane', 'messages.text'])
    .orderBy('jobs.id')
    .execute();
  expect(lanes).toHaveLength(150);
  for (const lane of new Set(lanes.map((row) => row.lane))) {
    const said = lanes.filter((row) => row.lane === lane).map((row) => row.text);
    expect(said).toEqual(said.map((_, n) => `m${n}`));
  }
});

test('after one that fails none begins that was not begun, and what may be about anybody is read alone', async () => {
  const done: string[] = [];
  const ends = new Map<string, () => void>();
  const reads = (name: string, people: string[] | null, fails = false) => ({
    parts: 1,
    people,
    read: async () => {
      done.push(`${name} begins`);
      await new Promise<void>((resolve) => ends.set(name, resolve));
      done.push(`${name} ends`);
      if (fails) throw new Error('the database is gone');
    },
  });
  const together = new Together(true);
  await together.add(reads('a', ['ana'], true));
  await together.add(reads('b', ['beto']));
  await together.add(reads('a2', ['ana', 'anita']));
  await eventually(() => ends.size === 2);
  const last = together.add(reads('anybody', null));
  ends.get('b')?.();
  ends.get('a')?.();
  await expect(last).rejects.toThrow('the database is gone');
  expect(done).toEqual(['a begins', 'b begins', 'b ends', 'a ends']);
});
