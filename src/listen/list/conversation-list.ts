import type { ApplicationClient } from '../../chatwoot/api/application.ts';
import type { ConversationPage } from '../../chatwoot/api/application-shapes.ts';
import { applicationVerdict } from '../../chatwoot/failures/application-failure.ts';
import type { ListedConversation } from '../../chatwoot/events/read-listed.ts';
import { pause, type Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Log } from '../../observe/log.ts';
import { tell } from '../../observe/tell.ts';
import { isStoreFault } from '../../store/fault.ts';
import type { Store } from '../../store/open.ts';
import type { Target } from '../../targets/target.ts';
import type { Allowance } from '../allowance.ts';
import type { ListenOptions } from '../listen-options.ts';
import type { SweepTimes } from '../sweep.ts';
import { applyListed, newsOf } from './apply-listed.ts';
import {
  beginList,
  listRead,
  listSeen,
  unheardSince,
  type ListKey,
  type Unheard,
  type UnheardAndOld,
} from './list-mark.ts';

export interface ConversationListOptions extends ListenOptions {
  key: ListKey;
  store: Store;
  clock: Clock;
  log: Log;
  userClient: Pick<ApplicationClient, 'conversations'>;
  target: Pick<Target, 'rest' | 'restFor' | 'isDown'>;
  allowance: Allowance;
  times: SweepTimes;
  /** New jobs are in the ledger. */
  onJobs: () => void;
}

/** Pages that are read without a rest. */
const PAGES_AT_ONCE = 10;

/** The longest wait of a list that cannot be had, though Chatwoot works: a large one may take it longer than it has. Milliseconds. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** A reading that has not come to its end yet. */
interface Reading {
  page: number;
  /** The newest activity when it began. */
  newest: number;
  /** How many conversations it has gone past, and how many there were at the last page. */
  passed: number;
  all: number;
}

/**
 * Finds conversations that agents began, or wrote in, while nobody listened: looks go to people we know, and of others nothing else tells.
 * The account's list of conversations, which a user's token may read, is read from the newest activity back to where the last reading began:
 * when the user's subscription stands, and at the pace of a calm sweep.
 */
export class ConversationList {
  readonly #options: ConversationListOptions;
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #asked = true;
  #reading: Reading | null = null;
  /** Tries in a row that failed. */
  #failures = 0;
  #running: Promise<void> | null = null;

