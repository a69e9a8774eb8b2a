import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pause } from '../src/clock.ts';
import { openStore } from '../src/store/open.ts';
import { end, said, start } from './child.ts';

export interface MemoryFigures {
  /** Still waiting at the end. */
  waiting: number;
  /** Of the service's process, after some seconds, and the most it ever had. MB of 1,000,000 bytes. */
  mb: number;
  mostMb: number;
}

const PEOPLE = 10_000;
const EACH = 10;
const FOR_MS = 8_000;

/** A service that starts over a ledger full of work, and whose Chatwoot is down. */
export async function measureMemory(): Promise<MemoryFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-bench-'));
  const file = join(folder, 'memory.db');
  try {
    await (await openStore(`sqlite:${file}`)).close();
    const ledger = new DatabaseSync(file);
    fill(ledger);
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
    await pause(FOR_MS);
    const told = said<{ rss: number; mostRss: number }>(child);
    child.send('memory');
    const { rss, mostRss } = await told;
    const { waiting } = ledger
      .prepare(`select count(*) as waiting from jobs where kind = 'register' and state in ('ready', 'waiting')`)
      .get() as { waiting: number };
    ledger.close();
    await end(child);
    return { waiting, mb: rss / 1e6, mostMb: mostRss / 1e6 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What intake leaves of 10,000 people with ten messages each: contact, names, messages, and a job for each message. */
function fill(ledger: DatabaseSync): void {
  const now = Date.now();
  const numbers = (most: number) =>
    `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${most})`;
  const text = 'Hola, a que hora abren el sabado y donde queda el local?';
  ledger.exec(`begin immediate;
    ${numbers(PEOPLE)} insert into contacts (id, channel_id, wa_id, name, phone, created_at)
      select i, 'main', '54911' || (55000000 + i), 'Persona ' || i, '+54911' || (55000000 + i), ${now} from n;
    ${numbers(PEOPLE)} insert into identifiers (channel_id, value, contact_id) select 'main', 'wa:54911' || (55000000 + i), i from n;
    ${numbers(PEOPLE * EACH)} insert into messages
      (id, contact_id, channel_id, author, kind, text, payload, wamid, said_at, created_at, exchange_id, answered_at, chatwoot_state)
      select 'bench-' || i, 1 + (i - 1) % ${PEOPLE}, 'main', 'customer', 'text', '${text}', '{"kind":"text","text":"${text}"}',
        'wamid.' || i, ${now}, ${now}, 'bench-' || i, ${now}, 'queued' from n;
    ${numbers(PEOPLE * EACH)} insert into jobs (kind, lane, contact_id, key, payload, state, due_at, created_at)
      select 'register', 'register:' || (1 + (i - 1) % ${PEOPLE}), 1 + (i - 1) % ${PEOPLE}, 'register:bench-' || i,
        '{"message":"bench-' || i || '"}', iif(i <= ${PEOPLE}, 'ready', 'waiting'), ${now}, ${now} from n;
    commit`);
}
