import type { Generated } from 'kysely';

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
