import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../src/store/open.ts';
import { QUARTER } from '../../src/store/reports/count.ts';

/** How much is in it; the figures of `npm run bench` are those of the whole. */
export interface LedgerSize {
  people: number;
  messages: number;
  events: number;
  /** Messages of the one person who wrote most: ours of id 1. */
  ofOne: number;
  /** People who wrote within the last days. */
  active: number;
  /** People in human hands, the oldest of whom wrote long ago. */
  human: number;
  waiting: number;
  problems: number;
}

export const wholeLedger: LedgerSize = {
  people: 200_000,
  messages: 1_000_000,
  events: 500_000,
  ofOne: 33_000,
  active: 50_000,
  human: 2_000,
  waiting: 20_000,
  problems: 2_000,
};

/** The same in small or large: every kind of row is there. */
export const ledgerOf = (part: number): LedgerSize =>
  Object.fromEntries(
    Object.entries(wholeLedger).map(([name, count]) => [name, Math.ceil(count * part)]),
  ) as unknown as LedgerSize;

const DAY = 24 * 3_600_000;
/** RETENTION_DAYS of the ledger; what it holds is a day older, so that about 3 % are to be deleted. */
export const RETENTION_DAYS = 30;
const SPAN = (RETENTION_DAYS + 1) * DAY;

/**
 * Makes a ledger as a busy service has it after a month: every message was registered and sent, and its jobs are done; some wait, some
 * became problems; a person wrote as much as nobody should. Everything invented. Written by a few statements of SQL, 1,000,000 messages in
 * ten seconds or twenty.
 *
 * @param now milliseconds since 1970; everything is older.
 */
