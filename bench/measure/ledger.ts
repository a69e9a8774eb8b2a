import { join } from 'node:path';
import { waitingReasons } from '../../src/queue/waiting-reasons.ts';
import { backlog } from '../../src/store/backlog.ts';
import { history, unanswered } from '../../src/store/messages.ts';
import { openStore } from '../../src/store/open.ts';
import { prune } from '../../src/store/prune.ts';
import { sql } from '../../src/store/sql.ts';
import type { Measurement } from '../measurement.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { makeLedger, RETENTION_DAYS, ledgerOf, wholeLedger, type LedgerSize } from '../worlds/ledger.ts';
import { temporaryFolder } from '../worlds/folder.ts';

/** Milliseconds, each in the median of some runs. */
interface LedgerFigures {
  messages: number;
  madeInMs: number;
  asks: { what: string; ms: number }[];
  /** Of the pieces of one deletion of about 3 %. */
  prune: { pieces: number; medianMs: number; p95Ms: number; rows: number };
}

const TIMES = 9;
/** The person who wrote most. */
const ONE = 1;

export const ledger: Measurement = {
  name: 'ledger',
  title: 'what is asked often, on a ledger of a million messages',
  how: `
Made by \`bench/worlds/ledger.ts\`: 200,000 people with their places, 1,000,000 messages, 500,000 events, 2,000,000 finished jobs, 20,000
that wait, 2,000 problems; one person wrote 33,000 messages, and is the one who is asked about. Each figure is the median of 9 runs; of the
deletion, the pieces of one run that deletes what is older than 30 days (about 3 %).`,
  measure: async (size) => rows(await measureLedger(size === 'whole' ? wholeLedger : ledgerOf(0.001))),
};

function rows({ messages, madeInMs, asks, prune }: LedgerFigures): Row[] {
  return [
    fact(`A ledger of ${whole(messages)} messages`, '', `made in ${(madeInMs / 1_000).toFixed(0)} s`),
    ...asks.map(({ what, ms: took }) => goal(`On it: ${what}`, '', ms(took), '≤ 5 ms', took <= 5)),
    goal(
      `On it: deleting ${whole(prune.rows)} old rows, a piece`,
      '',
      `median ${ms(prune.medianMs)}, p95 ${ms(prune.p95Ms)} of ${whole(prune.pieces)}`,
      '≤ 20 ms',
      prune.p95Ms <= 20,
    ),
  ];
}

async function measureLedger(size: LedgerSize): Promise<LedgerFigures> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'ledger.db');
  const now = Date.now();
  const start = performance.now();
  await makeLedger(path, now, size);
  const madeInMs = performance.now() - start;
  const store = await openStore(`sqlite:${path}`);
  try {
    const { db } = store;
    const asks: LedgerFigures['asks'] = [];
    const ask = async (what: string, run: () => Promise<unknown>) => {
      const took: number[] = [];
      for (let n = 0; n < TIMES; n++) {
        const from = performance.now();
        await run();
        took.push(performance.now() - from);
      }
      asks.push({ what, ms: median(took) });
    };
    await ask('/health/ready', () => backlog(store, now, 10_000));
    await ask('waiting reasons', () => waitingReasons(db));
    await ask('unanswered', () => unanswered(db, ONE));
    await ask('history', () => history(db, ONE, 30));
    await ask('shown as failed (`pressed`)', () =>
      sql`select * from messages where contact_id = ${ONE} and ticked = 'failed' and whatsapp_state in ('failed', 'discarded')
        order by chatwoot_message_id desc limit 20`.execute(db),
    );
    await ask('later words of agents (`isOverruled`)', () =>
      sql`select kind, text, payload from messages where contact_id = ${ONE} and author = 'agent' and chatwoot_message_id > 32900`.execute(
        db,
      ),
    );
    await ask('a cable confirmation', () =>
      sql`select contact_id from places where pubsub_token = 'token-4711' and conversation_id is not null`.execute(db),
    );
    const took: number[] = [];
    const timed = {
      ...store,
      write: async <T>(run: Parameters<typeof store.write<T>>[0]): Promise<T> => {
        const from = performance.now();
        const result = await store.write(run);
        took.push(performance.now() - from);
        return result;
      },
    };
    const counts = await prune(timed, now - RETENTION_DAYS * 24 * 3_600_000);
    took.sort((a, b) => a - b);
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const p95Ms = took[Math.floor(took.length * 0.95)] ?? NaN;
    return {
      messages: size.messages,
      madeInMs,
      asks,
      prune: { pieces: took.length, medianMs: median(took), p95Ms, rows },
    };
  } finally {
    await store.close();
    folder.remove();
  }
}
