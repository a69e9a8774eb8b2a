import { join } from 'node:path';
import { pause } from '../../src/clock.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import type { Came } from '../processes/paced-chatwoot.ts';
import type { Taken } from '../processes/service-child.ts';
import { fact, goal, ms, whole, type Row } from '../report/row.ts';
import { makeWaiting } from '../worlds/waiting.ts';
import { temporaryFolder } from '../worlds/folder.ts';

interface Drained extends Came {
  perSecond: number;
  /** From the moment Chatwoot was back until the end. Milliseconds. */
  tookMs: number;
  cpuMs: number;
}

const EACH = 10;
const GIVE_UP_MS = 900_000;
/** So long it has asked in vain before Chatwoot is back. */
const WATCHED_MS = 1_500;

export const drain: Measurement = {
  name: 'drain',
  title: '50,000 messages that wait while Chatwoot is down, once it is back',
  how: `
A ledger (SQLite) with 50,000 waiting messages of 5,000 people who are known in Chatwoot, the settings being as they are by themselves
(\`CHATWOOT_CONCURRENCY=4\`). The stand-in for Chatwoot takes N requests a second one after the other, however many call at once; down it
answers 502. It is back once the service rests and has asked for it in vain, and from that very moment time counts: that it is noticed,
and all that is asked besides messages, is in it. A real Chatwoot on 2 cores took 14 to 20 messages a second: N = 20 is watched as long
as N = 200 takes for all, side by side, each with a service and a stand-in of its own; all would take it 42 minutes. The order is each
person's own.`,
  async measure(size) {
    if (size === 'tiny') return rowsOf(await drained(200, 2, () => true));
    let isOver = false;
    const fast = drained(200, 5_000, () => true).finally(() => (isOver = true));
    const slow = drained(20, 5_000, () => !isOver);
    return (await Promise.all([slow, fast])).flatMap(rowsOf);
  },
};

function rowsOf({ perSecond, count, tookMs, firstMs, wrong, cpuMs }: Drained): Row[] {
  const ours = (count / tookMs) * 1_000;
  const what = `Drain, N = ${perSecond}`;
  return [
    goal(
      `${what}: messages a second, and their part of N`,
      `${perSecond}`,
      `${ours.toFixed(1)}: ${(ours / perSecond).toFixed(3)} (${whole(count)} in ${(tookMs / 1_000).toFixed(1)} s)`,
      '0.95',
      ours / perSecond >= 0.95,
    ),
    goal(`${what}: out of order, or twice`, '', String(wrong), '0', wrong === 0),
    fact(`${what}: the first message after it is back`, '', ms(firstMs)),
    fact(`${what}: the service's own work for a message`, '', `${(cpuMs / count).toFixed(2)} ms of a core`),
  ];
}

/** Until nothing waits any more, or it does not go on. */
async function drained(perSecond: number, people: number, goesOn: () => boolean): Promise<Drained> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'drain.db');
  await makeWaiting(file, { people, each: EACH, known: true });
  const chatwoot = start('paced-chatwoot.ts');
  const { url } = await said<{ url: string }>(chatwoot);
  const service = start('service-child.ts', {
    env: {
      CHATWOOT_ENABLED: 'true',
      CHATWOOT_URL: url,
      CHATWOOT_INBOX_ID: 'bench-inbox',
      // Only what waits is to be registered: nobody answers, and nobody listens.
      D360_API_KEY: '',
      BOT: 'none',
      DATABASE_URL: `sqlite:${file}`,
      PORT: '0',
      LOG_LEVEL: process.env['BENCH_LOG'] ?? 'silent',
    },
  });
  try {
    const { url: webhook } = await said<{ url: string }>(service);
    await rested(new URL(webhook).origin);
    await ask<Taken>(service);
    await ask(chatwoot, { perSecond });
    const began = performance.now();
    let came = await ask<Came>(chatwoot);
    while (came.count < people * EACH && goesOn()) {
      if (performance.now() - began > GIVE_UP_MS) throw new Error('the messages did not all come within 15 minutes');
      await pause(20);
      came = await ask<Came>(chatwoot);
    }
    const { cpuMs } = await ask<Taken>(service);
    const isAll = came.count >= people * EACH;
    return { perSecond, ...came, tookMs: isAll ? came.lastMs : performance.now() - began, cpuMs };
  } finally {
    await end(service);
    await end(chatwoot);
    folder.remove();
  }
}

/** Until the service has noticed that Chatwoot is down, and has asked in vain whether it is back. */
async function rested(service: string): Promise<void> {
  const isResting = async () => {
    const response = await fetch(`${service}/health/ready`);
    const { rests } = (await response.json()) as { rests: { target: string }[] };
    return rests.some(({ target }) => target === 'chatwoot');
  };
  while (!(await isResting())) await pause(50);
  await pause(WATCHED_MS);
}