export async function makeLedger(path: string, now: number, size: LedgerSize = wholeLedger): Promise<void> {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const store = await openStore(`sqlite:${path}`);
  await store.close();
  const db = new DatabaseSync(path);
  db.exec(
    `pragma journal_mode = memory; pragma synchronous = off; pragma cache_size = -${CACHE_KB}; pragma temp_store = memory; pragma threads = 2`,
  );
  db.exec('begin');
  // Made at the end each index is sorted once; kept up to date with each row they would take ten times as long.
  const indices = db.prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null`).all();
  for (const { name } of indices) db.exec(`drop index ${String(name)}`);
  for (const statement of rows(now, size)) db.exec(statement);
  for (const { sql } of indices) db.exec(String(sql));
  for (const statement of waitingRows(now, size)) db.exec(statement);
  db.exec('commit');
  db.exec('pragma journal_mode = wal');
  db.close();
}

/** Of the making alone. */
const CACHE_KB = 2_000_000;

/** `i` from 1 to so many. */
const count = (to: number) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${to})`;

function* rows(now: number, size: LedgerSize): Generator<string> {
  const { people, messages, events, ofOne, active, human } = size;
  const start = now - SPAN;
  // The active are spread among all; those in human hands too, half of them not active.
  const isActive = `i % ${Math.max(1, Math.floor(people / active))} = 0`;
  const isHuman = `(i * 7919) % ${people} < ${human}`;
  yield `${count(people)} insert into contacts (id, channel_id, wa_id, phone, name, answered_by, answered_since, answered_reason, last_inbound_at, created_at)
    select i, 'main', '54911' || (10000000 + i), '+54911' || (10000000 + i), 'Persona ' || i,
      case when ${isHuman} then 'human' else 'bot' end, case when ${isHuman} then ${now - DAY} end, case when ${isHuman} then 'agent_replied' end,
      case when ${isActive} then ${now} - (i * 7907) % ${6 * DAY} else ${now - 8 * DAY} - (i * 104729) % ${20 * DAY} end, ${start}
    from n`;
  yield `update contacts set active_at = last_inbound_at`;
  yield `${count(people)} insert into identifiers (channel_id, value, contact_id) select 'main', 'wa:54911' || (10000000 + i), i from n`;
  yield `${count(people)} insert into identifiers (channel_id, value, contact_id) select 'main', 'key:5411' || (10000000 + i), i from n`;
  yield `${count(people)} insert into places (contact_id, channel_id, current, source_id, chatwoot_contact_id, pubsub_token, conversation_id, uuid, inbox_id,
      last_incoming_id, last_outgoing_id, status, labels, looked_at, created_at)
    select i, 'main', 1, '54911' || (10000000 + i), i, 'token-' || i, i, 'uuid-' || i, 1, i, i, 'open', '[]', ${now} - (i * 7901) % 3600000, ${start} from n`;

  // Two in a row are one exchange: odd ones the customer's, even ones the bot's, some of them an agent's.
  const who = `case when i <= ${ofOne} then 1 else 1 + ((i + 1) / 2 * 7919) % ${people} end`;
  const at = `${start} + cast(i * ${SPAN / messages} as integer)`;
  const author = `case when i % 2 = 1 then 'customer' when i % 20 = 0 then 'agent' else 'bot' end`;
  const id = `printf('%08x-%04x-7000-8000-%012x', (${at}) / 65536, (${at}) % 65536, i)`;
  yield `${count(messages)} insert into messages (id, contact_id, channel_id, author, kind, text, payload, wamid, said_at, created_at, exchange_id,
      answered_at, whatsapp_state, chatwoot_state, chatwoot_message_id, ticked)
    select ${id}, ${who}, 'main', ${author}, 'text', 'Hola, ¿a qué hora abren mañana? (' || i || ')',
      case when i % 2 = 1 then '{"kind":"text","text":"Hola, ¿a qué hora abren mañana?"}' else '{"text":"De 9 a 18","type":"outgoing"}' end,
      'wamid.' || i, ${at}, ${at}, 'exchange-' || ((i + 1) / 2),
      case when i % 2 = 1 and i <= ${messages} - 2000 then ${at} end,
      case when i % 2 = 1 then null when i % 5000 = 0 then 'failed' else 'read' end, 'registered', i,
      case when i % 2 = 1 then null when i % 5000 = 0 then 'failed' else 'read' end
    from n`;
  yield `insert into sends (id, message_id, part, payload, wamid, state)
    select id, id, 0, '{"type":"text","text":{"body":"De 9 a 18"}}', wamid, whatsapp_state from messages where author <> 'customer'`;
  for (const [kind, which] of [
    ['register', `1 = 1`],
    ['send', `author <> 'customer'`],
    ['turn', `author = 'customer'`],
  ] as const)
    yield `insert into jobs (kind, lane, contact_id, key, payload, state, due_at, attempts, created_at, finished_at)
      select '${kind}', '${kind}:' || contact_id, contact_id, '${kind}:' || id, '{"message":"' || id || '"}', 'done', created_at, 1, created_at, created_at + 400
      from messages where ${which}`;

  const raw = `'{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[{"id":"wamid.' || i || '"}]}}]}]}' || '${' '.repeat(200)}'`;
  yield `${count(events)} insert into events (source, raw, received_at, outcome)
    select 'whatsapp', ${raw}, ${start} + cast(i * ${SPAN / events} as integer),
      case when i % ${Math.ceil(events / 20)} = 0 then 'failed: a part could not be read' when i > ${events} - 5 then null else 'read' end from n`;
  // What reports count ahead is counted, as in any ledger that a service has worked on.
  yield `insert into meta (key, value) values ('reports:main', '${Math.floor(now / QUARTER) - 2}')`;
  yield `${count(Math.ceil(messages / 20))} insert into idempotency (key, body_hash, answer, created_at)
    select 'key-' || i, 'hash', '{}', ${start} + cast(i * ${(SPAN / messages) * 20} as integer) from n`;
}

function* waitingRows(now: number, { waiting, problems }: LedgerSize): Generator<string> {
  // Chatwoot has been down for an hour: what came in since waits, in long lanes and short.
  yield `update jobs set state = 'waiting', finished_at = null, attempts = 0 where kind = 'register' and
    id > (select max(id) from jobs where kind = 'register') - ${waiting}`;
  yield `update jobs set state = 'ready', last_error = 'Chatwoot answered 502', due_at = ${now + 30_000}
    where state = 'waiting' and id in (select min(id) from jobs where state = 'waiting' group by lane)`;
  yield `update messages set chatwoot_state = 'queued', chatwoot_message_id = null
    where id in (select substr(key, 10) from jobs where kind = 'register' and state in ('ready', 'waiting'))`;
  yield `update jobs set state = 'problem', finished_at = null, last_error = 'a problem of kind ' || (id % 7), fix = 'Retry.'
    where kind = 'send' and id in (select id from jobs where kind = 'send' order by id limit ${problems})`;
}
