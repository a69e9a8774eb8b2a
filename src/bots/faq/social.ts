import { isStopword } from './stopwords.ts';
import { wordsOf } from './text.ts';
import { isTypoOf } from './typo.ts';

/** What a phrase does between people, besides any question. `menu`: wants to know what may be asked. */
export type Social = 'greeting' | 'thanks' | 'bye' | 'yes' | 'no' | 'menu';

const phrases: Record<Social, string> = {
  greeting: `hola|ola|holi|holis|buenas|wenas|buen dia|buenos dias|buenos diaz|buena tarde|buenas tardes|buenas noches|que tal|como estas|como esta
    |como estan|como va|como andas|todo bien|saludos|que hay|hi|hello|helo|hey|hiya|howdy|good morning|good afternoon|good evening|good day
    |greetings|how are you|how are you doing|how is it going|hows it going|whats up|hi there|hello there|morning`,
  thanks: `gracias|muchas gracias|mil gracias|muchisimas gracias|te agradezco|muy amable|grax|gracia|thanks|thank you|thank you very much|thank you so much
    |thanks a lot|many thanks|thx|ty|tks|cheers|much appreciated`,
  bye: `chau|chao|adios|hasta luego|hasta pronto|hasta manana|nos vemos|bye|bye bye|goodbye|good bye|see you|see you later|good night|cya`,
  yes: `si|sip|claro|dale|ok|oka|okey|okay|vale|listo|perfecto|genial|buenisimo|excelente|barbaro|bueno|entendido|de acuerdo|esta bien|por favor|yes|yep|yeah|sure|great
    |perfect|fine|good|cool|alright|all right|please|got it|awesome`,
  no: `no|nop|nope|nah|para nada|nada mas|eso es todo|thats all|nothing else`,
  menu: `menu|opciones|ayuda|ayudame|ayudeme|preguntas|inicio|empezar|comenzar|options|help|help me|start|questions`,
};

const table = new Map<string, Social>();
for (const [kind, list] of Object.entries(phrases)) {
  for (const phrase of list.split('|')) table.set(phrase.trim(), kind as Social);
}
const vocabulary = new Set([...table.keys()].flatMap((phrase) => phrase.split(' ')));
const longest = Math.max(...[...table.keys()].map((phrase) => phrase.split(' ').length));

export interface Heard {
  /** Social phrases in the order they came. */
  social: Social[];
  /** The other words, in order. */
  rest: string[];
  /** False where `rest` holds stop-words at most: nothing to search for. */
  topic: boolean;
}

/**
 * Takes greetings, thanks and the like out of a text, also mistyped ones.
 *
 * @param knows Whether the owner's file uses a word: then it is no slip of another word, and not the wish for a menu
 *   (a restaurant's file may well have "menú" in it).
 */
export function hear(text: string, knows: (word: string) => boolean): Heard {
  const said = wordsOf(text);
  const meant = said.map((word) => (vocabulary.has(word) || knows(word) ? word : (typoOf(word) ?? word)));
  const heard: Heard = { social: [], rest: [], topic: false };
  for (let at = 0; at < said.length;) {
    const length = phraseAt(meant, at, knows);
    if (length === 0) heard.rest.push(said[at]!);
    else heard.social.push(table.get(meant.slice(at, at + length).join(' '))!);
    at += length || 1;
  }
  if (said.length === 0 && text.includes('👋')) heard.social.push('greeting');
  else if (said.length === 0 && /\p{Extended_Pictographic}/u.test(text)) heard.social.push('yes');
  heard.topic = heard.rest.some((word) => !isStopword(word));
  return heard;
}

const typoOf = (word: string): string | undefined =>
  isStopword(word) ? undefined : [...vocabulary].find((known) => isTypoOf(word, known));

/** How many words from `at` on make a social phrase; the longest one counts, 0 for none. */
function phraseAt(said: string[], at: number, knows: (word: string) => boolean): number {
  for (let length = Math.min(longest, said.length - at); length > 0; length--) {
    const kind = table.get(said.slice(at, at + length).join(' '));
    if (kind !== undefined && !(kind === 'menu' && knows(said[at]!))) return length;
  }
  return 0;
}
