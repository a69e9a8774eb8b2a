import { stopwordsOf } from './stopwords.ts';
import { wordsOf } from './text.ts';
import type { Language } from '../say/words.ts';

/** Words that tell the language though they are no stop-words: what short messages are made of. */
const telling: Record<Language, ReadonlySet<string>> = {
  es: new Set(
    'hola ola holis buenas buenos buen dias tardes noches gracias chau adios dale donde cuando cuanto cuantos cuesta sale hora horario horarios hablar persona precio precios si abren cierran hacen aceptan pan torta tortas facturas medialunas envio envios pedido tarjeta pagar'.split(
      ' ',
    ),
  ),
  en: new Set(
    'hello hi hey good morning afternoon evening night thanks thank bye goodbye yes agent human representative where when much many talk speak person someone open close price prices hours does fee cash hiring job jobs address password bread cake cakes order card cards shop holidays'.split(
      ' ',
    ),
  ),
};

/** The language of a text, or null where its words do not tell (`ok`, `wifi`, a number). */
export function languageOf(text: string): Language | null {
  const score = (language: Language): number =>
    wordsOf(text).filter((word) => stopwordsOf[language].has(word) || telling[language].has(word)).length;
  const spanish = score('es') + (/[ñ¿¡áéíóú]/iu.test(text) ? 1 : 0);
  const english = score('en');
  if (spanish === english) return null;
  return spanish > english ? 'es' : 'en';
}
