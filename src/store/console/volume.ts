import { sql } from '../sql.ts';
import type { Db, Message } from '../tables.ts';

/** So many messages of a stretch that stand alike. */
export interface Counted {
  author: Message['author'];
  chatwoot_state: Message['chatwoot_state'];
  answer: Message['answer'];
  /** A customer's, and nobody has decided what becomes of it. */
  waits: boolean;
  count: number;
}

/** Of a stretch no more are counted: an hour has so many only in a flood. */
const MOST = 20_000;

/** What a channel's messages of a stretch came to, by the index of its days. */
export async function countStretch(db: Db, channel: string, from: number, to: number): Promise<Counted[]> {
  const { rows } = await sql<Omit<Counted, 'waits'> & { waits: number }>`
    select author, chatwoot_state, answer, waits, count(*) as count from (
      select author, chatwoot_state, answer, case when author = 'customer' and answered_at is null then 1 else 0 end as waits
      from messages where channel_id = ${channel} and created_at >= ${from} and created_at < ${to}
      order by created_at, id limit ${MOST}) counted
    group by author, chatwoot_state, answer, waits`.execute(db);
  return rows.map((row) => ({ ...row, waits: Number(row.waits) === 1, count: Number(row.count) }));
}

/** As many are timed of a stretch. */
const TIMED = 300;

/** How long the bot's first answers took, of those who wrote in a stretch. Milliseconds, the shortest first. */
export async function firstAnswers(db: Db, channel: string, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ took: number }>`
    select min(answers.created_at) - asked.created_at as took from (
      select exchange_id, created_at from messages
      where channel_id = ${channel} and created_at >= ${from} and created_at < ${to} and author = 'customer' and answer = 'bot'
      order by created_at, id limit ${TIMED}) asked
    join messages answers on answers.exchange_id = asked.exchange_id and answers.author = 'bot'
    group by asked.exchange_id, asked.created_at`.execute(db);
  return rows.map(({ took }) => Math.max(0, Number(took))).toSorted((a, b) => a - b);
}
