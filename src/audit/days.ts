/** What one day's messages came to. What is on its way still is in none of the right-hand numbers. */
export interface DayCounts {
  /** `2026-11-29`, in BUSINESS_TIMEZONE. */
  day: string;
  /** From customers: all of them are in one of the next four. */
  received: number;
  answered: number;
  people: number;
  notToAnswer: number;
  unanswered: number;
  /** By bot and agents, on WhatsApp through us; without what was taken back before it went. */
  said: number;
  sent: number;
  delivered: number;
  takenBack: number;
  /** Of everybody, what is to stand in Chatwoot. */
  toRegister: number;
  registered: number;
}

const empty = (day: string): DayCounts => ({
  day,
  ...{ received: 0, answered: 0, people: 0, notToAnswer: 0, unanswered: 0 },
  ...{ said: 0, sent: 0, delivered: 0, takenBack: 0 },
  ...{ toRegister: 0, registered: 0 },
});

/** Clocks are changed, and zones differ, by whole quarters of an hour. */
const QUARTER = 15 * 60_000;

/** Days by the clocks of a place. */
export class Days {
  readonly #format: Intl.DateTimeFormat;
  readonly #names = new Map<number, string>();
  readonly #counts = new Map<string, DayCounts>();

  constructor(timeZone: string) {
    const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    this.#format = new Intl.DateTimeFormat('en-CA', { timeZone, ...fields });
  }

  /** `2026-11-29`. */
  nameOf(at: number): string {
    const quarter = Math.floor(at / QUARTER);
    const known = this.#names.get(quarter);
    if (known !== undefined) return known;
    const name = this.#format.format(at);
    this.#names.set(quarter, name);
    return name;
  }

  of(at: number): DayCounts {
    const day = this.nameOf(at);
    const known = this.#counts.get(day);
    if (known) return known;
    const counts = empty(day);
    this.#counts.set(day, counts);
    return counts;
  }

  /** In their order. */
  get all(): DayCounts[] {
    return [...this.#counts.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  }
}

const DAY = 24 * 3_600_000;

/**
 * When a day of the place begins, so many days before the one in which `at` lies.
 *
 * @returns milliseconds since 1970
 */
export function startOfDay(timeZone: string, at: number, daysBefore = 0): number {
  // Names of days have no time zone: they are counted back in UTC.
  const name = new Date(Date.parse(new Days(timeZone).nameOf(at)) - daysBefore * DAY).toISOString().slice(0, 10);
  return startOfNamedDay(timeZone, name);
}

/** When the day of this name begins at the place. */
export function startOfNamedDay(timeZone: string, name: string): number {
  const days = new Days(timeZone);
  // No zone is further than 14 hours from UTC; of the quarters around it the first that bears the name.
  const around = Date.parse(`${name}T00:00:00Z`);
  let at = around - 15 * 3_600_000;
  // A place that crossed the date line has left a day out: then it is the next one.
  while (days.nameOf(at) < name) at += QUARTER;
  return at;
}

/** Minutes since midnight by the clocks of a place. */
export function minuteOfDay(timeZone: string, at: number): number {
  const fields = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { ...fields, timeZone }).formatToParts(at);
  const valueOf = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return valueOf('hour') * 60 + valueOf('minute');
}
