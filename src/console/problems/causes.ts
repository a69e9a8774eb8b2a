import { setImmediate as breathe } from 'node:timers/promises';
import { listProblems, type Problem } from '../../queue/problems.ts';
import type { Db } from '../../store/tables.ts';
import { causeOf } from './cause.ts';
import type { Cause, Causes } from './shapes.ts';

/** Nobody reads further, and whoever has so many has one or two causes. */
const MOST = 10_000;
const PAGE = 500;

/** What was given up, put together by cause: what concerns most stands first. */
export async function causes(db: Db, { channel }: { channel?: string | undefined } = {}): Promise<Causes> {
  const found = new Map<string, Cause & { who: Set<number> }>();
  let count = 0;
  for await (const page of pagesOf(db, { channel })) {
    for (const problem of page) {
      const id = causeOf(problem);
      const { channel: of, what, reason, fix, createdAt: at, contactId } = problem;
      const known = found.get(id) ?? {
        ...{ id, channel: of, what, reason, fix },
        ...{ count: 0, people: 0, oldest: at, newest: at, who: new Set<number>() },
      };
      known.count += 1;
      known.who.add(contactId);
      known.oldest = Math.min(known.oldest, at);
      if (at >= known.newest) Object.assign(known, { newest: at, reason, fix });
      found.set(id, known);
    }
    count += page.length;
    if (count >= MOST) break;
  }
  const all = [...found.values()].map(({ who, ...cause }) => ({ ...cause, people: who.size }));
  return { causes: all.sort((a, b) => b.count - a.count || b.newest - a.newest), count, more: count >= MOST };
}

/** The next problems of a cause, oldest first. */
export async function problemsOfCause(
  db: Db,
  { cause, after, limit }: { cause: string; after: number; limit: number },
): Promise<Problem[]> {
  const found: Problem[] = [];
  for await (const page of pagesOf(db, { after })) {
    found.push(...page.filter((problem) => causeOf(problem) === cause).slice(0, limit - found.length));
    if (found.length >= limit) break;
  }
  return found;
}

/** Every problem of a cause, by its number. */
export async function idsOfCause(db: Db, cause: string): Promise<number[]> {
  const ids: number[] = [];
  for await (const page of pagesOf(db, {}))
    ids.push(...page.filter((problem) => causeOf(problem) === cause).map(({ id }) => id));
  return ids;
}

/** A page at a time, so that others are served between two. */
async function* pagesOf(
  db: Db,
  { channel, after = 0 }: { channel?: string | undefined; after?: number },
): AsyncGenerator<Problem[]> {
  for (let last = after; ;) {
    const page = await listProblems(db, { limit: PAGE, after: last, ...(channel === undefined ? {} : { channel }) });
    if (page.length > 0) yield page;
    const end = page.at(-1);
    if (page.length < PAGE || !end) return;
    last = end.id;
    // With a file every read holds up the process.
    await breathe();
  }
}
