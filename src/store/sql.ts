import { sql } from 'kysely';

/**
 * Raw SQL for the few statements that have no builder form; common to SQLite and PostgreSQL. A value that the condition of an index
 * names is written as `sql.lit`: were it bound, SQLite would plan the statement anew at each run.
 */
export { sql };

/** In a row of work that is added for a person: their channel. So nobody who adds work can name another one. */
export const channelOf = (contactId: number) => sql<string>`(select channel_id from contacts where id = ${contactId})`;
