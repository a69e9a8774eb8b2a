import type { ChatwootEvent } from '../chatwoot/event.ts';
import { readCableEvent } from '../chatwoot/read-event.ts';
import type { Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Store } from '../store/open.ts';
import { applyEvent } from './apply-event.ts';
import { addLook } from './add-look.ts';
import { openCable, type Cable, type Hearing } from './cable.ts';
import type { Times } from './cable-times.ts';
import type { ListenOptions } from './listen-options.ts';
import type { Sweep } from './sweep.ts';

export interface HearOptions extends ListenOptions {
  store: Store;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: Log;
  activeDays: number;
  sweep: Sweep;
  /** As `cableTimes` where absent. */
  times: Partial<Times>;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Who is active changes slowly; who is new is told by `personKnown`. Milliseconds. */
const REFRESH_MS = 60_000;
/** No more people than this are listened to: the sweep has the rest. */
const MOST = 5_000;

/** Listens to the cable for the people who wrote lately, writes down what it tells, and lets the sweep know how well it hears. */
export class Hear {
  readonly #options: HearOptions;
  readonly #cable: Cable;
  readonly #watched = new Set<string>();
  #state: Hearing = 'off';
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: HearOptions) {
    this.#options = options;
    const { chatwootUrl, clock, random, log, sweep, times } = options;
    this.#cable = openCable({
      url: chatwootUrl,
      clock,
      random,
      log,
      times,
      onEvent: (token, frame) => this.#heard(readCableEvent(frame, token)),
      onState: (state) => {
        this.#state = state;
        sweep.listening(state);
      },
      onReconnected: () => sweep.now(),
      onConfirmed: (token) => void this.#lookAt(token),
    });
  }

  get state(): Hearing {
    return this.#state;
  }

  start(): void {
    void this.refresh();
  }

  /** A message of ours was posted: its event must come, or the cable is deaf. */
  expectEcho(messageId: string, token: string): void {
    this.#cable.expectEcho(messageId, token);
  }

  /** Somebody new can be listened to. */
  personKnown(): void {
    void this.refresh();
  }

  async refresh(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    const { store, clock, activeDays, log } = this.#options;
    try {
      const active = await store.db
        .selectFrom('contacts')
        .innerJoin('places', 'places.contact_id', 'contacts.id')
        .select('places.pubsub_token as token')
        .where('places.pubsub_token', 'is not', null)
        .where((where) =>
          where.or([
            where('answered_by', '=', 'human'),
            where('last_inbound_at', '>', clock.now() - activeDays * 24 * 3_600_000),
          ]),
        )
        .orderBy('last_inbound_at', 'desc')
        .limit(MOST)
        .execute();
      this.#follow(new Set(active.map((row) => row.token ?? '')));
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'who is to be listened to could not be read');
    }
    // Two may have run side by side.
    if (this.#timer) clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.refresh(), REFRESH_MS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#cable.close();
    await this.#last;
  }

  #follow(tokens: Set<string>): void {
    if (this.#closed) return;
    for (const token of tokens) {
      if (this.#watched.has(token)) continue;
      this.#watched.add(token);
      this.#cable.watch(token);
    }
    for (const token of this.#watched) {
      if (tokens.has(token)) continue;
      this.#watched.delete(token);
      this.#cable.unwatch(token);
    }
  }

  /** What was said to somebody new before the subscription stood was missed; who is known already is the sweep's. */
  async #lookAt(token: string): Promise<void> {
    const { store, clock, log, onJobs } = this.#options;
    try {
      const place = await store.db
        .selectFrom('places')
        .select(['contact_id', 'conversation_id'])
        .where('pubsub_token', '=', token)
        .where('looked_at', '=', 0)
        .executeTakeFirst();
      if (!place || place.conversation_id === null) return;
      await store.write((tx) => addLook(tx, place.contact_id, clock.now()));
      onJobs();
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'a new subscription could not be followed by a look');
    }
  }

  /** In the order heard, so that an older frame is not written down after a newer one. */
  #heard(event: ChatwootEvent): void {
    // Presence and typing come often, and tell nothing.
    if (event.kind !== 'message' && event.kind !== 'conversation') return;
    const { store, clock, log, onJobs } = this.#options;
    this.#last = this.#last.then(async () => {
      try {
        const heard = await store.write((tx) => applyEvent(tx, event, clock.now(), this.#options));
        for (const line of heard.lines) log.info(line.fields, line.text);
        if (heard.jobs) onJobs();
      } catch (error) {
        // The sweep finds what this frame told.
        log.error({ reason: reasonOf(error) }, 'a frame of the cable could not be written down');
      }
    });
  }
}
