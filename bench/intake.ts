import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pause } from '../src/clock.ts';
import { end, said, start } from './child.ts';
import type { LoadOrder, LoadResult } from './intake-load.ts';
import { median } from './median.ts';

export interface IntakeFigures {
  rounds: { bare: number; durable: number }[];
  /** Webhooks per second, medians of the rounds. */
  bare: number;
  durable: number;
  /** Durable to bare, the median of the rounds' ratios. */
  ratio: number;
  /** Of the durable rounds: the median of their medians, and the worst 99th percentile. Milliseconds. */
  medianMs: number;
  p99Ms: number;
  /** From the last answer of a round until the ledger had read every event. Milliseconds; the longest. */
  digestMs: number;
  /** How many webhooks that round had. */
  longest: number;
}

const ROUNDS = 3;
const ROUND_MS = 1_500;
const CONNECTIONS = 64;

/** Webhooks answered per second: by the service, each on the disk before, and by a bare server; in turns. */
export async function measureIntake(): Promise<IntakeFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-bench-'));
  const file = join(folder, 'intake.db');
  const bareChild = start('bare-child.ts');
  const bare = new URL((await said<{ url: string }>(bareChild)).url);
  const serviceChild = start('service-child.ts', { env: environmentOn(file) });
  const service = new URL((await said<{ url: string }>(serviceChild)).url);
  const ledger = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  const durables: LoadResult[] = [];
  const rounds: IntakeFigures['rounds'] = [];
  let slowest = { digestMs: 0, longest: 0 };
  try {
    for (const target of [bare, service]) await round(target, 'warm-up', 1_000);
    await digested(ledger);
    for (let n = 0; n < ROUNDS; n += 1) {
      const plain = await round(bare, `bare${n}`, ROUND_MS);
      const durable = await round(service, `durable${n}`, ROUND_MS);
      const digestMs = await digested(ledger);
      if (digestMs >= slowest.digestMs) slowest = { digestMs, longest: durable.answered };
      durables.push(durable);
      rounds.push({ bare: perSecond(plain), durable: perSecond(durable) });
    }
    return {
      rounds,
      bare: median(rounds.map((one) => one.bare)),
      durable: median(rounds.map((one) => one.durable)),
      ratio: median(rounds.map((one) => one.durable / one.bare)),
      medianMs: median(durables.map((one) => one.medianMs)),
      p99Ms: Math.max(...durables.map((one) => one.p99Ms)),
      ...slowest,
    };
  } finally {
    ledger.close();
    await Promise.all([end(bareChild), end(serviceChild)]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Chatwoot is on and down, so that each message leaves its job; no bot and no 360dialog: what they do is paced, not measured here. */
function environmentOn(file: string): Record<string, string> {
  return {
    CHATWOOT_ENABLED: 'true',
    CHATWOOT_URL: 'http://127.0.0.1:9',
    CHATWOOT_INBOX_ID: 'bench-inbox',
    WHATSAPP_WEBHOOK_SECRET: 'bench-secret-of-the-webhook',
    D360_API_KEY: '',
    BOT: 'none',
    DATABASE_URL: `sqlite:${file}`,
    PORT: '0',
    LOG_LEVEL: 'error',
  };
}

async function round(target: URL, name: string, forMs: number): Promise<LoadResult> {
  const { hostname: host, port, pathname: path } = target;
  const order: LoadOrder = { host, port: Number(port), path, connections: CONNECTIONS, forMs, round: name };
  const result = await said<LoadResult>(start('intake-load.ts', { args: [JSON.stringify(order)] }));
  if (result.refused > 0) throw new Error(`${result.refused} webhooks were not answered 200`);
  return result;
}

const perSecond = ({ answered, tookMs }: LoadResult): number => (answered / tookMs) * 1_000;

/** Waits until no event is unread; gives the milliseconds. */
async function digested(ledger: DatabaseSync): Promise<number> {
  const start = performance.now();
  const unread = ledger.prepare('select exists (select 1 from events where outcome is null) as unread');
  while ((unread.get() as { unread: number }).unread === 1) await pause(20);
  return performance.now() - start;
}
