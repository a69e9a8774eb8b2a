import type { NamedBot } from '../bots/chain.ts';
import { downloadFile } from '../chatwoot/download/download.ts';
import { askingToWrite } from '../bots/asking-to-write.ts';
import { fetchHandler } from '../deliver/files/fetch-media.ts';
import { readFile } from '../deliver/files/read-file.ts';
import { fileGate, ONE_WAY, type FileGate } from '../deliver/files/file-gate.ts';
import { sendHandler } from '../deliver/send.ts';
import { hearHandler } from '../deliver/voice/hear.ts';
import { noTranscriber, openTranscriber } from '../deliver/voice/transcriber.ts';
import type { Settings } from '../config.ts';
import { reasonOf } from '../errors.ts';
import { restAsBefore } from '../queue/lasting-rest.ts';
import { Worker } from '../queue/worker.ts';
import { recentSends } from '../store/recent-sends.ts';
import { openPace, whatsAppPace, type Pace } from '../targets/pace.ts';
import type { Target } from '../targets/target.ts';
import { whatsAppTarget } from '../targets/whatsapp.ts';
import { Breaker } from '../turn/breaker.ts';
import { BotLine } from '../turn/bot-line.ts';
import type { ReadFile } from '../turn/build-turn.ts';
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

/** Voice notes that are with their server at once: whoever waits for theirs waits for an answer. A usual one has 50 kB. */
const NOTES_AT_ONCE = 16;

/** Longer ago a send means nothing to any pace: a person's whole allowance has grown again by then. Milliseconds. */
const PACE_LOOKS_BACK_MS = 5 * 60_000;

export interface Answering {
  /** Lets the bot answer, each person in one turn at a time, and turns voice notes into text: in every run. */
  everywhere: Worker[];
  target: Target;
  /** What sends, and fetches customers' files where there is a Chatwoot to keep them for: of a number in one run at a time. */
  openSending(): Promise<Worker[]>;
}

/** What lets the bot answer and what sends on WhatsApp; null where the provider's key is not set. */
export function openAnswering(
  options: PartOptions & {
    provider: Provider;
    bots: readonly NamedBot[];
    chatwoot: Target | null;
    /** See `Absences`. */
    awaySince: (at: number) => number;
    newId: () => string;
    onJobs: () => void;
    /** The key was refused. */
    onShut: () => void;
  },
): Answering | null {
  const { settings, store, clock, log, provider, bots, chatwoot: inbox } = options;
  if (aboutProvider(settings.whatsapp.provider).callsTo(settings.whatsapp.values) === null) return null;
  const { chatwoot } = settings;
  const target = whatsAppTarget({ ...options, most: () => settings.workerConcurrency });
  const common = { ...options, channelId: settings.channel, isWoken: true, limit: () => settings.workerConcurrency };
  const sendsAt = (pace: Pace, gate: FileGate) =>
    new Worker({
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
          awaySince: options.awaySince,
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
  const fetches = (gate: FileGate) =>
    new Worker({
      ...common,
      target,
      // Customers' files and the bot's, each with a gate of its own.
      limit: () => 2 * ONE_WAY,
      kind: 'fetch',
      handler: fetchHandler({
        store,
        clock,
        log,
        provider,
        gate,
        whatsapp: target,
        mostBytes: settings.filesMaxBytes,
        botFiles: { gate: fileGate(), origins: originsOf(settings.bot) },
        onJobs: options.onJobs,
      }),
    });
  const openSending = async () => {
    const { channel } = settings;
    const now = clock.now();
    await restAsBefore(store.db, channel, target, now);
    const pace = openPace(clock, whatsAppPace);
    for (const { to, at } of await recentSends(store.db, channel, { since: now - PACE_LOOKS_BACK_MS, now }))
      pace.went(String(to), at);
    const gate = fileGate();
    return [sendsAt(pace, gate), ...(chatwoot.enabled || bots.length > 0 ? [fetches(gate)] : [])];
  };
  const read: ReadFile = (message, { id, url, mime, sha256 }) =>
    readFile(store.db, message, { id, url, mime, sha256 }, provider);
  // Also where none are to be heard any more: somebody may wait for one that was.
  const hears = new Worker({
    ...common,
    kind: 'hear',
    limit: () => Math.max(settings.workerConcurrency, NOTES_AT_ONCE),
    handler: hearHandler({
      ...options,
      language: settings.uiLanguage,
      transcriber: settings.stt === null ? noTranscriber : openTranscriber({ ...settings.stt, clock }),
      readFile: read,
    }),
  });
  if (bots.length === 0) return { everywhere: [hears], target, openSending };
  const turns = new Worker({
    ...common,
    kind: 'turn',
    limit: () => TURNS_HELD,
    handler: turnHandler({
      ...options,
      ...effectsOf(settings),
      bots: bots.map(({ name, bot }) => ({
        name,
        bot: askingToWrite(bot, settings.stt?.failedText ?? null),
        breaker: new Breaker(clock),
      })),
      botTimeoutMs: settings.bot.timeoutMs,
      quietMs: settings.bot.waitMs,
      restart: settings.bot.restart,
      filesMaxBytes: settings.filesMaxBytes,
      mostPerHour: settings.bot.mostPerHour,
      hearsSince: clock.now(),
      readFile: read,
      line: new BotLine(settings.bot.chain.includes('llm') ? () => settings.bot.llm.concurrency : common.limit, clock),
      showTyping: (wamid) => {
        provider
          .markRead(wamid, true)
          .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'no typing mark'));
      },
    }),
  });
  return { everywhere: [turns, hears], target, openSending };
}

/** Where a bot's files may lie in the operator's own network. */
function originsOf({ chain, http, filesUrl }: Settings['bot']): string[] {
  const named = [...(chain.includes('http') ? [http.url] : []), ...(filesUrl === null ? [] : [filesUrl])];
  return named.map((url) => new URL(url).origin);
}
