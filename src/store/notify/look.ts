import { sql } from '../sql.ts';
import type { Db } from '../tables.ts';

/** Nothing is counted further: 10,000 say as much as 300,000. */
const MOST = 10_000;

/** Customers who wait for a person although people were reminded of them, by channel; and since when the first of them does. */
export async function remindedByChannel(db: Db): Promise<Map<string, { people: number; since: number }>> {
  const { rows } = await sql<{ channel_id: string; people: number; since: number | null }>`
    select channel_id, count(*) as people, min(answered_since) as since from (
      select channel_id, answered_since from contacts where answered_reminded = 1 limit ${MOST}) reminded
    group by channel_id`.execute(db);
  return new Map(rows.map((row) => [row.channel_id, { people: Number(row.people), since: Number(row.since ?? 0) }]));
}

/** Messages whose registering in Chatwoot was given up, by channel. */
export async function unregisteredByChannel(db: Db): Promise<Map<string, number>> {
  const { rows } = await sql<{ channel_id: string; count: number }>`
    select channel_id, count(*) as count from (
      select channel_id from jobs where state = 'problem' and kind = 'register' and key like 'register:%' limit ${MOST}) lost
    group by channel_id`.execute(db);
  return new Map(rows.map((row) => [row.channel_id, Number(row.count)]));
}
