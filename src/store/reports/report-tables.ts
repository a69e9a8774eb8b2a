import type { Generated } from 'kysely';

/** The tables of reports. */
export interface ReportTables {
  handoffs: HandoffTable;
  report_slices: ReportSliceTable;
}

/** One time in which a person of the team answered in the bot's place. */
export interface HandoffTable {
  id: Generated<number>;
  channel_id: string;
  contact_id: number;
  /** A `HandoffReason`. */
  cause: string;
  began_at: number;
  /** When somebody of the team first answered; as it began where their answer brought it about. Null: nobody has. */
  answered_at: number | null;
  /** When the bot was given it back; null: it has not been. */
  ended_at: number | null;
  /** A `ReturnReason`; `joined` where two contacts turned out to be one person. */
  ended_by: string | null;
}

/** What one quarter of an hour of a channel came to. Quarters of which nothing is to be told have no row. */
export interface ReportSliceTable {
  channel_id: string;
  /** Quarters of an hour since 1970: every zone's days are whole numbers of them. */
  quarter: number;
  /** Messages of customers that say something: all of them are in one of the next five. */
  received: number;
  by_bot: number;
  /** Another program answered, and handed both in. */
  by_program: number;
  /** Left to people. */
  by_people: number;
  /** Not to be answered. */
  unasked: number;
  /** Not settled when it was counted; words that had not left among them. While there are any it is counted anew. */
  open: number;
  said_bot: number;
  said_agent: number;
  /** JSON: how many first answers took how long, as `histogram.ts` writes it. */
  first: string;
  counted_at: number;
}
