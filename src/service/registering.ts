import { openChatwootClient } from '../chatwoot/client.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import { registerHandler } from '../deliver/register.ts';
import type { Log } from '../observe/log.ts';
import { adaptiveLimit } from '../queue/limit.ts';
import { Worker } from '../queue/worker.ts';
import type { Store } from '../store/open.ts';
import type { Job, Tx } from '../store/tables.ts';

export interface PartOptions {
  settings: Settings;
  store: Store;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: Log;
  /** Names this run in the leases it takes. */
  token: string;
}

/** The worker that writes into Chatwoot; null where CHATWOOT_ENABLED is off. The library needs nothing else. */
export function openRegistering({ settings, store, clock, random, log, token }: PartOptions): Worker | null {
  const { chatwoot } = settings;
  if (!chatwoot.enabled) return null;
  const limit = adaptiveLimit(chatwoot.concurrency, chatwoot.timeoutMs / 2);
  const client = openChatwootClient({
    url: chatwoot.url,
    inboxId: chatwoot.inboxId,
    timeoutMs: chatwoot.timeoutMs,
    hmacToken: chatwoot.hmacToken,
    clock,
    log,
    onCall: ({ route, method, status, ms }) => {
      // The list of conversations is slow by nature, it tells nothing of the others.
      if (method === 'GET' && route === '/contacts/:contact/conversations') return;
      limit.took(status === null ? Infinity : ms);
    },
  });
  return new Worker({
    kind: 'register',
    store,
    clock,
    random,
    token,
    log,
    limit: () => limit.current(),
    onProblem: markProblem,
    handler: registerHandler({
      store,
      clock,
      log,
      client,
      botPrefix: chatwoot.botPrefix,
      language: settings.uiLanguage,
      timeoutMs: chatwoot.timeoutMs,
      hmacToken: chatwoot.hmacToken !== null,
      dryRun: chatwoot.dryRun,
    }),
  });
}

async function markProblem(tx: Tx, job: Job, reason: string): Promise<void> {
  const { message } = JSON.parse(job.payload) as { message?: string };
  if (message === undefined) return;
  await tx
    .updateTable('messages')
    .set({ chatwoot_state: 'problem', error: reason })
    .where('id', '=', message)
    .execute();
}
