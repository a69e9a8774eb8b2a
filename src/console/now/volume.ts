import type { Clock } from '../../clock.ts';
import { countStretch, firstAnswers, type Counted } from '../../store/console/volume.ts';
import type { Db } from '../../store/tables.ts';
import type { Hour, Today } from './shapes.ts';

export const HOUR = 3_600_000;
/** The hour that runs and the one before are read again after this; older ones change by what is caught up only. */
const YOUNG_MS = 2_000;
const OLD_MS = 60_000;

interface Kept {
  readAt: number;
  counts: Counted[];
  first: number[];
}

/** Hours of all channels, each read again when it may have changed: no question reads a day at once. */
export class Volume {
  readonly #kept = new Map<string, Kept>();
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The hours of a channel from then on, the last one running. */
  async hours(channel: string, from: number): Promise<{ at: number; kept: Kept }[]> {
    const now = this.#clock.now();
    const found: { at: number; kept: Kept }[] = [];
    for (let at = from; at <= now; at += HOUR) found.push({ at, kept: await this.#hour(channel, at, now) });
    for (const [key] of this.#kept) if (Number(key.split(' ')[0]) < from - 24 * HOUR) this.#kept.delete(key);
    return found;
  }

  async #hour(channel: string, at: number, now: number): Promise<Kept> {
    const key = `${at} ${channel}`;
    const known = this.#kept.get(key);
    const lasts = now - at < 2 * HOUR ? YOUNG_MS : OLD_MS;
    if (known && now - known.readAt < lasts && now >= known.readAt) return known;
    const kept = {
      readAt: now,
      counts: await countStretch(this.#db, channel, at, at + HOUR),
      first: await firstAnswers(this.#db, channel, at, at + HOUR),
    };
    this.#kept.set(key, kept);
    // With a file every read holds up the process: others come in between.
    await new Promise((go) => setImmediate(go));
    return kept;
  }
}

export function hourOf(at: number, { counts, first }: Kept): Hour {
  const by = (author: Counted['author']) => sum(counts, (one) => one.author === author);
  const part = (of: number) => first[Math.min(first.length - 1, Math.floor(first.length * of))] ?? null;
  return { at, received: by('customer'), bot: by('bot'), people: by('agent'), p50: part(0.5), p90: part(0.9) };
}

const people = ['handed_off', 'person', 'taken_over', 'no_bot'];

export function dayOf(hours: readonly Kept[]): Today {
  const counts = hours.flatMap((hour) => hour.counts);
  const asked = (test: (one: Counted) => boolean) => sum(counts, (one) => one.author === 'customer' && test(one));
  const stands = (...states: Counted['chatwoot_state'][]) => sum(counts, (one) => states.includes(one.chatwoot_state));
  return {
    received: asked(() => true),
    answered: asked(({ waits }) => !waits),
    byBot: asked(({ answer }) => answer === 'bot' || answer === 'exchange'),
    toPeople: asked(({ answer }) => answer !== null && people.includes(answer)),
    waiting: asked(({ waits }) => waits),
    toRegister: stands('queued', 'registered', 'problem'),
    registered: stands('registered'),
    registeredOfReceived: asked((one) => one.chatwoot_state === 'registered'),
    givenUp: stands('problem'),
  };
}

const sum = (counts: readonly Counted[], test: (one: Counted) => boolean): number =>
  counts.reduce((total, one) => total + (test(one) ? one.count : 0), 0);
