import type { Said } from '../../bot.ts';
import { wordsOf } from '../../faq/read/text.ts';
import type { Pending } from '../state.ts';

/** A yes that comes later is no answer to the question any more. Milliseconds. */
const VALID_MS = 30 * 60_000;
const YES = new Set(
  'si sí yes confirmo confirmado dale ok okay claro correcto de acuerdo sure por favor please obvio'.split(' '),
);
const NO = new Set('no cancelar cancela cancelalo mejor nunca nope dont stop'.split(' '));

export const yesId = ({ id }: Pick<Pending, 'id'>): string => `llm:yes:${id}`;
export const noId = ({ id }: Pick<Pending, 'id'>): string => `llm:no:${id}`;

/** Whether the customer agreed to what waits for them, in these messages: by the button, or by nothing but a yes. */
export function agreedTo(pending: Pending, messages: readonly Said[], now: number): 'yes' | 'no' | 'neither' {
  if (now - pending.at > VALID_MS) return 'neither';
  const chosen = messages.map(({ choiceId }) => choiceId);
  if (chosen.includes(noId(pending))) return 'no';
  if (chosen.includes(yesId(pending))) return 'yes';
  // Words under a picture or on a card are nobody's yes.
  if (messages.some(({ kind }) => kind !== 'text')) return 'neither';
  const words = messages.flatMap(({ text }) => wordsOf(text));
  if (words.length === 0 || words.length > 4) return 'neither';
  if (words.some((word) => NO.has(word))) return 'no';
  return words.every((word) => YES.has(word)) ? 'yes' : 'neither';
}
