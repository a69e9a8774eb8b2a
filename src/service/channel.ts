import { v7 } from 'uuid';
import type { Bot } from '../bots/bot.ts';
import { openBot } from '../bots/open.ts';
import type { Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import type { DigestChannel } from '../intake/digest-channels.ts';
import type { ListenOptions } from '../listen/listen-options.ts';
import type { Log } from '../observe/log.ts';
import { aboutProvider } from '../providers/known.ts';
import { openProvider } from '../providers/open.ts';
import type { Provider } from '../providers/provider.ts';
import { restAsBefore } from '../queue/lasting-rest.ts';
import type { Worker } from '../queue/worker.ts';
import { keptSecret } from '../store/webhook-secrets.ts';
import type { JobKind } from '../store/tables.ts';
import type { ChatwootHost } from '../targets/chatwoot-hosts.ts';
import type { Target } from '../targets/target.ts';
import { openAnswering } from './answering.ts';
import { openAuditing } from './auditing.ts';
import { openChatwootClients } from './chatwoot-clients.ts';
import { effectsOf } from './effects.ts';
import { openListening, type ListenTimes } from './listening.ts';
import { inChannel } from './own-faults.ts';
import { Parking, type Parked } from './parking.ts';
import { openRegistering, type PartOptions } from './registering.ts';

export interface ChannelOptions extends PartOptions {
  /** In place of the bot that the settings name. */
  bot?: Bot;
  listenTimes: ListenTimes;
  host: (chatwoot: Settings['chatwoot']) => ChatwootHost;
  /** Whether it may fail without the others: where it is the only one, the start fails. */
  several: boolean;
  /** New jobs are in the ledger: other processes may want to know. */
  tellOthers: () => void;
}

/** One WhatsApp number with what belongs to it: opened here as a whole, and closed as a whole. */
export interface Channel {
  readonly name: string;
  readonly settings: Settings;
  readonly log: Log;
  readonly provider: Provider;
  /** Last part of the address of its webhook. */
  readonly webhookSecret: string;
  /** What its webhooks must carry; null: nothing. */
  readonly authorization: string | null;
  /** The number by Meta's id, where the body of a webhook tells whose it is. */
  readonly numberId: string | null;
  /** How what comes in for it is written down. */
  readonly digest: DigestChannel;
  readonly targets: readonly Target[];
  readonly parked: Parked | null;
  /** How well its agents are heard. */
  readonly cable: 'on' | 'deaf' | 'off';
  /** New jobs of it are in the ledger. */
  onJobs(): void;
  /** Something of this kind is due. */
  wake(kind: JobKind): void;
  /** It could not be opened as a whole: what comes in is kept, and it is to be opened anew. */
  readonly isBroken: boolean;
  /** Of several, each has its keys and tokens tried before anything is called with them. */
  start(): Promise<void>;
  /** Finishes what runs, gives back the rest. */
  stop(graceMs: number): Promise<void>;
}

/** @throws Misconfigured where a setting turns out not to work. */
export async function openChannel(options: ChannelOptions): Promise<Channel> {
  const { settings, store, log, clock } = options;
  const { channel: name, whatsapp, chatwoot } = settings;
  const provider = await openProvider(whatsapp);
  const webhookSecret = whatsapp.webhookSecret ?? (await keptSecret(store, name));
  const { bot, broken } = await botOf(options);
  const workers: Worker[] = [];
  let stopped = false;
  const onJobs = () => {
    inChannel(name, () => workers.forEach((worker) => worker.wake()));
    options.tellOthers();
  };

  const clients = openChatwootClients(settings, { ...options, host: options.host(chatwoot) });
  const inbox = clients?.target ?? null;
  const onShut = () => void (options.several && parking.look());
  const answering = openAnswering({ ...options, provider, bot, chatwoot: inbox, newId: () => v7(), onJobs, onShut });
  const targets = [inbox, answering?.target].filter((target) => target !== null && target !== undefined);
  // Without a provider's key nothing agents write could be sent: whoever sends hears them too.
  const listening =
    clients && answering ? openListening({ ...options, onJobs, times: options.listenTimes }, clients) : null;
  const hear = listening?.hear ?? null;
  const news = {
    onPosted: (messageId: string, token: string) => hear?.expectEcho(messageId, token),
    onPerson: () => hear?.personKnown(),
    onBack: (contactId: number) => void listening?.lookAt(contactId),
  };
  const registering = clients && openRegistering(options, clients, { news, isWoken: true });
  const all = [registering, answering?.turns, answering?.sends, answering?.fetches, ...(listening?.workers ?? [])];
  workers.push(...all.filter((worker) => worker !== null && worker !== undefined));
  for (const target of targets) await restAsBefore(store.db, name, target, clock.now());
  const auditing = openAuditing(options, clients);
  const parking: Parking = new Parking({ provider: answering ? provider : null, clients, targets, log });

  return {
    name,
    settings,
    log,
    provider,
    webhookSecret,
    authorization: whatsapp.webhookAuthorization,
    numberId: aboutProvider(whatsapp.provider).ownNumberId(whatsapp.values),
    digest: digestOf(options, settings.bot.kind !== 'none' && answering !== null, listening?.options ?? null),
    targets,
    get parked() {
      return parking.parked;
    },
    get cable() {
      return hear?.state ?? 'off';
    },
    onJobs,
    wake: (kind) =>
      inChannel(name, () => workers.filter((worker) => worker.kind === kind).forEach((worker) => worker.wake())),
    isBroken: broken !== null,
    start: () =>
      inChannel(name, async () => {
        if (broken !== null) return parking.hold(broken);
        if (options.several) await parking.look();
        if (stopped) return;
        for (const worker of workers) worker.start();
        listening?.start();
        auditing.start();
      }),
    async stop(graceMs) {
      stopped = true;
      parking.stop();
      await listening?.stop();
      await auditing.stop();
      await Promise.all(workers.map((worker) => worker.stop(graceMs)));
      await bot?.close?.();
    },
  };
}

/** Without its bot a channel still takes what comes in: that waits until the bot can be opened. */
async function botOf({
  bot,
  settings,
  log,
  several,
}: ChannelOptions): Promise<{ bot: Bot | null; broken: Parked | null }> {
  try {
    const own = bot ?? (await openBot({ ...settings.bot, language: settings.uiLanguage, log }));
    return { bot: own, broken: null };
  } catch (error) {
    if (!several) throw error;
    const fix = error instanceof Misconfigured ? 'Correct it, then `optiatiende reload`.' : 'See the log.';
    return { bot: null, broken: { reason: reasonOf(error), fix } };
  }
}

function digestOf({ settings, log }: PartOptions, bot: boolean, listen: ListenOptions | null): DigestChannel {
  const sends = aboutProvider(settings.whatsapp.provider).callsTo(settings.whatsapp.values) !== null;
  return {
    ...effectsOf(settings),
    channelId: settings.channel,
    bot,
    files: sends && settings.chatwoot.enabled && !settings.chatwoot.dryRun,
    answerMaxAgeMs: settings.answerMaxAgeMs,
    listen,
    log,
  };
}
