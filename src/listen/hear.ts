import type { ChatwootEvent } from '../chatwoot/events/event.ts';
import { readCableEvent } from '../chatwoot/events/read-event.ts';
import { lastingClock, type Clock } from '../clock.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import { tell } from '../observe/tell.ts';
import type { Store } from '../store/open.ts';
import { activePeople, peopleInHands, type Seen } from '../store/people/who-to-hear.ts';
import { applyEvent, tellsNothing } from './apply-event.ts';
import { lockContacts } from '../store/lock.ts';
import { addLook } from './add-look.ts';
import { openCable, type Cable, type Hearing } from './cable/cable.ts';
import type { Times } from './cable/cable-times.ts';
import type { ListenOptions } from './listen-options.ts';
import type { Sweep } from './sweep.ts';

export interface HearOptions extends ListenOptions {
  store: Store;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: Log;
  activeDays: number;
  /** Whether it is known if there is a user's stream to listen to. */
  accountAsked: () => boolean;
  sweep: Sweep;
  /** With a user's token: what was said to people we do not know, before the stream was heard. */
  missed: { now(): void } | null;
  /** As `cableTimes` where absent. */
  times: Partial<Times>;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Who is active changes slowly; who is new is told by `personKnown`. Milliseconds. */
const REFRESH_MS = 60_000;
/** No more people than this are listened to, or looked at at once: the sweep has the rest. Those in human hands come first. */
const MOST = 5_000;
/** So long a user's subscription may take before people are listened to one by one. Milliseconds. */
const USER_WAIT_MS = 12_000;
/** Looks added in one write. */
const PIECE = 200;

/**
 * Listens to the cable, writes down what it tells, and lets the sweep know how well it hears. With a user's token by one subscription, which
 * hears everybody; else by one for each person in human hands or active lately. What was said before a subscription stood was missed:
 * whoever it is for is looked at once it does, at the start as after each reconnect.
 */
export class Hear {
  readonly #options: HearOptions;
  readonly #cable: Cable;
  readonly #watched = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();
  /** The user's stream, and when it was asked for first. */
  #user: { stream: string; since: number } | null = null;
  /** Of people whose subscription has just been confirmed. */
  #confirmed: string[] = [];

