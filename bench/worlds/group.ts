import type { ChildProcess } from 'node:child_process';
import { pause } from '../../src/clock.ts';
import { openStore } from '../../src/store/open.ts';
import { holders } from '../../src/store/runs.ts';
import { end, said, start } from '../processes/child.ts';

/** One service of one or several processes on one ledger. */
export interface Group {
  /** Webhook addresses, one of each process. */
  doors: string[];
  children: ChildProcess[];
  /** Which of the doors is that of the process that has this duty; -1: none of them. */
  doorOf(duty: string): Promise<number>;
  /** Until every event was read; gives the milliseconds. */
  digested(): Promise<number>;
  close(): Promise<void>;
}

export interface GroupOptions {
  /** Of the ledger. */
  url: string;
  processes: number;
  env: Record<string, string>;
  args?: string[];
}

/** Gives it once the duties have spread over the processes. */
export async function startGroup({ url, processes, env, args = [] }: GroupOptions): Promise<Group> {
  const store = await openStore(url);
  const children: ChildProcess[] = [];
  const doors: string[] = [];
  const all = { ...env, DATABASE_URL: url, PORT: '0', LOG_LEVEL: process.env['BENCH_LOG'] ?? 'silent' };
  const pids = async () => {
    const held = await holders(store.db);
    return new Map([...held].map(([duty, run]) => [duty, Number(run?.split('/')[1])]));
  };
  const group: Group = {
    doors,
    children,
    async doorOf(duty) {
      const pid = (await pids()).get(duty);
      return children.findIndex((child) => child.pid === pid);
    },
    async digested() {
      const from = performance.now();
      const unread = () =>
        store.db.selectFrom('events').select('id').where('outcome', 'is', null).limit(1).executeTakeFirst();
      while (await unread()) await pause(20);
      return performance.now() - from;
    },
    async close() {
      await Promise.all(children.map(end));
      await store.close();
    },
  };
  try {
    // One after the other, as after an update: the first takes all duties, and gives of them.
    for (let n = 0; n < processes; n += 1) {
      const child = start('service-child.ts', { args, env: all });
      children.push(child);
      doors.push((await said<{ url: string }>(child)).url);
    }
    const isSpread = async () => {
      const held = [...(await pids()).values()];
      const counts = children.map(({ pid }) => held.filter((one) => one === pid).length);
      return counts.reduce((sum, one) => sum + one, 0) === held.length && Math.max(...counts) - Math.min(...counts) < 2;
    };
    while (!(await isSpread())) await pause(50);
    return group;
  } catch (error) {
    await group.close();
    throw error;
  }
}
