import { writtenOut } from '../read/abbreviations.ts';
import { wordsOf } from '../read/text.ts';
import { fits, patternsOf } from './patterns.ts';

const good =
  'rica|rico|ricas|ricos|riquisima|riquisimo|riquisimas|riquisimos|espectacular|espectaculares|excelente|excelentes|deliciosa|delicioso|deliciosas|buenisima|buenisimo|buenisimas|hermosa|hermoso|divina|divino|increible|impecable|perfecta|perfecto|exquisita|exquisito';

const praise = patternsOf(`
  ${good} ~ torta|tortas|pan|panes|facturas|medialunas|atencion|servicio|todo|comida|trabajo|lugar|producto|productos|calidad, estaba|estaban|estuvo|estuvieron|salio|quedo|quedaron|llego|resulto ~ ${good}
  me|nos|les encanto|encantaron|gusto|gustaron, felicitaciones, felicito|felicitarlos|felicitarlas, los|las mejores, el mejor|la mejor ~ barrio|zona|ciudad
  was|were|is|are|so|really delicious|great|amazing|lovely|excellent|perfect|wonderful|awesome|yummy|tasty, we|i loved ~ it|the|your, great|excellent|amazing|lovely service|food|cake|bread|job
`);

/** With one of these something is wanted besides. */
const asking = patternsOf(`
  quiero|quisiera|queria|queriamos|necesito|necesitamos|busco|buscamos|puedo|podemos|podria|podrian|podes|pueden|cuanto|cuando|donde|hacen|tienen|tenes|hay|venden|precio|saber|consulta|consultar
  pedir|encargar|reservar|want|need|looking|can|could|do you|would|how|when|where|price|order
`);

/** "Muy rica la torta, gracias": kind words about what was bought, and nothing asked. */
export function isPraise(text: string): boolean {
  const words = writtenOut(wordsOf(text));
  return !/[?¿]/u.test(text) && fits(words, praise) && !fits(words, asking);
}
