import { extname } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { Misconfigured, reasonOf } from '../../errors.ts';
import type { Action, Turn } from '../bot.ts';
import { BotFault, failureOf } from '../fault.ts';
import { Hang, TICK_MS } from './hang.ts';
import type { News, Order, Start } from './protocol.ts';
import { sentTurn, ServedTurn } from './serve-turn.ts';
import { errorOf, type Thrown } from './thrown.ts';

/** The most memory the operator's code may take, in its heap and in buffers outside of it. */
export const MEMORY_MB = 256;
/** So much is never garbage that is collected in a moment: it ends the thread at once. */
const FAR_TOO_MUCH_MB = 2 * MEMORY_MB;
/**
 * The engine's own limit for the thread's heap, far from where we end it: where one large array steps over it, the engine ends the whole
 * process instead of the thread.
 */
const ENGINE_MB = 2_048;
/** Large models take their time to load. Milliseconds. */
const LOAD_MS = 120_000;
/** What `close` of the operator's code may take. Milliseconds. */
const CLOSE_MS = 5_000;

/** The thread ended before the turn was begun: it may be asked anew without harm. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
}

interface Running {
  turn: Turn;
  began: boolean;
  resolve: (actions: Action[]) => void;
  reject: (error: unknown) => void;
}

/** How a thread ended by itself, and whose turns it was working on. */
export interface End {
  fault: BotFault;
  /** What its code said, if anything; at trace level only. */
  text: string;
  persons: string[];
}

/**
 * One thread with the operator's code in it, and the watch over it. A crash, a hang and too much memory end this thread and nothing else;
 * every turn it had begun fails.
 */
