import { BotFault } from '../bots/fault.ts';
import { callKey, turnSteps, type CallBegun, type StepPort, type ToolCall, type TurnSteps } from '../bots/steps.ts';
import type { Clock } from '../clock.ts';
import { stillHeld } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import type { Job, Tx } from '../store/tables.ts';
import { beginCall, endCall, savedSteps, saveStep, type PartOfTurn } from '../store/turn-steps.ts';

/** What one bot keeps of one turn, during one try. */
export class StepsOfTry implements StepPort {
  readonly #part: PartOfTurn;
  readonly #job: Job;
  readonly #store: Store;
  readonly #clock: Clock;
  #saved = 0;
  #over = false;
  /** What kept something from being written; null where nothing did. It is no fault of the bot's. */
  fault: Error | null = null;

  constructor(part: PartOfTurn, job: Job, { store, clock }: { store: Store; clock: Clock }) {
    this.#part = part;
    this.#job = job;
    this.#store = store;
    this.#clock = clock;
  }

  /** With what earlier tries kept. */
  async open(): Promise<TurnSteps> {
    const saved = await savedSteps(this.#store.db, this.#part);
    this.#saved = saved.length;
    return turnSteps(
      saved.map((answer) => JSON.parse(answer) as unknown),
      this,
    );
  }

  /** The try is over: a bot that goes on all the same can begin nothing any more. What it had begun it may still tell the end of. */
  close(): void {
    this.#over = true;
  }

  async save(step: number, answer: unknown, usage: unknown): Promise<void> {
    if (!Number.isInteger(step) || step < 0 || step > this.#saved) {
      throw new BotFault(`the bot kept step ${step} of its turn, and ${this.#saved} is the next one`);
    }
    const text = JSON.stringify(answer);
    const now = this.#clock.now();
    const kept = await this.#write((tx) =>
      saveStep(tx, this.#part, { step, answer: text, usage: usage === null ? null : JSON.stringify(usage), now }),
    );
    if (kept !== text) throw new BotFault(`the bot kept step ${step} of its turn twice, with two answers`);
    this.#saved = Math.max(this.#saved, step + 1);
  }

  async begin(call: ToolCall, idempotent: boolean): Promise<CallBegun> {
    const { step, index: position, name } = call;
    const key = callKey(this.#part.turnId, this.#part.bot, call);
    const row = { step, position, name, arguments: JSON.stringify(call.arguments), key };
    const { before } = await this.#write((tx) => beginCall(tx, this.#part, row, this.#clock.now()));
    if (!before) return { is: 'run', key };
    // Another call in the place of one that began: what that one did is not what this one asks for.
    if (before.key !== key) return { is: 'unfinished' };
    if (before.result !== null) return { is: 'done', value: JSON.parse(before.result) };
    return idempotent ? { is: 'run', key } : { is: 'unfinished' };
  }

  async end({ step, index: position }: ToolCall, value: unknown): Promise<void> {
    const result = JSON.stringify(value);
    const now = this.#clock.now();
    // Whoever has the turn by now: what came of the call is true, and the only way to know it.
    await this.#noting(() => this.#store.write((tx) => endCall(tx, this.#part, { step, position, result, now })));
  }

  async #write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#over) throw new BotFault('the time of this try is over');
    return await this.#noting(() =>
      this.#store.write(async (tx) => {
        await stillHeld(tx, this.#job);
        return await work(tx);
      }),
    );
  }

  async #noting<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.fault ??= error as Error;
      throw error;
    }
  }
}
