import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { pause } from '../../src/clock.ts';
import type { Measurement, Size } from '../measurement.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, signed, whole, type Row } from '../report/row.ts';
import { exchange, type Way } from '../worlds/exchange.ts';
import { startGroup, type Group } from '../worlds/group.ts';
import { load, perSecond, quietIntake } from '../worlds/load.ts';
import { files, postgres, type Databases } from '../worlds/postgres.ts';

/** What is measured side by side. */
interface Setting {
  name: string;
  on: 'SQLite' | 'PostgreSQL';
  processes: number;
}

interface Counts {
  intake: Setting[];
  ways: Setting[];
  /** Of one round of intake. */
  roundMs: number;
  people: number;
  /** Messages of each person, besides the first. */
  each: number;
}

const alone: Setting = { name: 'SQLite, 1 process', on: 'SQLite', processes: 1 };
const onServer = (processes: number): Setting => ({
  name: `PostgreSQL, ${processes} process${processes === 1 ? '' : 'es'}`,
  on: 'PostgreSQL',
  processes,
});
/** What it may cost that several processes share the work of one message. */
const MORE_MS = 50;

export const processes: Measurement = {
  name: 'processes',
  title: 'PostgreSQL with several processes, beside SQLite',
  how: `
All on this machine: on two cores, processes, server and load share them, so that more processes bring no more intake here. PostgreSQL is a
server of its own with its settings as they come (a commit waits for the disk), or the one that \`DATABASE_URL_TEST\` names.

- **Intake**: as under _intake_, the 64 connections spread over the processes; two rounds of 1.5 s each in turns, the better one counts. "All
  read" is the time from the last answer until every event was read into the ledger.
- **The way of a message**: all services stand side by side, with a bot that answers at once and a Chatwoot that answers at once, and take the
  same message in turns, so that what else the machine does hits all alike; of several processes each is posted to in turn. From the
  webhook's first byte until the answer arrived at WhatsApp, and until both sides stood in Chatwoot; medians.
- **Across processes**: of those messages, the ones posted to a process that does not send for the number, so that another one must be told
  of it; the median of the differences to the same message in one process.`,
  measure: async (size) => await measureProcesses(countsOf(size)),
};

const every = [alone, onServer(1), onServer(2), onServer(4)];

const countsOf = (size: Size): Counts =>
  size === 'whole'
    ? { intake: every, ways: every, roundMs: 1_500, people: 20, each: 4 }
    : { intake: [onServer(1)], ways: [onServer(1), onServer(2)], roundMs: 20, people: 2, each: 1 };

async function measureProcesses(counts: Counts): Promise<Row[]> {
  const server = await postgres();
  const folder = files();
  const databasesOf = ({ on }: Setting) => (on === 'SQLite' ? folder : server);
  try {
    return [...(await intakeOf(counts, databasesOf)), ...(await waysOf(counts, databasesOf))];
  } finally {
    await folder.close();
    await server.close();
  }
}

type DatabasesOf = (setting: Setting) => Databases;

async function intakeOf({ intake: settings, roundMs }: Counts, databasesOf: DatabasesOf): Promise<Row[]> {
  const found: { name: string; rate: number; digestMs: number; webhooks: number }[] = [];
  for (const setting of settings) {
    const url = await databasesOf(setting).make();
    const group = await startGroup({ url, processes: setting.processes, env: quietIntake });
    try {
      await load(group.doors, 'warm-up', roundMs / 2);
      await group.digested();
      let best = { rate: 0, digestMs: 0, webhooks: 0 };
      for (const round of ['first', 'second']) {
        const result = await load(group.doors, round, roundMs);
        const digestMs = await group.digested();
        if (perSecond(result) > best.rate) best = { rate: perSecond(result), digestMs, webhooks: result.answered };
      }
      found.push({ name: setting.name, ...best });
    } finally {
      await group.close();
    }
  }
  const base = found[0]?.rate ?? NaN;
  return found.map(({ name, rate, digestMs, webhooks }) =>
    fact(
      `Intake, webhooks/s: ${name}`,
      `${found[0]?.name ?? ''}: ${whole(base)}`,
      `${whole(rate)}: ${(rate / base).toFixed(2)}; all read ${ms(digestMs)} after ${whole(webhooks)}`,
    ),
  );
}

interface Party {
  setting: Setting;
  sandbox: Sandbox;
  group: Group;
  /** The door of whoever sends for the number. */
  sender: number;
  ways: (Way & { door: number })[];
}

async function waysOf({ ways: settings, people, each }: Counts, databasesOf: DatabasesOf): Promise<Row[]> {
  const parties: Party[] = [];
  try {
    for (const setting of settings) parties.push(await partyOf(setting, await databasesOf(setting).make()));
    for (let n = 0; n < people * (each + 1); n += 1) {
      for (const { sandbox, group, ways } of parties) {
        const door = (n + Math.floor(n / people)) % group.doors.length;
        const took = await exchange(sandbox, group.doors[door] ?? '', n % people, `way${n}`);
        // A person's first message, to be looked up in Chatwoot, is not what is measured.
        if (n >= people) ways.push({ ...took, door });
        await pause(15);
      }
    }
    return wayRows(parties);
  } finally {
    for (const { group, sandbox } of parties) {
      await group.close();
      await sandbox.close();
    }
  }
}

async function partyOf(setting: Setting, url: string): Promise<Party> {
  const sandbox = await startSandbox();
  const env = { ...sandbox.settings, BOT_WAIT: '0', BOT_PER_HOUR: '0', CHATWOOT_TIMEOUT: '10' };
  const group = await startGroup({ url, processes: setting.processes, env, args: ['echo'] });
  sandbox.setWebhook(group.doors[0] ?? '');
  return { setting, sandbox, group, sender: await group.doorOf('whatsapp:main'), ways: [] };
}

function wayRows(parties: readonly Party[]): Row[] {
  const of = (party: Party | undefined, which: keyof Way) => median((party?.ways ?? []).map((way) => way[which]));
  const [first] = parties;
  const one = parties.find(({ setting }) => setting.on === 'PostgreSQL' && setting.processes === 1);
  const facts = parties.map((party) =>
    fact(
      `The way of a message: ${party.setting.name}`,
      `${first?.setting.name ?? ''}: ${ms(of(first, 'answeredMs'))}, ${ms(of(first, 'registeredMs'))}`,
      `${ms(of(party, 'answeredMs'))} to WhatsApp, ${ms(of(party, 'registeredMs'))} until registered`,
    ),
  );
  const across = parties
    .filter(({ setting }) => setting.processes > 1)
    .map(({ setting, ways, sender }) => {
      const more = ways.flatMap(({ answeredMs, door }, n) => {
        const besides = one?.ways[n]?.answeredMs;
        return door === sender || besides === undefined ? [] : [answeredMs - besides];
      });
      return goal(
        `Answered across processes, ${setting.processes} of them (${more.length} messages)`,
        `one process ${ms(of(one, 'answeredMs'))}`,
        signed(median(more)),
        `≤ ${MORE_MS} ms more`,
        median(more) <= MORE_MS,
      );
    });
  return [...facts, ...across];
}
