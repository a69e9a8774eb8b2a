import { openApplicationClient, type ApplicationClient, type ApplicationRoute } from '../chatwoot/api/application.ts';
import { openChatwootClient, type CallReport, type ChatwootClient } from '../chatwoot/api/client.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Log } from '../observe/log.ts';
import { chatwootTarget } from '../targets/chatwoot.ts';
import type { ChatwootHost } from '../targets/chatwoot-hosts.ts';
import type { Target } from '../targets/target.ts';

/** One Chatwoot by its three doors, and what all of them share. */
export interface ChatwootClients {
  client: ChatwootClient;
  /** With CHATWOOT_BOT_TOKEN. */
  bot: ApplicationClient | null;
  /** With CHATWOOT_USER_TOKEN. */
  user: ApplicationClient | null;
  target: Target;
  /** What is shared with the other channels at this Chatwoot. */
  host: ChatwootHost;
}

/** The longest a harmless call may take. Milliseconds. */
const ASK_TIMEOUT_MS = 5_000;

/** Null where CHATWOOT_ENABLED is off. */
export function openChatwootClients(
  settings: Settings,
  { clock, random, log, host }: { clock: Clock; random: () => number; log: Log; host: ChatwootHost },
): ChatwootClients | null {
  const { chatwoot, tokens } = settings;
  if (!chatwoot.enabled) return null;
  const { limit } = host;
  const took = ({ status, ms }: { status: number | null; ms: number }) => limit.took(status === null ? Infinity : ms);
  const { url, timeoutMs } = chatwoot;
  const server = { url, inboxId: chatwoot.inboxId, hmacToken: chatwoot.hmacToken, clock, log };
  const client = openChatwootClient({
    ...server,
    timeoutMs,
    onCall: (report: CallReport) => {
      // The list of conversations is slow by nature, it tells nothing of the others.
      if (report.method === 'GET' && report.route === '/contacts/:contact/conversations') return;
      took(report);
    },
  });
  // So is that of the account's conversations.
  const tookByToken = (report: CallReport<ApplicationRoute>) => {
    if (report.route !== '/conversations') took(report);
  };
  const application = (kind: 'bot' | 'user', token: string | null) =>
    token === null || tokens.accountId === null
      ? null
      : openApplicationClient({ url, accountId: tokens.accountId, token, kind, timeoutMs, clock, onCall: tookByToken });
  // Its asks count for no limit, and are not waited for as long.
  const asking = openChatwootClient({ ...server, timeoutMs: Math.min(timeoutMs, ASK_TIMEOUT_MS) });
  const target = chatwootTarget({ client: asking, limit, clock, random, log });
  return { client, bot: application('bot', tokens.bot), user: application('user', tokens.user), target, host };
}
