import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Digest } from '../../src/intake/digest.ts';
import { eventInbox, type KeepEvent } from '../../src/intake/event-inbox.ts';
import { silentLog } from '../../src/observe/log.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { sql } from '../../src/store/sql.ts';
import { effects } from '../effects.ts';
import { body, text } from '../intake/inbound.ts';
import { eventually } from '../stack.ts';
import { sharedDatabase } from '../store/databases.ts';

/** Two processes that keep events, and the one that reads them. */
let made: Awaited<ReturnType<typeof sharedDatabase.make>>;
let stores: Store[];
let digest: Digest;
beforeEach(async () => {
  made = await sharedDatabase.make();
  stores = [await openStore(made.url), await openStore(made.url)];
  // The id of an event is given out, and then its write takes as long as its body says: so commits come in any order.
  await sql`create function take_time() returns trigger language plpgsql as $$ begin
    perform pg_sleep(coalesce(substring(new.raw from 'takes ([0-9]+) ms')::numeric, 0) / 1000);
    if new.raw like '%is undone%' then raise exception 'undone'; end if;
    return new;
  end $$`.execute(stores[0]!.db);
  await sql`create trigger take_time before insert on events for each row execute function take_time()`.execute(
    stores[0]!.db,
  );
  digest = digestOn(stores[1]!);
});
afterEach(async () => {
  await digest.stop();
  for (const store of stores) await store.close();
  await made.remove();
});

let made_ids = 0;
function digestOn(store: Store): Digest {
  const log = silentLog();
  const channel = {
    ...effects(() => `id-${String((made_ids += 1)).padStart(6, '0')}`),
    channelId: 'main',
    bot: true,
    files: false,
    listen: null,
    answerMaxAgeMs: 86_400_000,
    log,
  };
  const channels = { of: () => channel, ofNumber: () => null, besides: () => [channel], onJobs: () => undefined };
  return new Digest({ store, clock: { now: () => Date.now() }, log, channels });
}

const inboxes = (): KeepEvent[] => stores.map((store) => eventInbox(store, () => digest.wake()));
const event = (raw: object) => ({
  channel_id: 'main',
  source: 'whatsapp',
  raw: JSON.stringify(raw),
  received_at: Date.now(),
});
const says = (said: string) => event(body({ messages: [text(`wamid.${said}`, said)] }));
/** What was read, in the order in which it was. */
const read = async () =>
  (await stores[0]!.db.selectFrom('messages').select('text').orderBy('id').execute()).map((it) => it.text);
/** What is kept, in the order of the ids. */
const kept = async () =>
  (await stores[0]!.db.selectFrom('events').select('raw').orderBy('id').execute()).map(
    ({ raw }) => /"body":"([^"]*)"/.exec(raw)?.[1],
  );

test('an event that is committed after a later one of another process is read before it', async () => {
  const [one, two] = inboxes();
  const slow = one!(says('first, takes 300 ms'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await two!(says('second'));
  digest.wake();
  await slow;
  await eventually(async () => (await read()).length === 2);
  expect(await kept()).toEqual(['first, takes 300 ms', 'second']);
  expect(await read()).toEqual(await kept());
});

test('a write that is undone leaves a gap that keeps nobody waiting', async () => {
  const [one, two] = inboxes();
  await expect(one!(says('nothing, is undone'))).rejects.toThrow('undone');
  await two!(says('second'));
  await eventually(async () => (await read()).length === 1);
});

test('whatever two processes keep at the same time, however long each write takes: all is read, in the order of the ids', async () => {
  const what = fc.record({
    by: fc.nat(1),
    ms: fc.integer({ min: 0, max: 20 }),
    undone: fc.boolean(),
    pause: fc.nat(8),
  });
  let said = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(what, { minLength: 2, maxLength: 12 }), async (all) => {
      const doors = inboxes();
      const keeping: Promise<unknown>[] = [];
      for (const { by, ms, undone, pause } of all) {
        said += 1;
        const words = `n${said} takes ${ms} ms${undone && ms > 15 ? ', is undone' : ''}`;
        keeping.push(doors[by]!(says(words)).catch(() => undefined));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      await Promise.all(keeping);
      digest.wake();
      await eventually(async () => (await read()).length === (await kept()).length);
      expect(await read()).toEqual(await kept());
    }),
    { numRuns: 15 },
  );
});
