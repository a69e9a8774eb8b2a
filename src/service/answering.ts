import type { Bot } from '../bots/bot.ts';
import { downloadFile } from '../chatwoot/download/download.ts';
import { fetchHandler } from '../deliver/files/fetch-media.ts';
import { fileGate, ONE_WAY } from '../deliver/files/file-gate.ts';
import { sendHandler } from '../deliver/send.ts';
import { reasonOf } from '../errors.ts';
import { Worker } from '../queue/worker.ts';
import { openPace, whatsAppPace } from '../targets/pace.ts';
import type { Target } from '../targets/target.ts';
import { whatsAppTarget } from '../targets/whatsapp.ts';
import { BotLine } from '../turn/bot-line.ts';
import { turnHandler } from '../turn/handle-turn.ts';
import { wakingTurns } from '../turn/wake.ts';
import { aboutProvider } from '../providers/known.ts';
import type { Provider } from '../providers/provider.ts';
import { effectsOf } from './effects.ts';
import type { PartOptions } from './registering.ts';

/** 100 MB over a slow line. */
const FILE_TIMEOUT_MS = 120_000;
/** WhatsApp takes none above 100 MB. */
const LARGEST_FILE = 100_000_000;
/**
 * Turns that are held at once: WORKER_CONCURRENCY of them ask the bot, the others stand in line, so that each can leave it when its
 * time is over.
 */
const TURNS_HELD = 1_000;

export interface Answering {
  turns: Worker | null;
  sends: Worker;
  /** Fetches customers' files; null where there is no Chatwoot to keep them for. */
  fetches: Worker | null;
  target: Target;
}

/** The workers that let the bot answer and that send on WhatsApp; null where the provider's key is not set. */
export function openAnswering(
  options: PartOptions & {
    provider: Provider;
    bot: Bot | null;
    chatwoot: Target | null;
    newId: () => string;
    onJobs: () => void;
    /** The key was refused. */
    onShut: () => void;
  },
): Answering | null {
  const { settings, store, clock, log, provider, bot, chatwoot: inbox } = options;
  if (aboutProvider(settings.whatsapp.provider).callsTo(settings.whatsapp.values) === null) return null;
  const { chatwoot } = settings;
  const target = whatsAppTarget({ ...options, most: () => settings.workerConcurrency });
  const gate = fileGate();
  const common = { ...options, channelId: settings.channel, isWoken: true, limit: () => settings.workerConcurrency };
  const pace = openPace(clock, whatsAppPace);
  const sends = new Worker({
    ...common,
    target,
    // What could not go now is not taken up only to be put back.
    limit: () => Math.min(settings.workerConcurrency, pace.room()),
    kind: 'send',
    handler: wakingTurns(
      sendHandler({
        store,
        clock,
        log,
        provider,
        pace,
        unclearWaitMs: settings.unclearSendWaitMs,
        listeningSince: clock.now(),
        gate,
        download: chatwoot.enabled
          ? (address) => {
              const { url, storageUrl } = chatwoot;
              return downloadFile(address, {
                url,
                storageUrl,
                maxBytes: LARGEST_FILE,
                timeoutMs: FILE_TIMEOUT_MS,
                clock,
              });
            }
          : null,
        chatwoot: inbox,
        tell: effectsOf(settings),
        readWhenAnswered: settings.agents.readWhenSeen,
      }),
      clock,
    ),
  });
  const fetches = chatwoot.enabled
    ? new Worker({
        ...common,
        target,
        limit: () => ONE_WAY,
        kind: 'fetch',
        handler: fetchHandler({
          store,
          clock,
          log,
          provider,
          gate,
          whatsapp: target,
          mostBytes: settings.filesMaxBytes,
          onJobs: options.onJobs,
        }),
      })
    : null;
  if (bot === null) return { turns: null, sends, fetches, target };
  const turns = new Worker({
    ...common,
    kind: 'turn',
    limit: () => TURNS_HELD,
    handler: turnHandler({
      ...options,
      ...effectsOf(settings),
      bot,
      botTimeoutMs: settings.bot.timeoutMs,
      quietMs: settings.bot.waitMs,
      line: new BotLine(common.limit, clock),
      showTyping: (wamid) => {
        provider
          .markRead(wamid, true)
          .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'no typing mark'));
      },
    }),
  });
  return { turns, sends, fetches, target };
}
