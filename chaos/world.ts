import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { chance } from './chance.ts';
import type { ChaosOptions } from './options.ts';
import { openFront, type Front } from './outside/front.ts';
import { CHANNELS, startOutside, type Outside } from './outside/outside.ts';
import { PLANT } from './plants/plants.ts';
import { openDatabase, type Database } from './service/database.ts';
import { Fleet } from './service/fleet.ts';
import { Ledger } from './service/ledger.ts';
import { openOperator, type Operator } from './service/operator.ts';
import { pathsOf, settle } from './service/settings.ts';
import { startWitness } from './service/witness.ts';
import { newPerson, type Person } from './talk/person.ts';
import { marginMs, truthOf } from './talk/truth.ts';
import type { Truth } from './verdict/truth.ts';

/** Everything that takes part in a run. */
export interface World {
  outside: Outside;
  front: Front;
  database: Database;
  ledger: Ledger;
  fleet: Fleet;
  operator: Operator;
  people: Person[];
  /** How often a process ended that nobody had killed, and by what code. */
  ended: { name: string; code: number | null }[];
  /** See `Truth`. */
  marginMs: () => number;
  /** What both sides hold now. */
  truth: () => Promise<Truth>;
  /** A line of the run's own log. */
  note: (line: string) => void;
  close(): Promise<void>;
}

export async function openWorld(options: ChaosOptions): Promise<World> {
  const { seed, store, processes, folder, plant } = options;
  mkdirSync(folder, { recursive: true });
  const note = (line: string) =>
    appendFileSync(join(folder, 'chaos.log'), `${new Date().toISOString().slice(11, 23)} ${line}\n`);
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const outside = await startOutside(seed, options.messagesPerMinute);
  const database = await openDatabase(store, folder);
  const ledger = new Ledger(database);
  const witness = startWitness(database);
  const doors = { open: (): readonly string[] => [] };
  const front = await openFront({
    random: chance(seed, 'way'),
    doors: () => doors.open(),
    paths: pathsOf(CHANNELS),
  });
  const environment = settle(outside, front, folder, database.url);
  const ended: World['ended'] = [];
  const fleet = new Fleet({
    processes,
    folder,
    environment: { ...environment, ...(plant === null ? {} : { [PLANT]: plant }) },
    nodeArguments: plant === null ? [] : ['--import', join(import.meta.dirname, 'plants/hook.ts')],
    onEnded(name, code) {
      note(`${name} ended by itself with ${code}`);
      ended.push({ name, code });
    },
  });
  doors.open = fleet.doors;
  await fleet.open();
  const people = Array.from({ length: options.people }, (_, n) => {
    const number = outside.numbers[n % outside.numbers.length];
    if (!number) throw new Error('there are no numbers');
    const share = Math.floor(options.exchanges / options.people) + (n < options.exchanges % options.people ? 1 : 0);
    return newPerson(n, number, share);
  });
  return {
    outside,
    front,
    database,
    ledger,
    fleet,
    operator: openOperator(environment, folder),
    people,
    ended,
    marginMs: () => marginMs(lag.max / 1e6),
    truth: async () => truthOf(outside, front, people, await witness.agentsWords(), lag.max / 1e6),
    note,
    async close() {
      await fleet.close();
      await front.close();
      await outside.close();
      await witness.stop();
      await database.close();
    },
  };
}
