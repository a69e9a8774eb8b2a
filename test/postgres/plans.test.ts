import { CompiledQuery, type KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeDeadLeases, prolongLeases } from '../../src/queue/leases.ts';
import { addJob, claim, hurry } from '../../src/store/jobs.ts';
import { moveLane, oneHead, promote } from '../../src/store/lanes.ts';
import { history, unanswered } from '../../src/store/messages.ts';
import { currentPlace } from '../../src/store/people/places.ts';
import { sql } from '../../src/store/sql.ts';
import type { Tx } from '../../src/store/tables.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';

/** A ledger of some months: what is done outweighs what is open by far. */
let opened: TestStore;
beforeAll(async () => {
  opened = await emptyStore();
  const { db } = opened.store;
  const run = async (text: string) => void (await sql.raw(text).execute(db));
  await run(`insert into contacts (channel_id, wa_id, created_at)
    select 'main', '54934155' || lpad(n::text, 5, '0'), 0 from generate_series(1, 2000) n`);
  await run(`insert into places (contact_id, channel_id, current, created_at) select id, 'main', 1, 0 from contacts`);
  await run(`insert into identifiers (channel_id, value, contact_id) select 'main', 'wa:' || wa_id, id from contacts`);
  await run(`insert into messages (id, contact_id, channel_id, author, kind, text, payload, said_at, created_at, exchange_id, answered_at, chatwoot_state)
    select gen_random_uuid()::text, n % 2000 + 1, 'main', 'customer', 'text', 'hola', '{}', n, n, n::text, n, 'registered' from generate_series(1, 40000) n`);
  await run(`insert into jobs (channel_id, kind, lane, contact_id, key, payload, state, due_at, created_at, finished_at)
    select 'main', 'send', 'send:' || n % 2000 + 1, n % 2000 + 1, 'k' || n, '{}', 'done', n, n, n from generate_series(1, 40000) n`);
  await run(`insert into jobs (channel_id, kind, lane, contact_id, key, payload, state, due_at, created_at)
    select 'main', 'send', 'send:' || n, n, 'open' || n || '.' || m, '{}', case when m = 1 then 'ready' else 'waiting' end, n, n
    from generate_series(1, 2000) n, generate_series(1, 3) m`);
  await run('analyze');
});
afterAll(() => opened.close());

/** The plans of every statement that the work runs. */
async function plans(work: (tx: Tx) => Promise<unknown>): Promise<string> {
  const { db } = opened.store;
  const ran: CompiledQuery[] = [];
  await opened.store
    .write(async (tx) => {
      const noting: KyselyPlugin = {
        transformQuery: ({ node, queryId }) => {
          ran.push(tx.getExecutor().compileQuery(node, queryId));
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      };
      await work(tx.withPlugin(noting));
      throw new Error('undone');
    })
    .catch(() => undefined);
  expect(ran.length).toBeGreaterThan(0);
  const lines: string[] = [];
  for (const query of ran) {
    const explain = CompiledQuery.raw(`explain (costs off) ${query.sql}`, [...query.parameters]);
    const { rows } = await db.executeQuery<Record<string, string>>(explain);
    lines.push(query.sql, ...rows.map((row) => row['QUERY PLAN'] ?? ''));
  }
  return lines.join('\n');
}

test.each<[string, (tx: Tx) => Promise<unknown>]>([
  ['claiming', (tx) => claim(tx, { channelId: 'main', kind: 'send', limit: 5, now: 10, leaseMs: 1_000, token: 'a' })],
  ['adding', (tx) => addJob(tx, { kind: 'send', contactId: 1, key: 'new', payload: {}, dueAt: 0 })],
  ['going on', (tx) => promote(tx, 'send:1')],
  ['going on after a failure', (tx) => oneHead(tx, 'send:1')],
  ['hurrying', (tx) => hurry(tx, 'send', 1, 10)],
  ['joining', (tx) => moveLane(tx, 'send', 1, 2)],
  ['prolonging leases', (tx) => prolongLeases(tx, 'a', 10)],
  ['freeing leases', (tx) => freeDeadLeases(tx)],
  ['finding a person', (tx) => contact(tx, { waId: '5493415500007' })],
  ['finding a place', (tx) => currentPlace(tx, 7)],
  ['what waits for an answer', (tx) => unanswered(tx, 7)],
  ['what was said', (tx) => history(tx, 7, 20)],
])('%s reads no whole table', async (_, work) => {
  const plan = await plans(work);
  expect(plan).toContain('Index');
  expect(plan).not.toMatch(/Seq Scan on (jobs|contacts|places|identifiers|messages)/);
});
