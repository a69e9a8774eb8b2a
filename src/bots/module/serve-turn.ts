import type { Said, Turn } from '../bot.ts';
import type { Order, Ran, SentSaid, SentTurn, Want } from './protocol.ts';
import { errorOf, thrownOf } from './thrown.ts';

/** A turn without its functions, which do not go over to a thread. */
export function sentTurn(turn: Turn): SentTurn {
  const { steps, history, messages, ...rest } = turn;
  return { ...rest, history: history.map(sentSaid), messages: messages.map(sentSaid), saved: steps.saved };
}

function sentSaid({ file, ...said }: Said): SentSaid {
  return file ? { ...said, file: { name: file.name, type: file.type } } : said;
}

/** Does outside of the thread what the code in it asks of its turn. */
export class ServedTurn {
  readonly #turn: Turn;
  readonly #order: (order: Order) => void;
  readonly #id: number;
  readonly #onEnd: () => void;
  #isOver = false;
  readonly #runs = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();

  /** @param onEnd nothing comes of it any more. */
  constructor(id: number, turn: Turn, order: (order: Order) => void, onEnd: () => void) {
    this.#id = id;
    this.#onEnd = onEnd;
    this.#turn = turn;
    this.#order = order;
  }

  /** Its code wants something; it is told what came of it. */
  serve(ask: number, want: Want): void {
    const id = this.#id;
    this.#do(ask, want).then(
      (value) => this.#order({ do: 'given', id, ask, value }),
      (error: unknown) => this.#order({ do: 'refused', id, ask, thrown: thrownOf(error) }),
    );
  }

  /** What came of a tool that it ran in there. */
  ran(ask: number, ran: Ran): void {
    const run = this.#runs.get(ask);
    this.#runs.delete(ask);
    if ('thrown' in ran) run?.reject(errorOf(ran.thrown));
    else run?.resolve(ran.value);
    if (this.#isOver) this.over();
  }

  /** The turn is over: what its code runs still may end, and that is kept. */
  over(): void {
    this.#isOver = true;
    if (this.#runs.size === 0) this.#onEnd();
  }

  async #do(ask: number, want: Want): Promise<unknown> {
    const { steps, history, messages } = this.#turn;
    if (want.do === 'read') return await [...history, ...messages].find(({ id }) => id === want.message)?.file?.read();
    if (want.do === 'save') return await steps.save(want.step, want.answer, want.usage);
    const run = (key: string) =>
      new Promise<unknown>((resolve, reject) => {
        this.#runs.set(ask, { resolve, reject });
        this.#order({ do: 'run', id: this.#id, ask, key });
      });
    return await steps.once(want.call, run, want.how);
  }
}
