import { parseArgs } from 'node:util';
import { WEATHERS, type Weather } from './outside/weather.ts';
import type { PlantName } from './plants/plants.ts';

export type StoreKind = 'sqlite' | 'postgres';

/** One run of chaos. */
export interface ChaosOptions {
  /** All chance comes from it. */
  seed: number;
  store: StoreKind;
  /** Service processes on the one ledger. */
  processes: number;
  people: number;
  /** What customers say, all together; each is one exchange with whoever answers. */
  exchanges: number;
  /** Over how long they say it, where nothing holds them up. Milliseconds. */
  talkMs: number;
  /** How long from what is done to a process to the next, and how often at most. Milliseconds; null: nothing is done to any. */
  trouble: { least: number; most: number; times: number } | null;
  /** How long one weather of faults lasts, and how often all of them come at most. Milliseconds; null: neither side fails. */
  weather: { least: number; most: number; rounds: number } | null;
  /** What comes; all of them in the long form. */
  weathers: readonly Weather[];
  /** How often what a customer does next is being taken over. 0 to 1. */
  takeOvers: number;
  /** One person in so many is taken over while what the bot said to them waits; one in so many is known by two names. */
  heldOf: number;
  twoNamesOf: number;
  /** How long a process sleeps that is to be taken for dead. Milliseconds. */
  sleepMs: number;
  /** Between two restarts of the database, and how many at most. Milliseconds; null: none. */
  restarts: { everyMs: number; times: number } | null;
  /** What Chatwoot takes in a conversation in a minute, before "Too many messages". */
  messagesPerMinute: number;
  /** For how long nothing may happen at the end before what is missing counts as lost. Milliseconds. */
  patienceMs: number;
  /** A bug to plant; null: the product as it is. */
  plant: PlantName | null;
  /** End as soon as something is wrong for sure. */
  stopAtFirst: boolean;
  /** Where ledger, logs and settings are kept; made where it is not there. */
  folder: string;
}

/** The long form: 10,000 exchanges of 300 people. */
export const LONG: Omit<ChaosOptions, 'seed' | 'store' | 'processes' | 'restarts' | 'folder'> = {
  people: 300,
  exchanges: 10_000,
  talkMs: 240_000,
  trouble: { least: 1_000, most: 3_000, times: Infinity },
  weather: { least: 1_500, most: 4_000, rounds: Infinity },
  weathers: WEATHERS,
  takeOvers: 0.08,
  heldOf: 31,
  twoNamesOf: 6,
  sleepMs: 12_000,
  messagesPerMinute: 40,
  patienceMs: 150_000,
  plant: null,
  stopAtFirst: false,
};

/** What differs between a file and a server. */
export const ofStore = (store: StoreKind): Pick<ChaosOptions, 'store' | 'processes' | 'restarts'> =>
  store === 'sqlite'
    ? { store, processes: 1, restarts: null }
    : { store, processes: 3, restarts: { everyMs: 20_000, times: Infinity } };

export const USAGE = `npm run chaos -- [--seed N] [--store sqlite|postgres] [--exchanges 10000] [--people 300] [--minutes 4]

Exchanges of many people while everything around the service fails: processes killed and stopped, both sides, the database.
Both stores, one after the other, where --store is absent. Exit code: 0 all as it should be, 1 not, 2 wrong use.
--minutes: over how long people talk. --patience: so many seconds without any change, and what is missing is lost.
 --folder: where ledger and logs are kept (a new one in the temporary folder).`;

/** What a command line asks for: the runs, without their folders. @throws Error that says what is wrong. */
export function readArguments(
  parameters: string[],
  anySeed: () => number,
): { runs: Omit<ChaosOptions, 'folder'>[]; folder: string | null } {
  const { values } = parseArgs({
    args: parameters,
    options: {
      seed: { type: 'string' },
      store: { type: 'string' },
      exchanges: { type: 'string' },
      people: { type: 'string' },
      minutes: { type: 'string' },
      patience: { type: 'string' },
      folder: { type: 'string' },
    },
  });
  const number = (name: 'seed' | 'exchanges' | 'people' | 'minutes' | 'patience', otherwise: number) => {
    const value = Number(values[name] ?? otherwise);
    if (!(value > 0)) throw new Error(`--${name} must be a number above 0`);
    return value;
  };
  const { store } = values;
  if (store !== undefined && store !== 'sqlite' && store !== 'postgres')
    throw new Error('--store must be sqlite or postgres');
  const seed = number('seed', anySeed());
  const exchanges = number('exchanges', LONG.exchanges);
  const people = Math.min(number('people', LONG.people), exchanges);
  const talkMs = number('minutes', LONG.talkMs / 60_000) * 60_000;
  const patienceMs = number('patience', LONG.patienceMs / 1_000) * 1_000;
  const stores = store === undefined ? (['sqlite', 'postgres'] as const) : ([store] as const);
  const runs = stores.map((one) => ({ ...LONG, ...ofStore(one), seed, exchanges, people, talkMs, patienceMs }));
  return { runs, folder: values.folder ?? null };
}
