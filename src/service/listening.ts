import { v7 } from 'uuid';
import { tickHandler } from '../deliver/tell/tick.ts';
import { reasonOf } from '../errors.ts';
import { addLook } from '../listen/add-look.ts';
import { openAdministration } from '../chatwoot/api/administration.ts';
import { Account } from '../listen/account.ts';
import { Allowance } from '../listen/allowance.ts';
import { Hear } from '../listen/hear.ts';
import { ConversationList } from '../listen/list/conversation-list.ts';
import type { ListenOptions } from '../listen/listen-options.ts';
import { lookHandler } from '../listen/look.ts';
import type { Times } from '../listen/cable/cable-times.ts';
import { Sweep, sweepTimes, type SweepTimes } from '../listen/sweep.ts';
import { Worker } from '../queue/worker.ts';
import type { ChatwootClients } from './chatwoot-clients.ts';
import { effectsOf } from './effects.ts';
import type { PartOptions } from './registering.ts';

/** How often is swept and how patient the cable is: not settings, but tests have little time. */
export interface ListenTimes {
  sweep?: Partial<SweepTimes>;
  cable?: Partial<Times>;
}

/** How what agents do is written down, in every run. */
export interface Agents {
  options: ListenOptions;
  /** What a user's token tells of the account; null without one. */
  account: Account | null;
}

/** What hears agents of an inbox, in one run at a time. */
export interface Listening {
  workers: Worker[];
  /** Null where CHATWOOT_CABLE is off. */
  hear: Hear | null;
  /** The account has told of itself, or anew. */
  accountTold(): void;
  start(): void;
  /** Has this person's conversations looked at as soon as may be. */
  lookAt(contactId: number): Promise<void>;
  stop(): Promise<void>;
}

/** `heard`: what listens in this run, null where another one does. */
export function openAgents(
  { settings, log }: PartOptions,
  clients: ChatwootClients,
  heard: () => Listening | null,
): Agents {
  const { agents, chatwoot } = settings;
  const { accountId, user: userToken } = settings.tokens;
  const channelId = settings.channel;
  const options: ListenOptions = {
    ...effectsOf(settings),
    channelId,
    list: clients.user && { channelId, inboxIdentifier: chatwoot.inboxId },
    chatwootUrl: chatwoot.url,
    nameInFront: agents.nameInFront,
    windowTemplate: agents.windowTemplate,
    newId: () => v7(),
    onAssign: settings.handoff.onAssign,
    account: () => account?.facts ?? null,
    onPerson: () => heard()?.hear?.personKnown(),
  };
  const account =
    clients.user && accountId !== null && userToken !== null
      ? new Account({
          accountId,
          inboxIdentifier: chatwoot.inboxId,
          admin: openAdministration({ url: chatwoot.url, accountId, token: userToken, timeoutMs: chatwoot.timeoutMs }),
          userClient: clients.user,
          log,
          onChange: () => heard()?.accountTold(),
        })
      : null;
  return { options, account };
}

/** Everything that hears agents: the worker that looks at newest pages, the sweep, the cable; and the one that shows ticks. */
export function openListening(
  part: PartOptions & { onJobs: () => void; times: ListenTimes },
  clients: ChatwootClients,
  { options, account }: Agents,
): Listening {
  const { settings, store, clock, log, random, onJobs, times } = part;
  const { listen } = settings;
  const channelId = settings.channel;
  const { slots } = clients.host;
  // How many, the slots tell.
  const common = { ...part, channelId, isWoken: true, limit: () => Infinity, target: clients.target };
  const look = new Worker({
    ...common,
    kind: 'look',
    slots: slots.look,
    handler: lookHandler({
      ...options,
      store,
      clock,
      log,
      client: clients.client,
      userClient: clients.user,
      startedAt: clock.now(),
      onJobs,
    }),
  });
  const tick = clients.user
    ? new Worker({
        ...common,
        kind: 'tick',
        slots: slots.tick,
        handler: tickHandler({ store, clock, client: clients.user, tell: options }),
      })
    : null;
  const sweeping = { ...sweepTimes, ...times.sweep };
  const allowance = new Allowance(listen.sweepsPerMinute, sweeping.calmMs, clock);
  const sweep = new Sweep({
    channelId,
    store,
    clock,
    log,
    allowance,
    activeDays: listen.activeDays,
    times: sweeping,
    onJobs,
  });
  const list =
    clients.user && options.list
      ? new ConversationList({
          ...options,
          key: options.list,
          store,
          clock,
          log,
          userClient: clients.user,
          target: clients.target,
          allowance,
          times: sweeping,
          onJobs,
        })
      : null;
  const hear = listen.cable
    ? new Hear({
        ...options,
        store,
        clock,
        random,
        log,
        activeDays: listen.activeDays,
        accountAsked: () => account?.asked ?? true,
        sweep,
        missed: list,
        times: times.cable ?? {},
        onJobs,
      })
    : null;
  return {
    workers: tick ? [look, tick] : [look],
    hear,
    accountTold() {
      hear?.personKnown();
      list?.now();
    },
    start() {
      sweep.start();
      list?.start();
      hear?.start();
    },
    async lookAt(contactId) {
      await store
        .write((tx) => addLook(tx, contactId, clock.now()))
        .then(onJobs, (error: unknown) => {
          log.error({ reason: reasonOf(error) }, 'the look was not added, the sweep makes up for it');
        });
    },
    async stop() {
      await sweep.stop();
      await list?.stop();
      await hear?.close();
    },
  };
}
