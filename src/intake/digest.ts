import { pause, type Clock } from '../clock.ts';
import type { Log } from '../observe/log.ts';
import { EventOrder } from '../store/event-order.ts';
import { channelsWithUnread, eventsById, giveTo, oldestUnread } from '../store/events.ts';
import type { Store } from '../store/open.ts';
import { keepStray, NO_CHANNEL, signerOf } from '../store/strays.ts';
import type { Event } from '../store/tables.ts';
import { parseJson } from '../wire/json.ts';
import { byNumber } from '../whatsapp/read/own-number.ts';
import { peopleInBody } from '../whatsapp/read/people-in-body.ts';
import { listWebhook } from '../whatsapp/read/webhook.ts';
import { partsOf } from './apply-webhook.ts';
import { digestBody, PARTS_AT_ONCE } from './digest-body.ts';
import type { DigestChannels } from './digest-channels.ts';
import { digestHeard } from './digest-heard.ts';
import { quietMoment } from './quiet-moment.ts';
import { SIDE_BY_SIDE, Together, type Body } from './together.ts';

export interface DigestOptions {
  channels: DigestChannels;
  store: Store;
  clock: Clock;
  log: Log;
}

/** Enough for one commit to pay off, few enough that bodies arriving meanwhile are answered in time. */
const AT_ONCE = 40;
const LOOK_AGAIN_MS = 1_000;
/** Events that came longer ago tell nothing of now. */
const RECENT_MS = 50;
/** An event that another process is still writing is looked for after this, doubled up to the second. Milliseconds. */
const GAP_MS = 2;
const LONGEST_GAP_MS = 50;
/** So small a body has few parts. Bytes. */
const SMALL_BYTES = 16 * 1024;
/** Bodies are loaded together up to this. Bytes. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/**
 * Reads kept events into the ledger: contacts, messages, jobs, statuses. In the order they came, each exactly once (the event's
 * outcome is written in the same transaction), also with several processes on one database. An event that cannot be read costs only itself.
 * A large body is read in pieces (`digestBody`); later ones of WhatsApp wait behind it, since they may be the same people's.
 */
