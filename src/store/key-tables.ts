import type { Generated, Selectable } from 'kysely';

/** Tables of small rows that are found by their name. */
export interface KeyTables {
  identifiers: IdentifierTable;
  idempotency: IdempotencyTable;
  meta: MetaTable;
  runs: RunTable;
  duties: DutyTable;
  commits: CommitTable;
}

/** Every name a person is known by: `wa:549…`, `id:US.…`, `key:54…` (the same line in another spelling). */
export interface IdentifierTable {
  channel_id: string;
  value: string;
  contact_id: number;
}

/** What a caller of the API sent under a key of theirs, and what was answered. */
export interface IdempotencyTable {
  id: Generated<number>;
  /** Empty for a list that names several. */
  channel_id: string;
  key: string;
  body_hash: string;
  answer: string;
  created_at: number;
}

/** Single values, by name. */
export interface MetaTable {
  key: string;
  value: string;
}

/** One life of a service on this ledger. */
export interface RunTable {
  token: string;
  /** Counts up while the run lives. No clock is compared: who sees it stand still for long takes the run for dead. */
  beat: number;
  /** 0: a library in another program, which does only what no service is there for. */
  serves: Generated<number>;
}

export type RunRow = Selectable<RunTable>;

export interface DutyTable {
  /** What only one run may do at a time, e.g. `whatsapp:main`. */
  name: string;
  /** The run that does it; null: nobody. */
  holder: string | null;
}

/** What one connection to a PostgreSQL server last wrote (`store/postgres/marks.ts`); empty on SQLite. */
export interface CommitTable {
  id: string;
  mark: string;
  at: number;
}
