/** Raw SQL for the few statements that have no builder form; common to SQLite and PostgreSQL. */
export { sql } from 'kysely';
