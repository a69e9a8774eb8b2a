import { openAdministration, type Administration } from '../../chatwoot/api/administration.ts';
import { openApplicationClient } from '../../chatwoot/api/application.ts';
import type { Profile } from '../../chatwoot/api/application-shapes.ts';
import { probeServer } from '../../chatwoot/versions/probe.ts';
import { ChatwootRefused } from '../../chatwoot/failures/refusal.ts';
import type { Finding } from '../../chatwoot/versions/version-finding.ts';
import { Misconfigured } from '../../errors.ts';
import type { TokenOption } from '../words/connect-words.ts';
import type { Words } from '../words/words.ts';

const TIMEOUT_MS = 15_000;
const WANTED = 'administrator';

/** Where Chatwoot is, and who asks it. */
export interface Login {
  url: string;
  token: string;
  server: { version: string | null; finding: Finding };
  profile: Profile;
}

export type Account = Profile['accounts'][number];

/** The release at an address, and what it lacks. @throws Misconfigured where no Chatwoot answers, or one that is too old. */
export async function findServer(url: string, words: Words): Promise<Login['server']> {
  // The inbox is not known yet: any name will do, the address and the release are told all the same.
  const probe = await probeServer(url, 'none', { hmacToken: null, timeoutMs: TIMEOUT_MS });
  const address = probe.findings.find(({ name }) => name === 'address');
  const finding = probe.findings.find(({ name }) => name === 'version');
  const wrong = address?.state === 'ok' ? finding?.state === 'wrong' && finding : address;
  if (wrong || !finding) {
    const { detail = '', fix = '' } = wrong || {};
    throw new Misconfigured(
      `${words.connect.server(url)}\n  ${words.translated(detail)}\n  → ${words.translated(fix)}`,
    );
  }
  return { version: probe.version, finding };
}

/** Whose token it is; `option` is where it was given. @throws Misconfigured for one that Chatwoot does not know, and for a bot's. */
export async function findUser(
  url: string,
  token: string,
  words: Words,
  option: TokenOption = '--token',
): Promise<Profile> {
  // The profile belongs to no account; the client wants a number all the same.
  const client = openApplicationClient({ url, accountId: 1, token, kind: 'user', timeoutMs: TIMEOUT_MS });
  try {
    return await client.profile();
  } catch (error) {
    if (!(error instanceof ChatwootRefused) || error.status !== 401) throw error;
    const said = error.said ?? '';
    if (/for bots/i.test(said)) throw new Misconfigured(words.connect.tokenOfBot(option));
    if (/sign in or sign up/i.test(said)) throw new Misconfigured(words.connect.tokenLost(option));
    throw new Misconfigured(words.connect.tokenUnknown(option));
  }
}

/** The accounts that this person administers. @throws Misconfigured where there is none, or not the one asked for. */
export function administered(user: Profile, wanted: number | null, words: Words): Account[] {
  const says = words.connect;
  const name = user.name ?? '?';
  const found = user.accounts.filter(({ role }) => role === WANTED);
  if (wanted === null) {
    if (found.length === 0) throw new Misconfigured(says.noAdministrator(name));
    return found;
  }
  const account = user.accounts.find(({ id }) => id === wanted);
  if (!account) throw new Misconfigured(says.notInAccount(name, wanted, user.accounts.map(accountName)));
  if (account.role !== WANTED) throw new Misconfigured(says.noAdministrator(name));
  return [account];
}

export const accountName = ({ id, name }: Account): string => `${id} (${name ?? '?'})`;

export const openAdmin = (url: string, accountId: number, token: string): Administration =>
  openAdministration({ url, accountId, token, timeoutMs: TIMEOUT_MS });
