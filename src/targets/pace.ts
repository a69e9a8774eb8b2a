import { lastingClock, type Clock } from '../clock.ts';

/** One send that is under way. A call arrives some time between its beginning and its end: it counts until long enough after its end. */
export interface Slot {
  /** The call has ended, one way or the other. */
  over(): void;
  /** It was not made after all. */
  unused(): void;
}

/** How quickly messages may go: by the number's own limits and by the person's. */
export interface Pace {
  /** Takes a slot for one message to this person; null where none may go now. */
  take(person: string): Slot | null;
  /** How long to wait before trying again. Milliseconds. */
  wait(person: string): number;
  /** One that another run has sent, which ended then: it counts as if it had gone here. The oldest first. */
  went(person: string, at: number): void;
  /** How many may be under way at once now, by the number's limits; those that are count. */
  room(): number;
}

/** At most `most` within any `ms` milliseconds. */
export interface Limit {
  most: number;
  ms: number;
}

export interface PaceLimits {
  /** Of the number; all of them hold. */
  number: Limit[];
  /** Of one person: so many at once, then one in `ms`. */
  person: { burst: number; ms: number };
}

/** WhatsApp's limits: 80 messages a second for a number; 45 at once to one person, then one in 6 s. */
export const whatsAppPace: PaceLimits = {
  number: [
    { most: 80, ms: 1_000 },
    { most: 480, ms: 6_000 },
  ],
  person: { burst: 45, ms: 6_000 },
};

/** Longer than any of these a call is not waited for to end: it is looked again. */
const LOOK_AGAIN_MS = 50;

/** Given the same clock it always decides the same. */
export function openPace(wall: Clock, { number, person: perPerson }: PaceLimits): Pace {
  const clock = lastingClock(wall);
  const windows = number.map((limit) => slidingWindow(clock, limit));
  const persons = buckets(clock, perPerson.burst, perPerson.ms);
  const wait = (person: string) => Math.max(persons.wait(person), ...windows.map((window) => window.wait()));
  return {
    wait,
    room: () => Math.min(...windows.map((window) => window.room())),
    went(person, ended) {
      const at = clock.now() - Math.max(0, wall.now() - ended);
      for (const window of windows) window.ended(at);
      persons.went(person, at);
    },
    take(person) {
      // Both are asked before one is taken: what waits for the number must not use up the person's.
      if (wait(person) > 0) return null;
      for (const window of windows) window.begin();
      persons.begin(person);
      return {
        over() {
          for (const window of windows) window.end(true);
          persons.end(person);
        },
        unused() {
          for (const window of windows) window.end(false);
          persons.giveBack(person);
        },
      };
    },
  };
}

function slidingWindow(clock: Clock, { most, ms }: Limit) {
  let underWay = 0;
  /** When those that count ended, the oldest first. */
  let ends: number[] = [];
  const forget = (now: number): void => {
    // A clock that was set back: what ended in its old time ended now.
    ends = ends.map((end) => Math.min(end, now)).filter((end) => now - end <= ms);
  };
  return {
    room(): number {
      forget(clock.now());
      return Math.max(0, most - ends.length);
    },
    wait(): number {
      const now = clock.now();
      forget(now);
      const tooMany = underWay + ends.length - most;
      if (tooMany < 0) return 0;
      const last = ends[tooMany];
      return last === undefined ? LOOK_AGAIN_MS : last + ms + 1 - now;
    },
    begin: () => void (underWay += 1),
    end(counts: boolean) {
      underWay -= 1;
      if (counts) ends.push(clock.now());
    },
    ended: (at: number) => void ends.push(at),
  };
}

/** How many people are remembered; full buckets are forgotten first, they decide the same as unknown ones. */
const MOST_PEOPLE = 10_000;

/** For each person a bucket of `burst` tokens, into which one comes every `ms` while nothing is under way to them. */
function buckets(clock: Clock, burst: number, ms: number) {
  const known = new Map<string, { tokens: number; at: number }>();
  const tokensOf = (person: string, now: number): number => {
    const bucket = known.get(person);
    if (bucket && bucket.at > now) bucket.at = now;
    return bucket ? Math.min(burst, bucket.tokens + (now - bucket.at) / ms) : burst;
  };
  const set = (person: string, tokens: number) => known.set(person, { tokens, at: clock.now() });
  return {
    wait(person: string): number {
      const tokens = tokensOf(person, clock.now());
      return tokens < 1 ? Math.ceil((1 - tokens) * ms) : 0;
    },
    begin(person: string) {
      const now = clock.now();
      if (known.size >= MOST_PEOPLE)
        for (const [other, bucket] of known) if (bucket.tokens + (now - bucket.at) / ms >= burst) known.delete(other);
      set(person, tokensOf(person, now) - 1);
    },
    end(person: string) {
      const bucket = known.get(person);
      if (bucket) bucket.at = clock.now();
    },
    went: (person: string, at: number) => void known.set(person, { tokens: Math.max(0, tokensOf(person, at) - 1), at }),
    giveBack: (person: string) => void set(person, Math.min(burst, tokensOf(person, clock.now()) + 1)),
  };
}
