const ends = (stems: string, ending: string): string =>
  stems
    .split(' ')
    .map((stem) => stem + ending)
    .join('|');
const W = '(?<![\\p{L}\\p{N}])';
const E = '(?![\\p{L}\\p{N}])';
const AR =
  'cancel anul reserv agend program reembols reintegr acredit proces registr cambi actualiz aprob envi mand confirm gestion solicit elimin borr bloque carg pag cobr autoriz compr modific aplic marc transfer descont avis inform bonific indemniz';
const PRETERITE = `${ends('cancel anul reserv agend program reembols reintegr acredit proces registr cambi actualic aprob envi mand confirm gestion solicit elimin borr bloque cargu pagu cobr autoric compr modifiqu apliqu marqu avis bonifiqu', 'é')}|devolví|emití|resolví|transferí|di de baja|hice|te (?:lo |la )?(?:guardé|separé|aparté)|te (?:anoté|apunté|inscribí)(?= (?:para|en|a)${E})`;
/** Portuguese, of Brazilian customers. */
const PRETERITE_PT =
  'cancelei|anulei|reservei|agendei|marquei|reembolsei|devolvi|estornei|confirmei|processei|registrei|alterei|mudei|atualizei|aprovei|enviei|mandei|solicitei|apaguei|removi|paguei|autorizei|resolvi|avisei';
const PARTICIPLE_PT =
  '(?:cancelad[oa]s?|reservad[oa]s?|agendad[oa]s?|marcad[oa]s?|reembolsad[oa]s?|devolvid[oa]s?|estornad[oa]s?|confirmad[oa]s?|processad[oa]s?|registrad[oa]s?|alterad[oa]s?|aprovad[oa]s?|enviad[oa]s?|autorizad[oa]s?|resolvid[oa]s?|pag[oa]s?|feit[oa]s?)';
/** What only a tool could do: also "I am going to" is untrue without one. */
const DOES =
  '(?:cancel|anul|reserv|agend|reembols|reintegr|acredit|elimin|borr|bonific|descont|aprob|autoriz|indemniz|program)';
const PARTICIPLE_ES = `(?:${ends(AR, 'ad[oa]s?')}|devuelt[oa]s?|emitid[oa]s?|resuelt[oa]s?|transferid[oa]s?|hech[oa]s?|dad[oa]s? de baja)`;
const PARTICIPLE_EN =
  '(?:cancell?ed|booked|refunded|reserved|scheduled|processed|updated|changed|approved|applied|sent|forwarded|deleted|removed|credited|paid|confirmed|issued|completed|registered|marked|transferred|placed|shipped|done|authori[sz]ed|waived|unlocked|reset)';

