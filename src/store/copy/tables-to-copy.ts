import type { Tables } from '../tables.ts';

/**
 * The key of every table, by which it is read from one row to the next; null where it tells of running processes alone, which is not
 * copied. A table that is not named here does not compile.
 */
const KEYS: { readonly [T in keyof Tables]: readonly string[] | null } = {
  contacts: ['id'],
  places: ['id'],
  identifiers: ['channel_id', 'value'],
  events: ['id'],
  messages: ['id'],
  sends: ['id'],
  jobs: ['id'],
  idempotency: ['id'],
  files: ['id'],
  pieces: ['file_id', 'number'],
  meta: ['key'],
  turns: ['id'],
  turn_steps: ['turn_id', 'bot', 'step'],
  tool_calls: ['turn_id', 'bot', 'step', 'position'],
  bot_states: ['contact_id', 'bot'],
  questions: ['id'],
  console_users: ['name'],
  console_sessions: ['id'],
  console_acts: ['id'],
  handoffs: ['id'],
  file_versions: ['id'],
  conditions: ['channel_id', 'subject'],
  report_slices: ['channel_id', 'quarter'],
  runs: null,
  duties: null,
  commits: null,
};

export const TABLES = (Object.keys(KEYS) as (keyof Tables)[]).filter((table) => KEYS[table] !== null);

export const keyOf = (table: keyof Tables): readonly string[] => KEYS[table] ?? [];

/** Tables whose key counts up. */
export const COUNTED = [
  'contacts',
  'places',
  'events',
  'jobs',
  'idempotency',
  'files',
  'questions',
  'console_acts',
  'handoffs',
  'file_versions',
] as const;
