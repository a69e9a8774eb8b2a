import { randomBytes } from 'node:crypto';
import type { Administration } from '../../chatwoot/api/administration.ts';
import type { Agent } from '../../chatwoot/api/administration-shapes.ts';
import { compareVersions, supportOf } from '../../chatwoot/versions/versions.ts';
import { Misconfigured } from '../../errors.ts';
import type { Environment } from '../../settings/given.ts';
import { WAITING_LABEL } from '../../settings/people.ts';
import type { Words } from '../words/words.ts';
import { administered, accountName, findUser, openAdmin, type Account, type Login } from './login.ts';
import { apiInboxes, chooseInbox, inspect } from './inspect.ts';
import { isOurs, type Found, type Wishes } from './plan.ts';
import { doorAddress, doorIn, readPublicAddress } from './public-address.ts';
import type { Questions } from './questions.ts';

/** As given on the command line. */
export interface ConnectOptions {
  channel?: string;
  url?: string;
  token?: string;
  account?: number;
  inboxName?: string;
  members?: string;
  autoAssign?: 'on' | 'off';
  bot: boolean;
  publicUrl?: string;
  userToken?: string;
  write: string;
  yes?: true;
  json?: true;
}

/** Agents read it in Chatwoot. */
const INBOX_NAME = 'WhatsApp';

/** All that is known before anything is changed. */
export interface Gathered {
  url: string;
  version: string | null;
  user: string;
  account: Account;
  admin: Administration;
  found: Found;
  wishes: Wishes;
  webhookSecret: string | null;
  /** Undefined: as it is. */
  userToken: string | undefined;
  /** Sentences to read before saying yes. */
  warnings: string[];
}

/** Who asks Chatwoot, and what is there and wished: from the options, from the questions where there is a terminal, else from what is set. */
export async function gather(
  options: ConnectOptions,
  given: Environment,
  { url, token, server, profile }: Login,
  words: Words,
  asks: Questions | null,
): Promise<Gathered> {
  const says = words.connect;
  const { version, finding } = server;
  const name = profile.name ?? '?';
  const account = await chooseAccount(administered(profile, options.account ?? null, words), given, words, asks);
  const admin = openAdmin(url, account.id, token);
  asks?.say(says.connected(version ?? '?', name, accountName(account)));
  const warnings: string[] = [];
  // What a release of the supported ones lacks is said by what is then set up.
  if (version === null || supportOf(version).support === 'untested') warnings.push(words.translated(finding.detail));

  const inboxes = await apiInboxes(admin);
  const wanted = { name: options.inboxName ?? null, identifier: given['CHATWOOT_INBOX_ID'] };
  const known = chooseInbox(inboxes, wanted, words);
  const named = options.inboxName ?? INBOX_NAME;
  const chosen =
    asks && options.inboxName === undefined
      ? await asks.inbox(inboxes, known, named)
      : (known ?? chooseInbox(inboxes, { ...wanted, name: named }, words) ?? named);
  const found = await inspect(admin, typeof chosen === 'string' ? null : chosen);

  const members =
    options.members !== undefined
      ? readMembers(options.members, found.agents, words)
      : asks && found.members.length === 0
        ? await asks.members(found.agents)
        : null;
  const bot = options.bot && (asks && !isOurs(found.bot) ? await asks.bot() : true);
  const webhook = await chooseWebhook(options, given, found, version, words, asks, warnings);
  const userToken = await chooseUserToken(options, given, words, asks, { url, token, name, account, found, members });
  const hears = webhook !== null || Boolean(userToken ?? given['CHATWOOT_USER_TOKEN']);
  if (!hears && !given['CHATWOOT_WEBHOOK_SECRET']) warnings.push(says.noPublicUrl);
  const assigns = options.autoAssign ? options.autoAssign === 'on' : (found.inbox?.enable_auto_assignment ?? true);
  if (assigns) warnings.push(says.assignsByItself);
  if (found.bot?.outgoing_url && isOurs(found.bot)) warnings.push(says.botAnswersElsewhere(found.bot.name));

  return {
    url,
    version,
    user: name,
    account,
    admin,
    found,
    wishes: {
      inboxName: typeof chosen === 'string' ? chosen : named,
      members,
      bot,
      webhook: webhook && doorAddress(webhook.root, webhook.secret),
      labels: labelsFor(given, bot),
      autoAssign: options.autoAssign === undefined ? null : options.autoAssign === 'on',
    },
    webhookSecret: webhook?.secret ?? null,
    userToken,
    warnings,
  };
}

