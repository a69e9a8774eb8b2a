import { reasonOf } from '../../errors.ts';
import { refusedAlone, type Verdict } from '../../verdict.ts';
import { registerVerdict } from './failure.ts';
import { ChatwootRefused } from './refusal.ts';

const USER = 'Set CHATWOOT_USER_TOKEN to an agent’s access token (Chatwoot → Profile settings → Access token)';

/** From which release on a bot token may make a call. What is not here it may never make. */
const botMay: [call: RegExp, since: string][] = [
  [/\/labels$|^GET \/conversations\/:conversation$/, '4.14.2'],
  [/\/assignments$/, '3.6.0'],
];

function botFix(call: string): string {
  const since = botMay.find(([which]) => which.test(call))?.[1];
  return since === undefined
    ? `${USER}: no release lets an agent bot do this.`
    : `${USER}, or upgrade Chatwoot: an agent bot may do this from ${since} on.`;
}

const fixes = {
  token:
    'Set CHATWOOT_BOT_TOKEN or CHATWOOT_USER_TOKEN to the token Chatwoot shows (Settings → Bots, or Profile settings → Access token): this one is unknown there. It goes on by itself once it is right.',
  header:
    'A proxy in front of Chatwoot takes the header api_access_token away. With nginx set: underscores_in_headers on. It goes on by itself then.',
  bot: 'Connect the agent bot to the inbox (Settings → Inboxes → your API inbox → Bot configuration), and check that CHATWOOT_ACCOUNT_ID is its account.',
  rights: 'The user of this token may not do it: an administrator’s token is needed, or one of a member of the inbox.',
  gone: 'The conversation or message is not there any more, or CHATWOOT_ACCOUNT_ID is not the account of the token. Nothing is to be done where it was deleted.',
  ticks: 'Delivery ticks need Chatwoot 4.2.0 or later: upgrade it, or leave CHATWOOT_USER_TOKEN out.',
};

/** A token's own no, which will be the same for the next call: not one about the conversation, or about what is in a message. */
export const isShutDoor = (error: unknown): boolean =>
  error instanceof ChatwootRefused &&
  (error.status === 401 || error.status === 403 || error.kind === 'unknown_call' || error.kind === 'redirect');

/**
 * What to do after a failed call to Chatwoot's application API. What it shares with the public one (no answer, 422, 429,
 * 5xx, a page instead of an answer) is decided by the same table.
 *
 * @param attempt how often the job has been tried, this time included: 1 is the first
 */
export function applicationVerdict(error: unknown, attempt: number): Verdict {
  if (!(error instanceof ChatwootRefused)) return registerVerdict(error, attempt);
  const giveUp = (fix: string): Verdict => ({ do: 'give_up', reason: reasonOf(error), fix });
  // The inbox needs no token: where it answers, the token is the one that is wrong.
  const doubt = (fix: string): Verdict => ({ do: 'doubt', reason: reasonOf(error), fix, own: refusedAlone });
  const { status, call, kind } = error;
  const said = error.said ?? '';
  if (status === 401 && kind === 'answer') {
    if (/not authorized for bots/i.test(said)) return giveUp(botFix(call));
    if (/bot is not authorized/i.test(said)) return giveUp(fixes.bot);
    if (/invalid access token/i.test(said)) return doubt(fixes.token);
    if (/sign in or sign up/i.test(said)) return doubt(fixes.header);
    if (/not authorized/i.test(said)) return giveUp(fixes.rights);
  }
  if (kind === 'unknown_call' && call === 'PATCH /conversations/:conversation/messages/:message') {
    return giveUp(fixes.ticks);
  }
  // A message to be posted finds its conversation again; everything else was about the one that is gone.
  if (kind === 'missing_record' && !call.endsWith('/messages')) return giveUp(fixes.gone);
  return registerVerdict(error, attempt);
}
