import { keysIn } from './support.ts';
import { isDenied, sentences, takesUp, type GateContext, type HitKind } from './hit.ts';
import { wordsToDigits } from './number-words.ts';

const NUMBER = /\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?![\d])/g;
const BEFORE = /(?:us\$|u\$s|ar\$|r\$|s\/|\$|€|£|\b(?:usd|ars|eur|mxn|clp|cop|uyu|pen|brl|gbp))\s*$/i;
const AFTER =
  /^\s*(?:k\b|mil\b|lucas\b|palos\b)?\s*(?:de\s+)?(?:€|£|\$|(?:pesos?|dolar(?:es)?|euros?|usd|ars|eur|dollars?|bucks|cents?|centavos|libras|pounds|soles|guaranies|reales|mangos|lucas)\b)/i;
const PERCENT = /^\s*(?:%|por\s*ciento|per\s?cent|pct\b|off\b|de descuento|de dto|discount)/i;
const DOSE =
  /^\s*(?:mg|mcg|ml|miligramos|milligrams|mililitros|milliliters|gotas|drops|comprimidos|pastillas|tablets|pills)\b/i;
/** Numbers that are no price, also in a sentence about one. */
const OTHER =
  /^\s*(?:[:/x×-]\s*\d|h\b|hs\b|hrs?\b|horas?\b|hours?\b|min|dias?\b|days?\b|semanas?|weeks?|mes|month|anos?\b|years?|km\b|kg\b|g\b|gr\b|l\b|lts?\b|litros?|cm\b|mm?\b|metros?|cuotas?|installments?|unidades|units?|personas|people|porciones|portions|docenas?|cuadras|blocks|am\b|pm\b|a\s+\d|to\s+\d|de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))/i;
const PRICE_WORDS =
  /\b(precios?|cuestan?|sale|salen|valen?|total|importe|costo|costos|pagas?|pagar|abon\w+|price[sd]?|costs?|pay|paying|fee|amount|monto|descuento|discount|oferta|offer|charge|cobr\w+|queda en|sena|deposit)\b/i;
const FREE =
  /\b(gratis|gratuit[oa]s?|sin cargo|sin costo|bonificad[oa]s?|de regalo|for free|free of charge|no charge|at no cost|complimentary|on the house)\b|(?<!feel |be |fat-|fat |gluten-|gluten |sugar-|sugar |duty-|lactose-|toll-)\bfree\b(?! to\b)/i;
const BUNDLE =
  /\b\d\s*x\s*\d\b|\b(?:dos|tres) por (?:uno|dos)\b|\bbuy one get one\b|\btwo for one\b|\bmitad de precio\b|\bhalf (?:the )?price\b|\bhalf off\b/i;

interface Amount {
  kind: 'price' | 'percent' | 'dose' | 'number';
  value: number;
  /** Where in its sentence. */
  at: number;
}

/** The value of a number as people write it: `1.500`, `1,299.50`, `1.500,5`. */
export function valueOf(written: string): number {
  const grouped = /^\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?$/.test(written);
  if (!grouped) return Number(written.replace(',', '.'));
  const cents = /[.,](\d{1,2})$/.exec(written);
  const whole = cents ? written.slice(0, -cents[0].length) : written;
  return Number(whole.replace(/\D/g, '')) + (cents ? Number(`0.${cents[1]}`) : 0);
}

/** @param prices whether bare numbers in sentences about prices count as prices */
function* amountsIn(sentence: string, prices: boolean): Generator<Amount> {
  const about = prices && PRICE_WORDS.test(sentence);
  for (const match of sentence.matchAll(NUMBER)) {
    const before = sentence.slice(Math.max(0, match.index - 12), match.index);
    const after = sentence.slice(match.index + match[0].length, match.index + match[0].length + 30);
    const thousand = /^\s*(?:mil|k|lucas)\b/i.test(after) ? 1000 : /^\s*(?:palos|millon)/i.test(after) ? 1e6 : 1;
    const value = valueOf(match[0]) * thousand;
    const at = match.index;
    if (PERCENT.test(after)) yield { kind: 'percent', value, at };
    else if (BEFORE.test(before) || AFTER.test(after)) yield { kind: 'price', value, at };
    else if (DOSE.test(after)) yield { kind: 'dose', value, at };
    else if (/\d[:/.-]$|\b(?:av|calle|no|nro|numero|number|#)\.?\s*$/i.test(before) || OTHER.test(after)) continue;
    else if (about && (value >= 20 || !Number.isInteger(value))) yield { kind: 'price', value, at };
    else yield { kind: 'number', value, at };
  }
}

const plain = (text: string): string => wordsToDigits(text.slice(0, 200_000));

/** Prices, percentages, gifts and doses that stand nowhere they may be taken from. */
export function amountHits(text: string, context: GateContext): HitKind[] {
  const trusted = context.trusted.map(plain);
  const known = collect(trusted);
  const own = collect([plain(context.said)]);
  const hits: HitKind[] = [];
  for (const sentence of sentences(plain(text))) {
    for (const { kind, value, at } of amountsIn(sentence, true)) {
      if (kind === 'number' || known[kind].has(value)) continue;
      if (!(own[kind].has(value) && takesUp(sentence, at))) hits.push(kind);
    }
    if (
      FREE.test(sentence) &&
      !isDenied(sentence, sentence.search(FREE)) &&
      !isGiven(sentence, FREE, trusted) &&
      !/\?\s*$/.test(sentence)
    )
      hits.push('price');
    if (BUNDLE.test(sentence) && !isDenied(sentence, sentence.search(BUNDLE)) && !isGiven(sentence, BUNDLE, trusted))
      hits.push('percent');
  }
  return hits;
}

/** A price may stand in a table without its sign; a percentage and a dose always have theirs. */
function collect(texts: string[]): Record<'price' | 'percent' | 'dose', Set<number>> {
  const found = { price: new Set<number>(), percent: new Set<number>(), dose: new Set<number>() };
  for (const text of texts)
    for (const line of text.split('\n'))
      for (const { kind, value } of amountsIn(line, false)) found[kind === 'number' ? 'price' : kind].add(value);
  return found;
}

/** Whether a sentence of what is trusted says it of the same thing. */
function isGiven(sentence: string, what: RegExp, trusted: string[]): boolean {
  const keys = keysIn(sentence.replace(what, ' '));
  return trusted.some((text) =>
    sentences(text).some((one) => what.test(one) && [...keysIn(one.replace(what, ' '))].some((key) => keys.has(key))),
  );
}
