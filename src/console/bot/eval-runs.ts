import { readCases, type Case } from '../../bots/eval/cases.ts';
import { examine, type Outcome } from '../../bots/eval/examine.ts';
import type { Clock } from '../../clock.ts';
import type { Settings } from '../../config.ts';
import { Misconfigured, reasonOf } from '../../errors.ts';
import type { Store } from '../../store/open.ts';
import { NotPossible } from '../not-possible.ts';
import { openTried } from './try-out.ts';

/** One line of the table. */
export interface EvalRow {
  line: number;
  asked: string;
  outcome: Outcome;
  faults: string[];
  said: string;
}

/** How far a run has come. */
export interface EvalState {
  startedAt: number;
  of: number;
  done: boolean;
  /** Why it ended early; null where it did not. */
  failed: string | null;
  rows: EvalRow[];
  /** Milliseconds that half of the answers took at most. */
  median: number | null;
}

/** A language model is paid for each. */
const MOST_CASES = 500;

/** Asks a channel's bot the questions of a file of cases, as `bot eval` does: one run of a channel at a time. */
export class EvalRuns {
  readonly #options: { store: Store; clock: Clock };
  readonly #runs = new Map<string, { state: EvalState; over: Promise<void> }>();

  constructor(options: { store: Store; clock: Clock }) {
    this.#options = options;
  }

  of(channel: string): EvalState | null {
    return this.#runs.get(channel)?.state ?? null;
  }

  async over(channel: string): Promise<void> {
    await this.#runs.get(channel)?.over;
  }

  /** @throws NotPossible where one runs, or the cases cannot be read. */
  async start(settings: Settings, content: string): Promise<EvalState> {
    const { channel } = settings;
    if (this.#runs.get(channel)?.state.done === false)
      throw new NotPossible(409, 'running', 'a run is under way already');
    const cases = casesIn(content);
    const { examined, close } = await openTried(settings, this.#options, null);
    const state: EvalState = {
      ...{ startedAt: this.#options.clock.now(), of: cases.length, done: false, failed: null },
      ...{ rows: [], median: null },
    };
    const run = async () => {
      const times: number[] = [];
      try {
        for (const one of cases) {
          const { outcome, faults, said, took } = await examine(one, examined, settings.bot.timeoutMs);
          times.push(took);
          state.rows.push({ line: one.line, asked: askedIn(one), outcome, faults, said });
        }
      } catch (error) {
        state.failed = reasonOf(error);
      } finally {
        state.median = times.length === 0 ? null : Math.round(times.toSorted((a, b) => a - b)[times.length >> 1]!);
        state.done = true;
        await close().catch(() => undefined);
      }
    };
    this.#runs.set(channel, { state, over: run() });
    return state;
  }
}

function casesIn(content: string): Case[] {
  try {
    const cases = readCases('cases', content);
    if (cases.length > MOST_CASES) throw new NotPossible(422, 'large', `at most ${MOST_CASES} cases are asked here`);
    return cases;
  } catch (error) {
    if (error instanceof Misconfigured) throw new NotPossible(422, 'cases', error.message);
    throw error;
  }
}

const askedIn = ({ ask }: Case): string =>
  ask.map((act) => (typeof act === 'string' ? act : 'choose' in act ? `[${act.choose}]` : act.text)).join(' / ');
