/** What a caller of the API sent under a key of theirs, and what was answered. */
export interface IdempotencyTable {
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
