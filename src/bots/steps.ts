import { createHash } from 'node:crypto';

/** What a turn keeps on the disk of how its bot works: so that a retry, also one after a crash, goes on where the last try ended. */
export interface TurnSteps {
  /** The answers kept by earlier tries, by their steps, from 0. */
  readonly saved: readonly unknown[];
  /**
   * Keeps the answer of a step (a model's, as a rule) and what it cost. On the disk when it resolves. Steps count from 0 without gaps.
   *
   * @throws where it cannot be kept, or the time of this try is over: the bot must stop then.
   */
  save(step: number, answer: unknown, usage?: unknown): Promise<void>;
  /**
   * Has a tool do its work once in this turn, however often that is tried: what ended is not run again, its kept result is given. What
   * began and is not known to have ended is run again only where the tool knows by `key` what it did already (`idempotent`); else it is
   * `unfinished`, and a person should be asked. So is another call at a place where something began.
   *
   * Where `run` throws, nothing is known of it. What the tool surely did not do is a result: give it back.
   *
   * @throws where it cannot be noted, or the time of this try is over: the bot must stop then.
   */
  once(
    call: ToolCall,
    run: (key: string) => Promise<unknown>,
    how: { idempotent: boolean },
  ): Promise<{ outcome: 'done'; value: unknown } | { outcome: 'unfinished' }>;
}

export interface ToolCall {
  step: number;
  /** Its place among the calls of the step, from 0. */
  index: number;
  name: string;
  arguments: unknown;
}

/** What was known of a call before it was to begin, or that it has begun now. */
export type CallBegun = { is: 'run'; key: string } | { is: 'done'; value: unknown } | { is: 'unfinished' };

/** Where steps are kept. Values are JSON by the time they come here. */
export interface StepPort {
  save(step: number, answer: unknown, usage: unknown): Promise<void>;
  begin(call: ToolCall, idempotent: boolean): Promise<CallBegun>;
  end(call: ToolCall, value: unknown): Promise<void>;
}

/** The steps of one try, over whatever keeps them. */
export function turnSteps(saved: readonly unknown[], port: StepPort): TurnSteps {
  return {
    saved,
    save: (step, answer, usage) => port.save(step, asJson(answer), asJson(usage)),
    async once(call, run, { idempotent }) {
      const begun = await port.begin({ ...call, arguments: asJson(call.arguments) }, idempotent);
      if (begun.is === 'unfinished') return { outcome: 'unfinished' };
      if (begun.is === 'done') return { outcome: 'done', value: begun.value };
      const value = asJson(await run(begun.key));
      await port.end(call, value);
      return { outcome: 'done', value };
    },
  };
}

/** The key of a call: the same for the same call of the same turn, another for every other. */
export function callKey(turnId: string, bot: string, { step, index, name, arguments: given }: ToolCall): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([name, sorted(given)]))
    .digest('hex')
    .slice(0, 16);
  return `${turnId}:${bot}:${step}:${index}:${digest}`;
}

/** As it reads once it was kept: a first try and a retry are given the same. */
const asJson = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)));

/** The order of fields says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sorted(field)]),
  );
}
