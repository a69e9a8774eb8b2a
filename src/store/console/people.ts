import { sql } from '../sql.ts';
import type { Contact, Db, Message } from '../tables.ts';

/** Where a page of people ended: when something was last said with them, and their number. */
export type AfterPerson = readonly [at: number, id: number] | null;

export type ListedPerson = Pick<
  Contact,
  | 'id'
  | 'channel_id'
  | 'name'
  | 'wa_id'
  | 'phone'
  | 'answered_by'
  | 'answered_reason'
  | 'answered_since'
  | 'answered_until'
  | 'answered_remind_at'
  | 'answered_give_back_at'
  | 'last_inbound_at'
  | 'active_at'
>;

const columns = sql`contacts.id, contacts.channel_id, name, wa_id, phone, answered_by, answered_reason, answered_since, answered_until,
  answered_remind_at, answered_give_back_at, last_inbound_at, active_at`;

/** The conditions are written out: `contacts_with_people` holds the rows of the first alone. */
const answeredBy = {
  human: sql`and answered_by = 'human'`,
  bot: sql`and answered_by = 'bot'`,
  all: sql``,
};

/** People of a channel by when something was last said with them, the newest first. */
export async function peopleByActivity(
  db: Db,
  { channel, after, by, most }: { channel: string; after: AfterPerson; by: keyof typeof answeredBy; most: number },
): Promise<ListedPerson[]> {
  const [at, id] = after ?? [Number.MAX_SAFE_INTEGER, 0];
  const from = sql`and (active_at, id) < (${at}, ${id})`;
  const { rows } = await sql<ListedPerson>`select ${columns} from contacts
    where channel_id = ${channel} ${from} ${answeredBy[by]}
    order by active_at desc, id desc limit ${most}`.execute(db);
  return rows;
}

/** Lists of few as a rule, by the number of the person: indices hold their rows alone. */
const few = {
  unanswered: sql`select contact_id from messages where author = 'customer' and answered_at is null`,
  problem: sql`select contact_id from jobs where state = 'problem'`,
};

/** People of whom something waits for an answer, or was given up, by their number. */
export async function fewPeople(
  db: Db,
  { of, after, most }: { of: keyof typeof few; after: number; most: number },
): Promise<number[]> {
  const { rows } = await sql<{ contact_id: number }>`${few[of]} and contact_id > ${after}
    group by contact_id order by contact_id limit ${most}`.execute(db);
  return rows.map(({ contact_id }) => Number(contact_id));
}

/** Whom somebody is to answer, or the bot is to have back, who has waited longest first. */
export async function waitingPeople(db: Db, most: number): Promise<number[]> {
  const by = (column: ReturnType<typeof sql>) =>
    sql<{ id: number }>`select id from contacts where ${column} is not null order by ${column} limit ${most}`.execute(
      db,
    );
  const [remind, giveBack] = [await by(sql`answered_remind_at`), await by(sql`answered_give_back_at`)];
  return [...new Set([...remind.rows, ...giveBack.rows].map(({ id }) => Number(id)))].slice(0, most);
}

/** These, in the order of their numbers as given. */
export async function peopleOf(db: Db, ids: readonly number[]): Promise<ListedPerson[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ListedPerson>`select ${columns} from contacts where id in (${sql.join(ids)})`.execute(db);
  const known = new Map(rows.map((row) => [Number(row.id), row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

export type LastSaid = Pick<Message, 'contact_id' | 'id' | 'author' | 'text' | 'kind' | 'said_at'>;

/** What was said last of each of these people. */
export async function lastSaid(db: Db, ids: readonly number[]): Promise<Map<number, LastSaid>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LastSaid>`select m.contact_id, m.id, m.author, m.text, m.kind, m.said_at
    from contacts c join messages m on m.id =
      (select id from messages where contact_id = c.id order by created_at desc limit 1)
    where c.id in (${sql.join(ids)})`.execute(db);
  return new Map(rows.map((row) => [Number(row.contact_id), row]));
}

/** The conversation of each of these people in Chatwoot where what is said now is registered. */
export async function conversationsOf(db: Db, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    contact_id: number;
    conversation_id: number;
  }>`select contact_id, conversation_id from places
    where current = 1 and conversation_id is not null and contact_id in (${sql.join(ids)})`.execute(db);
  return new Map(rows.map(({ contact_id, conversation_id }) => [Number(contact_id), Number(conversation_id)]));
}

/** What was said with one person, the newest first. */
export async function saidWith(
  db: Db,
  contactId: number,
  { after, most }: { after: readonly [at: number, id: string] | null; most: number },
): Promise<Message[]> {
  const from = after === null ? sql`` : sql`and (created_at, id) < (${after[0]}, ${after[1]})`;
  const { rows } = await sql<Message>`select * from messages where contact_id = ${contactId} ${from}
    order by created_at desc, id desc limit ${most}`.execute(db);
  return rows;
}
