import { FIGURES, handoffsListed, messagesOfFigure, NOW_FIGURES } from '../../store/reports/list.ts';
import type { Db } from '../../store/tables.ts';
import { personShown } from '../masked.ts';
import { PAGE } from '../paging.ts';
import type { Said } from '../tools.ts';
import type { Listed } from './shapes.ts';

/** Every figure that opens a list: of messages, and of times in which people answer. */
export const LISTS = [...FIGURES, ...NOW_FIGURES, 'handoffs', 'waiting', 'unanswered'] as const;

export interface ListAsked {
  channelId: string;
  from: number;
  to: number;
  figure: (typeof LISTS)[number];
  cause: string | null;
  after: { at: number; id: string | number } | null;
}

/** A text in a list, so that a page of fifty stays small. */
const SHOWN = 300;

/** What a figure of one channel counts, a page of it; `next` is where to go on. */
export async function listed(
  db: Db,
  { figure, cause, after, ...span }: ListAsked,
  said: Said,
): Promise<{ items: Listed[]; next: { at: number; id: string | number } | null }> {
  if (figure === 'handoffs' || figure === 'waiting' || figure === 'unanswered') {
    const only = figure === 'handoffs' ? null : figure;
    const behind = after && { at: after.at, id: Number(after.id) };
    const rows = await handoffsListed(db, { ...span, cause, only, after: behind, limit: PAGE + 1 });
    const last = rows[PAGE - 1];
    return {
      items: rows.slice(0, PAGE).map((row) => ({
        ...{ id: `handoff:${row.id}`, at: Number(row.began_at), person: personShown({ ...row, id: row.contact_id }) },
        ...{ cause: row.cause, answeredAt: row.answered_at, endedAt: row.ended_at },
      })),
      next: rows.length > PAGE && last ? { at: Number(last.began_at), id: Number(last.id) } : null,
    };
  }
  const behind = after && { at: after.at, id: String(after.id) };
  const { messages, next } = await messagesOfFigure(db, { ...span, figure, after: behind, limit: PAGE });
  return {
    items: messages.map((row) => ({
      ...{ id: row.id, at: Number(row.created_at), person: personShown({ ...row, id: row.contact_id }) },
      ...{ author: row.author, text: row.text.slice(0, SHOWN) },
      error: row.error === null ? null : said(row.error),
    })),
    next,
  };
}
