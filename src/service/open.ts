import { v7 } from 'uuid';
import { systemClock } from '../clock.ts';
import type { Settings } from '../config.ts';
import { Misconfigured, reasonOf } from '../errors.ts';
import { eventInbox } from '../intake/event-inbox.ts';
import { Absences } from '../queue/absences.ts';
import { Duties } from '../queue/duties.ts';
import { freeDeadLeases, prolongLeases } from '../queue/leases.ts';
import { Lookout } from '../queue/lookout.ts';
import { Run } from '../queue/run.ts';
import { LEASE_MS } from '../queue/worker.ts';
import { refuseHalf } from '../store/copy/copy-mark.ts';
import { openStore, type Store } from '../store/open.ts';
import { hurryStrays, NO_CHANNEL } from '../store/strays.ts';
import { orUnusable } from '../store/unusable.ts';
import { chatwootHosts } from '../targets/chatwoot-hosts.ts';
import { openChannel } from './channel.ts';
import { Channels } from './channels.ts';
import { createApp, createQuickDoor } from './http.ts';
import { InboxDuties } from './inbox-duties.ts';
import { openMetrics } from './metrics/metrics.ts';
import { openOperators } from './operators.ts';
import { processDuties } from './process-duties.ts';
import { Reload } from './reload.ts';
import { listen, type ListeningServer } from './listen.ts';
import { inChannel } from './own-faults.ts';
import type { Service, ServiceOptions } from './options.ts';

export type { Service, ServiceOptions } from './options.ts';

/** Opens every part, in flow order, and listens. @throws Misconfigured where a setting turns out not to work. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { databaseUrl: url } = options.settings;
  const store = await openStore(url, 'to work on');
  return await orUnusable(url, store, () => startOn(store, options));
}

async function startOn(store: Store, options: ServiceOptions): Promise<Service> {
  const { settings, log } = options;
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const wanted = options.channels ?? [settings as Settings];
  await refuseHalf(store);
  /** Nobody else is on the ledger, as far as is known: who comes now looks by itself until the next beat. */
  let isAlone = false;
  const run: Run = await Run.begin({
    store,
    log,
    onBeat: (living) => {
      isAlone = living.length === 1;
      absences.here().catch((error: unknown) => {
        log.warn({ reason: reasonOf(error) }, 'it could not be noted that somebody is there');
      });
      duties.spread(living).catch((error: unknown) => {
        log.warn({ reason: reasonOf(error) }, 'duties could not be looked at, they are at the next beat');
      });
    },
    onLost: () => duties.lose(),
    ...(options.onOutdated ? { onOutdated: options.onOutdated } : {}),
  });
  const absences = await Absences.open(store, clock);
  const { token } = run;
  const duties = new Duties({ store, log, token });
  const inboxDuties = new InboxDuties(duties);
  const part = { settings, store, clock, random, log, token, isSure: () => run.isSure() };
  const stopping = new AbortController();
  const tellOthers = () => void (isAlone || store.news.tell());
  const host = chatwootHosts(clock);
  let several = wanted.length > 1;
  let running = false;

  const channels = new Channels({
    open: (own) =>
      inChannel(own.channel, () =>
        openChannel({
          ...part,
          settings: own,
          // The one without a name in a file is not named in logs.
          log: options.channels ? log.child({ channel: own.channel }) : log,
          ...(options.bot ? { bot: options.bot } : {}),
          ...(options.aroundBot ? { aroundBot: options.aroundBot } : {}),
          listenTimes: options.listenTimes ?? {},
          awaySince: (at) => absences.since(at),
          host,
          // Who runs already goes on with the others, whatever one of them meets.
          several: several || running,
          duties,
          inboxDuties,
          tellOthers,
        }),
      ),
  });
  const tools = options.tools?.(store);
  const own = processDuties(part, channels, (text, language) => tools?.translated(text, language) ?? text);
  const lookout = new Lookout({
    store,
    clock,
    log,
    onDue: (name, kind) => {
      if (name === NO_CHANNEL) own.wakeStrays();
      else if (kind === 'notify') own.wakeNotify(name);
      else channels.wake(name, kind);
    },
  });
  const become = async (next: readonly Settings[]) => {
    several = next.length > 1;
    const changes = await channels.become(next);
    await readStrays();
    own.wakeDigest();
    return changes;
  };
  /** What came for a number before it was anybody's. */
  const readStrays = async () => {
    const numbers = channels.all.map(({ numberId }) => numberId).filter((number) => number !== null);
    if (numbers.length > 0) await store.write((tx) => hurryStrays(tx, numbers, clock.now()));
  };
  const unread = { process: settings, channels: [...wanted], file: null };
  const read = options.read ?? (() => Promise.resolve(unread));
  const reload = new Reload({ read, become, settings, store, log, token });
  const closeStore = async () => {
    await run.end();
    await store.close();
  };

  try {
    await channels.openAll(wanted);
    if (options.triesKeys && !several) await refuseWrong(channels);
  } catch (error) {
    await channels.stop();
    await closeStore();
    throw error;
  }
  const freed = await store.write((tx) => freeDeadLeases(tx));
  if (freed > 0) log.info({ jobs: freed }, 'going on with what an earlier run left');
  const heartbeat = setInterval(() => {
    store
      .write((tx) => prolongLeases(tx, token, clock.now() + LEASE_MS))
      .catch((error: unknown) => {
        log.error({ reason: reasonOf(error) }, 'leases could not be prolonged');
      });
  }, LEASE_MS / 4);
  const keep = eventInbox(store, () => {
    own.wakeDigest();
    tellOthers();
  });
  const { mount, version = '', command = 'optiatiende' } = options;
  const metrics = await openMetrics({ settings, version, channels: () => channels.all, store, clock, log });
  const around = { settings, channels, store, clock, log, stopping: stopping.signal };
  const operators = openOperators(options, around);
  const common = { ...around, keep, metrics, console: operators.app };
  const doors = { ...common, command, newId: () => v7() };
  const app = createApp({ ...doors, ...(mount ? { mount } : {}) });
  const quick = createQuickDoor(doors);
  /** All that works, and then what that needs. */
  const end = async (server: ListeningServer | null) => {
    const closed = server?.stopTaking();
    await reload.stop();
    await lookout.stop();
    await duties.stop();
    await channels.stop();
    server?.end();
    await closed;
    clearInterval(heartbeat);
    metrics?.close();
    await operators.close();
    await closeStore();
  };

  // Nothing is sent before it is sure that this process is to run: the port may be another's.
  const { server, url } = await listen({ app, quick }, settings).catch(async (error: unknown) => {
    await end(null);
    throw error;
  });
  await readStrays();
  await reload.start();
  running = true;
  await run.beat();
  run.start();
  await duties.add(own.all);
  channels.start();
  lookout.start();
  const deaf = store.news.hear(() => {
    own.wakeDigest();
    lookout.now();
  });
  let stopped: Promise<void> | null = null;
  return {
    store,
    app,
    url,
    channels,
    reload: () => reload.now(),
    get webhookPath() {
      return `/webhooks/whatsapp/${channels.all[0]?.webhookSecret ?? ''}`;
    },
    stop: () => {
      stopped ??= (async () => {
        stopping.abort();
        deaf();
        await end(server);
      })();
      return stopped;
    },
  };
}

/** Of several channels each goes its own way; where there is one, and its keys are surely wrong, there is nothing to start. */
async function refuseWrong(channels: Channels): Promise<void> {
  for (const channel of channels.all) {
    const wrong = await channel.refused();
    if (wrong) throw new Misconfigured(`${wrong.reason}. Nothing was started. ${wrong.fix}`);
  }
}
