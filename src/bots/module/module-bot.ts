import { reasonOf } from '../../errors.ts';
import type { Log } from '../../observe/log.ts';
import type { Action, Bot, Turn } from '../bot.ts';
import { BotFault, failureOf } from '../fault.ts';
import { BotThread, NotBegun, type End } from './bot-thread.ts';
import type { Start } from './protocol.ts';

/** Threads of persons whose turn a thread ended with; each holds its own copy of the operator's code. */
const ALONE_AT_ONCE = 4;
/** A thread that ended by itself is started anew after this, or at once where somebody waits; twice as long each time it ends soon again. */
const RESTART_MS = 250;
const LONGEST_RESTART_MS = 60_000;
const SOON_MS = 60_000;

/**
 * The operator's code as a bot. Everybody is answered in one thread, side by side. Whoever had a turn begun when that thread ended may be
 * the cause: they are asked alone, each in a thread of their own, until one of their turns succeeds. So one person's message that the
 * code cannot stand costs nobody else more than one try.
 */
export class ModuleBot implements Bot {
  readonly #start: Start;
  readonly #log: Log;
  readonly #suspects = new Set<string>();
  #thread: Promise<BotThread> | null = null;
  #alone = 0;
  readonly #waiting: (() => void)[] = [];
  #startedAt = 0;
  #restartMs = RESTART_MS;
  #timer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | null = null;

  private constructor(start: Start, log: Log) {
    this.#start = start;
    this.#log = log;
  }

  /** @throws Misconfigured where it cannot be loaded. */
  static async open(start: Start, log: Log): Promise<ModuleBot> {
    const bot = new ModuleBot(start, log);
    await bot.#current();
    return bot;
  }

  async answer(turn: Turn, signal: AbortSignal): Promise<Action[]> {
    const { id } = turn.person;
    for (;;) {
      try {
        if (!this.#suspects.has(id)) return await (await this.#current()).ask(turn, signal);
        const actions = await this.#askAlone(turn, signal);
        this.#suspects.delete(id);
        return actions;
      } catch (error) {
        if (!(error instanceof NotBegun) || signal.aborted) throw error;
      }
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    const thread = await this.#thread?.catch(() => null);
    await thread?.close();
  }

  /** The thread that all share; started where there is none. */
  #current(): Promise<BotThread> {
    clearTimeout(this.#timer);
    if (this.#closed) return Promise.reject(new BotFault('the bot is closed'));
    this.#thread ??= this.#open((end) => this.#ended(end)).catch((error: unknown) => {
      this.#thread = null;
      throw error;
    });
    return this.#thread;
  }

  async #open(onEnd: (end: End) => void): Promise<BotThread> {
    this.#startedAt = performance.now();
    try {
      return await BotThread.start(this.#start, (end) => {
        this.#tell(end);
        onEnd(end);
      });
    } catch (error) {
      const { cause } = error as Error;
      if (typeof cause === 'string') this.#log.debug({ bot: this.#start.name, stack: cause }, 'where the bot failed');
      throw error;
    }
  }

  #ended({ persons }: End): void {
    this.#thread = null;
    for (const person of persons) this.#suspects.add(person);
    const soon = performance.now() - this.#startedAt < SOON_MS;
    this.#restartMs = soon ? Math.min(LONGEST_RESTART_MS, this.#restartMs * 2) : RESTART_MS;
    if (this.#closed) return;
    // Its code may have work of its own besides answering.
    this.#timer = setTimeout(() => {
      this.#current().catch((error: unknown) => this.#notStarted(error));
    }, this.#restartMs).unref();
  }

  #notStarted(error: unknown): void {
    this.#log.error(
      { bot: this.#start.name },
      'the bot’s thread could not be started again; the next message tries it',
    );
    this.#log.trace({ bot: this.#start.name, text: reasonOf(error) }, 'what the bot said of its failure');
  }

  #tell({ fault, text }: End): void {
    const { name: bot } = this.#start;
    const { reason, at, stack } = failureOf(fault);
    this.#log.error({ bot, reason, at }, 'the bot’s thread ended, it is started again');
    if (stack !== undefined) this.#log.debug({ bot, stack }, 'where the bot failed');
    this.#log.trace({ bot, text }, 'what the bot said of its failure');
  }

  async #askAlone(turn: Turn, signal: AbortSignal): Promise<Action[]> {
    if (this.#alone >= ALONE_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#alone += 1;
    let thread: BotThread | null = null;
    try {
      signal.throwIfAborted();
      thread = await BotThread.start(this.#start, (end) => this.#tell(end));
      return await thread.ask(turn, signal);
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#alone -= 1;
      thread?.close().catch((error: unknown) => this.#log.debug({ reason: reasonOf(error) }, 'not closed'));
    }
  }
}
