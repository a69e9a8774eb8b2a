import { pause } from '../../src/clock.ts';
import { between, chance, pick } from '../chance.ts';
import type { Database } from './database.ts';
import type { Fleet } from './fleet.ts';

export interface TroubleOptions {
  seed: number;
  trouble: { least: number; most: number; times: number };
  sleepMs: number;
  restarts: { everyMs: number; times: number } | null;
  signal: AbortSignal;
  say: (what: string) => void;
}

/** A nap is too short for anybody to be taken for dead. Milliseconds. */
const NAP_MS = { least: 200, most: 2_500 };
const DOWN_MS = 1_200;

export interface Troubles {
  kills: number;
  sleeps: number;
}

/**
 * Every few seconds a process is killed or put to sleep; of several one at a time sleeps for so long that the others take what it had. Ends
 * with the signal, when all are awake again.
 */
export async function makeTrouble(fleet: Fleet, database: Database, options: TroubleOptions): Promise<Troubles> {
  const { seed, trouble, sleepMs, restarts, signal, say } = options;
  const random = chance(seed, 'trouble');
  const under = new Set<Promise<void>>();
  let isLongAsleep = false;
  const troubles: Troubles = { kills: 0, sleeps: 0 };
  let databaseAt = Date.now() + (restarts?.everyMs ?? Infinity) / 2;
  let wasLongAsleep = false;
  const begin = (work: Promise<void>) => {
    under.add(work);
    void work.finally(() => under.delete(work));
  };
  let times = 0;
  while (times < trouble.times && !signal.aborted) {
    await pause(between(random, trouble.least, trouble.most), signal);
    // On a slow machine a process takes its time to begin, and its first work as well: nothing is done to it before.
    const now = Date.now();
    const up = fleet.slots.filter(({ state, upAt, tookMs }) => state === 'up' && now - upAt >= tookMs);
    if (signal.aborted || up.length === 0) continue;
    times += 1;
    const slot = pick(random, up);
    const mayGoOnWithout = up.length > 1;
    const drawn = random();
    if (restarts !== null && database.restarts < restarts.times && Date.now() > databaseAt) {
      databaseAt = Date.now() + restarts.everyMs;
      const how = pick(random, ['SIGQUIT', 'SIGINT'] as const);
      say(`the database is ended by ${how}`);
      await database.restart(how, DOWN_MS);
    } else if (mayGoOnWithout && !isLongAsleep && (drawn < 0.35 || !wasLongAsleep)) {
      wasLongAsleep = true;
      isLongAsleep = true;
      troubles.sleeps += 1;
      say(`${slot.name} sleeps through its lease`);
      begin(fleet.sleep(slot, sleepMs).finally(() => (isLongAsleep = false)));
    } else if (drawn < 0.6) {
      troubles.sleeps += 1;
      const ms = between(random, NAP_MS.least, NAP_MS.most);
      say(`${slot.name} sleeps for ${Math.round(ms)} ms`);
      begin(fleet.sleep(slot, ms));
    } else {
      troubles.kills += 1;
      say(`${slot.name} is killed`);
      begin(fleet.kill(slot));
    }
  }
  await Promise.all(under);
  // On a slow machine all may have been said before anything was done: then it is done to the work that is left.
  const [first] = fleet.slots;
  if (first && troubles.kills === 0) {
    troubles.kills += 1;
    say(`${first.name} is killed`);
    await fleet.kill(first);
  }
  if (restarts !== null && database.restarts === 0) await database.restart('SIGINT', DOWN_MS);
  return troubles;
}