  constructor(options: HearOptions) {
    this.#options = options;
    const { chatwootUrl, clock, random, log, sweep, times } = options;
    this.#cable = openCable({
      url: chatwootUrl,
      clock,
      random,
      log,
      times,
      onEvent: (token, frame) => this.#heard(readCableEvent(frame, token === this.#user?.stream ? null : token)),
      onState: () => sweep.listening(this.state),
      onReconnected: () => sweep.now(),
      onConfirmed: (token) => void this.#confirm(token),
    });
  }

  /** As the cable is; but not `on` while a user's stream is still waited for, whoever else is heard: of new people nobody would be told. */
  get state(): Hearing {
    const state = this.#cable.state();
    return state === 'on' && this.#waitsForUser() ? 'off' : state;
  }

  start(): void {
    void this.refresh();
  }

  /** A message of ours was posted: its event must come, or the cable is deaf. */
  expectEcho(messageId: string, token: string): void {
    const { stream } = this.#user ?? { stream: '' };
    this.#cable.expectEcho(messageId, this.#cable.heard(stream) ? stream : token);
  }

  /** Somebody new can be listened to, or the account has told of itself. */
  personKnown(): void {
    void this.refresh();
  }

  async refresh(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    let waitMs = REFRESH_MS;
    try {
      const user = this.#listenAsUser();
      if (this.#waitsForUser()) waitMs = USER_WAIT_MS;
      if (user !== 'waits') this.#follow(user === 'heard' ? new Set() : new Set(tokensOf(await this.#people())));
    } catch (error) {
      this.#options.log.error({ reason: reasonOf(error) }, 'who is to be listened to could not be read');
    }
    this.#options.sweep.listening(this.state);
    // Two may have run side by side.
    if (this.#timer) clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.refresh(), waitMs).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#cable.close();
    await this.#last;
  }

  /** Asks for the user's stream where there is one. */
  #listenAsUser(): 'heard' | 'waits' | 'none' {
    const stream = this.#options.account()?.stream ?? null;
    if (this.#user && this.#user.stream !== stream) {
      this.#cable.unwatch(this.#user.stream);
      this.#user = null;
    }
    if (stream === null || this.#closed) return 'none';
    if (!this.#user) {
      this.#user = { stream, since: lastingClock(this.#options.clock).now() };
      this.#cable.watch(stream);
    }
    if (this.#cable.heard(stream)) return 'heard';
    return this.#waitsForUser() && this.#watched.size === 0 ? 'waits' : 'none';
  }

  #waitsForUser(): boolean {
    if (!this.#options.accountAsked()) return true;
    if (this.#user === null || this.#cable.heard(this.#user.stream)) return false;
    return lastingClock(this.#options.clock).now() - this.#user.since < USER_WAIT_MS;
  }

  /** Those in human hands first, then those who wrote last. */
  async #people(): Promise<Seen[]> {
    const { store, clock, activeDays, channelId } = this.#options;
    const since = clock.now() - activeDays * 24 * 3_600_000;
    const hands = await peopleInHands(store.db, channelId, null, MOST);
    const active = await activePeople(store.db, channelId, since, null, MOST - hands.length);
    return [...hands, ...active];
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

  async #confirm(token: string): Promise<void> {
    const { log, missed, sweep } = this.#options;
    try {
      if (token === this.#user?.stream) {
        sweep.listening(this.state);
        missed?.now();
        this.#follow(new Set());
        const people = await this.#people();
        await this.#lookAt([...new Set(people.filter((it) => it.conversation !== null).map((it) => it.id))]);
        return;
      }
      // Many are confirmed one after the other: they are looked up together, in their order.
      this.#confirmed.push(token);
      if (this.#confirmed.length > 1) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
      const tokens = this.#confirmed;
      this.#confirmed = [];
      await this.#lookAt(await this.#contactsOf(tokens));
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'a new subscription could not be followed by a look');
    }
  }

  async #contactsOf(tokens: string[]): Promise<number[]> {
    const rows = await this.#options.store.db
      .selectFrom('places')
      .select(['contact_id', 'pubsub_token'])
      .where('pubsub_token', 'in', tokens)
      .where('conversation_id', 'is not', null)
      .execute();
    const order = new Map(tokens.map((token, n) => [token, n]));
    rows.sort((a, b) => (order.get(a.pubsub_token ?? '') ?? 0) - (order.get(b.pubsub_token ?? '') ?? 0));
    return [...new Set(rows.map((row) => row.contact_id))];
  }

  async #lookAt(ids: number[]): Promise<void> {
    const { store, clock, onJobs } = this.#options;
    for (let from = 0; from < ids.length && !this.#closed; from += PIECE) {
      const some = ids.slice(from, from + PIECE);
      await store.write(async (tx) => {
        await lockContacts(tx, some);
        for (const id of some) await addLook(tx, id, clock.now());
      });
      onJobs();
    }
  }

  /** In the order heard, so that an older frame is not written down after a newer one. */
  #heard(event: ChatwootEvent): void {
    // Presence and typing come often, and tell nothing.
    if ((event.kind !== 'message' && event.kind !== 'conversation') || tellsNothing(event)) return;
    const { channelId, store, clock, log, missed, onJobs } = this.#options;
    this.#last = this.#last.then(async () => {
      try {
        const heard = await store.write((tx) => applyEvent(tx, event, clock.now(), this.#options));
        tell(log, channelId, heard.lines);
        if (heard.jobs) onJobs();
        // The list of conversations tells.
        if (heard.withWhom) missed?.now();
      } catch (error) {
        // The sweep finds what this frame told.
        log.error({ reason: reasonOf(error) }, 'a frame of the cable could not be written down');
      }
    });
  }
}

const tokensOf = (people: readonly Seen[]): string[] => people.flatMap(({ token }) => token ?? []);
