import { reasonOf } from '../errors.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import type { Event } from '../store/tables.ts';
import { parseJson } from '../whatsapp/json.ts';
import { readWebhook } from '../whatsapp/webhook.ts';
import { applyWebhook, type ApplyOptions } from './apply-webhook.ts';

export interface DigestOptions extends ApplyOptions {
  store: Store;
  clock: Clock;
  log: Log;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Enough for one commit to pay off, few enough that bodies arriving meanwhile are answered in time. */
const AT_ONCE = 40;
const LOOK_AGAIN_MS = 1_000;

/**
 * Reads kept events into the ledger: contacts, messages, jobs, statuses. In the order they came, each exactly once (the event's
 * outcome is written in the same transaction), also with several processes on one database. An event that cannot be read costs only itself.
 */
export class Digest {
  readonly #options: DigestOptions;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: DigestOptions) {
    this.#options = options;
  }

  /** Call after an event was kept. */
  wake(): void {
    this.#again = true;
    if (!this.#stopped) this.#running ??= this.#run().finally(() => (this.#running = null));
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
    const added = await Promise.all(events.map((event) => this.#one(event)));
    if (added.includes(true)) this.#options.onJobs();
    return events.length;
  }

  async #one(event: Event): Promise<boolean> {
    const { store, log } = this.#options;
    try {
      const parsed = parseJson(event.raw);
      const content = readWebhook(parsed.ok ? parsed.value : null, event.received_at);
      const applied = await store.write(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('events')
          .set({ outcome: 'read' })
          .where('id', '=', event.id)
          .where('outcome', 'is', null)
          .executeTakeFirstOrThrow();
        return Number(numUpdatedRows) === 0 ? null : await applyWebhook(tx, content, event, this.#options);
      });
      if (!applied) return false;
      for (const line of applied.lines) log.info(line.fields, line.text);
      for (const alert of content.alerts) log.warn({ code: alert.code, alert: alert.text }, 'WhatsApp reports');
      if (content.ignored.length > 0)
        log.debug({ event: event.id, ignored: content.ignored }, 'stored and passed over');
      return applied.jobs;
    } catch (error) {
      log.error({ event: event.id, err: error }, 'an event could not be read into the ledger; it is kept raw');
      await store.write((tx) =>
        tx
          .updateTable('events')
          .set({ outcome: `failed: ${reasonOf(error)}` })
          .where('id', '=', event.id)
          .where('outcome', 'is', null)
          .execute(),
      );
      return false;
    }
  }
}
