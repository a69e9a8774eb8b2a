import { reasonOf } from '../errors.ts';
import { prolongLeases } from '../queue/leases.ts';
import { nextDue } from '../store/jobs.ts';
import { LEASE_MS, type Worker } from '../queue/worker.ts';
import { oldWorkLeft, registeringWaits } from '../store/exchanges.ts';
import { prune } from '../store/prune.ts';
import type { ChatwootHost } from '../targets/chatwoot-hosts.ts';
import { openChatwootClients } from './chatwoot-clients.ts';
import { openRegistering, type PartOptions } from './registering.ts';

/** While there is work. */
const LOOK_MS = 200;
/** While there is none, or none that can be done: also what another program left or `problems retry` brought back is seen. */
const REST_MS = 5_000;
/** Calls that run at a stop may finish within this time. */
const GRACE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;
const PRUNE_MS = 3_600_000;

export interface RegistrarWorker {
  /** Call after adding jobs: they get their chance now. */
  wake(): void;
  stop(): Promise<void>;
}

/**
 * The register worker inside somebody else's program. While it works the process stays alive, since a worker does. It rests, and lets the
 * process end, as soon as nothing waits, and also where Chatwoot has given no chance for `patienceMs` since the last `wake`; while it
 * rests it looks up every five seconds.
 */
export function openRegistrarWorker(part: PartOptions & { host: ChatwootHost }, patienceMs: number): RegistrarWorker {
  const { store, clock, log, token, settings } = part;
  const clients = openChatwootClients(settings, part);
  let worker: Worker | null = null;
  let wokenAt = clock.now();
  let prunedAt = 0;
  let stopped = false;
  const stopping = new AbortController();
  let looking = Promise.resolve();
  const ending = new Set<Promise<void>>();

  const timer = (ms: number) =>
    setTimeout(() => {
      looking = look().catch((error: unknown) => {
        log.error({ reason: reasonOf(error) }, 'the queue could not be looked at');
        again(REST_MS);
      });
    }, ms).unref();
  let next = timer(LOOK_MS);
  const heartbeat = setInterval(() => {
    if (worker === null) return;
    store
      .write((tx) => prolongLeases(tx, token, clock.now() + LEASE_MS))
      .catch((error: unknown) => log.error({ reason: reasonOf(error) }, 'leases could not be prolonged'));
  }, LEASE_MS / 4).unref();

  function begin(): void {
    worker = clients && openRegistering(part, clients);
    worker?.start();
    again(LOOK_MS);
  }

  function again(ms: number): void {
    clearTimeout(next);
    if (!stopped) next = timer(ms);
  }

  /** Nothing of a stopping worker is lost: what it had not begun is still in the ledger. */
  function rest(resting: Worker): void {
    worker = null;
    const end = resting.stop(GRACE_MS).finally(() => ending.delete(end));
    ending.add(end);
  }

  async function look(): Promise<void> {
    const waits = await registeringWaits(store.db, settings.channel);
    const due = waits ? await nextDue(store.db, settings.channel, 'register') : null;
    if (stopped) return;
    if (worker === null) {
      if (waits) return begin();
    } else if (worker.running === 0) {
      const isPatient = clock.now() - wokenAt < patienceMs;
      const canWork = (worker.target?.rest ?? null) === null && due !== null && due <= clock.now() + LOOK_MS;
      if (!waits || (!isPatient && !canWork)) rest(worker);
    }
    if (worker === null && clock.now() - prunedAt > PRUNE_MS) await deleteOld();
    again(worker === null ? REST_MS : LOOK_MS);
  }

  async function deleteOld(): Promise<void> {
    prunedAt = clock.now();
    const before = clock.now() - settings.retentionDays * DAY_MS;
    if (await oldWorkLeft(store.db, before)) await prune(store, before, { signal: stopping.signal });
  }

  // What an earlier run left.
  begin();
  return {
    wake() {
      wokenAt = clock.now();
      if (worker === null) begin();
      else worker.wake();
    },
    async stop() {
      stopped = true;
      stopping.abort();
      clearTimeout(next);
      clearInterval(heartbeat);
      await looking;
      if (worker !== null) rest(worker);
      await Promise.all(ending);
    },
  };
}