/** "I have done it": true only where a tool did. */
export const OWN = new RegExp(
  [
    `${W}(?:${PRETERITE})${E}`,
    `${W}(?:he|hemos|acabo de|acabamos de)\\s+(?:\\p{L}+\\s+)?(?:${PARTICIPLE_ES}|(?:${AR.replaceAll(' ', '|')}|devolv|emit|resolv|transfer)\\p{L}*)${E}`,
    `${W}ya\\s+(?:te\\s+|lo\\s+|la\\s+|le\\s+|se\\s+lo\\s+)*(?:${ends(AR, 'amos')}|devolvimos)${E}`,
    `${W}(?:i|we)(?:['’]ve|\\s+have)?(?:\\s+(?:just|already|now|successfully))*\\s+${PARTICIPLE_EN}${E}`,
    `${W}(?:${PRETERITE_PT})${E}`,
    `${W}(?:i|we)(?:['’]ve|\\s+have)?\\s+gone ahead and\\s+${PARTICIPLE_EN}${E}`,
    `${W}consider it done${E}|^\\W*(?:listo|pronto|dale|done|all set|ready)[,.!: ]*(?:(?:ya est[aá]|est[aá] (?:feito|hecho)|(?:it|that)['’]s done|it is done)\\W*|[\u2705\u2714]\\W*)$`,
    `^\\W*(?:${PARTICIPLE_ES}|${PARTICIPLE_EN})\\W*$`,
  ].join('|'),
  'iu',
);
/** "It is done": true where a tool did or saw it, or somebody of the team said so. */
export const PASSIVE = new RegExp(
  [
    `${W}(?:fue|fueron|qued[oó]|quedaron|queda|est[aá]n?|ha sido|han sido|se ha|se han)\\s+(?:ya\\s+)?${PARTICIPLE_ES}${E}`,
    `${W}(?:foi|foram|j[aá] foi|est[aá]|fica|ficou|ser[aá])\\s+${PARTICIPLE_PT}${E}`,
    `${W}se\\s+(?:te\\s+|le\\s+|l[oa]s?\\s+)?(?:${ends('cancel anul reserv agend reembols reintegr acredit proces aprob elimin', '(?:ó|aron|ará|arán)')})${E}`,
    `${W}(?:devoluci[oó]n|reembolso|reintegro|refund|reembolso|cancelaci[oó]n)\\s+(?:ya\\s+)?(?:est[aá]|is|sigue)\\s+(?:en (?:proceso|curso|tr[aá]mite)|being processed|in progress)`,
    `${W}(?:has|have|had) been\\s+(?:\\w+\\s+)?${PARTICIPLE_EN}${E}`,
    `${W}(?:is|are|was|were)\\s+(?:now\\s+|already\\s+)?${PARTICIPLE_EN}${E}`,
    `${W}(?:refund|payment|order|reservation|booking|reembolso|reintegro|devoluci[oó]n|cancelaci[oó]n|pago|reserva|pedido)(?:\\s+\\w+){0,3}\\s+(?:${PARTICIPLE_EN}|${PARTICIPLE_ES})${E}`,
    `${W}(?:refund|money|reembolso|reintegro|plata|dinero|dinheiro)\\s+(?:ya\\s+)?(?:sali[oó]|(?:is|est[aá]|va)\\s+(?:ya\\s+)?(?:on (?:its|the) way|en (?:camino|tu cuenta)|in your account))${E}`,
  ].join('|'),
  'iu',
);
/** What binds the business: true where its papers say so in the same words. */
export const PROMISE = new RegExp(
  [
    // About to, or at it: without a tool it will not be.
    `${W}(?:voy|vamos|paso|procedo|procedemos)\\s+a\\s+${DOES}(?:ar|arl[oae]s?|arte(?:l[oa]s?)?)${E}`,
    `${W}(?:l[oae]s?|te(?: l[oa]s?)?)\\s+(?:${ends('cancel anul reserv agend reembols reintegr elimin borr bonific descuent aprueb autoriz guard separ', 'o')})${E}`,
    `${W}(?:l[oae]s?|te(?: l[oa]s?)?)\\s+(?:${ends('cancel anul reserv agend reembols reintegr elimin borr bonific guard separ', 'amos')})${E}`,
    `${W}(?:estoy|estamos)\\s+${DOES}ando${E}`,
    `${W}(?:vou|vamos)\\s+(?:cancelar|anular|reservar|agendar|reembolsar|devolver|estornar)${E}`,
    `${W}(?:i['’]?m|i am|we are|we['’]re|i['’]ll|i will|we['’]ll|we will|let me|i am going to|i['’]m going to|we are going to|we['’]re going to)\\s+(?:now\\s+|just\\s+)?(?:cancel|refund|reserve|book|reschedule|delet)(?:l?ing|e?ing)?${E}`,
    `${W}(?:confirmo|confirmamos|garantizo|garantizamos|garantizad[oa]|aseguro|aseguramos|prometo|prometemos|mantengo|mantenemos|autorizo|autorizamos|apruebo|aprobamos|respetamos|respeto|me comprometo|nos comprometemos)${E}`,
    `${W}(?:nos hacemos|me hago|somos|seremos)\\s+(?:cargo|responsables?)${E}`,
    `${W}(?:asumimos|asumo|aceptamos|acepto|take|accept|assume)\\s+(?:\\w+\\s+){0,2}(?:responsabilidad|culpa|responsibility|liability|blame)`,
    `${W}(?:garanto|garantimos|prometo|prometemos|vamos devolver|devolveremos|reembolsaremos)${E}`,
    `${W}(?:gerente|gerencia|encargad[oa]|due[ñn][oa]|jef[ea]|supervisor[a]?|manager|boss|owner)\\s+(?:\\w+\\s+){0,2}(?:autoriz[oó]|aprob[oó]|acept[oó]|confirm[oó]|dijo que s[ií]|agreed|approved|accepted|authori[sz]ed|aprovou|autorizou)`,
    `${W}(?:de por vida|for life|lifetime|por escrito|in writing)${E}`,
    `${W}te (?:doy|damos|regalo|regalamos|mando|mandamos|dejo|dejamos|hacemos|hago) (?:un|una|otro|otra)\\s+(?:\\w+\\s+)?(?:vale|cup[oó]n|voucher|descuento|regalo|bonificaci[oó]n|cr[eé]dito)`,
    `${W}te (?:llega|llegar[aá]|entra|depositamos|transferimos)\\s+(?:el|la|tu)\\s+(?:reembolso|reintegro|devoluci[oó]n|plata|dinero)`,
    `${W}voc[eê] (?:vai receber|receber[aá]|tem|ter[aá])\\s+(?:\\w+\\s+){0,2}(?:reembolso|desconto|dinheiro)`,
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
