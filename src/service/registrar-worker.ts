import { reasonOf, type Misconfigured } from '../errors.ts';
import type { Settings } from '../config.ts';
import { prolongLeases } from '../queue/leases.ts';
import { Duties } from '../queue/duties.ts';
import { Run } from '../queue/run.ts';
import { nextDue } from '../store/jobs.ts';
import { LEASE_MS, type Worker } from '../queue/worker.ts';
import { oldWorkLeft, registeringWaits } from '../store/exchanges.ts';
import { prune } from '../store/prune.ts';
import { hasService } from '../store/runs.ts';
import { chatwootHosts } from '../targets/chatwoot-hosts.ts';
import { openChatwootClients } from './chatwoot-clients.ts';
import { stopAll } from './duty.ts';
import { InboxDuties } from './inbox-duties.ts';
import { openRegistering, type ProcessPart } from './registering.ts';

/** While there is work. */
const LOOK_MS = 200;
/** While there is none, or none that can be done: also what another program left or `problems retry` brought back is seen. */
const REST_MS = 5_000;
const DAY_MS = 24 * 3_600_000;
const PRUNE_MS = 3_600_000;

export interface RegistrarWorker {
  /** Call after adding jobs: they get their chance now. */
  wake(): void;
  /** Why this process is too old for the ledger by now; null where it is not. */
  readonly outdated: Misconfigured | null;
  stop(): Promise<void>;
}

/** A life on the ledger, as a service has one: it takes the Chatwoots that nobody looks after. */
interface Working {
  run: Run;
  duties: Duties;
  /** By channel; of those whose Chatwoot is this run's duty now. */
  workers: Map<string, Worker>;
}

/**
 * Registers from inside somebody else's program, by the same rule as services do: one run at a time has a Chatwoot, so that its order, pace
 * and limit hold. Where a service lives that does it; else one of the programs. While there is something to do the process stays alive. It
 * rests, and lets the process end, as soon as nothing waits, and also where Chatwoot has given no chance for `patienceMs` since the last
 * `wake`; while it rests it looks up every five seconds.
 */
export function openRegistrarWorker(
  part: ProcessPart,
  channels: readonly Settings[],
  patienceMs: number,
): RegistrarWorker {
  const { store, clock, log, token, settings } = part;
  const hosts = chatwootHosts(clock);
  const inboxes = channels.flatMap((own) => {
    const clients = openChatwootClients(own, { ...part, host: hosts(own.chatwoot) });
    return clients ? [{ own, clients }] : [];
  });
  let working: Working | null = null;
  let outdated: Misconfigured | null = null;
  let wokenAt = clock.now();
  let prunedAt = 0;
  let stopped = false;
  const stopping = new AbortController();
  /** One look after the other. */
  let looking: Promise<void> = Promise.resolve();
  let next: NodeJS.Timeout | undefined;
  const heartbeat = setInterval(() => {
    if (working === null) return;
    store
      .write((tx) => prolongLeases(tx, token, clock.now() + LEASE_MS))
      .catch((error: unknown) => log.error({ reason: reasonOf(error) }, 'leases could not be prolonged'));
  }, LEASE_MS / 4).unref();

  /** @param alive whether the process is to live until then. */
  function again(ms: number, alive: boolean): void {
    clearTimeout(next);
    if (stopped) return;
    next = setTimeout(lookNow, ms);
    if (!alive) next.unref();
  }

  function lookNow(): void {
    looking = looking.then(look).catch((error: unknown) => {
      log.error({ reason: reasonOf(error) }, 'the queue could not be looked at');
      again(REST_MS, false);
    });
  }

  async function begin(): Promise<Working> {
    const workers: Working['workers'] = new Map();
    const run: Run = await Run.begin({
      store,
      log,
      token,
      serves: false,
      onBeat: (living) => {
        duties.spread(living).catch((error: unknown) => {
          log.warn({ reason: reasonOf(error) }, 'duties could not be looked at, they are at the next beat');
        });
      },
      onLost: () => duties.lose(),
      onOutdated: (why) => {
        outdated = why;
        log.error({ reason: why.message }, 'a newer version has changed the database: nothing is registered any more');
      },
    });
    const duties = new Duties({ store, log, token });
    const isSure = () => run.isSure();
    await run.beat();
    run.start();
    const perHost = new InboxDuties(duties);
    for (const { own, clients } of inboxes)
      await perHost.join(own.chatwoot.url, () => {
        const worker = openRegistering({ ...part, settings: own, isSure }, clients);
        workers.set(own.channel, worker);
        worker.start();
        const stop = async (given: boolean) => {
          workers.delete(own.channel);
          await stopAll([worker], given);
        };
        return Promise.resolve({ stop });
      });
    return { run, duties, workers };
  }

  async function rest({ run, duties }: Working): Promise<void> {
    working = null;
    await duties.stop();
    await run.end();
  }

  async function look(): Promise<void> {
    const waiting = [];
    for (const { own } of inboxes) if (await registeringWaits(store.db, own.channel)) waiting.push(own.channel);
    if (stopped) return;
    const waits = waiting.length > 0;
    if (working === null && waits && outdated === null) working = await begin();
    const isPatient = clock.now() - wokenAt < patienceMs;
    let canWork = false;
    if (working) {
      const { workers } = working;
      for (const channel of waiting) {
        const worker = workers.get(channel);
        if (!worker || (worker.target?.rest ?? null) !== null) continue;
        const due = await nextDue(store.db, channel, 'register');
        canWork ||= due !== null && due <= clock.now() + LOOK_MS;
      }
      const isIdle = [...workers.values()].every(({ running }) => running === 0);
      // What is another's to do is looked after until it is done: that one may die.
      const isOthers = waiting.some((channel) => !workers.has(channel));
      if (outdated !== null || (isIdle && (!waits || (!isPatient && !canWork && !isOthers)))) await rest(working);
    }
    if (working === null && clock.now() - prunedAt > PRUNE_MS) await deleteOld();
    again(working === null ? REST_MS : LOOK_MS, working !== null && (isPatient || canWork));
  }

  async function deleteOld(): Promise<void> {
    prunedAt = clock.now();
    const before = clock.now() - settings.retentionDays * DAY_MS;
    // A service does that itself.
    if ((await oldWorkLeft(store.db, before)) && !(await hasService(store.db)))
      await prune(store, before, { signal: stopping.signal });
  }

  // What an earlier run left.
  lookNow();
  return {
    wake() {
      wokenAt = clock.now();
      working?.workers.forEach((worker) => worker.wake());
      if (working === null) lookNow();
    },
    get outdated() {
      return outdated;
    },
    async stop() {
      stopped = true;
      stopping.abort();
      clearTimeout(next);
      clearInterval(heartbeat);
      await looking;
      if (working !== null) await rest(working);
    },
  };
}
