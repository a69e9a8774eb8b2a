import { writtenOut } from '../read/abbreviations.ts';
import { wordsOf } from '../read/text.ts';
import { fits, patternsOf } from './patterns.ts';

const asking = patternsOf(`
  que, cual|cuales, quien|quienes, cuanto|cuanta|cuantos|cuantas, cuando, donde, como, tienen|tenes|tiene, hacen|haces|hace, hay, aceptan|acepta|aceptas
  puedo|podes|pueden|se puede|podria, son|es|estan|esta, abren|abris|cierran|cerras, what|which|who|when|where|how|why, do|does|is|are|can|could|have you|i|it|there|the
`);
const amounts = patternsOf(`
  dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta, medio|media, un|una kilo|docena|paquete|porcion|unidad|torta|pan, kilo|kilos, docena|docenas
  two|three|four|five|six|seven|eight|nine|ten|dozen, half a, a loaf|dozen|pound|kilo
`);

/** Whether a text asks and tells nothing: no number and no amount, as an order or a booking has them. */
export function isOnlyAsking(text: string): boolean {
  const words = writtenOut(wordsOf(text));
  return !/\p{N}/u.test(text) && !fits(words, amounts) && (text.includes('?') || fits(words, asking));
}

const supposing = patternsOf(`
  si ~ cancelo|cancelamos|cancele|devuelvo|cambio|quiero|necesito|tengo|no|me|llego|falto|pierdo, puedo|puede|pueden|podria|podes|podemos|como|hasta|cuanto|cual ~ cancelar|cambiar|devolver|reprogramar|modificar|mover|anular
  if ~ cancel|change|return|miss|need|want|dont|cant, can|could|may|how|until|when ~ cancel|change|return|reschedule|refund|money, my plans|plans changed
`);

/** Whether something is asked of what might be ("si cancelo, ¿me devuelven la plata?"): a rule of the business may answer it. */
export const isSupposed = (text: string): boolean => fits(writtenOut(wordsOf(text)), supposing);
