import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pause } from '../../src/clock.ts';
import type { Measurement } from '../measurement.ts';
import { ask, end, said, start } from '../processes/child.ts';
import { goal, whole } from '../report/row.ts';
import { makeWaiting } from '../worlds/waiting.ts';
import { temporaryFolder } from '../worlds/folder.ts';

interface MemoryFigures {
  /** Still waiting at the end. */
  waiting: number;
  /** Of the service's process, after some seconds, and the most it ever had. MB of 1,000,000 bytes. */
  mb: number;
  mostMb: number;
}

const EACH = 10;

export const memory: Measurement = {
  name: 'memory',
  title: 'a service that starts over a ledger full of work, Chatwoot being down',
  how: `
Resident memory of a service's process (with the question bot) 8 s after it started over a ledger with 100,000 waiting register jobs of
10,000 people, Chatwoot and 360dialog refusing every connection.`,
  async measure(size) {
    const people = size === 'whole' ? 10_000 : 10;
    const { waiting, mb, mostMb } = await measureMemory(people, size === 'whole' ? 8_000 : 0);
    const reached = waiting === people * EACH && mostMb < 250;
    const ours = `${whole(mb)} MB, at most ${whole(mostMb)} MB`;
    return [goal(`Memory with ${whole(waiting)} waiting jobs`, '', ours, '< 250 MB', reached)];
  },
};

async function measureMemory(people: number, forMs: number): Promise<MemoryFigures> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'memory.db');
  try {
    await makeWaiting(file, { people, each: EACH, known: false });
    // Nobody listens on port 9: each call is refused at once.
    const child = start('service-child.ts', {
      env: {
        CHATWOOT_ENABLED: 'true',
        CHATWOOT_URL: 'http://127.0.0.1:9',
        CHATWOOT_INBOX_ID: 'bench-inbox',
        D360_API_KEY: 'bench-key',
        D360_BASE_URL: 'http://127.0.0.1:9',
        WHATSAPP_WEBHOOK_SECRET: 'bench-secret-of-the-webhook',
        BOT: 'faq',
        DATABASE_URL: `sqlite:${file}`,
        PORT: '0',
        LOG_LEVEL: 'silent',
      },
    });
    await said(child);
    await pause(forMs);
    const { rss, mostRss } = await ask<{ rss: number; mostRss: number }>(child);
    const ledger = new DatabaseSync(file, { readOnly: true });
    const { waiting } = ledger
      .prepare(`select count(*) as waiting from jobs where kind = 'register' and state in ('ready', 'waiting')`)
      .get() as { waiting: number };
    ledger.close();
    await end(child);
    return { waiting, mb: rss / 1e6, mostMb: mostRss / 1e6 };
  } finally {
    folder.remove();
  }
}
