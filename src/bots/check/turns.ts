import type { z } from 'zod';
import type { Said } from '../bot.ts';
import type { turnShape } from '../http/turn-shape.ts';

/** A turn as it goes over the wire. */
export type CheckTurn = z.input<typeof turnShape>['turn'];
type SentSaid = CheckTurn['messages'][number];

/** What the bot is given in place of what is said of one message. */
export type Part = string | (Partial<Omit<SentSaid, 'id' | 'at'>> & { text: string });

/** The name of a file that is not there any more. */
export const GONE = 'gone.jpg';
/** Whether the file of this message is there. */
export const isGone = (message: string): boolean => message.endsWith('-gone');

/** Makes turns of invented people, each with an id of its own. */
export class TurnMaker {
  #made = 0;
  readonly #run: string;
  readonly #now: () => number;

  /** @param run in front of every id: of two runs no two are the same */
  constructor(run: string, now: () => number) {
    this.#run = run;
    this.#now = now;
  }

  make(parts: readonly Part[], more: Partial<CheckTurn> & { earlier?: readonly Part[] } = {}): CheckTurn {
    this.#made += 1;
    const id = `${this.#run}-${this.#made}`;
    const now = this.#now();
    const { earlier = [], ...given } = more;
    const said = (part: Part, n: number, from: number): SentSaid => ({
      id: `${id}-m${n}${typeof part !== 'string' && part.file?.name === GONE ? '-gone' : ''}`,
      author: 'customer',
      kind: 'text',
      ...(typeof part === 'string' ? { text: part } : part),
      at: from + n,
    });
    return {
      id,
      attempt: 1,
      person: {
        id: `check-${this.#made}`,
        name: 'Ana Prueba',
        phone: '+5491155550100',
        chatwoot: { contact: 7, conversation: 21 },
      },
      history: earlier.map((part, n) => said(part, n, now - 3_600_000)),
      messages: parts.map((part, n) => said(part, earlier.length + n, now)),
      language: 'es',
      now,
      timeZone: 'America/Argentina/Buenos_Aires',
      peopleAreThere: true,
      state: null,
      stateVersion: 0,
      ...given,
    };
  }
}

/** The author of a message of the history. */
export const by = (author: Said['author'], text: string): Part => ({ author, text });
