import { sides, unsaid } from './count.ts';
import { sql } from '../sql.ts';
import type { Contact, Db, Message } from '../tables.ts';

/** The figures of messages that open a list. */
export const FIGURES = [
  'received',
  'byBot',
  'byProgram',
  'byPeople',
  'unasked',
  'open',
  'saidBot',
  'saidAgent',
  'failed',
] as const;
export type Figure = (typeof FIGURES)[number];
/** And those of a day as it runs, which count everything that was said: acts without words and late files too. */
export const NOW_FIGURES = ['came', 'decided', 'undecided', 'registered', 'unregistered'] as const;
export type NowFigure = (typeof NOW_FIGURES)[number];

/** A message as lists show it. */
export type ListedMessage = Pick<
  Message,
  'id' | 'contact_id' | 'channel_id' | 'author' | 'text' | 'created_at' | 'answer' | 'whatsapp_state' | 'error'
> &
  Pick<Contact, 'name' | 'wa_id' | 'phone'>;

export interface ListOptions {
  channelId: string;
  from: number;
  to: number;
  figure: Figure | NowFigure;
  /** Where the last page ended. */
  after: { at: number; id: string } | null;
  limit: number;
}

/** Looked at for one page: where few of many are meant, the page is short and the next goes on. */
const LOOKED_AT = 5_000;

const answersOf = (side: string) =>
  sql.join(Object.entries(sides).flatMap(([answer, of]) => (of === side ? [sql.lit(answer)] : [])));

const isOpen = sql`(m.author = 'customer' and m.answered_at is null) or m.whatsapp_state = 'queued'`;
const isCustomers = sql`m.author = 'customer'`;
const isSettled = sql`${isCustomers} and m.answered_at is not null`;

const conditions: Record<Figure | NowFigure, ReturnType<typeof sql>> = {
  came: isCustomers,
  decided: isSettled,
  undecided: sql`${isCustomers} and m.answered_at is null`,
  registered: sql`${isCustomers} and m.chatwoot_state = 'registered'`,
  unregistered: sql`m.chatwoot_state in ('queued', 'problem')`,
  received: isCustomers,
  byBot: sql`${isSettled} and m.answer in (${answersOf('by_bot')})`,
  byProgram: sql`${isSettled} and m.answer in (${answersOf('by_program')})`,
  byPeople: sql`${isSettled} and m.answer in (${answersOf('by_people')})`,
  unasked: sql`${isSettled} and (m.answer is null or m.answer not in (${sql.join(Object.keys(sides).map((one) => sql.lit(one)))}))`,
  open: sql`(${isOpen})`,
  saidBot: sql`m.author = 'bot'`,
  saidAgent: sql`m.author = 'agent'`,
  failed: sql`m.whatsapp_state = 'failed'`,
};

const isOfNow = (figure: Figure | NowFigure): boolean => (NOW_FIGURES as readonly string[]).includes(figure);

/** The messages that a figure counts, newest first; `next` is where to go on, null where all was looked at. */
export async function messagesOfFigure(
  db: Db,
  { channelId, from, to, figure, after, limit }: ListOptions,
): Promise<{ messages: ListedMessage[]; next: ListOptions['after'] }> {
  const behind = after === null ? sql`` : sql`and (created_at, id) < (${after.at}, ${after.id})`;
  const end = after === null ? to : after.at + 1;
  const range = sql`channel_id = ${channelId} and created_at >= ${from} and created_at < ${end} ${behind}`;
  // What failed has an index of its own.
  const looked =
    figure === 'failed'
      ? sql`select id, created_at from messages where whatsapp_state = 'failed' and ${range} order by created_at desc, id desc limit ${limit + 1}`
      : sql`select id, created_at from messages where ${range} order by created_at desc, id desc limit ${LOOKED_AT}`;
  const counts =
    figure === 'failed' || isOfNow(figure)
      ? sql``
      : sql`and m.kind not in ${unsaid} and (m.author = 'customer' or m.whatsapp_state is null or m.whatsapp_state <> 'discarded')`;
  const { rows } =
    await sql<ListedMessage>`select m.id, m.contact_id, m.channel_id, m.author, m.text, m.created_at, m.answer,
      m.whatsapp_state, m.error, c.name, c.wa_id, c.phone
    from (${looked}) l join messages m on m.id = l.id join contacts c on c.id = m.contact_id
    where ${conditions[figure]} ${counts} order by m.created_at desc, m.id desc limit ${limit + 1}`.execute(db);
  const messages = rows.slice(0, limit);
  const last = messages.at(-1);
  if (rows.length > limit && last) return { messages, next: { at: Number(last.created_at), id: last.id } };
  if (figure === 'failed') return { messages, next: null };
  const { rows: ends } = await sql<{ id: string; at: number }>`select id, created_at as at from messages where ${range}
    order by created_at desc, id desc limit 1 offset ${LOOKED_AT - 1}`.execute(db);
  return { messages, next: ends[0] ? { at: Number(ends[0].at), id: ends[0].id } : null };
}

/** Hand-overs with who they were about, newest first. */
export interface ListedHandoff {
  id: number;
  contact_id: number;
  channel_id: string;
  cause: string;
  began_at: number;
  answered_at: number | null;
  ended_at: number | null;
  name: string | null;
  wa_id: string | null;
  phone: string | null;
}

export async function handoffsListed(
  db: Db,
  options: Omit<ListOptions, 'figure' | 'after'> & {
    cause: string | null;
    /** Only those whom nobody has answered yet, or whom nobody answered before the bot was given them back; null: all. */
    only: 'waiting' | 'unanswered' | null;
    after: { at: number; id: number } | null;
  },
): Promise<ListedHandoff[]> {
  const { channelId, from, to, cause, only, after, limit } = options;
  const behind = after === null ? sql`` : sql`and (h.began_at, h.id) < (${after.at}, ${after.id})`;
  const of = cause === null ? sql`` : sql`and h.cause = ${cause}`;
  const open =
    only === null
      ? sql``
      : only === 'waiting'
        ? sql`and h.answered_at is null and h.ended_at is null`
        : sql`and h.answered_at is null and h.ended_at is not null`;
  const { rows } =
    await sql<ListedHandoff>`select h.id, h.contact_id, h.channel_id, h.cause, h.began_at, h.answered_at, h.ended_at,
      c.name, c.wa_id, c.phone from handoffs h join contacts c on c.id = h.contact_id
    where h.channel_id = ${channelId} and h.began_at >= ${from} and h.began_at < ${after === null ? to : after.at + 1}
      ${behind} ${of} ${open} order by h.began_at desc, h.id desc limit ${limit}`.execute(db);
  return rows;
}
