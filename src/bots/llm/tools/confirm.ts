import type { Said } from '../../bot.ts';
import { wordsOf } from '../../faq/read/text.ts';
import type { Pending } from '../state.ts';

/** A yes that comes later is no answer to the question any more. Milliseconds. */
const VALID_MS = 30 * 60_000;
const YES = new Set(
  `si sip sisi claro yes yep yeah yup sure sim confirmo confirmado confirmar confirm confirmed dale ok oka okay okey correcto correct va vale
  perfecto perfect listo de acuerdo una por supuesto favor please obvio afirmativo exacto hacelo hazlo procede proceda adelante go ahead do it
  pode pode claro gracias thanks obrigado obrigada`.split(/\s+/),
);
/** These alone agree to nothing. */
const POLITE = new Set('gracias thanks obrigado obrigada una de por it do'.split(' '));
const NO = new Set(
  'no nop nope nah nao nunca not dont jamas cancelar cancela cancelalo mejor stop ninguno ninguna tampoco never'.split(
    ' ',
  ),
);
const THUMBS: [RegExp, string][] = [
  [/[👍✅👌🆗✔]/gu, ' si '],
  [/[👎❌🚫]/gu, ' no '],
];

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
  const shown = THUMBS.reduce(
    (text, [sign, word]) => text.replace(sign, word),
    messages.map(({ text }) => text).join('\n'),
  );
  const words = wordsOf(shown);
  // Whoever asks has not agreed yet.
  if (/[?¿]/.test(shown)) return 'neither';
  if (words.length === 0 || words.length > 4) return 'neither';
  if (words.some((word) => NO.has(word))) return 'no';
  return words.every((word) => YES.has(word)) && !words.every((word) => POLITE.has(word)) ? 'yes' : 'neither';
}