export class Digest {
  readonly #options: DigestOptions;
  readonly #order: EventOrder;
  #gapMs = GAP_MS;
  #running: Promise<void> | null = null;
  #again = false;
  #wokenAt = 0;
  /** Since when pieces are read without a wait for others, and how many parts. */
  #readSince = 0;
  #partsRead = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: DigestOptions) {
    this.#options = options;
    this.#order = new EventOrder(options.store.db);
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
        this.#readSince = performance.now();
        this.#partsRead = 0;
        // Bodies that wait at the door go first: their senders have 5 seconds, the ledger has time.
        while (!this.#stopped && (await this.#some())) await this.#yield();
      }
    } catch (error) {
      if (!(error instanceof Stopped))
        this.#options.log.error({ err: error }, 'events could not be read into the ledger, trying again');
    }
    // Events of another process that died in between.
    if (!this.#stopped) this.#timer = setTimeout(() => this.wake(), LOOK_AGAIN_MS).unref();
  }

  async #yield(): Promise<void> {
    const last = { parts: this.#partsRead, ms: performance.now() - this.#readSince };
    await new Promise((resolve) => setImmediate(resolve));
    if (performance.now() - this.#wokenAt < RECENT_MS) await quietMoment(last);
    this.#readSince = performance.now();
    this.#partsRead = 0;
  }

  /** Reads the oldest events. True where more may be waiting. */
  async #some(): Promise<boolean> {
    const { upTo, waits } = await this.#order.readable();
    const events = await unread(this.#options, upTo);
    const together = new Together(this.#options.store.sideBySide);
    for (const event of events.rows) {
      if (this.#stopped) break;
      const body = await this.#bodyOf(event);
      if (!body) continue;
      // The pieces of a large one are counted where each ends.
      if (body.parts <= PARTS_AT_ONCE) this.#partsRead += Math.max(1, body.parts);
      await together.add(body);
    }
    await together.settled();
    if (!waits) this.#gapMs = GAP_MS;
    else if (!events.more) {
      await pause(this.#gapMs);
      this.#gapMs = Math.min(this.#gapMs * 2, LONGEST_GAP_MS);
    }
    return events.more || waits;
  }

  /** Of one event; null where its channel is not there now: it waits. */
  async #bodyOf(event: Event): Promise<Body | null> {
    const { channels, store } = this.#options;
    // To parse a large one takes up to 30 ms, to list its parts as long again.
    const turnOfLoop = async () => {
      if (event.raw.length > SMALL_BYTES) await new Promise((resolve) => setImmediate(resolve));
    };
    await turnOfLoop();
    const parsed = parseJson(event.raw);
    await turnOfLoop();
    const value = parsed.ok ? parsed.value : null;
    if (event.channel_id === NO_CHANNEL) return { parts: 1, people: null, read: () => this.#stray(event, value) };
    const channel = channels.of(event.channel_id);
    if (!channel) return null;
    // What Chatwoot tells has no order with WhatsApp's bodies.
    if (event.source === 'chatwoot')
      return { parts: 1, people: ['chatwoot'], read: () => digestHeard(event, value, this.#options) };
    const listed = listWebhook(value, event.received_at);
    await turnOfLoop();
    const parts = partsOf(listed, event, channel);
    const between = async () => {
      this.#partsRead += PARTS_AT_ONCE;
      await this.#yield();
      await this.#hearMeanwhile(event);
      if (this.#stopped) throw new Stopped();
    };
    const { log, channelId } = channel;
    const options = { store, log, onJobs: () => channels.onJobs(channelId), between };
    const people = parts.length > SIDE_BY_SIDE ? null : peopleInBody(value);
    return {
      parts: parts.length,
      people: people && [...people].map((name) => `${channelId} ${name}`),
      read: () => digestBody(event, listed, parts, options),
    };
  }

  /** Of a number that no channel had when it came: some channel's now, or kept as it is. */
  async #stray(event: Event, body: unknown): Promise<void> {
    const { channels, store, clock, log } = this.#options;
    const number = byNumber(body)[0]?.number ?? 'unknown';
    const owner = channels.ofNumber(number, signerOf(event));
    if (owner) return await store.write((tx) => giveTo(tx, event, owner.channelId));
    const isFirst = await store.write((tx) => keepStray(tx, event, number, clock.now()));
    if (isFirst)
      log.warn({ number }, 'no channel has this number: what comes for it is kept, and a problem for the operator');
  }

  /**
   * What Chatwoot tells has no order with WhatsApp's bodies, and a person who takes over must not wait for a large one; nor must other
   * channels. A large one of theirs waits all the same: only one is read at a time.
   */
  async #hearMeanwhile(during: Event): Promise<void> {
    const { db } = this.#options.store;
    const { upTo } = await this.#order.readable();
    for (const channel of await channelsWithUnread(db)) {
      const source = channel === during.channel_id ? 'chatwoot' : null;
      const waiting = await oldestUnread(db, channel, { limit: AT_ONCE, upTo, source });
      const ids = waiting.map(({ id, size }) => (size > SMALL_BYTES ? null : id));
      const end = ids.indexOf(null);
      const small = (end === -1 ? ids : ids.slice(0, end)).filter((id) => id !== null);
      for (const event of await eventsById(db, small)) {
        const body = await this.#bodyOf(event);
        if (!body || body.parts > PARTS_AT_ONCE) break;
        await body.read();
      }
    }
  }
}

/** A large body is left where it is: it goes on from there at the next start. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}

/**
 * The oldest events that nobody has read, as many as may be in memory together. Of each channel the same share: one that 50,000 bodies came
 * in for does not stand before another's only one.
 */
async function unread(options: DigestOptions, upTo: Event['id']): Promise<{ rows: Event[]; more: boolean }> {
  const { db } = options.store;
  const channels = (await channelsWithUnread(db)).filter((it) => it === NO_CHANNEL || options.channels.of(it));
  const share = Math.max(1, Math.floor(AT_ONCE / Math.max(1, channels.length)));
  const waiting = await Promise.all(channels.map((channel) => oldestUnread(db, channel, { limit: share, upTo })));
  const sizes = waiting.flat();
  let bytes = 0;
  const taken = inTurn(waiting).filter(({ size }, place) => (bytes += size) <= BYTES_AT_ONCE || place === 0);
  const rows = await eventsById(
    db,
    taken.map(({ id }) => id),
  );
  const more = taken.length < sizes.length || waiting.some((some) => some.length === share);
  return { rows, more: more && rows.length > 0 };
}

/** The first of each list, then the second of each. */
function inTurn<T>(lists: T[][]): T[] {
  const most = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: most }, (_, n) => lists.flatMap((list) => list.slice(n, n + 1))).flat();
}
