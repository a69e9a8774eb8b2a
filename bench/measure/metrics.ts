import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pause } from '../../src/clock.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import type { Taken } from '../processes/service-child.ts';
import { median } from '../report/median.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { digested } from '../worlds/digested.ts';
import { load, perSecond, quietIntake } from '../worlds/load.ts';
import { temporaryFolder } from '../worlds/folder.ts';

/** As often as Prometheus is mostly told to. Milliseconds. */
const SCRAPED_EVERY_MS = 5_000;
const TOKEN = 'a-token-of-the-bench';

interface MetricsFigures {
  /** Of the work of intake, 0 to 1; the median of the rounds, and each. */
  counting: number;
  rounds: { counting: number; perSecond: number; without: number }[];
  /** The median scrape, with a ledger in which what came waits. Milliseconds. */
  scrapeMs: number;
  scrapes: number[];
  /** Waiting jobs at that time. */
  jobs: number;
}

export const metrics: Measurement = {
  name: 'metrics',
  title: 'what `/metrics` costs, as a part of intake',
  how: `
Webhooks as under _intake_, at a service with METRICS_TOKEN. **Counting**: the service says for each round in what part of the samples of its
work it was in the code that counts, with all that this calls (V8's profiler, 5,000 samples a second); the median of the rounds. **Being
scraped**: what the process works (CPU) for one \`GET /metrics\`, once all that came is read and waits in the ledger, each time asked of the
ledger anew; as a part of 5 s, in which it comes once. Both together are what it takes of intake's time, which is one core's. Beside them, to show that nothing is
hidden: webhooks/s in the same rounds, and of a service without the token, in turns; that differs by some percent from round to round anyway.`,
  measure: async (size) => rows(await (size === 'whole' ? measureMetrics(7, 1_500, 5) : measureMetrics(1, 20, 1))),
};

function rows({ counting, rounds, scrapeMs, scrapes, jobs }: MetricsFigures): Row[] {
  const scraped = scrapeMs / SCRAPED_EVERY_MS;
  return [
    goal(
      'Counting, and a scrape every 5 s: their part of intake',
      '',
      `${percent(counting)} + ${percent(scraped)} = ${percent(counting + scraped)}`,
      '< 1 %',
      counting + scraped < 0.01,
    ),
    fact('Counting, each round', '', rounds.map((one) => percent(one.counting)).join('; ')),
    fact(`A scrape, with ${whole(jobs)} jobs that wait`, '', scrapes.map(ms).join('; ')),
    fact(
      'Webhooks/s with and without METRICS_TOKEN',
      `without ${whole(median(rounds.map(({ without }) => without)))}`,
      `${whole(median(rounds.map((one) => one.perSecond)))}: ${median(rounds.map((one) => one.perSecond / one.without)).toFixed(2)}`,
    ),
  ];
}

const percent = (part: number): string => `${(part * 100).toFixed(2)} %`;

async function measureMetrics(times: number, roundMs: number, scraped: number): Promise<MetricsFigures> {
  const folder = temporaryFolder();
  const open = (name: string, more: Record<string, string>, args: string[]) =>
    start('service-child.ts', {
      args,
      env: {
        ...quietIntake,
        ...more,
        DATABASE_URL: `sqlite:${join(folder.path, `${name}.db`)}`,
        PORT: '0',
        LOG_LEVEL: 'error',
      },
    });
  // Both are watched alike: only what they do differs.
  const counts = open('with', { METRICS_TOKEN: TOKEN }, ['counting']);
  const { url: counted } = await said<{ url: string }>(counts);
  const other = open('without', {}, ['counting']);
  const { url: plain } = await said<{ url: string }>(other);
  const ledger = new DatabaseSync(join(folder.path, 'with.db'), { readOnly: true, timeout: 10_000 });
  const rounds: MetricsFigures['rounds'] = [];
  try {
    for (const door of [counted, plain]) await load([door], 'warm-up', 2 * roundMs);
    for (let n = 0; n < times; n += 1) {
      await Promise.all([counts, other].map((child) => ask(child, 'begin')));
      const round = await load([counted], `with${n}`, roundMs);
      const without = perSecond(await load([plain], `without${n}`, roundMs));
      const [{ counting }] = await Promise.all([ask<Taken>(counts, 'end'), ask<Taken>(other, 'end')]);
      rounds.push({ counting: counting?.share ?? 0, perSecond: perSecond(round), without });
    }
    await digested(ledger);
    const scrapes: number[] = [];
    let jobs = 0;
    for (let n = 0; n < scraped; n += 1) {
      if (n > 0) await pause(SCRAPED_EVERY_MS + 100);
      await ask<Taken>(counts);
      const answer = await fetch(new URL('/metrics', counted), { headers: { authorization: `Bearer ${TOKEN}` } });
      const text = await answer.text();
      scrapes.push((await ask<Taken>(counts)).cpuMs);
      if (answer.status !== 200) throw new Error(`/metrics answered ${answer.status}`);
      jobs = Number(/^optiatiende_jobs\{kind="register"\} (\d+)$/m.exec(text)?.[1] ?? 0);
    }
    return {
      counting: median(rounds.map(({ counting }) => counting)),
      rounds,
      scrapeMs: median(scrapes),
      scrapes,
      jobs,
    };
  } finally {
    ledger.close();
    await Promise.all([end(counts), end(other)]);
    folder.remove();
  }
}