export class BotThread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #running = new Map<number, Running>();
  /** Also of turns that are over, while a tool still works that was begun in them. */
  readonly #served = new Map<number, ServedTurn>();
  readonly #watch: NodeJS.Timeout;
  #hear: (news: News) => void = (news) => this.#heard(news);
  #onEnd: (end: End) => void;
  #ids = 0;
  readonly #hang = new Hang();
  /** At the last look it held too much memory: what is garbage of it is collected until the next (`collectGarbage`). */
  #isLarge = false;
  #ended = false;
  #closing: Promise<void> | null = null;

  private constructor(start: Start, onEnd: (end: End) => void) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#onEnd = onEnd;
    // In src/ as in dist/.
    const file = new URL(`./thread-main${extname(import.meta.url)}`, import.meta.url);
    this.#worker = new Worker(file, {
      workerData: { start, port: port2 },
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: ENGINE_MB },
    });
    port1.on('message', (news: News) => this.#hear(news));
    this.#worker.on('error', (error: unknown) => this.#crashed(error));
    this.#worker.on('exit', (code) => this.#end(new BotFault(`the bot's code ended its thread (exit code ${code})`)));
    this.#watch = setInterval(() => this.#look(), TICK_MS).unref();
  }

  /** @throws Misconfigured where the module cannot be loaded or is no bot. */
  static async start(start: Start, onEnd: (end: End) => void): Promise<BotThread> {
    const failed = (why: string) => new Misconfigured(`BOT_MODULE: ${start.name} failed while loading: ${why}.`);
    return await new Promise<BotThread>((resolve, reject) => {
      const thread = new BotThread(start, ({ fault, text }) => fail(failed(text || fault.message)));
      const fail = (why: Error) => {
        clearTimeout(timer);
        thread.#stop(new BotFault(why.message));
        reject(why);
      };
      const timer = setTimeout(() => fail(failed(`it takes longer than ${LOAD_MS / 1000} s`)), LOAD_MS);
      thread.#hear = (news) => {
        if (news.is === 'unusable') fail(new Misconfigured(news.why, { cause: news.stack }));
        if (news.is !== 'ready') return;
        clearTimeout(timer);
        thread.#hear = (later) => thread.#heard(later);
        thread.#onEnd = onEnd;
        // A bot that nobody asks keeps no process alive.
        thread.#worker.unref();
        thread.#port.unref();
        resolve(thread);
      };
    });
  }

  /**
   * Has its code answer a turn, beside others.
   *
   * @throws what the code threw; `BotFault` where it was ended meanwhile; `NotBegun`; the signal's reason.
   */
  ask(turn: Turn, signal: AbortSignal): Promise<Action[]> {
    if (this.#ended) return Promise.reject(new NotBegun());
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    const id = (this.#ids += 1);
    const asked = new Promise<Action[]>((resolve, reject) => {
      this.#running.set(id, { turn, began: false, resolve, reject });
    });
    const abort = () => {
      this.#running.get(id)?.reject(signal.reason);
      // It stays until the thread confirms: one that does not is the one that hangs.
      this.#hang.overdue = true;
      this.#order({ do: 'abort', id, why: reasonOf(signal.reason) });
    };
    const served = new ServedTurn(
      id,
      turn,
      (order) => this.#order(order),
      () => this.#served.delete(id),
    );
    this.#served.set(id, served);
    signal.addEventListener('abort', abort, { once: true });
    this.#order({ do: 'answer', id, turn: sentTurn(turn) });
    return asked.finally(() => {
      signal.removeEventListener('abort', abort);
      served.over();
    });
  }

  /** Lets the code close, for a while, and ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#ended) return;
    // Code that hangs is not waited for.
    this.#hang.overdue = true;
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, CLOSE_MS);
        const over = (thrown: Thrown | null) => {
          clearTimeout(timer);
          if (thrown) reject(errorOf(thrown));
          else resolve();
        };
        this.#onEnd = () => over(null);
        this.#hear = (news) => (news.is === 'closed' ? over(news.thrown) : this.#heard(news));
        this.#order({ do: 'close' });
      });
    } finally {
      this.#stop(new BotFault('the bot is closed'));
    }
  }

  #order(order: Order): void {
    this.#port.postMessage(order);
  }

  #heard(news: News): void {
    this.#hang.gaveWay();
    if (!('id' in news)) return;
    if (news.is === 'wants') return this.#served.get(news.id)?.serve(news.ask, news.want);
    if (news.is === 'ran') return this.#served.get(news.id)?.ran(news.ask, news.ran);
    const one = this.#running.get(news.id);
    if (!one) return;
    if (news.is === 'began') {
      one.began = true;
      return;
    }
    this.#running.delete(news.id);
    if (news.is === 'answered') one.resolve(news.actions);
    if (news.is === 'threw') one.reject(errorOf(news.thrown));
  }

  /** Whether it still gives way to others, and how much memory it holds: the engine tells that even of a thread that never gives way. */
  #look(): void {
    this.#hang.missed();
    this.#order({ do: 'ping' });
    this.#worker.cpuUsage().then(
      ({ user, system }) => {
        if (this.#hang.isHung((user + system) / 1_000))
          this.#end(new BotFault("the bot's code held its thread without a pause"));
      },
      // It has just ended.
      () => undefined,
    );
    this.#worker.getHeapStatistics().then(
      ({ used_heap_size: heap, external_memory: outside }) => {
        const held = (heap + outside) / 1024 / 1024;
        if (held > FAR_TOO_MUCH_MB || (held > MEMORY_MB && this.#isLarge)) this.#end(tooMuchMemory());
        this.#isLarge = held > MEMORY_MB;
      },
      // It has just ended.
      () => undefined,
    );
  }

  #crashed(error: unknown): void {
    if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') return this.#end(tooMuchMemory());
    const { stack, reason, text } = failureOf(error);
    this.#end(new BotFault(`${reason}, and nothing caught it`, stack), text);
  }

  #end(fault: BotFault, text = ''): void {
    if (this.#ended) return;
    // The news of its end can overtake what it said before: that a turn began, above all.
    for (let said = receiveMessageOnPort(this.#port); said; said = receiveMessageOnPort(this.#port))
      this.#hear(said.message as News);
    if (this.#ended) return;
    const begun = [...this.#running.values()].filter(({ began }) => began);
    this.#stop(fault);
    this.#onEnd({ fault, text, persons: begun.map(({ turn }) => turn.person.id) });
  }

  #stop(fault: BotFault): void {
    this.#ended = true;
    clearInterval(this.#watch);
    this.#port.close();
    // Not waited for: code that waits inside the engine ends when that does.
    void this.#worker.terminate();
    for (const { began, reject } of this.#running.values()) reject(began ? fault : new NotBegun());
    this.#running.clear();
  }
}

const tooMuchMemory = () => new BotFault(`the bot's code took more than ${MEMORY_MB} MB of memory`);
