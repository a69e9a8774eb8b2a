import { sql } from '../sql.ts';
import type { Contact, Db, Job, Message, Send } from '../tables.ts';

/** What is known of the work of a message. */
export type AuditedJob = Pick<Job, 'id' | 'key' | 'kind' | 'state' | 'contact_id' | 'last_error' | 'created_at'>;

export type AuditedSend = Pick<Send, 'id' | 'message_id' | 'state' | 'error' | 'error_code'>;

const columns = ['id', 'key', 'kind', 'state', 'contact_id', 'last_error', 'created_at'] as const;

/** By their keys, whatever became of them. */
export async function jobsByKey(db: Db, channelId: string, keys: readonly string[]): Promise<AuditedJob[]> {
  if (keys.length === 0) return [];
  return await db
    .selectFrom('jobs')
    .select(columns)
    .where('channel_id', '=', channelId)
    .where('key', 'in', keys)
    .execute();
}

/**
 * The turns of these people that are still to come, and those that were given up: a turn answers everything its person said until then, by
 * whichever message it was asked for.
 */
export async function turnsOf(db: Db, contacts: readonly Contact['id'][]): Promise<AuditedJob[]> {
  if (contacts.length === 0) return [];
  const open = await db
    .selectFrom('jobs')
    .select(columns)
    .where(
      'lane',
      'in',
      contacts.map((id) => `turn:${id}`),
    )
    // Written out, so that every database sees that the index of open lanes holds these rows.
    .where(sql<boolean>`state in ('ready', 'waiting')`)
    .execute();
  const givenUp = await db
    .selectFrom('jobs')
    .select(columns)
    .where('state', '=', sql.lit('problem'))
    .where('kind', '=', 'turn')
    .where('contact_id', 'in', contacts)
    .orderBy('id')
    .execute();
  return [...open, ...givenUp];
}

export async function sendsOfMessages(db: Db, messages: readonly Message['id'][]): Promise<AuditedSend[]> {
  if (messages.length === 0) return [];
  return await db
    .selectFrom('sends')
    .select(['id', 'message_id', 'state', 'error', 'error_code'])
    .where('message_id', 'in', messages)
    .orderBy('part')
    .execute();
}
