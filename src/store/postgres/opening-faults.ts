import { DatabaseError } from 'pg';
import { reasonOf } from '../../errors.ts';
import type { Advice } from '../advice.ts';

/** The first release with everything that is used here and that still gets its faults mended. */
export const OLDEST = 14;

/** A server that answers and will not do. */
export class Unsuitable extends Error {
  override readonly name = 'Unsuitable';
  readonly advice: Advice;

  constructor(why: keyof typeof unsuitable, found = '') {
    const advice = unsuitable[why](found);
    super(advice.reason);
    this.advice = advice;
  }
}

const unsuitable = {
  old: (version: string): Advice => ({
    reason: `it is PostgreSQL ${version}, and ${OLDEST} or later is needed`,
    fix: 'Update the server.',
  }),
  encoding: (encoding: string): Advice => ({
    reason: `its encoding is ${encoding}, and UTF8 is needed`,
    fix: "Make another one: `create database NAME encoding 'UTF8' template template0`.",
  }),
  standby: (): Advice => ({
    reason: 'it is a standby, which takes no writes',
    fix: 'Name the primary server in DATABASE_URL.',
  }),
};

const LOGIN =
  'Correct them in DATABASE_URL. Special characters are written there as in an address: @ as %40, / as %2F.';
const ADDRESS = 'Start the server, or correct host and port in DATABASE_URL.';
const NETWORK = 'Check host and port in DATABASE_URL, and the firewall between here and there.';
const DAMAGED = 'Look into the log of the server, and put the last backup in its place (`pg_restore`).';
const OTHER = 'Look into the log of the server, and check DATABASE_URL.';

/** What the server says when it does not let us in. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const ANSWERS: Record<string, Advice> = {
  '28P01': { reason: 'the user name or the password is wrong', fix: LOGIN },
  '28000': {
    reason: 'the server does not let this user in from here',
    fix: 'Allow it in pg_hba.conf of the server; where that asks for TLS, add `?sslmode=require` to DATABASE_URL.',
  },
  '3D000': {
    reason: 'there is no database of this name',
    fix: 'Make it with `create database NAME`, or correct the name at the end of DATABASE_URL.',
  },
  '42501': {
    reason: 'this user may not make tables in it',
    fix: 'Make the user its owner: `alter database NAME owner to USER`; or `grant all on schema public to USER`.',
  },
  '53300': {
    reason: 'the server has no connection left',
    fix: 'Raise max_connections of the server, or end programs that use it.',
  },
  '53100': {
    reason: 'the disk of the server is full',
    fix: 'Make room on the disk of the server. A service that runs goes on by itself; else start it again.',
  },
  '25006': {
    reason: 'it takes no writes now: it is a standby, or was set to be read only',
    fix: 'Let DATABASE_URL lead to the primary server. A service that runs goes on by itself; else start it again.',
  },
  '55P03': {
    reason: 'another program has it locked',
    fix: 'End the transaction that holds it (`select * from pg_stat_activity`). A service that runs goes on by itself; else start it again.',
  },
  '57P01': { reason: 'the server is being stopped', fix: 'Start the server. A service that runs goes on by itself.' },
  XX001: { reason: 'the server finds its data damaged', fix: DAMAGED },
  XX002: { reason: 'the server finds its data damaged', fix: DAMAGED },
  '57P03': { reason: 'the server is still starting', fix: 'Try again in a minute.' },
};

/** The same where nobody answers. */
const SILENCES: Record<string, Advice> = {
  ECONNREFUSED: { reason: 'nothing listens there', fix: ADDRESS },
  ENOENT: { reason: 'there is no such socket or file', fix: 'Correct the path in DATABASE_URL.' },
  ENOTFOUND: { reason: 'this host is not known', fix: 'Correct the name of the host in DATABASE_URL.' },
  EAI_AGAIN: { reason: 'the name of the host cannot be looked up now', fix: 'Check the network and its DNS.' },
  ETIMEDOUT: { reason: 'the host does not answer', fix: NETWORK },
  EHOSTUNREACH: { reason: 'the host cannot be reached', fix: NETWORK },
  ENETUNREACH: { reason: 'the host cannot be reached', fix: NETWORK },
  ECONNRESET: {
    reason: 'it ended the connection',
    fix: 'Check that a PostgreSQL server is at this address, and its log.',
  },
};

/** What the driver says in words alone. */
const WORDS: [RegExp, Advice][] = [
  [
    /does not support SSL/i,
    { reason: 'the server speaks no TLS', fix: 'Take `sslmode` out of DATABASE_URL, or switch TLS on in the server.' },
  ],
  [
    /self[- ]signed|unable to (verify|get)|certificate|altnames/i,
    {
      reason: 'its certificate is not trusted',
      fix: 'Name its authority with `sslrootcert=FILE` in DATABASE_URL, or encrypt without looking at it: `sslmode=require`.',
    },
  ],
  [/timeout/i, { reason: 'the host does not answer', fix: NETWORK }],
  [/Connection terminated/i, SILENCES['ECONNRESET']!],
];

/** Every advice, for the test of its translation. */
export const allAdvice = (): Advice[] => [
  ...Object.values(ANSWERS),
  ...Object.values(SILENCES),
  ...WORDS.map(([, advice]) => advice),
  ...Object.values(unsuitable).map((advice) => advice('9.6')),
  { reason: unsuitable.standby().reason, fix: OTHER },
];

/** Why the database cannot be used and what to do. Never with the password: the server does not say it, and the driver neither. */
export function adviceFor(error: unknown): Advice {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Unsuitable) return cause.advice;
  const said = reasonOf(cause);
  const known =
    cause instanceof DatabaseError
      ? ANSWERS[cause.code ?? '']
      : (SILENCES[codeOf(cause)] ?? WORDS.find(([pattern]) => pattern.test(`${said} ${codeOf(cause)}`))?.[1]);
  return known ?? { reason: said, fix: OTHER };
}

/** A host with several addresses fails with one error for each. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
