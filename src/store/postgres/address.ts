import type { PoolConfig } from 'pg';
import pg from 'pg';

/** Longer than any pause of a healthy server; a webhook that waits so long still gets its 503 within 5 s. Milliseconds. */
const CONNECT_MS = 2_500;
/** A statement of ours takes milliseconds. The server ends one that hangs; where it does not answer at all, we do. Milliseconds. */
const STATEMENT_MS = 9_000;
const QUERY_MS = 10_000;
/** So long a write may wait for another that holds what it needs. Milliseconds. */
const LOCK_MS = 5_000;
/** A process that sleeps in the middle of a write holds others up no longer than this: the server undoes its write. Milliseconds. */
const ASLEEP_MS = 10_000;

/**
 * How to reach the server. TLS as libpq reads it: `sslmode=require` encrypts, `verify-full` also looks whether it is the right server,
 * `sslrootcert=FILE` names whom to trust.
 *
 * @param url `postgres://user:password@host:port/database?sslmode=…`
 */
export function poolConfig(url: string, given: { most: number; patient?: boolean }): PoolConfig {
  const limits = {
    statement_timeout: STATEMENT_MS,
    query_timeout: QUERY_MS,
    lock_timeout: LOCK_MS,
  };
  return {
    connectionString: withPlainTls(url),
    max: given.most,
    application_name: 'optiatiende',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // A program that uses the library ends when it has nothing else to do.
    allowExitOnIdle: true,
    types: { getTypeParser },
    // Also while the tables are made: who sleeps in the middle of that would hold up everybody who starts, and all that runs.
    idle_in_transaction_session_timeout: ASLEEP_MS,
    ...(given.patient ? {} : limits),
  };
}

/** The driver reads `sslmode` in a way of its own, and warns of it, unless it is told to read it as everybody else does. */
function withPlainTls(url: string): string {
  if (!/[?&]sslmode=/.test(url) || /[?&]uselibpqcompat=/.test(url)) return url;
  return `${url}&uselibpqcompat=true`;
}

const INT8 = 20;
const NUMERIC = 1700;

/** 64-bit numbers as numbers, as SQLite gives them: ours are ids and milliseconds, far below 2^53. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary'): unknown =>
  oid === INT8 || oid === NUMERIC ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser;