  constructor(options: ConversationListOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** What was said until now may have been missed. */
  now(): void {
    this.#asked = true;
    this.#wake.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { store, key, clock, log, allowance, times } = this.#options;
    let isBegun = false;
    while (!this.#stopping.signal.aborted) {
      this.#wake = new AbortController();
      let waitMs = times.calmMs;
      try {
        if (!isBegun) await beginList(store, key, clock.now());
        isBegun = true;
        if (this.#asked || this.#reading || !allowance.isNone) waitMs = await this.#read();
      } catch (error) {
        waitMs = times.alertMs;
        log.error({ reason: reasonOf(error) }, 'the list of conversations was not written down, it is read again');
      }
      await pause(waitMs, AbortSignal.any([this.#wake.signal, this.#stopping.signal]));
    }
  }

  /** Reads a few pages; gives the milliseconds after which to come again. */
  async #read(): Promise<number> {
    const { account, target, times, allowance } = this.#options;
    const inboxId = account()?.inboxId;
    // Whoever asks for the account tells once it is known.
    if (inboxId === undefined) return times.calmMs;
    for (let pages = 0; pages < PAGES_AT_ONCE && !this.#stopping.signal.aborted; pages++) {
      if (target.rest) return this.#againMs();
      if (this.#reading === null) this.#asked = false;
      allowance.take(1);
      const page = await this.#page(inboxId);
      if (page === null) return this.#againMs();
      if (await this.#take(inboxId, page)) return this.#asked ? 0 : times.calmMs;
    }
    return times.alertMs;
  }

  #againMs(): number {
    const { target, clock, times } = this.#options;
    if (target.rest) return Math.max(5, Math.min(target.rest.until - clock.now(), times.alertMs));
    return Math.min(times.alertMs * 2 ** Math.max(0, this.#failures - 1), LONGEST_WAIT_MS);
  }

  /** The next page; null where it cannot be had. What hinders everybody makes everybody rest. */
  async #page(inboxId: number): Promise<ConversationPage | null> {
    const { userClient, target, log } = this.#options;
    try {
      const page = await userClient.conversations(inboxId, this.#reading?.page ?? 1);
      this.#failures = 0;
      return page;
    } catch (error) {
      this.#asked = true;
      this.#failures += 1;
      log.warn({ reason: reasonOf(error) }, 'the list of conversations cannot be read now');
      const verdict = applicationVerdict(error, 1);
      if (verdict.do === 'pause') target.restFor(verdict.afterMs, verdict.reason, verdict.fix);
      if (verdict.do === 'doubt') await target.isDown(verdict.reason, verdict.fix);
      return null;
    }
  }

  /** Writes down what a page tells; true where it was the last one. */
  async #take(inboxId: number, { conversations, size, all }: ConversationPage): Promise<boolean> {
    const { key, store, clock } = this.#options;
    const { page, newest, passed, ...before } = this.#reading ?? {
      page: 1,
      newest: Math.max(0, ...conversations.map((it) => it.lastActivityAt)),
      passed: 0,
      all,
    };
    if (page === 1) {
      const last = conversations.flatMap((it) => it.last ?? []);
      await listSeen(store, key, last);
    }
    const since = await unheardSince(store.db, key, clock.now());
    if (since === null) return true;
    const ours = conversations.filter((it) => it.inboxId === inboxId && it.lastActivityAt >= since.at);
    await this.#writeDown(ours, since);
    await this.#tellOld(conversations, inboxId, since);
    // Where one was deleted, those behind it have moved up, over the edge of the page before.
    if (all < before.all && page > 1) {
      this.#reading = { page: page - 1, newest, passed: passed - size, all };
      return false;
    }
    const lastAt = conversations.at(-1)?.lastActivityAt ?? Infinity;
    const isOver = size === 0 || passed + size >= all || lastAt < (since.old ?? since).at;
    this.#reading = isOver ? null : { page: page + 1, newest, passed: passed + size, all };
    if (isOver) await listRead(store, key, newest, clock.now());
    return isOver;
  }

  /** What agents wrote to people we do not know, and nobody heard of for so long that it is not said any more: somebody is to know. */
  async #tellOld(conversations: ListedConversation[], inboxId: number, since: UnheardAndOld): Promise<void> {
    const { store, log } = this.#options;
    const { old } = since;
    if (old === null) return;
    for (const listed of conversations.filter((it) => it.inboxId === inboxId && it.lastActivityAt >= old.at)) {
      if ((await newsOf(store.db, listed, since, this.#options)) !== null) continue;
      if ((await newsOf(store.db, listed, old, this.#options)) === null) continue;
      const saidAt = new Date(listed.newest?.createdAt ?? listed.lastActivityAt).toISOString();
      log.warn(
        { conversation: listed.conversationId, saidAt },
        'what an agent wrote while nobody listened is too old to be sent, and stays unsaid',
      );
    }
  }

  /** The one with the oldest news first: where an agent wrote last is the person's conversation. */
  async #writeDown(conversations: ListedConversation[], since: Unheard): Promise<void> {
    const { key, store, clock, log, onJobs } = this.#options;
    let jobs = false;
    for (const listed of conversations.toReversed()) {
      try {
        if ((await newsOf(store.db, listed, since, this.#options)) === null) continue;
        const heard = await store.write((tx) => applyListed(tx, listed, since, clock.now(), this.#options));
        tell(log, key.channelId, heard.lines);
        jobs ||= heard.jobs;
      } catch (error) {
        if (isStoreFault(error)) throw error;
        // One that the code cannot stand is not to keep all others unread.
        log.error(
          { conversation: listed.conversationId, reason: reasonOf(error) },
          'a listed conversation was passed over',
        );
      }
    }
    if (jobs) onJobs();
  }
}
