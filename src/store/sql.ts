/**
 * Raw SQL for the few statements that have no builder form; common to SQLite and PostgreSQL. A value that the condition of an index
 * names is written as `sql.lit`: were it bound, SQLite would plan the statement anew at each run.
 */
export { sql } from 'kysely';
