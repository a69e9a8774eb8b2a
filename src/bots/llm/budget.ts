import { ModelFailure } from './model/failure.ts';
import { count } from '../../observe/meter.ts';

/** What may be used. 0: as much as it takes. */
export interface Limits {
  /** Tokens of one turn. */
  turn: number;
  /** Tokens of one person in a day. */
  person: number;
  /** Tokens of the channel in a day. */
  day: number;
  /** Money of the channel in a day, in the currency of the prices. */
  money: number;
  /** For a million tokens in, and out. */
  priceIn: number;
  priceOut: number;
}

export interface Used {
  in: number;
  out: number;
}

/** Where it is kept what a channel used of a day, for all processes. */
export interface Spending {
  /** @param day `2026-03-04`, in the time zone of the business */
  used(day: string): Promise<Used>;
  add(day: string, used: Used): Promise<void>;
}

/** For one process that keeps nothing. */
export function spendingInMemory(): Spending {
  const days = new Map<string, Used>();
  const used = (day: string): Used => days.get(day) ?? { in: 0, out: 0 };
  return {
    used: (day) => Promise.resolve(used(day)),
    add(day, { in: tokensIn, out }) {
      const before = used(day);
      days.set(day, { in: before.in + tokensIn, out: before.out + out });
      return Promise.resolve();
    },
  };
}

/** What all turns of this process are about to use, beside what is kept. */
export class Budget {
  readonly #limits: Limits;
  readonly #spending: Spending;
  #reserved: Used = { in: 0, out: 0 };

  constructor(limits: Limits, spending: Spending) {
    this.#limits = limits;
    this.#spending = spending;
  }

  /** Whether it matters what a person used. */
  get countsPersons(): boolean {
    return this.#limits.person > 0;
  }

  /**
   * Asks for a call, which is looked at before it is made, and notes what it used.
   *
   * @param before what this turn, and this person today, have used up to now
   * @throws ModelFailure where it would be too much, or what the call throws.
   */
  async spend<T>(
    day: string,
    expected: Used,
    before: { turn: number; person: number },
    call: () => Promise<{ value: T; used: Used }>,
  ): Promise<T> {
    const { turn, person } = this.#limits;
    const all = expected.in + expected.out;
    if (turn > 0 && before.turn + all > turn)
      throw new ModelFailure('budget', 'the turn has used its tokens (LLM_BUDGET_TURN)');
    if (person > 0 && before.person + all > person)
      throw new ModelFailure('budget', 'the person has used the tokens of the day (LLM_BUDGET_PERSON)');
    this.#reserve(expected, 1);
    // With this call and those before it: one that comes later must not take this one's place.
    const reserved = this.#reserved;
    try {
      await this.#look(day, reserved);
      const { value, used } = await call();
      count('optiatiende_llm_tokens_total', { direction: 'in' }, used.in);
      count('optiatiende_llm_tokens_total', { direction: 'out' }, used.out);
      await this.#spending.add(day, used);
      return value;
    } finally {
      this.#reserve(expected, -1);
    }
  }

  async #look(day: string, reserved: Used): Promise<void> {
    const { day: tokens, money, priceIn, priceOut } = this.#limits;
    if (tokens === 0 && money === 0) return;
    const used = await this.#spending.used(day);
    const sum = { in: used.in + reserved.in, out: used.out + reserved.out };
    if (tokens > 0 && sum.in + sum.out > tokens)
      throw new ModelFailure('budget', 'the tokens of the day are used (LLM_BUDGET_DAY)');
    if (money > 0 && (sum.in * priceIn + sum.out * priceOut) / 1e6 > money)
      throw new ModelFailure('budget', 'the money of the day is used (LLM_BUDGET_MONEY)');
  }

  #reserve({ in: tokensIn, out }: Used, sign: 1 | -1): void {
    this.#reserved = { in: this.#reserved.in + sign * tokensIn, out: this.#reserved.out + sign * out };
  }
}