/** The one that hands over; and the one of the reminder where that is on and there is a bot's token to set it. */
function labelsFor(given: Environment, bot: boolean): string[] {
  const reminds = Number(given['HANDOFF_REMIND'] ?? 1) !== 0 && (bot || given['CHATWOOT_BOT_TOKEN'] !== undefined);
  return [given['HANDOFF_LABEL'] ?? 'humano', ...(reminds ? [WAITING_LABEL] : [])];
}

async function chooseAccount(
  accounts: readonly Account[],
  given: Environment,
  words: Words,
  asks: Questions | null,
): Promise<Account> {
  const [only] = accounts;
  if (only && accounts.length === 1) return only;
  const known = accounts.find(({ id }) => String(id) === given['CHATWOOT_ACCOUNT_ID']);
  if (known) return known;
  if (!asks) throw new Misconfigured(words.connect.severalAccounts(accounts.map(accountName)));
  return await asks.account(accounts);
}

/** `all`, or e-mail addresses, names or ids with commas between them. */
function readMembers(text: string, agents: readonly Agent[], words: Words): number[] {
  if (text.trim().toLowerCase() === 'all') return agents.map(({ id }) => id);
  const parts = text.split(',').map((part) => part.trim().toLowerCase());
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const is = ({ id, name, email }: Agent) => [String(id), name, email].some((it) => it?.toLowerCase() === part);
      const agent = agents.find(is);
      if (!agent)
        throw new Misconfigured(
          words.connect.unknownMember(
            part,
            agents.map((it) => it.email ?? it.name ?? String(it.id)),
          ),
        );
      return agent.id;
    });
}

/** Where the inbox shall post to; null where no address is given. The secret that is there is kept. */
async function chooseWebhook(
  options: ConnectOptions,
  given: Environment,
  found: Found,
  version: string | null,
  words: Words,
  asks: Questions | null,
  warnings: string[],
): Promise<{ root: string; secret: string } | null> {
  const says = words.connect;
  const now = doorIn(found.inbox?.webhook_url);
  const text = options.publicUrl ?? (asks ? await asks.publicUrl(now?.root) : now?.root);
  if (!text) return null;
  const address = readPublicAddress(text);
  if (!address) throw new Misconfigured(`--public-url ${text}: ${says.wrongPublicUrl}`);
  const secret = given['CHATWOOT_WEBHOOK_SECRET'] ?? now?.secret ?? randomBytes(24).toString('base64url');
  if (!/^[A-Za-z0-9_~.-]{8,}$/.test(secret)) throw new Misconfigured(says.wrongWebhookSecret);
  const isOld = (below: string) => version !== null && compareVersions(version, below) < 0;
  if (address.isPrivate && !isOld('4.14.0'))
    warnings.push(isOld('4.14.1') ? says.privateNever(address.root) : says.privateIfTold(address.root));
  if (address.isPlain && !address.isPrivate) warnings.push(says.plainAddress);
  const other = found.inbox?.webhook_url;
  if (other && now === null) warnings.push(says.replacesWebhook(other));
  return { root: address.root, secret };
}

/** Which token is kept for ticks; undefined: as it is, empty: none any more. In a terminal a wrong one is asked for again. */
async function chooseUserToken(
  options: ConnectOptions,
  given: Environment,
  words: Words,
  asks: Questions | null,
  known: KnownOfUsers,
): Promise<string | undefined> {
  const has = given['CHATWOOT_USER_TOKEN'] !== undefined;
  for (;;) {
    const answer = options.userToken ?? (asks ? await asks.userToken(known.name, has) : 'keep');
    if (answer === 'keep') return undefined;
    if (answer === null || answer === 'none') return has ? '' : undefined;
    if (answer === 'this') return known.token;
    const token = typeof answer === 'string' ? answer : answer.token;
    try {
      await tryUserToken(token, words, known);
      return token;
    } catch (error) {
      if (!asks || options.userToken !== undefined || !(error instanceof Misconfigured)) throw error;
      asks.say(error.message.replace(/^--[\w-]+: /, ''), 'wrong');
    }
  }
}

interface KnownOfUsers {
  url: string;
  /** The administrator's, and whose it is. */
  token: string;
  name: string;
  account: Account;
  found: Found;
  members: readonly number[] | null;
}

/** @throws Misconfigured for a token that could set no ticks in this inbox. */
async function tryUserToken(
  token: string,
  words: Words,
  { url, account, found, members }: KnownOfUsers,
): Promise<void> {
  const user = await findUser(url, token, words, '--user-token');
  const role = user.accounts.find(({ id }) => id === account.id)?.role;
  const name = user.name ?? '?';
  if (role === undefined) throw new Misconfigured(words.connect.userElsewhere(name, account.id));
  const ids = members ?? (found.members.length > 0 ? found.members : found.agents).map(({ id }) => id);
  if (role !== 'administrator' && !ids.includes(user.id)) throw new Misconfigured(words.connect.userNotMember(name));
}
