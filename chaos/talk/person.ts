import type { Number } from '../outside/outside.ts';
import { answerTo, type Said } from '../verdict/truth.ts';

/** One customer, and what agents do for them. */
export interface Person {
  /** Stands in every text of theirs. */
  code: string;
  waId: string;
  number: Number;
  /** In the order in which it was taken. */
  said: Said[];
  /** When agents began to give the conversation back. */
  givenBack: number[];
  /** How often an agent took over. */
  takenOver: number;
  /** What their story waits for; null where it is told. */
  waitsFor: string | null;
  /** What is still to be said. */
  left: number;
  /** Words of either side that were a problem for a while. */
  late: Set<string>;
}

export const newPerson = (n: number, number: Number, left: number): Person => ({
  code: String(1_000 + n),
  waId: `54911555${10_000 + n}`,
  number,
  said: [],
  givenBack: [],
  takenOver: 0,
  waitsFor: null,
  left,
  late: new Set(),
});

export const wordsOf = ({ code, said }: Person, more = ''): string => `m${said.length} de ${code}${more}`;

/** In a text of Chatwoot's: what was said, without the line that tells how late it is, and without the bot's prefix. */
export function bareWords(text: string): string {
  return (text.split('\n').at(-1) ?? '').replace(/^🤖 /, '');
}

/** Whose words these are. */
export const codeIn = (text: string): string | null => / (?:de|para) (\d{4})/.exec(text)?.[1] ?? null;

/** What reached their phone. */
export const phoneOf = ({ number, waId }: Person) =>
  number.whatsapp.sent
    .filter(({ to }) => to === waId)
    .map(({ send, at, callbackId }) => ({ text: send.text?.body ?? '', at, send: callbackId }));

export const hasAnswer = (person: Person, text: string): boolean =>
  phoneOf(person).some((one) => one.text === answerTo(text));
