import { sql } from '../sql.ts';
import type { Db } from '../tables.ts';
import { addAll, addTime, type Histogram } from './histogram.ts';

/** Milliseconds. */
export const QUARTER = 15 * 60_000;

/** What is counted of some time. */
export interface Counts {
  received: number;
  by_bot: number;
  by_program: number;
  by_people: number;
  unasked: number;
  open: number;
  said_bot: number;
  said_agent: number;
  first: Histogram;
}

export const noCounts = (): Counts => ({
  ...{ received: 0, by_bot: 0, by_program: 0, by_people: 0, unasked: 0, open: 0, said_bot: 0, said_agent: 0 },
  first: {},
});

export function addCounts(into: Counts, other: Counts): void {
  for (const name of NUMBERS) into[name] += other[name];
  addAll(into.first, other.first);
}

const NUMBERS = [
  ...(['received', 'by_bot', 'by_program', 'by_people'] as const),
  ...(['unasked', 'open', 'said_bot', 'said_agent'] as const),
];

/** Of a channel, from `from` to `to`, which is not in it. Milliseconds since 1970. */
export interface Span {
  channelId: string;
  from: number;
  to: number;
}

/** Messages counted at once: some milliseconds, since nobody else is served meanwhile where the ledger is a file. */
const PIECE = 500;

export interface CountOptions {
  /** Between two pieces everybody else goes first. */
  rest?: () => Promise<void>;
  /** Smaller in tests. */
  piece?: number;
  /** About so many messages are counted, the oldest first; all of them where absent. */
  most?: number;
}

export interface Counted {
  quarters: Map<number, Counts>;
  /** Everything before is counted. Milliseconds since 1970. */
  upTo: number;
  /** About so many messages were. */
  messages: number;
}

/** Counts messages by the quarters in which they came to us, in pieces by an index. */
export async function countQuarters(
  db: Db,
  { channelId, from, to }: Span,
  { rest, piece = PIECE, most = Infinity }: CountOptions = {},
): Promise<Counted> {
  const quarters = new Map<number, Counts>();
  let messages = 0;
  let at = from;
  while (at < to && messages < most) {
    const end = await endOfPiece(db, { channelId, from: at, to }, piece);
    await countPiece(db, { channelId, from: at, to: end }, quarters);
    at = end;
    if (at >= to) break;
    messages += piece;
    await rest?.();
  }
  return { quarters, upTo: Math.min(at, to), messages };
}

/** Where a piece ends; many of one moment are one piece. */
async function endOfPiece(db: Db, { channelId, from, to }: Span, piece: number): Promise<number> {
  const { rows } = await sql<{ at: number }>`select created_at as at from messages
    where channel_id = ${channelId} and created_at >= ${from} and created_at < ${to}
    order by created_at, id limit 1 offset ${piece}`.execute(db);
  return rows[0] ? Math.max(Number(rows[0].at), from + 1) : to;
}

async function countPiece(db: Db, span: Span, into: Map<number, Counts>): Promise<void> {
  const of = (quarter: number): Counts => {
    const known = into.get(quarter) ?? noCounts();
    into.set(quarter, known);
    return known;
  };
  for (const { quarter, author, answer, open, times } of await said(db, span)) {
    const counts = of(Number(quarter));
    const count = Number(times);
    if (author !== 'customer') {
      counts[author === 'bot' ? 'said_bot' : 'said_agent'] += count;
      if (Number(open) === 1) counts.open += count;
      continue;
    }
    counts.received += count;
    if (Number(open) === 1) counts.open += count;
    else counts[sides[answer ?? ''] ?? 'unasked'] += count;
  }
  for (const { quarter, took } of await firstAnswers(db, span)) addTime(of(Number(quarter)).first, Number(took));
}

/** What an `Answer` counts as; all else was not to be answered. */
export const sides: Readonly<Record<string, 'by_bot' | 'by_program' | 'by_people'>> = {
  bot: 'by_bot',
  exchange: 'by_program',
  handed_off: 'by_people',
  person: 'by_people',
  taken_over: 'by_people',
  no_bot: 'by_people',
};

/** What says nothing to the other side: files that came late, acts without words, notes and commands. */
export const unsaid = sql`('file', 'silent', 'note', 'command')`;

interface Said {
  quarter: number;
  author: string;
  answer: string | null;
  open: number;
  times: number;
}

async function said(db: Db, { channelId, from, to }: Span): Promise<Said[]> {
  const { rows } = await sql<Said>`select quarter, author, answer, open, count(*) as times from (
      select created_at / ${sql.lit(QUARTER)} as quarter, author, answer,
        case when (author = 'customer' and answered_at is null) or whatsapp_state = 'queued' then 1 else 0 end as open
      from messages where channel_id = ${channelId} and created_at >= ${from} and created_at < ${to}
        and kind not in ${unsaid} and (author = 'customer' or whatsapp_state is null or whatsapp_state <> 'discarded')) each
    group by quarter, author, answer, open`.execute(db);
  return rows;
}

/**
 * How long each first answer took: from the first thing a customer said since somebody last answered, until it was written down. It counts
 * in the quarter of the answer, so that what is over stays as it is. What other programs hand in is no answer of ours.
 */
async function firstAnswers(db: Db, { channelId, from, to }: Span): Promise<{ quarter: number; took: number }[]> {
  const isAnswer = (alias: string) =>
    sql.raw(
      `${alias}.author in ('bot', 'agent') and ${alias}.whatsapp_state is not null and ${alias}.whatsapp_state <> 'discarded'` +
        ` and ${alias}.kind not in ('file', 'silent', 'note', 'command')`,
    );
  const { rows } = await sql<{
    quarter: number;
    took: number | null;
  }>`select m.created_at / ${sql.lit(QUARTER)} as quarter,
      m.created_at - (select c.created_at from messages c where c.contact_id = m.contact_id and c.created_at <= m.created_at
        and c.created_at > coalesce((select p.created_at from messages p where p.contact_id = m.contact_id and p.created_at <= m.created_at and ${isAnswer('p')}
          and (p.created_at < m.created_at or (p.created_at = m.created_at and p.id < m.id))
          order by p.created_at desc limit 1), 0)
        and c.author = 'customer' and c.kind not in ${unsaid} and (c.answer is null or c.answer <> 'exchange')
        order by c.created_at limit 1) as took
    from messages m where m.channel_id = ${channelId} and m.created_at >= ${from} and m.created_at < ${to}
      and ${isAnswer('m')}`.execute(db);
  return rows.flatMap(({ quarter, took }) => (took === null ? [] : [{ quarter, took }]));
}
