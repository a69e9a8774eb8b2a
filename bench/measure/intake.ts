import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Measurement } from '../measurement.ts';
import { end, said, start } from '../processes/child.ts';
import type { LoadResult } from '../processes/intake-load.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { digested } from '../worlds/digested.ts';
import { load, perSecond, quietIntake } from '../worlds/load.ts';
import { temporaryFolder } from '../worlds/folder.ts';

interface IntakeFigures {
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

export const intake: Measurement = {
  name: 'intake',
  title: 'webhooks on the disk, against a bare server',
  how: `
\`POST /webhooks/whatsapp/{secret}\`, answered once the commit is on the disk, against a server of the same framework (hono on
@hono/node-server) that parses the same body and answers; 64 keep-alive connections with one request each under way, from a process of its
own on raw sockets; three rounds of 1.5 s each in turns, after 3 s each that do not count. The ratio is the median of the rounds' ratios. The messages come from 1,000 people
and are read into the ledger meanwhile and afterwards (Chatwoot on and down, so that each leaves its job): "time until the ledger had read
all" counts from the last answer of the longest round.`,
  measure: async (size) => rows(await (size === 'whole' ? measureIntake(3, 1_500) : measureIntake(1, 20))),
};

function rows(figures: IntakeFigures): Row[] {
  const { bare, durable, ratio, medianMs, p99Ms, digestMs, longest } = figures;
  return [
    goal(
      'Durable intake, webhooks/s, and its part of a bare server',
      `bare server ${whole(bare)}`,
      `${whole(durable)}: ${ratio.toFixed(2)}`,
      '0.50',
      ratio >= 0.5,
    ),
    fact(
      'Durable intake, each round',
      '',
      figures.rounds.map((one) => `${whole(one.durable)} of ${whole(one.bare)}`).join('; '),
    ),
    fact('Durable intake, time to the 200', '', `median ${ms(medianMs)}, p99 ${ms(p99Ms)}`),
    fact(`Time until the ledger had read all of a round`, '', `${ms(digestMs)} for ${whole(longest)} webhooks`),
  ];
}

/** Webhooks answered per second: by the service, each on the disk before, and by a bare server; in turns. */
async function measureIntake(times: number, roundMs: number): Promise<IntakeFigures> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'intake.db');
  const bareChild = start('bare-child.ts');
  const { url: bare } = await said<{ url: string }>(bareChild);
  const serviceChild = start('service-child.ts', {
    env: { ...quietIntake, DATABASE_URL: `sqlite:${file}`, PORT: '0', LOG_LEVEL: 'error' },
  });
  const { url: service } = await said<{ url: string }>(serviceChild);
  const ledger = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  const durables: LoadResult[] = [];
  const rounds: IntakeFigures['rounds'] = [];
  let slowest = { digestMs: 0, longest: 0 };
  try {
    // The service's files have their size then, and the engine has compiled what both need.
    for (const door of [bare, service]) await load([door], 'warm-up', 2 * roundMs);
    await digested(ledger);
    for (let n = 0; n < times; n += 1) {
      const plain = await load([bare], `bare${n}`, roundMs);
      const durable = await load([service], `durable${n}`, roundMs);
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
    folder.remove();
  }
}
