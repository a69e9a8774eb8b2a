import { readWebhookEvent } from '../chatwoot/read-event.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import { applyEvent, type Heard } from '../listen/apply-event.ts';
import type { ListenOptions } from '../listen/listen-options.ts';
import type { Log } from '../observe/log.ts';
import { isStoreFault } from '../store/fault.ts';
import type { Store } from '../store/open.ts';
import type { Event, Tx } from '../store/tables.ts';
import { parseJson } from '../wire/json.ts';
import { readWebhook } from '../whatsapp/webhook.ts';
import { applyWebhook, type ApplyOptions } from './apply-webhook.ts';

export interface DigestOptions extends ApplyOptions {
  /** For events of Chatwoot; null where it is off. */
  listen: ListenOptions | null;
  store: Store;
  clock: Clock;
  log: Log;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Enough for one commit to pay off, few enough that bodies arriving meanwhile are answered in time. */
const AT_ONCE = 40;
const LOOK_AGAIN_MS = 1_000;
/** The longest wait for a quiet moment: also in a flood a few hundred events a second are read. */
const MOST_WAIT_MS = 100;
const SLICE_MS = 4;
/** Events that came longer ago tell nothing of now. */
const RECENT_MS = 50;
/** Share of the time in which the process worked, above which it counts as flooded. */
const FLOODED = 0.8;

/**
 * Reads kept events into the ledger: contacts, messages, jobs, statuses. In the order they came, each exactly once (the event's
 * outcome is written in the same transaction), also with several processes on one database. An event that cannot be read costs only itself.
 */
export class Digest {
  readonly #options: DigestOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #wokenAt = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: DigestOptions) {
    this.#options = options;
  }

  /** Call after an event was kept. */
  wake(): void {
    this.#again = true;
    this.#wokenAt = performance.now();
    if (!this.#stopped) this.#running ??= this.#run().finally(() => this.#ran());
  }

  #ran(): void {
    this.#running = null;
    // Woken after its last look.
    if (this.#again) this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    try {
      while (this.#again && !this.#stopped) {
        this.#again = false;
        while (!this.#stopped && (await this.#some()) === AT_ONCE) {
          // Bodies that wait at the door go first: their senders have 5 seconds, the ledger has time.
          await new Promise((resolve) => setImmediate(resolve));
          if (performance.now() - this.#wokenAt < RECENT_MS) await quietMoment();
        }
      }
    } catch (error) {
      this.#options.log.error({ err: error }, 'events could not be read into the ledger, trying again');
    }
    // Events of another process that died in between.
    if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), LOOK_AGAIN_MS).unref();
  }

  async #some(): Promise<number> {
    const { store } = this.#options;
    const events = await store.db
      .selectFrom('events')
      .selectAll()
      .where('outcome', 'is', null)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    const added = await Promise.allSettled(events.map((event) => this.#one(event)));
    if (added.some((one) => one.status === 'fulfilled' && one.value)) this.#options.onJobs();
    const failed = added.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return events.length;
  }

  /** @throws where the store fails: the event stays unread and its turn comes again. */
  async #one(event: Event): Promise<boolean> {
    const { store, log } = this.#options;
    const parsed = parseJson(event.raw);
    if (event.source === 'chatwoot') return await this.#heard(event, parsed.ok ? parsed.value : null);
    const content = readWebhook(parsed.ok ? parsed.value : null, event.received_at);
    const applied = await store.write(async (tx) => {
      if (!(await setOutcome(tx, event, 'read', null))) return null;
      const result = await applyWebhook(tx, content, event, this.#options);
      if (result.failed.length > 0) await setOutcome(tx, event, `failed: ${result.failed.join('; ')}`, 'read');
      return result;
    });
    if (!applied) return false;
    for (const line of applied.lines) log.info(line.fields, line.text);
    for (const reason of applied.failed) {
      log.error({ event: event.id, reason }, 'a part of an event could not be read into the ledger; it is kept raw');
    }
    for (const alert of content.alerts) log.warn({ code: alert.code, alert: alert.text }, 'WhatsApp reports');
    if (content.ignored.length > 0) log.debug({ event: event.id, ignored: content.ignored }, 'stored and passed over');
    return applied.jobs;
  }

  /** What Chatwoot told. */
  async #heard(event: Event, body: unknown): Promise<boolean> {
    const { store, log, listen } = this.#options;
    const told = readWebhookEvent(body);
    let heard: Heard | null;
    try {
      heard = await store.write(async (tx) => {
        if (!(await setOutcome(tx, event, 'read', null))) return null;
        return listen ? await applyEvent(tx, told, event.received_at, listen) : null;
      });
    } catch (error) {
      if (isStoreFault(error)) throw error;
      const reason = reasonOf(error);
      await store.write((tx) => setOutcome(tx, event, `failed: ${reason}`, null));
      // The sweep finds what it told.
      log.error({ event: event.id, reason }, 'a part of an event could not be read into the ledger; it is kept raw');
      return false;
    }
    if (!heard) return false;
    for (const line of heard.lines) log.info(line.fields, line.text);
    return heard.jobs;
  }
}

/** Ends as soon as the process is not flooded any more, at the latest after 100 ms. */
async function quietMoment(): Promise<void> {
  const end = performance.now() + MOST_WAIT_MS;
  let before = performance.eventLoopUtilization();
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    const now = performance.eventLoopUtilization();
    if (performance.eventLoopUtilization(now, before).utilization < FLOODED) return;
    before = now;
  }
}

/** False where another process was quicker. */
async function setOutcome(tx: Tx, { id }: Event, outcome: string, before: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('events')
    .set({ outcome })
    .where('id', '=', id)
    .where('outcome', before === null ? 'is' : '=', before)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows) > 0;
}
