import type { Clock } from '../../clock.ts';
import { reasonOf } from '../../errors.ts';
import type { Language } from '../language.ts';
import type { CheckLine, OperatorTools } from '../tools.ts';
import type { CheckState } from './shapes.ts';

export interface CheckRunOptions {
  clock: Clock;
  tools: Pick<OperatorTools, 'check'>;
  /** What no line may show: webhook addresses hold them. */
  secrets: () => readonly string[];
  /** All of it may take so long. Milliseconds. */
  limitMs?: number;
}

const LIMIT_MS = 60_000;
/** What was found is shown again to whoever comes meanwhile. */
const KEPT_MS = 300_000;
/** However often it is asked for, the other sides are not asked more often. */
const REST_MS = 5_000;

/** Runs `check`, one run at a time for all who look, each language for itself. */
export class CheckRuns {
  readonly #options: CheckRunOptions;
  readonly #runs = new Map<Language, { state: CheckState; endedAt: number | null; over: Promise<void> }>();

  constructor(options: CheckRunOptions) {
    this.#options = options;
  }

  /**
   * The run there is, or a new one.
   *
   * @param fresh whoever asks wants it looked at again
   */
  now(language: Language, fresh: boolean): CheckState {
    const known = this.#runs.get(language);
    const now = this.#options.clock.now();
    if (known && (known.endedAt === null || now - known.endedAt < (fresh ? REST_MS : KEPT_MS))) return known.state;
    const state: CheckState = { startedAt: now, done: false, cut: false, lines: [] };
    const run = { state, endedAt: null as number | null, over: Promise.resolve() };
    run.over = this.#run(language, state).finally(() => {
      state.done = true;
      run.endedAt = this.#options.clock.now();
    });
    this.#runs.set(language, run);
    return state;
  }

  /** Resolves once the run of this language, if there is one, has ended. */
  async over(language: Language): Promise<void> {
    await this.#runs.get(language)?.over;
  }

  async #run(language: Language, state: CheckState): Promise<void> {
    const { tools, limitMs = LIMIT_MS } = this.#options;
    const lines = tools.check(language);
    const { promise: late, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), limitMs);
    try {
      for (;;) {
        const next = await Promise.race([lines.next(), late]);
        if (next === 'late') {
          state.cut = true;
          // What hangs ends by its own limit; nobody waits for it.
          lines.return(undefined).catch(() => undefined);
          return;
        }
        if (next.done) return;
        state.lines.push(this.#clean(next.value));
      }
    } catch (error) {
      state.lines.push({ name: 'check', label: 'check', state: 'wrong', detail: reasonOf(error) });
    } finally {
      clearTimeout(timer);
    }
  }

  #clean({ channel, name, label, state, detail, fix }: CheckLine): CheckLine {
    const without = (text: string) =>
      this.#options.secrets().reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '…')), text);
    return {
      ...(channel === undefined ? {} : { channel }),
      ...{ name, label, state, detail: without(detail) },
      ...(fix === undefined ? {} : { fix: without(fix) }),
    };
  }
}
