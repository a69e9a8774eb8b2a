import { DatabaseError } from 'pg';
import { reasonOf } from '../../errors.ts';

/** What the server says when it does not let us in, and what the operator can do. */
const ANSWERS: Record<string, string> = {
  '28P01':
    'the user name or the password is wrong. Correct them in DATABASE_URL; write special characters in them as %40, %3A …',
  '28000':
    'the server does not let this user in from here. Allow it in the server’s pg_hba.conf; add `?sslmode=require` where it wants TLS.',
  '3D000':
    'there is no database of this name. Make it (`create database NAME`), or correct the name at the end of DATABASE_URL.',
  '42501':
    'this user may not make tables in it. Make the user its owner (`alter database NAME owner to USER`), or `grant all on schema public to USER`.',
  '53300': 'the server has no connection left. Raise its max_connections, or end programs that use them.',
  '57P03': 'the server is still starting. Try again in a minute.',
};

/** The same where no server answers. */
const SILENCES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Start the server, or correct host and port in DATABASE_URL.',
  ENOTFOUND: 'this host is not known. Correct its name in DATABASE_URL.',
  EAI_AGAIN: 'this host’s name cannot be looked up now. Check the network, or correct its name in DATABASE_URL.',
  ETIMEDOUT: 'the host does not answer. Check host, port and firewall.',
  EHOSTUNREACH: 'the host cannot be reached. Check host, port and firewall.',
  ENETUNREACH: 'the host cannot be reached. Check host, port and firewall.',
  ECONNRESET: 'the server ended the connection. Check that it is a PostgreSQL server, and its log.',
  ENOENT: 'there is no such file. Correct the path in DATABASE_URL.',
};

const TLS: [RegExp, string][] = [
  [
    /does not support SSL/i,
    'the server speaks no TLS. Take `sslmode` out of DATABASE_URL, or switch TLS on in the server.',
  ],
  [
    /self[- ]signed|unable to (verify|get)|certificate|altnames/i,
    'its certificate is not trusted. Name the authority by `sslrootcert=FILE`, or encrypt without looking by `sslmode=require`.',
  ],
  [/timeout/i, 'the host does not answer. Check host, port and firewall.'],
  [/Connection terminated/i, 'the server ended the connection. Check that it is a PostgreSQL server, and its log.'],
];

/** Why the database cannot be used and what to do, in a sentence or two. Never with the password: it is in none of these texts. */
export function adviceFor(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const said = reasonOf(cause);
  if (cause instanceof DatabaseError) {
    const advice = ANSWERS[cause.code ?? ''];
    return advice === undefined ? `the server says: ${said}.` : `${advice} (The server says: ${said}.)`;
  }
  const code = codeOf(cause);
  const known = SILENCES[code] ?? TLS.find(([pattern]) => pattern.test(`${said} ${code}`))?.[1];
  return known ?? said;
}

/** A host with several addresses fails with one error for each. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
