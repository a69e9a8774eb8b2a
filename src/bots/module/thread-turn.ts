import type { Said, Turn } from '../bot.ts';
import type { TurnSteps } from '../steps.ts';
import type { News, Order, SentSaid, SentTurn, Want } from './protocol.ts';
import { errorOf, thrownOf } from './thrown.ts';

interface Asked {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  /** The tool's own work, where it is asked whether that may be done. */
  run: ((key: string) => Promise<unknown>) | null;
}

/** The turn as the operator's code sees it: what it does is done outside, in order, over the port. */
export class ThreadTurn {
  readonly turn: Turn;
  readonly #id: number;
  readonly #tell: (news: News) => void;
  readonly #asked = new Map<number, Asked>();
  #asks = 0;

  constructor(id: number, { saved, ...sent }: SentTurn, tell: (news: News) => void) {
    this.#id = id;
    this.#tell = tell;
    const steps: TurnSteps = {
      saved,
      save: async (step, answer, usage) => {
        await this.#ask({ do: 'save', step, answer, usage });
      },
      once: async (call, run, how) => (await this.#ask({ do: 'once', call, how }, run)) as OnceOutcome,
    };
    const said = ({ file, ...one }: SentSaid): Said => ({
      ...one,
      ...(file ? { file: { ...file, read: () => this.#read(one.id) } } : {}),
    });
    this.turn = { ...sent, history: sent.history.map(said), messages: sent.messages.map(said), steps };
  }

  hear(order: Extract<Order, { ask: number }>): void {
    const asked = this.#asked.get(order.ask);
    if (!asked) return;
    if (order.do === 'run') return void this.#run(order.ask, order.key, asked);
    this.#asked.delete(order.ask);
    if (order.do === 'given') asked.resolve(order.value);
    else asked.reject(errorOf(order.thrown));
  }

  async #run(ask: number, key: string, { run }: Asked): Promise<void> {
    const id = this.#id;
    try {
      const value = await run?.(key);
      this.#tell({ is: 'ran', id, ask, ran: { value } });
    } catch (error) {
      this.#tell({ is: 'ran', id, ask, ran: { thrown: thrownOf(error) } });
    }
  }

  async #read(message: string): Promise<Uint8Array> {
    return (await this.#ask({ do: 'read', message })) as Uint8Array;
  }

  async #ask(want: Want, run: Asked['run'] = null): Promise<unknown> {
    const ask = (this.#asks += 1);
    return await new Promise<unknown>((resolve, reject) => {
      this.#asked.set(ask, { resolve, reject, run });
      this.#tell({ is: 'wants', id: this.#id, ask, want });
    });
  }
}

type OnceOutcome = Awaited<ReturnType<TurnSteps['once']>>;
