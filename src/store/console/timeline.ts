import { sql } from '../sql.ts';
import type { Db, Event, Job, Message, Send, StoredFile } from '../tables.ts';
import type { ToolCallTable, TurnRow, TurnStepTable } from '../turn-tables.ts';
import type { Selectable } from 'kysely';

/** Everything the ledger knows of one exchange. */
export interface ExchangeRows {
  messages: Message[];
  sends: Send[];
  files: StoredFile[];
  jobs: Job[];
  turns: TurnRow[];
  steps: Selectable<TurnStepTable>[];
  calls: Selectable<ToolCallTable>[];
}

/** Of a person's turns so many from the message on are looked through for it. */
const MOST_TURNS = 20;

export async function exchangeRows(db: Db, message: Message): Promise<ExchangeRows> {
  const messages = await db
    .selectFrom('messages')
    .selectAll()
    .where('exchange_id', '=', message.exchange_id)
    .orderBy('created_at')
    .orderBy('id')
    .limit(50)
    .execute();
  const ids = messages.map(({ id }) => id);
  const sends = await db.selectFrom('sends').selectAll().where('message_id', 'in', ids).orderBy('part').execute();
  const files = await db.selectFrom('files').selectAll().where('message_id', 'in', ids).orderBy('position').execute();
  const keys = [
    ...ids.flatMap((id) => [`register:${id}`, `fetch:${id}`, `hear:${id}`]),
    ...sends.map(({ id }) => `send:${id}`),
  ];
  const jobs = await db
    .selectFrom('jobs')
    .selectAll()
    .where('channel_id', '=', message.channel_id)
    .where('key', 'in', keys)
    .execute();
  const turns = await turnsAbout(db, message, ids);
  const named = turns.map(({ id }) => id);
  const steps =
    named.length === 0
      ? []
      : await db.selectFrom('turn_steps').selectAll().where('turn_id', 'in', named).orderBy('step').execute();
  const calls =
    named.length === 0
      ? []
      : await db
          .selectFrom('tool_calls')
          .selectAll()
          .where('turn_id', 'in', named)
          .orderBy('step')
          .orderBy('position')
          .execute();
  return { messages, sends, files, jobs, turns, steps, calls };
}

/** Those that answered one of these messages: they ended after it came, or have not yet. */
async function turnsAbout(db: Db, message: Message, ids: readonly string[]): Promise<TurnRow[]> {
  const { contact_id: contactId } = message;
  const ended =
    await sql<TurnRow>`select * from turns where contact_id = ${contactId} and ended_at >= ${message.created_at - 3_600_000}
    order by ended_at limit ${MOST_TURNS}`.execute(db);
  const open =
    await sql<TurnRow>`select * from turns where contact_id = ${contactId} and ended_at is null limit ${MOST_TURNS}`.execute(
      db,
    );
  return [...ended.rows, ...open.rows].filter((turn) => ids.some((id) => turn.messages.includes(id)));
}

/** How long an event may lie before it is read, and how many of those of that time are looked through. */
const READ_WITHIN_MS = 60_000;
const MOST_EVENTS = 300;

/** The event that a message came in, where it was kept shortly before; undefined where it is not found so. */
export async function eventOf(
  db: Db,
  { wamid, created_at: at }: Message,
): Promise<Pick<Event, 'id' | 'received_at'> | undefined> {
  if (wamid === null) return undefined;
  const { rows } = await sql<Pick<Event, 'id' | 'received_at'>>`select id, received_at from (
      select id, received_at, raw from events where received_at <= ${at} and received_at >= ${at - READ_WITHIN_MS}
      order by received_at desc limit ${MOST_EVENTS}) near
    where raw like ${`%${wamid.replace(/[%_]/g, '')}%`} limit 1`.execute(db);
  return rows[0];
}
