import { isStopword } from '../read/stopwords.ts';
import { writtenOut } from '../read/abbreviations.ts';
import { wordsOf } from '../read/text.ts';
import { slips } from '../read/typo.ts';
import { isWord } from '../read/vocabulary.ts';

/**
 * What a phrase does between people, besides any question. `menu`: wants to know what may be asked. `not`: what was offered or answered is
 * not what was meant. `laugh`: laughter and words that only keep company.
 */
export type Social = 'greeting' | 'thanks' | 'bye' | 'yes' | 'no' | 'not' | 'laugh' | 'menu';

const phrases: Record<Social, string> = {
  greeting: `hola|ola|holi|holis|holaa|wola|buenas|wenas|buen dia|buenos dias|buenos diaz|buena tarde|buenas tardes|buenas noches|que tal|como estas|como esta
    |como estan|como va|como andas|como andan|todo bien|saludos|que hay|hi|hello|helo|hey|hiya|howdy|good morning|good afternoon|good evening|good day
    |greetings|how are you|how are you doing|how is it going|hows it going|whats up|hi there|hello there|morning`,
  thanks: `sale gracias|sale muchas gracias|sale mil gracias|orale gracias|va gracias|gracias|muchas gracias|mil gracias|muchisimas gracias|gracias por todo|gracias por la info|gracias por la informacion|gracias por responder|te agradezco|les agradezco|se agradece|agradecido|agradecida|muy amable|muy amables|grax|gracia|sos un genio|sos un crack|sos una crack|un crack|un amor|son un amor|sos un amor|los amo|las amo|te amo|son divinos|son divinas|sos divina|sos un capo|sos una capa|idolo|idola|sos una genia|genio|genia|genios|capo|capa|sos lo mas|te pasaste
    |thanks|thank you|thank you very much|thank you so much|thanks a lot|many thanks|thx|ty|tks|tysm|cheers|much appreciated|appreciate it|appreciated`,
  bye: `chau|chao|chaucito|adios|hasta luego|hasta pronto|hasta manana|nos vemos|nos vemos manana|despues paso|manana paso|paso mas tarde|mas tarde paso|paso manana|ahi voy|voy para alla|despues te aviso|despues les aviso|te aviso|les aviso|lo pienso|lo voy a pensar|despues veo|despues escribo|despues hablamos|que tengas buen dia|buen fin de semana|buen finde|que descanses|beso|besos|besito|besitos|un beso|un abrazo|abrazo|abrazos|abrazo grande|nos estamos viendo|hasta el lunes|hasta el sabado|saludos cordiales
    |bye|bye bye|goodbye|good bye|see you|see ya|see you later|see you tomorrow|good night|cya|talk later|have a nice day|have a good one`,
  yes: `sale pues|va sale|sale va|sale y vale|orale|orale pues|arre|simon|ya po|dale po|si po|bacan|filete|chevere|que rico|que rico todo|todo rico|riquisimo|estaba riquisimo|muy rico|muy rico todo|los felicito|felicitaciones|me encanto|me encanta|si|sip|sisi|claro|dale|daale|ok|oka|okey|okay|okis|okok|vale|va|listo|joya|perfecto|genial|buenisimo|buenismo|excelente|barbaro|barbara|de diez|de una|bueno|entendido|entiendo|ah|aha|ahh|uh|ay|oh|mm|mmm|ah mira|mira vos|ah bueno|que bueno|que bien|impecable|espectacular|de acuerdo|esta bien|esta perfecto|esta claro|queda claro|quedo claro|me quedo claro|quedo clarisimo|ya veo|ya esta|ya entendi|por favor|por supuesto|correcto|exacto|eso|eso mismo|ese|esa|sirve|me sirve|me re sirve|recibido|anotado|copiado|confirmado
    |yes|yep|yeah|yup|sure|great|perfect|fine|good|nice|cool|alright|all right|please|got it|i see|awesome|sounds good|will do|understood|noted|k|kk|lovely|amazing|wonderful|thats it|exactly|correct|oh|ah`,
  no: `no|nop|nope|nah|no no|para nada|nada mas|nada|eso es todo|eso era todo|no gracias|no hace falta|no hay problema|no pasa nada|no importa|no deja|no dejalo|deja|dejalo|dejala|deja nomas|deja asi|dejalo asi|deja no|no te preocupes|no se preocupen|olvidalo|olvidate|asi esta bien|asi nomas|por ahora no|por ahora nada|por el momento no|ya lo resolvi|ya lo solucione|ya lo encontre|ya fue|mejor no|no quiero
    |thats all|nothing else|no thanks|no thank you|never mind|nevermind|nvm|no need|no worries|forget it|not now|its fine|its ok|im good|all good`,
  not: `no era eso|eso no|no es eso|no eso no|no era lo que pregunte|no es lo que pregunte|eso no es lo que pregunte|no pregunte eso|eso no pregunte|no te pregunte eso|no me referia a eso|no me sirve|no sirve|no entendiste|no me entendiste|no me entendes|no me estas entendiendo|no entendes|nada que ver|ninguna|ninguno|ninguna de esas|ninguna de esas opciones|ninguna de las anteriores|ninguno de esos|otra cosa|es otra cosa|era otra cosa|otra pregunta
    |not that|thats not it|that is not it|not what i asked|thats not what i asked|thats not what i meant|not what i meant|you dont understand|none|none of those|none of them|none of these|something else|wrong answer`,
  laugh: `jaja|jajaja|jeje|jejeje|jiji|haha|hahaha|hehe|lol|lmao|xd|che|amigo|amiga|maestro|crack|igual|igualmente|a vos|a ustedes|entonces|bueno entonces|nomas|buenas buenas|disculpa|disculpen|perdon|perdona|permiso|sorry|excuse me|mate|man|bro|dear|anyway|well`,
  menu: `menu|opciones|ayuda|ayudame|ayudeme|preguntas|inicio|empezar|comenzar|volver|options|help|help me|start|questions`,
};

