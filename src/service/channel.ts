import { v7 } from 'uuid';
import type { Bot } from '../bots/bot.ts';
import { closeBots, openBots, type NamedBot } from '../bots/chain.ts';
import type { Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import type { DigestChannel } from '../intake/digest-channels.ts';
import { watchRest } from '../notify/watch-rest.ts';
import type { Log } from '../observe/log.ts';
import { aboutProvider } from '../providers/known.ts';
import { openProvider } from '../providers/open.ts';
import type { Provider } from '../providers/provider.ts';
import { openTemplateList } from '../providers/template-list.ts';
import { restAsBefore } from '../queue/lasting-rest.ts';
import { DueLook } from '../queue/due-look.ts';
import type { Duties, Duty } from '../queue/duties.ts';
import type { InboxDuties } from './inbox-duties.ts';
import type { Worker } from '../queue/worker.ts';
import { actionsOfTurn } from '../store/turns.ts';
import { keptSecret } from '../store/webhook-secrets.ts';
import type { JobKind } from '../store/tables.ts';
import type { ChatwootHost } from '../targets/chatwoot-hosts.ts';
import type { Target } from '../targets/target.ts';
import { openAnswering } from './answering.ts';
import { openAuditing } from './auditing.ts';
import { botOptions } from './bot-options.ts';
import { openChatwootClients } from './chatwoot-clients.ts';
import { digestOf } from './effects.ts';
import { dutyOf, stopAll, type OnDuty } from './duty.ts';
import { openAgents, openListening, type Listening, type ListenTimes } from './listening.ts';
import { inChannel } from './own-faults.ts';
import { NOT_OPENED, Parking, type Parked } from './parking.ts';
import { openRegistering, type PartOptions } from './registering.ts';

export interface ChannelOptions extends PartOptions {
  /** In place of the bot that the settings name. */
  bot?: Bot;
  /** Put around each bot that the settings name. */
  aroundBot?: (bot: Bot) => Bot;
  listenTimes: ListenTimes;
  /** How long of the time since then nobody could be told anything. Milliseconds. */
  awaySince: (at: number) => number;
  host: (chatwoot: Settings['chatwoot']) => ChatwootHost;
  /** Whether it may fail without the others: where it is the only one, the start fails. */
  several: boolean;
  /** What this run does of what only one may do at a time. */
  duties: Duties;
  inboxDuties: InboxDuties;
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
  /** `BOT_SECRET`, where a program behind an address answers. */
  readonly botSecret: string | null;
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
  /** What the other sides refuse of it for sure. */
  refused(): Promise<Parked | null>;
  /** Of several, each has its keys and tokens tried before anything is called with them. */
  start(): Promise<void>;
  /** Finishes what runs, gives back the rest. */
  stop(): Promise<void>;
}

/** @throws Misconfigured where a setting turns out not to work. */
export async function openChannel(given: ChannelOptions): Promise<Channel> {
  const { settings, store, log, clock } = given;
  const options = { ...given, due: new DueLook({ store, clock, channelId: settings.channel }) };
  const { channel: name, whatsapp, chatwoot } = settings;
  const provider = await openProvider(whatsapp);
  const webhookSecret = whatsapp.webhookSecret ?? (await keptSecret(store, name));
  const { bots, broken } = await botsOf(options);
  /** Of what this run does now: turns always, the rest while it is its duty. */
  const workers = new Set<Worker>();
  let stopped = false;
  const onJobs = () => {
    inChannel(name, () => workers.forEach((worker) => worker.wake()));
    options.tellOthers();
  };

  const clients = openChatwootClients(settings, { ...options, host: options.host(chatwoot) });
  const inbox = clients?.target ?? null;
  const onShut = () => void (options.several && parking.look());
  const answering = openAnswering({ ...options, provider, bots, chatwoot: inbox, newId: () => v7(), onJobs, onShut });
  const targets = [inbox, answering?.target].filter((target) => target !== null && target !== undefined);
  const findTemplate = openTemplateList(provider, clock);
  let listening: Listening | null = null;
  // Without a provider's key nothing agents write could be sent: whoever sends hears them too.
  const agents = clients && answering ? openAgents(options, clients, () => listening) : null;
  const news = {
    onPosted: (messageId: string, token: string) => listening?.hear?.expectEcho(messageId, token),
    onPerson: () => listening?.hear?.personKnown(),
    onBack: (contactId: number) => void listening?.lookAt(contactId),
  };

  /** Starts workers for as long as the duty is this run's. */
  const onDuty = (own: readonly Worker[], stop: () => Promise<void>): OnDuty => {
    for (const worker of own) {
      workers.add(worker);
      worker.start();
    }
    return {
      stop: async (given) => {
        for (const worker of own) workers.delete(worker);
        await stop();
        await stopAll(own, given);
      },
    };
  };
  const inOwn = (open: () => Promise<OnDuty>) => () => inChannel(name, open);
  const own = { name, settings };
  const telling = { ...options, newId: () => v7(), onNotice: options.tellOthers };
  const duties: Duty[] = [];
  let openInbox: (() => Promise<OnDuty>) | null = null;
  /** Its inbox is no more to be looked after by this run. */
  let leaveInbox: (() => Promise<void>) | null = null;
  if (answering) {
    const open = async () => {
      // With a Chatwoot it is looked at from there.
      const auditing = clients ? null : openAuditing(options, null);
      auditing?.start();
      const resting = watchRest(own, answering.target, telling);
      return onDuty(await answering.openSending(), async () => {
        await resting.stop();
        await auditing?.stop();
      });
    };
    duties.push(dutyOf(`whatsapp:${name}`, inOwn(open)));
  }
  if (clients) {
    const open = async () => {
      await restAsBefore(store.db, name, clients.target, clock.now());
      const times = options.listenTimes;
      const heard = agents && openListening({ ...options, onJobs, times }, clients, agents);
      listening = heard;
      heard?.start();
      const auditing = openAuditing(options, clients);
      auditing.start();
      const resting = watchRest(own, clients.target, telling);
      const all = [openRegistering(options, clients, { news, isWoken: true, findTemplate }), ...(heard?.workers ?? [])];
      return onDuty(all, async () => {
        listening = null;
        await resting.stop();
        await auditing.stop();
        await heard?.stop();
      });
    };
    openInbox = inOwn(open);
  }
  const parking: Parking = new Parking({ provider: answering ? provider : null, clients, targets, log });

  return {
    name,
    settings,
    log,
    provider,
    webhookSecret,
    authorization: whatsapp.webhookAuthorization,
    numberId: aboutProvider(whatsapp.provider).ownNumberId(whatsapp.values),
    botSecret: settings.bot.chain.includes('http') ? settings.bot.http.secret : null,
    digest: digestOf(options, settings.bot.chain.length > 0 && answering !== null, agents?.options ?? null),
    targets,
    get parked() {
      return parking.parked;
    },
    get cable() {
      return listening?.hear?.state ?? 'off';
    },
    onJobs,
    wake: (kind) =>
      inChannel(name, () => {
        for (const worker of workers) if (worker.kind === kind) worker.wake();
      }),
    isBroken: broken !== null,
    refused: () => parking.refused(),
    start: () =>
      inChannel(name, async () => {
        if (broken !== null) return parking.hold(broken);
        if (options.several) await parking.look();
        if (stopped) return;
        agents?.account?.start();
        for (const own of answering?.everywhere ?? []) {
          workers.add(own);
          own.start();
        }
        await options.duties.add(duties);
        if (openInbox) leaveInbox = await options.inboxDuties.join(chatwoot.url, openInbox);
      }),
    async stop() {
      stopped = true;
      parking.stop();
      agents?.account?.stop();
      await leaveInbox?.();
      await options.duties.remove(duties.map((duty) => duty.name));
      await stopAll(answering?.everywhere ?? [], true);
      await closeBots(bots);
    },
  };
}

/** Without its bots a channel still takes what comes in: that waits until they can be opened. */
async function botsOf(options: ChannelOptions): Promise<{ bots: NamedBot[]; broken: Parked | null }> {
  const { bot, settings, several, store, clock, log } = options;
  const { chain } = settings.bot;
  try {
    if (bot) return { bots: [{ name: chain[0] ?? 'own', bot }], broken: null };
    const opened = await openBots(chain, {
      ...botOptions(settings, log, store),
      clock,
      actionsOf: (id) => actionsOfTurn(store.db, id),
    });
    const { aroundBot = (one: Bot) => one } = options;
    return { bots: opened.map((named) => ({ ...named, bot: aroundBot(named.bot) })), broken: null };
  } catch (error) {
    if (!several) throw error;
    const fix = error instanceof Misconfigured ? NOT_OPENED : 'See the log.';
    return { bots: [], broken: { reason: reasonOf(error), fix } };
  }
}
