import { sql } from '../sql.ts';
import type { Db, Message } from '../tables.ts';

export type Found = Pick<
  Message,
  'id' | 'contact_id' | 'channel_id' | 'author' | 'text' | 'kind' | 'said_at' | 'created_at'
>;

const columns = sql`id, contact_id, channel_id, author, text, kind, said_at, created_at`;

/** A message by WhatsApp's id, that of one of its parts too, or by our own, or that of its exchange. */
export async function messageByName(db: Db, channels: readonly string[], name: string): Promise<Found[]> {
  if (channels.length === 0) return [];
  const those = sql.join(channels);
  const { rows } = await sql<Found>`
    select ${columns} from messages where id = ${name}
    union select ${columns} from messages where exchange_id = ${name}
    union select ${columns} from messages where wamid = ${name} and channel_id in (${those})
    union select ${columns} from messages where id in (
      select message_id from sends where wamid = ${name} and channel_id in (${those}))
    limit 20`.execute(db);
  return rows;
}

/** By Chatwoot's number of a message. */
export async function messageInChatwoot(db: Db, channels: readonly string[], number: number): Promise<Found[]> {
  if (channels.length === 0) return [];
  const { rows } = await sql<Found>`select ${columns} from messages
    where channel_id in (${sql.join(channels)}) and chatwoot_message_id is not null and chatwoot_message_id = ${number}
    limit 20`.execute(db);
  return rows;
}

/** By Chatwoot's number of a conversation. */
export async function personInChatwoot(db: Db, channels: readonly string[], number: number): Promise<number[]> {
  if (channels.length === 0) return [];
  const { rows } = await sql<{ contact_id: number }>`select contact_id from places
    where channel_id in (${sql.join(channels)}) and conversation_id is not null and conversation_id = ${number}
    limit 20`.execute(db);
  return [...new Set(rows.map(({ contact_id }) => Number(contact_id)))];
}

/** By the last digits of a number, four or more: by the index of the last four. */
export async function peopleByEnd(db: Db, digits: string, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from contacts
    where substr(wa_id, length(wa_id) - 3) = ${digits.slice(-4)} and wa_id like ${`%${digits}`}
    order by active_at desc limit ${most}`.execute(db);
  return rows.map(({ id }) => Number(id));
}

/** Texts, the newest first, from here on back. */
export async function textsBefore(
  db: Db,
  before: readonly [at: number, id: string] | null,
  most: number,
): Promise<Found[]> {
  const [at, id] = before ?? [Number.MAX_SAFE_INTEGER, ''];
  const { rows } = await sql<Found>`select ${columns} from messages where (created_at, id) < (${at}, ${id})
    order by created_at desc, id desc limit ${most}`.execute(db);
  return rows;
}

/** Names, those of the newest people first. */
export async function namesBefore(
  db: Db,
  before: number,
  most: number,
): Promise<{ id: number; channel_id: string; name: string | null }[]> {
  const { rows } = await sql<{
    id: number;
    channel_id: string;
    name: string | null;
  }>`select id, channel_id, name from contacts
    where id < ${before} order by id desc limit ${most}`.execute(db);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}
