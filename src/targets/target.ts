import { lastingClock, type Clock } from '../clock.ts';
import { Stretch, type Rest } from './rests.ts';

/** What the harmless call told: it works · it does not · it cannot tell (this other side does not know the call). */
export type Heard = 'works' | 'fails' | 'unknown';

export interface TargetOptions {
  /** For people who read logs, `status` and `/health/ready`. */
  name: 'chatwoot' | 'whatsapp';
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: { info(o: object, m: string): void; warn(o: object, m: string): void };
  /** One call that changes nothing and that everybody may make: whether the other side works. Never throws. */
  ask: () => Promise<Heard>;
  /** How many jobs may call it at once. */
  most: () => number;
  /** It works again after a rest: what was learnt of its slowness meanwhile holds no more. */
  onBack?: () => void;
  /** Its key was refused. */
  onShut?: () => void;
}

/** While it rests it is asked again 1 to 2 s after the last time. */
const ASK_AGAIN_MS = 1_000;
/** Asked again also while earlier asks have no answer: one that hangs must not hide that it is back. */
const ASKS_AT_ONCE = 5;
/** An answer so young is not asked for again. */
const FRESH_MS = 500;
/** The rests of a target that cannot be asked: 1 s, doubled to this. */
const LONGEST_UNASKED_MS = 30_000;
/** Before it has been watched for so long, nobody's failures are blamed on themselves alone. */
const WATCHED_MS = 600_000;

/** Where several failed and nobody got through for so long, the next who does shows that it works again. */
const SILENT_MS = 5_000;

/** It does not work, and nobody said for how long. */
interface Away {
  nextAsk: Stretch;
  /** Tried anew after this, where it did not know the call; null where it can be asked. */
  blindly: Stretch | null;
  reason: string;
  fix: string;
}

/**
 * One thing outside that can rest: a Chatwoot inbox, a WhatsApp number. All jobs that call it rest together, whatever their kind.
 *
 * A rest that was asked for lasts as long as it was asked for: no call that was under way ends it. A rest that nobody asked for ends as soon
 * as the harmless call passes; no job is spent on asking.
 */
export class Target {
  readonly #options: TargetOptions;
  readonly #listeners = new Set<() => void>();
  #asked: { stretch: Stretch; reason: string; fix: string } | null = null;
  #away: Away | null = null;
  #parked: { reason: string; fix: string } | null = null;
  #asking: Promise<Heard> | null = null;
  #asks = 0;
  #heard: { what: Heard; at: Stretch } | null = null;
  /** Rests in a row of one that cannot be asked; one job at a time while it is above 0. */
  #blind = 0;
  /** Jobs that failed at it since any succeeded. */
  #failing = new Set<number>();
  #answeredAt: number | null = null;
  readonly #watchedSince: number;

  constructor(options: TargetOptions) {
    this.#options = options;
    this.#watchedSince = lastingClock(options.clock).now();
  }

  get name(): TargetOptions['name'] {
    return this.#options.name;
  }

