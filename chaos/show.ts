import { join } from 'node:path';
import type { ChaosResult } from './chaos.ts';
import type { ChaosOptions } from './options.ts';
import type { Finding, FindingKind } from './verdict/finding.ts';

/** What each row of the table promises, in its order. */
const ROWS: [FindingKind, string][] = [
  ['lost', 'lost'],
  ['doubled', 'doubled'],
  ['out_of_order', 'out of order'],
  ['conversations', 'people with more than one conversation'],
  ['bot_over_human', 'bot over human'],
  ['pace', 'paces broken'],
  ['problem', 'given up without a refusal'],
  ['ended', 'processes that ended by themselves'],
  ['gap', 'gaps found by `audit`'],
];

const MOST = 5;

/** The verdict as a table, what was done to bring it about, and the first of what is wrong. */
export function shown({ findings, counts }: ChaosResult, { folder }: Pick<ChaosOptions, 'folder'>): string {
  const width = Math.max(...ROWS.map(([, what]) => what.length));
  const rows = ROWS.map(([kind, what]) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return `  ${what.padEnd(width)}  ${String(count).padStart(5)}  ${count === 0 ? 'as it should be' : 'WRONG'}`;
  });
  const { exchanges, sent, takeOvers, kills, sleeps, restarts, refused, unclearTwice, unknowable, seconds } = counts;
  return [
    ...rows,
    '',
    `  ${exchanges} exchanges, ${sent} messages on WhatsApp, ${takeOvers} take-overs in ${seconds.toFixed(0)} s`,
    `  ${kills} times SIGKILL, ${sleeps} times SIGSTOP, ${restarts} restarts of the database`,
    `  given up and done again by an operator: ${refused} refused by a firewall, ${unclearTwice} called twice without an answer and without a status`,
    `  twice on a phone, as the README says, since nobody could know of the first: ${unknowable}`,
    ...(findings.length === 0
      ? []
      : [
          '',
          ...findings.slice(0, MOST).map(line),
          `  all of it, with rows of the ledger: ${join(folder, 'findings.json')}`,
        ]),
    '',
  ].join('\n');
}

const line = ({ kind, channel, person, text, why }: Finding): string =>
  `  ${[kind, channel, person, text && `"${text}"`, why].filter((part) => part !== '').join(' · ')}`;
