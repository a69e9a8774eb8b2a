import { randomBytes } from 'node:crypto';
import { serve, type ServerType } from '@hono/node-server';
import type { Hono } from 'hono';
import { v7 } from 'uuid';
import type { Bot } from '../bots/bot.ts';
import { openBot } from '../bots/open.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import { Digest } from '../intake/digest.ts';
import { eventInbox } from '../intake/event-inbox.ts';
import type { Log } from '../observe/log.ts';
import { restAsBefore } from '../queue/lasting-rest.ts';
import { endRun, freeDeadLeases, leaseToken, prolongLeases } from '../queue/leases.ts';
import { LEASE_MS, type Worker } from '../queue/worker.ts';
import { aboutProvider } from '../providers/known.ts';
import { openProvider } from '../providers/open.ts';
import { keptValue } from '../store/meta.ts';
import { openStore, type Store } from '../store/open.ts';
import type { IsOurs } from '../whatsapp/read/webhook.ts';
import { openChatwootClients } from './chatwoot-clients.ts';
import { effectsOf } from './effects.ts';
import { openLettingGo } from './letting-go.ts';
import { openListening, type ListenTimes } from './listening.ts';
import { openAnswering } from './answering.ts';
import { createApp } from './http.ts';
import { openPruning } from './pruning.ts';
import { openRegistering } from './registering.ts';
import { openWaiting } from './waiting.ts';

export interface ServiceOptions {
  settings: Settings;
  log: Log;
  clock?: Clock;
  /** 0 to 1. */
  random?: () => number;
  listenTimes?: ListenTimes;
  /** In place of the bot that the settings name. */
  bot?: Bot;
  /** Further routes on the same port (the sandbox's page). */
  mount?: (app: Hono) => void;
}

export interface Service {
  readonly store: Store;
  readonly app: Hono;
  /** Where it listens, without a slash at its end. */
  readonly url: string;
  /** The webhook's path, with its secret. */
  readonly webhookPath: string;
  /** Finishes what runs (10 s), gives back the rest. */
  stop(): Promise<void>;
}

/** Time that running calls are given at a clean stop. */
const GRACE_MS = 10_000;

/** Opens every part, in flow order, and listens. @throws Misconfigured where a setting turns out not to work. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { settings, log } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const bot = options.bot ?? (await openBot({ ...settings.bot, language: settings.uiLanguage, log }));
  const provider = await openProvider(settings.whatsapp);
  const store = await openStore(settings.databaseUrl);
  const token = leaseToken();
  const part = { settings, store, clock, random, log, token };
  const workers: Worker[] = [];
  const stopping = new AbortController();
  const wakeWorkers = () => workers.forEach((worker) => worker.wake());
  const wake = () => {
    wakeWorkers();
    store.news.tell();
  };

  const clients = openChatwootClients(settings, part);
  const chatwoot = clients?.target ?? null;
  const answering = openAnswering({ ...part, provider, bot, chatwoot, newId: () => v7(), onJobs: wake });
  const targets = [chatwoot, answering?.target].filter((target) => target !== null && target !== undefined);
  // Without a provider's key nothing agents write could be sent: whoever sends hears them too.
  const listening =
    clients && answering ? openListening({ ...part, onJobs: wake, times: options.listenTimes ?? {} }, clients) : null;
  const hear = listening?.hear ?? null;
  const registering = openRegistering(part, clients, {
    onPosted: (messageId, token) => hear?.expectEcho(messageId, token),
    onPerson: () => hear?.personKnown(),
    onBack: (contactId) => void listening?.lookAt(contactId),
  });
  const all = [registering, answering?.turns, answering?.sends, answering?.fetches, ...(listening?.workers ?? [])];
  workers.push(...all.filter((worker) => worker !== null && worker !== undefined));
  const digest = new Digest({
    store,
    clock,
    log,
    onJobs: wake,
    ...effectsOf(settings),
    channelId: settings.channel,
    isOurs: ourNumber(settings),
    bot: (answering?.turns ?? null) !== null,
    files: (answering?.fetches ?? null) !== null && !settings.chatwoot.dryRun,
    answerMaxAgeMs: settings.answerMaxAgeMs,
    listen: listening?.options ?? null,
  });
  const webhookSecret =
    settings.whatsapp.webhookSecret ??
    (await keptValue(store, 'webhook_secret', () => randomBytes(24).toString('base64url')));

  const app = createApp({
    settings,
    store,
    clock,
    log,
    provider,
    webhookSecret,
    keep: eventInbox(store, () => {
      digest.wake();
      store.news.tell();
    }),
    targets: () => targets,
    listening: () => hear?.state ?? 'off',
    onJobs: wake,
    newId: () => v7(),
    stopping: stopping.signal,
    ...(options.mount ? { mount: options.mount } : {}),
  });

  for (const target of targets) await restAsBefore(store.db, target, clock.now());
  await store.news.present(token);
  const freed = await store.write((tx) => freeDeadLeases(tx));
  if (freed > 0) log.info({ jobs: freed }, 'going on with what an earlier run left');
  const heartbeat = setInterval(() => {
    store
      .write((tx) => prolongLeases(tx, token, clock.now() + LEASE_MS))
      .catch((error: unknown) => {
        log.error({ reason: reasonOf(error) }, 'leases could not be prolonged');
      });
  }, LEASE_MS / 4);
  const waiting = openWaiting(part, effectsOf(settings), wake);
  const pruning = openPruning(part);
  const lettingGo = openLettingGo(part);

  // Nothing is sent before it is sure that this process is to run: the port may be another's.
  const { server, url } = await listen(app, settings).catch(async (error: unknown) => {
    clearInterval(heartbeat);
    pruning.stop();
    await lettingGo.stop();
    endRun(token);
    await store.close();
    throw error;
  });
  digest.wake();
  workers.forEach((worker) => worker.start());
  const deaf = store.news.hear(() => {
    digest.wake();
    wakeWorkers();
  });
  listening?.start();
  let stopped: Promise<void> | null = null;
  return {
    store,
    app,
    url,
    webhookPath: `/webhooks/whatsapp/${webhookSecret}`,
    stop: () => {
      stopped ??= (async () => {
        stopping.abort();
        deaf();
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        if ('closeIdleConnections' in server) server.closeIdleConnections();
        await digest.stop();
        await listening?.stop();
        await waiting.stop();
        await Promise.all(workers.map((worker) => worker.stop(GRACE_MS)));
        if ('closeAllConnections' in server) server.closeAllConnections();
        await closed;
        clearInterval(heartbeat);
        pruning.stop();
        await lettingGo.stop();
        await bot?.close?.();
        endRun(token);
        await store.close();
      })();
      return stopped;
    },
  };
}

/** One that is not told, or any where the address of the webhook tells whose it is, is ours. */
function ourNumber({ whatsapp }: Settings): IsOurs {
  const own = aboutProvider(whatsapp.provider).ownNumberId(whatsapp.values);
  return (numberId) => own === null || numberId === null || numberId === own;
}

function listen(app: Hono, { host, port }: Settings): Promise<{ server: ServerType; url: string }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => {
      resolve({ server, url: `http://${host.includes(':') ? `[${host}]` : host}:${info.port}` });
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      const fix =
        error.code === 'EADDRINUSE'
          ? `port ${port} is taken by another program: stop it, or set PORT to another number (0 finds a free one)`
          : error.code === 'EACCES'
            ? `this user may not listen on port ${port}: set PORT to a number above 1023`
            : reasonOf(error);
      reject(new Misconfigured(`PORT, HOST: cannot listen on ${host}:${port}: ${fix}`, { cause: error }));
    });
  });
}
