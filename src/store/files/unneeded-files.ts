import type { Store } from '../open.ts';
import type { Tx } from '../tables.ts';

/** Files looked at in one write, and problems looked through for one that has some. */
const AT_ONCE = 200;

const KEPT_TOO_LONG =
  'the file was kept for RETENTION_FILES_DAYS or RETENTION_DAYS while its message could not be registered';
const MADE_ROOM = 'the file had to make room for newer ones (FILES_MAX) while its message could not be registered';

/**
 * Lets go what nobody will ask for any more, however that came about: the message is registered or its job was dropped; the fetching was
 * given up in its middle; a problem was not decided on for `RETENTION_FILES_DAYS`, or `RETENTION_DAYS`.
 *
 * @param before of this time and older, problems do not keep their files. Milliseconds since 1970.
 */
export async function letUnneededGo(store: Store, before: number): Promise<void> {
  for (let last = 0; ;) {
    const files = await store.write((tx) => some(tx, last, before));
    const end = files.at(-1);
    if (!end) return;
    last = end.id;
  }
}

async function some(tx: Tx, last: number, before: number): Promise<{ id: number }[]> {
  const files = await tx
    .selectFrom('files')
    .leftJoin('messages', 'messages.id', 'files.message_id')
    .select(['files.id', 'files.channel_id', 'files.message_id', 'files.state', 'messages.created_at'])
    .where('files.kept', '>', 0)
    .where('files.id', '>', last)
    .orderBy('files.id')
    .limit(AT_ONCE)
    .execute();
  // A file that came late has a message of its own, and the jobs that fetch and send it the name of the one it belongs to.
  const jobsOf = ({ state, message_id: id }: (typeof files)[number]) => {
    const first = id.replace(/\.file$/, '');
    return state === 'wanted' ? [`fetch:${first}`] : [`register:${id}`, `send:${first}`];
  };
  // An empty list has every job read to find none.
  if (files.length === 0) return [];
  const jobs = await tx
    .selectFrom('jobs')
    .select(['key', 'state'])
    .where('channel_id', 'in', [...new Set(files.map((file) => file.channel_id))])
    .where('key', 'in', files.flatMap(jobsOf))
    .where('state', '!=', 'done')
    .execute();
  for (const file of files) {
    const own = jobs.filter(({ key }) => jobsOf(file).includes(key));
    const isOpen = own.some((job) => file.state !== 'failed' && (job.state !== 'problem' || file.state === 'ready'));
    const isOld = own.length > 0 && own.every((job) => job.state === 'problem') && (file.created_at ?? 0) < before;
    if (isOpen && !isOld) continue;
    const change = isOld && file.state === 'ready' ? { state: 'failed' as const, error: KEPT_TOO_LONG } : {};
    await tx
      .updateTable('files')
      .set({ leaving: 1, ...change })
      .where('id', '=', file.id)
      .execute();
  }
  return files;
}

/**
 * Lets the oldest file go whose message is a problem: what is new can still be registered as it came, that one only when the operator has
 * decided. False where there is none.
 */
export async function makeRoom(tx: Tx): Promise<boolean> {
  const problems = await tx
    .selectFrom('jobs')
    .select('key')
    .where('state', '=', 'problem')
    .where('kind', '=', 'register')
    .where('key', 'like', 'register:%')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
  if (problems.length === 0) return false;
  const messages = problems.map(({ key }) => key.slice('register:'.length));
  const file = await tx
    .selectFrom('files')
    .select('id')
    .where('message_id', 'in', messages)
    .where('state', '=', 'ready')
    .where('kept', '>', 0)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!file) return false;
  const change = { state: 'failed' as const, error: MADE_ROOM, leaving: 1 };
  await tx.updateTable('files').set(change).where('id', '=', file.id).execute();
  return true;
}
