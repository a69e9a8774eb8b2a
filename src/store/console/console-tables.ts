import type { Generated, Selectable } from 'kysely';

/** The tables of the console: who may open it, who has it open, what was done. */
export interface ConsoleTables {
  console_users: ConsoleUserTable;
  console_sessions: ConsoleSessionTable;
  console_acts: ConsoleActTable;
}

/** `see` may look at everything but whole numbers; `operate` may do what can be done besides. */
export type Role = 'see' | 'operate';

export interface ConsoleUserTable {
  name: string;
  role: Role;
  /** As `hashPassword` writes it: never the password itself. */
  password: string;
  set_at: number;
}

/** Somebody who has the console open. Their role is that of the user, as it is now. */
export interface ConsoleSessionTable {
  /** SHA-256 of what the browser's cookie holds: who reads the ledger cannot take a session over. */
  id: string;
  name: string;
  begun_at: number;
  /** When it was last used, to the minute. */
  seen_at: number;
  /** It is over then, however much it is used. */
  ends_at: number;
}

/** One thing that was done, or that somebody may not do. */
export interface ConsoleActTable {
  id: Generated<number>;
  at: number;
  /** Who did it; empty where nobody is known (a wrong login). */
  name: string;
  role: string;
  /** What, by its name in code, such as `handoff.human`. */
  act: string;
  /** About whom or what: `contact:12`, `message:UUID`, `job:7`. Never a number, a name or a text. */
  about: string | null;
  /** More of it, in the words of the code. */
  detail: string | null;
  /** `done` · `refused: CODE` · `failed`; null: begun, and nobody knows what came of it. */
  outcome: string | null;
  ended_at: number | null;
}

export type ConsoleUser = Selectable<ConsoleUserTable>;
export type ConsoleSession = Selectable<ConsoleSessionTable>;
export type ConsoleAct = Selectable<ConsoleActTable>;