  /** Null while it may be called. */
  get rest(): Rest | null {
    if (this.#parked !== null)
      return { ...this.#parked, until: this.#options.clock.now() + ASK_AGAIN_MS, asked: false, parked: true };
    if (this.#asked !== null && this.#asked.stretch.left > 0) {
      const { stretch, reason, fix } = this.#asked;
      return { until: stretch.until, reason, fix, asked: true };
    }
    if (this.#away === null) return null;
    const { nextAsk, blindly, reason, fix } = this.#away;
    return { until: Math.min(nextAsk.until, blindly?.until ?? Infinity), reason, fix, asked: false };
  }

  /** How many jobs may call it at once. */
  get most(): number {
    return this.#blind > 0 ? 1 : this.#options.most();
  }

  /** Called when it works again, until what is given back is called. */
  onBack(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The other side asked for a rest. Of two the longer counts. */
  restFor(ms: number, reason: string, fix: string): void {
    const stretch = new Stretch(this.#options.clock, ms);
    if (this.#asked !== null && this.#asked.stretch.left >= stretch.left) return;
    this.#asked = { stretch, reason, fix };
    this.#options.log.warn(
      { target: this.name, waitMs: stretch.left, reason, fix },
      'rests: the other side asked for it',
    );
  }

  /** Nothing of it is called until somebody has mended what is wrong with its channel; null: that is done. */
  park(why: { reason: string; fix: string } | null): void {
    const wasParked = this.#parked !== null;
    this.#parked = why;
    if (why !== null || !wasParked) return;
    this.#asked = null;
    this.#tellBack();
  }

  /** Its key was refused: whoever can tell for sure looks at it. */
  shut(): void {
    this.#options.onShut?.();
  }

  /** A job got what it called for. */
  answered(): void {
    const clock = lastingClock(this.#options.clock);
    const silentMs = clock.now() - (this.#answeredAt ?? this.#watchedSince);
    const isBack = this.#failing.size > 1 && silentMs >= SILENT_MS;
    this.#answeredAt = clock.now();
    this.#failing.clear();
    this.#blind = 0;
    if (isBack) this.#tellBack();
  }

  /**
   * A call failed in a way that may be everybody's: true where it is, and everybody rests from now on.
   *
   * @param unknownIs what one counts as that does not know the harmless call
   */
  async isDown(reason: string, fix: string, unknownIs: 'down' | 'up' = 'down'): Promise<boolean> {
    if (this.rest !== null) return true;
    const fresh = this.#heard !== null && this.#heard.at.left > 0 ? this.#heard.what : null;
    const heard = fresh ?? (await this.#askOnce());
    if (heard === 'works' || (heard === 'unknown' && unknownIs === 'up')) return false;
    if (this.#away === null) {
      const blindly = heard === 'unknown' ? this.#blindStretch() : null;
      this.#away = { nextAsk: new Stretch(this.#options.clock, this.#askAgainMs()), blindly, reason, fix };
      this.#options.log.warn({ target: this.name, reason, fix }, 'paused: the other side does not work');
    }
    return true;
  }

  /** This job failed although the harmless call passes. */
  failedAlone(jobId: number): void {
    this.#failing.add(jobId);
  }

  /** Whether others got through after it began to fail, or there are no others. */
  othersPass(jobId: number, since: number): boolean {
    if (this.#answeredAt !== null && this.#answeredAt > since) return true;
    const isOnly = [...this.#failing].every((id) => id === jobId);
    return isOnly && lastingClock(this.#options.clock).now() - this.#watchedSince >= WATCHED_MS;
  }

  /** Asks where it is time to. Null where it may be called; else the milliseconds after which to come again. */
  tend(): number | null {
    const away = this.#away;
    if (away?.blindly?.left === 0) this.#back();
    // Also one that did not know the call: it may have been something in front of it that answered.
    else if (away?.nextAsk.left === 0) this.#askAgain(away);
    const { rest } = this;
    return rest === null ? null : Math.max(5, rest.until - this.#options.clock.now());
  }

  #blindStretch(): Stretch {
    const ms = Math.min(1_000 * 2 ** Math.min(this.#blind, 10), LONGEST_UNASKED_MS);
    this.#blind += 1;
    return new Stretch(this.#options.clock, ms);
  }

  #askAgain(away: Away): void {
    away.nextAsk = new Stretch(this.#options.clock, this.#askAgainMs());
    if (this.#asks >= ASKS_AT_ONCE) return;
    void this.#ask().then((heard) => {
      if (this.#away !== away) return;
      // Something answers again, and does not know the call: else it would never be heard to work.
      if (heard === 'unknown') away.blindly ??= this.#blindStretch();
      if (heard !== 'works') return;
      this.#blind = 0;
      this.#back();
    });
  }

  #back(): void {
    this.#away = null;
    this.#options.onBack?.();
    this.#tellBack();
  }

  #tellBack(): void {
    this.#options.log.info({ target: this.name }, 'works again');
    for (const listener of this.#listeners) listener();
  }

  /** Those that fail together ask together; what is asked while it rests is for `#askAgain` alone. */
  #askOnce(): Promise<Heard> {
    this.#asking ??= this.#ask().then((what) => {
      this.#asking = null;
      this.#heard = { what, at: new Stretch(this.#options.clock, FRESH_MS) };
      return what;
    });
    return this.#asking;
  }

  async #ask(): Promise<Heard> {
    this.#asks += 1;
    try {
      return await this.#options.ask();
    } finally {
      this.#asks -= 1;
    }
  }

  readonly #askAgainMs = (): number => ASK_AGAIN_MS * (1 + this.#options.random() * 0.8);
}
