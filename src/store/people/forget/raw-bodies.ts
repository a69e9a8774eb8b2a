import { pause } from '../../../clock.ts';
import type { Store } from '../../open.ts';
import { sql } from '../../sql.ts';
import type { Db, Event } from '../../tables.ts';
import { applyRules } from './apply-rules.ts';

/** Bodies looked through in one reading: 4 MB at most each, 1 kB as a rule. */
const AT_ONCE = 500;

/** Which raw bodies: those that hold one of these marks, of this channel; of every one, and of none, where it is null. */
export interface About {
  channelId: string | null;
  marks: readonly string[];
}

/** None of the marks holds a sign that `like` reads as another one. */
const holds = (marks: readonly string[]) =>
  sql<boolean>`(${sql.join(
    marks.map((mark) => sql`raw like ${`%${mark.replace(/[%_\\]/g, '\\$&')}%`} escape '\\'`),
    sql` or `,
  )})`;

/** The ids of the bodies that tell of a person, behind `after`, a few at a time. */
export async function* bodiesAbout(
  db: Db,
  { channelId, marks }: About,
  after: Event['id'] = 0,
): AsyncGenerator<Pick<Event, 'id' | 'outcome'>[]> {
  if (marks.length === 0) return;
  for (let from = after; ;) {
    const { rows: ends } = await sql<{ id: number | null }>`select max(id) as id from
      (select id from events where id > ${from} order by id limit ${AT_ONCE}) as stretch`.execute(db);
    const to = ends[0]?.id ?? null;
    if (to === null) return;
    yield await db
      .selectFrom('events')
      .select(['id', 'outcome'])
      .where('id', '>', from)
      .where('id', '<=', to)
      .$if(channelId !== null, (query) => query.where('channel_id', '=', channelId!))
      .where(holds(marks))
      .orderBy('id')
      .execute();
    from = to;
    await pause(0);
  }
}

/** How many bodies about them nobody has read yet. */
export async function unreadAbout(db: Db, { channelId, marks }: About): Promise<number> {
  if (marks.length === 0) return 0;
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('outcome', 'is', null)
    .$if(channelId !== null, (query) => query.where('channel_id', 'in', [channelId!, '']))
    .where(holds(marks))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/**
 * Empties all that have been read, or never will be.
 *
 * @returns how many, and the last id that was looked at
 */
export async function emptyBodies(store: Store, about: About, after: Event['id'] = 0): Promise<number> {
  let count = 0;
  for await (const some of bodiesAbout(store.db, about, after)) {
    const ids = some.filter(({ outcome }) => outcome !== null).map(({ id }) => id);
    if (ids.length > 0) await store.write((tx) => applyRules(tx, 'events', 'id', ids));
    count += ids.length;
  }
  return count;
}

export async function lastEvent(db: Db): Promise<Event['id']> {
  const row = await db
    .selectFrom('events')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  return Number(row?.id ?? 0);
}
