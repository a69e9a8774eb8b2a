import { lastingClock, type Clock } from '../clock.ts';

/** One of those who share. */
export interface Share {
  /**
   * How many of so many it may begin now; they are kept for it until it says what it has begun. Where that is none, or fewer than it has
   * work for, it is woken when its turn comes.
   */
  room(most?: number): number;
  /** So many were begun, and the rest of what was kept for it is anybody's; `more`: it has work for further ones. */
  begun(count: number, more: boolean): void;
  ended(): void;
  /** It has nothing to begin now: nobody waits for it. */
  idle(): void;
  leave(): void;
}

/** Who waits and does not ask again within this time is not there any more. Milliseconds. */
const FORGOTTEN_MS = 1_000;

interface Member {
  running: number;
  /** Given to it, and not begun yet: it looks what there is to do. */
  kept: number;
  /** Since when it waits for its turn, or has work for more; null: it does not. */
  waitsSince: number | null;
  wake: () => void;
}

/**
 * Shares places among several, in turn: while others wait nobody gets a second one before each of them had one. Who is alone has all of
 * them.
 */
export class Slots {
  readonly #most: () => number;
  readonly #clock: Clock;
  /** Whose turn it is stands first. */
  #members: Member[] = [];

  constructor(most: () => number, clock: Clock) {
    this.#most = most;
    this.#clock = lastingClock(clock);
  }

  join(wake: () => void): Share {
    const me: Member = { running: 0, kept: 0, waitsSince: null, wake };
    this.#members.push(me);
    return {
      room: (most = Infinity) => (me.kept = Math.min(most, this.#room(me))),
      begun: (count, more) => {
        me.running += count;
        me.kept = 0;
        me.waitsSince = more ? this.#clock.now() : null;
        if (count > 0 && this.#members.includes(me)) this.#toTheEnd(me);
        if (!more) this.#wakeNext();
      },
      ended: () => {
        me.running -= 1;
        this.#wakeNext();
      },
      idle: () => {
        const waited = me.waitsSince !== null || me.kept > 0;
        [me.waitsSince, me.kept] = [null, 0];
        if (waited) this.#wakeNext();
      },
      leave: () => {
        this.#members = this.#members.filter((one) => one !== me);
        this.#wakeNext();
      },
    };
  }

  #room(me: Member): number {
    me.kept = 0;
    const free = this.#free;
    const ahead = this.#members.slice(0, this.#members.indexOf(me)).filter((one) => this.#waits(one)).length;
    const others = this.#members.some((one) => one !== me && this.#waits(one));
    // One at a time while others wait: what is free is not all taken by who comes first.
    const room = Math.max(0, others ? Math.min(1, free - ahead) : free);
    if (room === 0) me.waitsSince = this.#clock.now();
    return room;
  }

  get #free(): number {
    return this.#most() - this.#members.reduce((sum, { running, kept }) => sum + running + kept, 0);
  }

  #waits({ waitsSince }: Member): boolean {
    if (waitsSince === null) return false;
    const ms = this.#clock.now() - waitsSince;
    return ms >= 0 && ms <= FORGOTTEN_MS;
  }

  #toTheEnd(me: Member): void {
    this.#members = [...this.#members.filter((one) => one !== me), me];
  }

  #wakeNext(): void {
    if (this.#free > 0) this.#members.find((one) => this.#waits(one))?.wake();
  }
}
