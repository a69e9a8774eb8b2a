import { lockContacts } from '../store/lock.ts';
import type { Store } from '../store/open.ts';
import type { Contact, Job, Tx } from '../store/tables.ts';

/** Which problems: these, or all there are. */
export type Chosen = number[] | 'all';

/** What was done, and what of it could not be. */
export interface Handled {
  ids: number[];
  /** Asked for by number, but no problem (any more). */
  missing: number[];
  /** People who have a conversation already, so that none will be opened for them. */
  haveConversation: number[];
}

/** What is written in one transaction at most, so that a running service never waits long. */
const AT_ONCE = 200;

/**
 * Does something about each of these problems, some in one write.
 *
 * @param work gives those it did it to; adds people to `haveConversation`. May be run again, where its write was undone.
 */
export async function eachProblem(
  store: Store,
  of: Chosen,
  work: (tx: Tx, jobs: Job[], haveConversation: Contact['id'][]) => Promise<Job[]>,
): Promise<Handled> {
  const open = await store.db.selectFrom('jobs').select('id').where('state', '=', 'problem').orderBy('id').execute();
  const wanted = of === 'all' ? open.map(({ id }) => id) : [...new Set(of)].toSorted((a, b) => a - b);
  const done = new Set<number>();
  const haveConversation = new Set<number>();
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const ids = wanted.slice(at, at + AT_ONCE);
    const written = await store.write(async (tx) => {
      const have: number[] = [];
      let jobs = await problemsOf(tx, ids);
      const people = jobs.map((job) => job.contact_id);
      if (await lockContacts(tx, people)) jobs = await problemsOf(tx, ids);
      return { jobs: jobs.length > 0 ? await work(tx, jobs, have) : [], have };
    });
    for (const { id } of written.jobs) done.add(id);
    for (const id of written.have) haveConversation.add(id);
  }
  const missing = of === 'all' ? [] : wanted.filter((id) => !done.has(id));
  return { ids: [...done], missing, haveConversation: [...haveConversation] };
}

async function problemsOf(tx: Tx, ids: number[]): Promise<Job[]> {
  return await tx
    .selectFrom('jobs')
    .selectAll()
    .where('id', 'in', ids)
    .where('state', '=', 'problem')
    .orderBy('id')
    .execute();
}
