import { isDenied, sentences, type GateContext, type HitKind } from './hit.ts';
import { supportOf } from './support.ts';

const ends = (stems: string, ending: string): string =>
  stems
    .split(' ')
    .map((stem) => stem + ending)
    .join('|');
const AR =
  'cancel anul reserv agend program reembols reintegr acredit proces registr cambi actualiz aprob envi mand confirm gestion solicit elimin borr bloque carg pag cobr autoriz compr modific aplic marc transfer descont avis inform';
const PRETERITE = `${ends('cancel anul reserv agend program reembols reintegr acredit proces registr cambi actualic aprob envi mand confirm gestion solicit elimin borr bloque cargu pagu cobr autoric compr modifiqu apliqu marqu', 'é')}|devolví|emití|resolví|transferí|di de baja|hice`;
const PARTICIPLE_ES = `(?:${ends(AR, 'ad[oa]s?')}|devuelt[oa]s?|emitid[oa]s?|resuelt[oa]s?|transferid[oa]s?|hech[oa]s?|dad[oa]s? de baja)`;
const PARTICIPLE_EN =
  '(?:cancell?ed|booked|refunded|reserved|scheduled|processed|updated|changed|approved|applied|sent|forwarded|deleted|removed|credited|paid|confirmed|issued|completed|registered|marked|transferred|placed|shipped|done|authori[sz]ed|waived|unlocked|reset)';
const W = '(?<![\\p{L}\\p{N}])';
const E = '(?![\\p{L}\\p{N}])';

/** "I have done it": true only where a tool did. */
const OWN = new RegExp(
  [
    `${W}(?:${PRETERITE})${E}`,
    `${W}(?:he|hemos|acabo de|acabamos de)\\s+(?:\\p{L}+\\s+)?(?:${PARTICIPLE_ES}|(?:${AR.replaceAll(' ', '|')}|devolv|emit|resolv|transfer)\\p{L}*)${E}`,
    `${W}ya\\s+(?:te\\s+|lo\\s+|la\\s+|le\\s+|se\\s+lo\\s+)*(?:${ends(AR, 'amos')}|devolvimos)${E}`,
    `${W}(?:i|we)(?:['’]ve|\\s+have)?(?:\\s+(?:just|already|now|successfully))*\\s+${PARTICIPLE_EN}${E}`,
    `${W}consider it done${E}`,
    `^\\W*(?:${PARTICIPLE_ES}|${PARTICIPLE_EN})\\W*$`,
  ].join('|'),
  'iu',
);
/** "It is done": true where a tool did or saw it, or somebody of the team said so. */
const PASSIVE = new RegExp(
  [
    `${W}(?:fue|fueron|qued[oó]|quedaron|queda|est[aá]n?|ha sido|han sido|se ha|se han)\\s+(?:ya\\s+)?${PARTICIPLE_ES}${E}`,
    `${W}(?:has|have|had) been\\s+(?:\\w+\\s+)?${PARTICIPLE_EN}${E}`,
    `${W}(?:is|are|was|were)\\s+(?:now\\s+|already\\s+)?${PARTICIPLE_EN}${E}`,
    `${W}(?:refund|payment|order|reservation|booking|reembolso|reintegro|devoluci[oó]n|pago|reserva|pedido)(?:\\s+\\w+){0,3}\\s+(?:${PARTICIPLE_EN}|${PARTICIPLE_ES})${E}`,
    `${W}(?:refund|money|reembolso|plata|dinero)\\s+(?:is|est[aá])\\s+(?:on (?:its|the) way|en camino)${E}`,
  ].join('|'),
  'iu',
);
/** What binds the business: true where its papers say so in the same words. */
const PROMISE = new RegExp(
  [
    `${W}(?:confirmo|confirmamos|garantizo|garantizamos|garantizad[oa]|aseguro|aseguramos|prometo|prometemos|mantengo|mantenemos|autorizo|autorizamos|apruebo|aprobamos|respetamos|respeto|me comprometo|nos comprometemos)${E}`,
    `${W}(?:nos hacemos|me hago|somos|seremos)\\s+(?:cargo|responsables?)${E}`,
    `${W}(?:devolvemos|devolveremos|devolver[eé]|reembolsamos|reembolsaremos|reintegramos|reintegraremos|indemnizamos|compensamos|descontamos|regalamos|bonificamos|te hago|te hacemos|te dejo|te dejamos)${E}`,
    `${W}vamos a\\s+(?:devolver|reembolsar|reintegrar|indemnizar|compensar|descontar|regalar|respetar|mantener|hacernos)\\p{L}*`,
    `${W}(?:recibir[aá]s|vas a recibir|tendr[aá]s|tenes|tienes|ten[eé]s)\\s+(?:\\p{L}+\\s+){0,3}(?:reembolso|reintegro|devoluci[oó]n|descuento|dinero|plata)`,
    `${W}(?:i|we)\\s+(?:hereby\\s+)?(?:confirm|guarantee|promise|assure|authori[sz]e|approve|commit|honou?r)${E}`,
    `${W}(?:i|we)(?:['’]ll|\\s+will|\\s+shall|\\s+are going to|['’]re going to)\\s+(?:\\w+\\s+)?(?:refund|honou?r|return|compensate|cover|pay|give|discount|reimburse|credit|keep|match)`,
    `${W}you(?:['’]ll|\\s+will|\\s+are going to)?\\s+(?:get|receive|have)\\s+(?:\\w+\\s+){0,3}(?:refund|discount|money back|compensation)`,
    `${W}(?:full refund|legally binding|liable|we are responsible|i take responsibility|guaranteed)${E}`,
  ].join('|'),
  'iu',
);

/** So much of a sentence must stand in one paper, for it to speak for the business. */
const ENOUGH = 0.6;

/** Claims that something was done which no tool did, and promises that nobody wrote down. */
export function deedHits(text: string, context: GateContext): HitKind[] {
  const hits: HitKind[] = [];
  for (const sentence of sentences(text)) {
    const says = (what: RegExp): boolean => {
      const match = what.exec(sentence);
      return match !== null && !isDenied(sentence, match.index) && !/\?\s*$/.test(sentence);
    };
    const isWritten = () =>
      supportOf(
        sentence,
        context.trusted.flatMap((one) => one.split(/\n{2,}/)),
      ) >= ENOUGH;
    if (context.did !== 'changed' && says(OWN)) hits.push('deed');
    else if (context.did === 'nothing' && says(PASSIVE) && !isWritten()) hits.push('deed');
    if (context.did !== 'changed' && says(PROMISE) && !isWritten()) hits.push('promise');
  }
  return hits;
}
