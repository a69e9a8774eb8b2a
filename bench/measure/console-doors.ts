import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { keepSlices } from '../../src/store/reports/slices.ts';
import { openStore } from '../../src/store/open.ts';
import { FIGURES } from '../../src/store/reports/list.ts';
import { addPerson, openDesk } from '../../test/console/desk.ts';
import { channel } from '../../test/console/office.ts';
import type { Measurement, Size } from '../measurement.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, type Row } from '../report/row.ts';
import { temporaryFolder } from '../worlds/folder.ts';
import { makeOffice, tinyOffice, wholeOffice } from '../worlds/office.ts';
import { officeIntoPostgres } from '../worlds/office-in-postgres.ts';
import { postgres } from '../worlds/postgres.ts';

const MOST_MS = 200;
const MOST_HELD_MS = 50;
const TIMES = 5;

const doors = [
  ...['now', 'channels', 'acts', 'setup', 'problems', 'bot', 'reports', 'reports/days.csv', 'people/1', 'people/7'],
  ...['all', 'human', 'bot', 'waiting', 'unanswered', 'problem'].map((filter) => `people?filter=${filter}`),
  ...[...FIGURES, 'handoffs', 'waiting'].map((figure) => `reports/list?figure=${figure}`),
  ...['0123', 'Persona 1', 'nowhere at all', 'wamid.5000'].map((words) => `search?q=${encodeURIComponent(words)}`),
];

export const consoleDoors: Measurement = {
  name: 'console-doors',
  title: 'what the console’s pages ask, on a million messages, by both databases',
  how: `
The ledger of _console_, all of it counted, in a SQLite file and in PostgreSQL on this machine, and the console over it without a server: the
median of ${TIMES} questions each, from the request to the whole answer. "Held" is the longest time of each in which this process, the
ledger's own where it is a file, did nothing else, the median of them too. A search for words that are nowhere looks through names and texts for 120 ms and says how far it came.`,
  measure: measureDoors,
};

interface Took {
  took: number;
  held: number;
}

async function measureDoors(size: Size): Promise<Row[]> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'office.db');
  const server = size === 'whole' ? await postgres() : null;
  try {
    await makeOffice(file, Date.now(), size === 'whole' ? wholeOffice : tinyOffice);
    const inFile = await asked(`sqlite:${file}`);
    let inServer: Map<string, Took> | null = null;
    if (server) {
      const url = await server.make();
      await officeIntoPostgres(file, url);
      inServer = await asked(url);
    }
    return rowsOf('SQLite', inFile).concat(inServer ? rowsOf('PostgreSQL', inServer) : []);
  } finally {
    await server?.close();
    folder.remove();
  }
}

function rowsOf(database: string, all: Map<string, Took>): Row[] {
  const [slowest = ['', { took: 0 }]] = [...all].sort(([, a], [, b]) => b.took - a.took);
  const [longest = ['', { held: 0 }]] = [...all].sort(([, a], [, b]) => b.held - a.held);
  const { took } = slowest[1];
  const { held } = longest[1];
  return [
    ...[...all].map(([door, one]) => fact(`${database}: ${door}`, '', `${ms(one.took)}, held ${ms(one.held)}`)),
    goal(`${database}: the slowest`, '', `${slowest[0]}: ${ms(took)}`, `≤ ${MOST_MS} ms`, took <= MOST_MS),
    goal(`${database}: held longest`, '', `${longest[0]}: ${ms(held)}`, `≤ ${MOST_HELD_MS} ms`, held <= MOST_HELD_MS),
  ];
}

async function asked(url: string): Promise<Map<string, Took>> {
  const store = await openStore(url);
  const desk = await openDesk(store, { channels: () => [channel], clock: { now: () => Date.now() } });
  const held = watch();
  try {
    await keepSlices(store, 'main', { now: Date.now(), notBefore: 0 });
    await addPerson(store, 'ana', 'operate');
    const ana = await desk.login();
    const found = new Map<string, Took>();
    for (const door of doors) {
      const took: number[] = [];
      const longest: number[] = [];
      for (let n = 0; n < TIMES; n += 1) {
        await pause(5);
        held.since();
        const from = performance.now();
        const answer = await ana.get(door);
        await answer.text();
        if (answer.status !== 200) throw new Error(`${door} was answered ${answer.status}`);
        took.push(performance.now() - from);
        await pause(1);
        longest.push(held.since());
      }
      found.set(decodeURIComponent(door), { took: median(took), held: median(longest) });
    }
    return found;
  } finally {
    held.stop();
    desk.stop.abort();
    await desk.console.close();
    await store.close();
  }
}

/** The longest time between two turns of the event loop, since it was last asked. */
function watch(): { since: () => number; stop: () => void } {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  turn();
  return {
    since() {
      const told = longest;
      longest = 0;
      return told;
    },
    stop: () => void (isOver = true),
  };
}
