import { statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import type { Taken } from '../processes/service-child.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, skipped, whole, type Row } from '../report/row.ts';
import { exchange, type Way } from '../worlds/exchange.ts';
import { ledgerOf, makeLedger, type LedgerSize } from '../worlds/ledger.ts';
import { temporaryFolder } from '../worlds/folder.ts';

/** A service over a ledger of some size. */
interface Party {
  size: LedgerSize;
  madeInMs: number;
  bytes: number;
  sandbox: Sandbox;
  child: ReturnType<typeof start>;
  door: string;
  ways: Way[];
  statements: NonNullable<Taken['statements']>[];
}

const MOST = 1.2;
/** A ledger takes about so much, and while it is made as much again for sorting. Bytes for each message. */
const BYTES_EACH = 1_700;

export const growth: Measurement = {
  name: 'growth',
  title: 'what a message costs with 1,000,000 and with 10,000,000 messages in the ledger',
  how: `
Two SQLite ledgers as under _ledger_, one ten times as large as the other in everything, without what waits; a service on each, with a bot
that answers at once and a Chatwoot that answers at once. Both take the same messages of 20 people in turns, so that what else the machine
does hits both. From the webhook's first byte until the answer arrived at WhatsApp, and until both sides stood in Chatwoot; medians.
Statements are all that the service's process had SQLite carry out meanwhile, its looks of each second included. The ledgers stand in the
folder for temporary files (\`TMPDIR\`) and are deleted at the end.`,
  async measure(size) {
    const [parts, people, each] = size === 'whole' ? [[1, 10], 20, 8] : [[0.0002, 0.0004], 1, 1];
    const folder = temporaryFolder();
    try {
      const needed = parts.reduce((sum, part) => sum + part * 1e6, 0) * BYTES_EACH * 1.5;
      const { bavail, bsize } = statfsSync(folder.path);
      const why = `${whole(needed / 1e9)} GB are needed in ${tmpdir()}, ${whole((bavail * bsize) / 1e9)} GB are free`;
      if (bavail * bsize < needed) return [skipped('The way of a message in a large ledger', why)];
      return await measureGrowth({ parts, people, each }, folder.path);
    } finally {
      folder.remove();
    }
  },
};

interface Counts {
  /** Of a million messages. */
  parts: readonly number[];
  people: number;
  /** Messages of each person, besides the first. */
  each: number;
}

async function measureGrowth({ parts, people, each }: Counts, folder: string): Promise<Row[]> {
  const parties: Party[] = [];
  try {
    for (const part of parts) parties.push(await partyOf(part, join(folder, `${part}.db`)));
    for (let n = 0; n < people * (each + 1); n += 1) {
      for (const { sandbox, child, door, ways, statements } of parties) {
        const isFirst = n < people;
        await ask<Taken>(child);
        const took = await exchange(sandbox, door, n % people, `growth${n}`);
        // What comes back of it (statuses) belongs to it as well.
        await pause(60);
        const { statements: ran } = await ask<Taken>(child);
        // A person's first message, to be looked up in Chatwoot, is not what is measured.
        if (isFirst || ran === null) continue;
        ways.push(took);
        statements.push(ran);
      }
    }
    return rows(parties);
  } finally {
    for (const { child, sandbox } of parties) {
      await end(child);
      await sandbox.close();
    }
  }
}

async function partyOf(part: number, file: string): Promise<Party> {
  const size = { ...ledgerOf(part), waiting: 0, problems: 0 };
  const from = performance.now();
  await makeLedger(file, Date.now(), size);
  const madeInMs = performance.now() - from;
  const sandbox = await startSandbox();
  const child = start('service-child.ts', {
    args: ['echo', 'statements'],
    env: {
      ...sandbox.settings,
      DATABASE_URL: `sqlite:${file}`,
      PORT: '0',
      LOG_LEVEL: process.env['BENCH_LOG'] ?? 'silent',
      BOT_WAIT: '0',
      BOT_PER_HOUR: '0',
      // Nobody of those in the ledger is known to this Chatwoot: nothing is to be heard of them, nor deleted, meanwhile.
      CHATWOOT_CABLE: 'false',
      SWEEP_REQUESTS_PER_MINUTE: '0',
      RETENTION_DAYS: '60',
    },
  });
  const { url: door } = await said<{ url: string }>(child);
  sandbox.setWebhook(door);
  return { size, madeInMs, bytes: statSync(file).size, sandbox, child, door, ways: [], statements: [] };
}

function rows([small, large]: readonly Party[]): Row[] {
  if (!small || !large) throw new Error('two ledgers are compared');
  const nameOf = ({ size }: Party) => `${whole(size.messages)} messages`;
  const compared = (what: string, of: (party: Party) => number, more = '') => {
    const [before, after] = [of(small), of(large)];
    const ours = `${nameOf(large)}: ${ms(after)}, ${(after / before).toFixed(2)}${more}`;
    return goal(what, `${nameOf(small)}: ${ms(before)}`, ours, `≤ ${MOST} times`, after / before <= MOST);
  };
  const perExchange = ({ statements }: Party) => median(statements.map(({ count }) => count));
  return [
    ...[small, large].map((party) =>
      fact(
        `A ledger of ${nameOf(party)}`,
        '',
        `made in ${(party.madeInMs / 1_000).toFixed(0)} s, ${(party.bytes / 1e9).toFixed(1)} GB on the disk`,
      ),
    ),
    compared('Webhook to answer at WhatsApp', ({ ways }) => median(ways.map((way) => way.answeredMs))),
    compared('Webhook until both sides are registered', ({ ways }) => median(ways.map((way) => way.registeredMs))),
    compared(
      'Statements of an exchange, all together',
      ({ statements }) => median(statements.map((one) => one.ms)),
      ` (${perExchange(large)} of them, before ${perExchange(small)})`,
    ),
  ];
}
