import { openAdministration } from '../../chatwoot/api/administration.ts';
import type { AccountInbox, AccountLabel } from '../../chatwoot/api/administration-shapes.ts';
import { openApplicationClient, type ApplicationClient } from '../../chatwoot/api/application.ts';
import { applicationVerdict } from '../../chatwoot/failures/application-failure.ts';
import { ChatwootRefused } from '../../chatwoot/failures/refusal.ts';
import type { Settings } from '../../config.ts';
import { reasonOf } from '../../errors.ts';
import type { CheckWords } from '../words/words.ts';
import type { Line } from './line.ts';

/** What a right user token shows; null where there is none, or it is not right. */
export interface Seen {
  /** Ours; null where this person is not shown it. */
  inbox: AccountInbox | null;
  labels: AccountLabel[];
}

function application(
  { chatwoot, tokens }: Settings,
  kind: 'bot' | 'user',
  token: string,
  fetch: typeof globalThis.fetch,
): ApplicationClient {
  const { url, timeoutMs } = chatwoot;
  return openApplicationClient({ url, accountId: tokens.accountId ?? 0, token, kind, timeoutMs, fetch });
}

const isForBots = (error: unknown): boolean =>
  error instanceof ChatwootRefused && /not authorized for bots/i.test(error.said ?? '');

/** The bot's token: a profile is what only people have, and a conversation 0 is never there. */
export async function checkBotToken(
  settings: Settings,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): Promise<Line> {
  const name = 'botToken';
  const variable = 'CHATWOOT_BOT_TOKEN';
  if (settings.tokens.bot === null) return { name, state: 'off', detail: words.botTokenNone, fix: words.connectFix };
  try {
    const profile = await application(settings, 'user', settings.tokens.bot, fetch).profile();
    return { name, state: 'wrong', detail: words.tokenOfPerson(profile.name ?? '?'), fix: words.tokenFix(variable) };
  } catch (error) {
    if (!isForBots(error)) return { name, state: 'wrong', ...failed(error, variable, words) };
  }
  try {
    await application(settings, 'bot', settings.tokens.bot, fetch).conversation(0);
  } catch (error) {
    // Older than 4.14.2 it may not read at all, which is said of bots that are known and connected alone.
    const isNone = error instanceof ChatwootRefused && error.kind === 'missing_record';
    if (!isNone && !isForBots(error)) return { name, state: 'wrong', ...failed(error, variable, words) };
  }
  return { name, state: 'ok', detail: words.botTokenOk };
}

/** The user token by its profile, and what it shows. */
export async function checkUserToken(
  settings: Settings,
  fetch: typeof globalThis.fetch,
  words: CheckWords,
): Promise<{ line: Line; seen: Seen | null }> {
  const name = 'userToken';
  const { chatwoot, tokens } = settings;
  if (tokens.user === null)
    return { line: { name, state: 'off', detail: words.userTokenNone, fix: words.connectFix }, seen: null };
  const wrong = (detail: string, fix: string) => ({ line: { name, state: 'wrong', detail, fix } as const, seen: null });
  try {
    const profile = await application(settings, 'user', tokens.user, fetch).profile();
    const person = profile.name ?? '?';
    const account = profile.accounts.find(({ id }) => id === tokens.accountId);
    if (!account) return wrong(words.userNotInAccount(person, tokens.accountId ?? 0), words.accountFix);
    const admin = openAdministration({
      url: chatwoot.url,
      accountId: account.id,
      token: tokens.user,
      timeoutMs: chatwoot.timeoutMs,
      fetch,
    });
    const inbox = (await admin.inboxes()).find(({ inbox_identifier: its }) => its === chatwoot.inboxId) ?? null;
    if (!inbox) return wrong(words.userSeesNoInbox(person), words.memberFix);
    const labels = await admin.labels();
    return {
      line: { name, state: 'ok', detail: words.userTokenOk(person, account.role ?? '?') },
      seen: { inbox, labels },
    };
  } catch (error) {
    return { line: { name, state: 'wrong', ...failed(error, 'CHATWOOT_USER_TOKEN', words) }, seen: null };
  }
}

function failed(error: unknown, variable: string, words: CheckWords): { detail: string; fix: string } {
  const detail = words.translated(reasonOf(error));
  if (error instanceof ChatwootRefused && /invalid access token/i.test(error.said ?? ''))
    return { detail: words.tokenUnknown(variable), fix: words.tokenFix(variable) };
  if (isForBots(error)) return { detail: words.tokenOfBot(variable), fix: words.tokenFix(variable) };
  const verdict = applicationVerdict(error, 1);
  return { detail, fix: 'fix' in verdict ? words.translated(verdict.fix) : words.unreachableChatwootFix };
}
