import type { Clock } from '../clock.ts';
import type { ProcessSettings, Settings } from '../config.ts';
import { registerHandler } from '../deliver/register.ts';
import type { Log } from '../observe/log.ts';
import type { FindTemplate } from '../providers/template-list.ts';
import type { DueLook } from '../queue/due-look.ts';
import { Worker } from '../queue/worker.ts';
import type { Store } from '../store/open.ts';
import type { Job, Tx } from '../store/tables.ts';
import type { ChatwootClients } from './chatwoot-clients.ts';
import { effectsOf } from './effects.ts';

/** What every part of the process is given. */
export interface ProcessPart {
  settings: ProcessSettings;
  store: Store;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: Log;
  /** Names this run in the leases it takes. */
  token: string;
  /** False where another run may have taken this one for dead. */
  isSure?: () => boolean;
}

/** And every part of a channel. */
export interface PartOptions extends ProcessPart {
  settings: Settings;
  /** What the channel has to do, shared by its workers. */
  due?: DueLook;
}

/** What the cable wants to know of registering; nothing where there is no cable (the library). */
export interface RegisterNews {
  onPosted: (messageId: string, pubsubToken: string) => void;
  onPerson: () => void;
  onBack: (contactId: number) => void;
}

/** The worker that writes into Chatwoot. The library needs nothing else. */
export function openRegistering(
  part: PartOptions,
  clients: ChatwootClients,
  given: { news?: RegisterNews; isWoken?: boolean; findTemplate?: FindTemplate } = {},
): Worker {
  const { settings, store, clock, random, log, token, isSure, due } = part;
  const { chatwoot } = settings;
  const { news, isWoken = false, findTemplate = () => Promise.resolve(null) } = given;
  return new Worker({
    channelId: settings.channel,
    kind: 'register',
    store,
    clock,
    random,
    token,
    ...(isSure ? { isSure } : {}),
    ...(due ? { due } : {}),
    log,
    limit: () => chatwoot.concurrency,
    slots: clients.host.slots.register,
    isWoken,
    target: clients.target,
    onProblem: markProblem,
    handler: registerHandler({
      store,
      clock,
      log,
      client: clients.client,
      botClient: clients.bot,
      userClient: clients.user,
      botPrefix: chatwoot.botPrefix,
      language: settings.uiLanguage,
      timeZone: settings.handoff.timeZone,
      tell: effectsOf(settings),
      timeoutMs: chatwoot.timeoutMs,
      hmacToken: chatwoot.hmacToken !== null,
      dryRun: chatwoot.dryRun,
      findTemplate,
      onPosted: news?.onPosted ?? (() => undefined),
      onPerson: news?.onPerson ?? (() => undefined),
      onBack: news?.onBack ?? (() => undefined),
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
