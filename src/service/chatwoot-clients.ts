import { openApplicationClient, type ApplicationClient } from '../chatwoot/application.ts';
import { openChatwootClient, type CallReport, type ChatwootClient } from '../chatwoot/client.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Log } from '../observe/log.ts';
import { adaptiveLimit, type AdaptiveLimit } from '../queue/limit.ts';

/** One Chatwoot by its three doors, and how many calls it may have at once through all of them. */
export interface ChatwootClients {
  client: ChatwootClient;
  /** With CHATWOOT_BOT_TOKEN. */
  bot: ApplicationClient | null;
  /** With CHATWOOT_USER_TOKEN. */
  user: ApplicationClient | null;
  limit: AdaptiveLimit;
}

/** Null where CHATWOOT_ENABLED is off. */
export function openChatwootClients(
  settings: Settings,
  { clock, log }: { clock: Clock; log: Log },
): ChatwootClients | null {
  const { chatwoot, tokens } = settings;
  if (!chatwoot.enabled) return null;
  const limit = adaptiveLimit(chatwoot.concurrency, chatwoot.timeoutMs / 2);
  const took = ({ status, ms }: { status: number | null; ms: number }) => limit.took(status === null ? Infinity : ms);
  const { url, timeoutMs } = chatwoot;
  const client = openChatwootClient({
    url,
    inboxId: chatwoot.inboxId,
    timeoutMs,
    hmacToken: chatwoot.hmacToken,
    clock,
    log,
    onCall: (report: CallReport) => {
      // The list of conversations is slow by nature, it tells nothing of the others.
      if (report.method === 'GET' && report.route === '/contacts/:contact/conversations') return;
      took(report);
    },
  });
  const application = (kind: 'bot' | 'user', token: string | null) =>
    token === null || tokens.accountId === null
      ? null
      : openApplicationClient({ url, accountId: tokens.accountId, token, kind, timeoutMs, clock, onCall: took });
  return { client, bot: application('bot', tokens.bot), user: application('user', tokens.user), limit };
}