const table = new Map<string, Social>();
for (const [kind, list] of Object.entries(phrases)) {
  for (const phrase of list.split('|')) table.set(phrase.trim(), kind as Social);
}
const vocabulary = new Set([...table.keys()].flatMap((phrase) => phrase.split(' ')));
/** By its first word, how many words the longest phrase has. */
const longest = new Map<string, number>();
for (const phrase of table.keys()) {
  const words = phrase.split(' ');
  longest.set(words[0]!, Math.max(longest.get(words[0]!) ?? 0, words.length));
}

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
  const said = writtenOut(wordsOf(text));
  const meant = said.map((word) =>
    vocabulary.has(word) || knows(word)
      ? word
      : /^(?:[aeiou]?(?:ja|je|ji|ha|he)){2,}[jah]?$/u.test(word)
        ? 'jaja'
        : (typoOf(word) ?? word),
  );
  const heard: Heard = { social: [], rest: [], topic: false };
  for (let at = 0; at < said.length;) {
    const length = phraseAt(meant, at, knows);
    if (length === 0) heard.rest.push(said[at]!);
    else heard.social.push(table.get(meant.slice(at, at + length).join(' '))!);
    at += length || 1;
  }
  if (said.length === 0 && text.includes('👋')) heard.social.push('greeting');
  else if (said.length === 0 && /[👎😢😭😞😕🙁😒☹]/u.test(text)) heard.social.push('not');
  else if (said.length === 0 && /\p{Extended_Pictographic}/u.test(text)) heard.social.push('yes');
  heard.topic = heard.rest.some((word) => !isStopword(word));
  return heard;
}

/** By first letter: a slip is looked for among these. */
const alike = new Map<string, string[]>();
for (const word of vocabulary) if (word.length >= 5) alike.set(word[0]!, [...(alike.get(word[0]!) ?? []), word]);

const typoOf = (word: string): string | undefined =>
  isStopword(word) || word.length < 5 || isWord(word)
    ? undefined
    : alike.get(word[0]!)?.find((known) => Math.abs(known.length - word.length) <= 1 && slips(word, known, 1) === 1);

/** Of these kinds a word that the owner's file uses is what is asked about ("menú", "opciones"; "dejar mi currículum"). */
const ownTopics: ReadonlySet<Social> = new Set(['menu', 'laugh', 'bye']);

/** How many words from `at` on make a social phrase; the longest one counts, 0 for none. */
function phraseAt(said: string[], at: number, knows: (word: string) => boolean): number {
  for (let length = Math.min(longest.get(said[at]!) ?? 0, said.length - at); length > 0; length--) {
    const kind = table.get(said.slice(at, at + length).join(' '));
    if (kind === undefined) continue;
    const isTopic = ownTopics.has(kind) && said.slice(at, at + length).some(knows);
    if (!isTopic) return length;
  }
  return 0;
}
