import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitingReasons } from '../src/queue/waiting-reasons.ts';
import { backlog } from '../src/store/backlog.ts';
import { history, unanswered } from '../src/store/messages.ts';
import { openStore } from '../src/store/open.ts';
import { prune } from '../src/store/prune.ts';
import { sql } from '../src/store/sql.ts';
import { makeLedger, RETENTION_DAYS, wholeLedger } from './ledger.ts';
import { median } from './median.ts';

/** Milliseconds, each in the median of some runs. */
export interface LedgerFigures {
  messages: number;
  madeInMs: number;
  asks: { what: string; ms: number }[];
  /** Of the pieces of one deletion of about 3 %. */
  prune: { pieces: number; medianMs: number; p95Ms: number; rows: number };
}

const TIMES = 9;
/** The person who wrote most. */
const ONE = 1;

/** What is asked often, on a ledger of a million messages. */
export async function measureLedger(): Promise<LedgerFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-ledger-'));
  const path = join(folder, 'ledger.db');
  const now = Date.now();
  const start = performance.now();
  await makeLedger(path, now);
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
      messages: wholeLedger.messages,
      madeInMs,
      asks,
      prune: { pieces: took.length, medianMs: median(took), p95Ms, rows },
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
