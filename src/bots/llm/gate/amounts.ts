import { keysIn } from './support.ts';
import { isDenied, sentences, takesUp, type GateContext, type HitKind } from './hit.ts';
import { PHONE, phonesIn, URL_LIKE, withoutDates } from './addresses.ts';
import { wordsToDigits } from './number-words.ts';
import { remembered } from './remembered.ts';

const NUMBER = /\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?![\d])/g;
const BEFORE = /(?:u\$[sd]|s\/|\p{Sc}|\b(?:usdt?|ars|eur|mxn|clp|cop|uyu|pen|brl|gbp|uf|bs\.?))\s*$/iu;
const AFTER =
  /^\s*(?:k\b|mil\b|lucas\b|palos?\b)?\s*(?:de\s+)?(?:\p{Sc}|(?:pesos?|dolar(?:es)?|euros?|usdt?|ars|eur|mxn|clp|cop|uyu|brl|dollars?|bucks|cents?|centavos|libras|pounds|soles|guaranies|rea(?:les|is|l)|mangos|lucas|luquitas|palos?|uf|bs)(?!\p{L}))/iu;
const PERCENT = /^\s*(?:%|por\s*c(?:i?ento)\b|per\s?cent|pct\b|off\b|de descuento|de desconto|de dto|discount)/i;
const DOSE =
  /^\s*(?:mg|mcg|ml|miligramos|milligrams|mililitros|milliliters|gotas|drops|comprimidos|pastillas|tablets|pills)\b/i;
/** Numbers that are no price, also in a sentence about one. */
const OTHER =
  /^\s*(?:[:/x×-]\s*\d|h\b|hs\b|hrs?\b|horas?\b|hours?\b|min|dias?\b|days?\b|semanas?|weeks?|mes|month|anos?\b|years?|km\b|kg\b|g\b|gr\b|l\b|lts?\b|litros?|cm\b|mm?\b|metros?|cuotas?|installments?|unidades|units?|personas|people|porciones|portions|docenas?|cuadras|blocks|am\b|pm\b|a\s+\d|to\s+\d|de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre))/i;
const PRICE_WORDS =
  /\b(precios?|cuestan?|sale|salen|valen?|total|importe|costo|costos|pagas?|pagar|abon\w+|price[sd]?|costs?|pay|paying|fee|amount|monto|descuento|discount|oferta|offer|charge|cobr\w+|queda en|sena|deposit|te l[oa] dejo|te l[oa] dejamos|goes for|custam?|preco|valor)\b/i;
const FREE =
  /\b(gratis|gratuit[oa]s?|sin cargo|sin costo|bonificad[oa]s?|de regalo|por cuenta (?:de la casa|nuestra)|te l[oa]s? (?:regal|obsequi|bonific)\w+|costo cero|cero (?:pesos|costo)|de graca|no (?:tienen?|lleva|hay) (?:ningun )?(?:costo|cargo)|no (?:te|se|les?) (?:lo |la )?cobra\w*|no (?:ten[eé]s|tienes|hay|hace falta|debes) (?:que )?pagar|no pagan?|pays? nothing|for free|free of charge|no charge|at no cost|complimentary|on (?:the house|us)|(?:don['’]?t|do not) (?:have|need) to pay)\b|\bgr[a4@]t[i1!]s\b|(?<!feel |be |fat-|fat |gluten-|gluten |sugar-|sugar |duty-|lactose-|toll-)\bfree\b(?! to\b)/i;
const BUNDLE =
  /\b[1-9]\s*x\s*[1-9]\b(?!\s*(?:m|cm|mm|metros?)\b)|\b(?:dos|tres|2|3) por (?:uno|dos|1|2)\b|\bbuy \w+,? get \w+\b|\b(?:two|three) for (?:the price of )?(?:one|two)\b|\bmitad de(?:l)? precio\b|\b(?:vale|sale|cuesta|cobr\w+|pag\w+|dej\w+|por|a)\s+(?:\w+\s+)?la mitad\b|\bllev\w* (?:\w+ )?(?:\d|un[oa]?|dos|tres|cuatro)\b[^.]{0,20}\by pag\w+|\bpag\w+ (?:\d|un[oa]?|dos|tres)\b[^.]{0,20}\by llev\w+|\bhalf (?:the )?price\b|\bhalf off\b/i;
/** A word to be typed in that makes it cheaper. */
const VOUCHER =
  /\b(?:codigo|cupon|code|coupon|voucher|promo ?code)\b(?:\s+(?:de descuento|promocional|es|is|de|discount))*\s*[:"'“«*]*\s*([A-Z][A-Z0-9-]{3,}|[A-Za-z]{3,}\d{1,4})(?![\p{L}\p{N}])/gu;

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

const SPAN = /\b\d{1,2}(?:[.:]\d{2})?\s*(?:a|to|y|and|-|–|as)\s*$/i;
/** Up to here a bare number counts things, and is no price in another line. */
const COUNTS = 20;

/** @param prices whether bare numbers in sentences about prices count as prices */
function* amountsIn(sentence: string, prices: boolean): Generator<Amount> {
  const about = prices && PRICE_WORDS.test(sentence);
  for (const match of sentence.matchAll(NUMBER)) {
    const before = sentence.slice(Math.max(0, match.index - 12), match.index);
    const after = sentence.slice(match.index + match[0].length, match.index + match[0].length + 30);
    const thousand = /^\s*(?:mil|k|lucas|luquitas)\b/i.test(after)
      ? 1000
      : /^\s*(?:palos?|millon)/i.test(after)
        ? 1e6
        : 1;
    const value = valueOf(match[0]) * thousand;
    const at = match.index;
    if (PERCENT.test(after)) yield { kind: 'percent', value, at };
    else if (BEFORE.test(before) || AFTER.test(after)) yield { kind: 'price', value, at };
    else if (DOSE.test(after)) yield { kind: 'dose', value, at };
    else if (/\d[:/.-]$|\p{L}-?$|\b(?:av|calle|no|nro|numero|number|#)\.?\s*$/iu.test(before) || OTHER.test(after))
      continue;
    // Until when something is.
    else if (value <= 24 && SPAN.test(before)) continue;
    else if (about && (value >= COUNTS || !Number.isInteger(value))) yield { kind: 'price', value, at };
    // Thousands that are set apart are money, whatever verb is with them.
    else if (prices && (thousand > 1 || /\d[.,'’\u00a0\u202f]\d{3}/.test(match[0]))) yield { kind: 'price', value, at };
    else yield { kind: 'number', value, at };
  }
}

/** Digits set apart by spaces are one number beside a sign of money. */
const SPACED =
  /(?<=\p{Sc}\s?)\d{1,3}(?: \d{3})+(?!\d)|(?<!\d )(?<!\d)\d{1,3}(?: \d{3})+(?=\s*(?:\p{Sc}|pesos|dolares|euros|usd|ars))/giu;

const plain = remembered((text: string): string =>
  wordsToDigits(text.slice(0, 200_000)).replace(SPACED, (written) => written.replaceAll(' ', '')),
);

/** Prices, percentages, gifts and doses that stand nowhere they may be taken from. */
export function amountHits(text: string, context: GateContext): HitKind[] {
  const trusted = context.trusted.map(plain);
  const known = trusted.map(collect);
  const own = collect(plain(context.said));
  const hits: HitKind[] = [];
  for (const sentence of sentences(plain(text))) {
    for (const { kind, value, at } of amountsIn(withoutNumbersOfPeople(sentence), true)) {
      if (kind === 'number' || known.some((paper) => paper[kind].has(value))) continue;
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
    for (const [, code = ''] of sentence.matchAll(VOUCHER)) {
      const stands = (one: string) => one.toLowerCase().includes(code.toLowerCase());
      if (!trusted.some(stands) && !(stands(context.said) && takesUp(sentence, sentence.indexOf(code))))
        hits.push('percent');
    }
  }
  return hits;
}

/** Telephone numbers, addresses and dates have digits that are no amounts. */
const withoutNumbersOfPeople = (sentence: string): string =>
  withoutDates(sentence)
    .replace(URL_LIKE, blank)
    .replace(PHONE, (written, at: number, whole: string) => {
      const isMoney =
        BEFORE.test(whole.slice(Math.max(0, at - 12), at)) || AFTER.test(whole.slice(at + written.length));
      return !isMoney && phonesIn(written).length > 0 ? blank(written) : written;
    });
const blank = (written: string): string => ' '.repeat(written.length);

type Amounts = Record<'price' | 'percent' | 'dose', ReadonlySet<number>>;

/** The amounts of a text. A price may stand in a table without its sign; a percentage and a dose always have theirs. */
const collect = remembered((text: string): Amounts => {
  const found = { price: new Set<number>(), percent: new Set<number>(), dose: new Set<number>() };
  for (const line of text.split('\n'))
    for (const { kind, value } of amountsIn(line, false)) {
      if (kind === 'number' && value < COUNTS && Number.isInteger(value) && !PRICE_WORDS.test(line)) continue;
      found[kind === 'number' ? 'price' : kind].add(value);
    }
  return found;
});

/** What is most often free of charge, in the languages of customers: the papers are in one. */
const FREE_THINGS = [
  'envio shipping frete delivery',
  'estacionamiento parking estacionamento cochera',
  'torta cake bolo',
  'desayuno breakfast',
  'consulta consultation',
  'cancelacion cancellation cancelamento',
  'devolucion returns return',
  'ninos kids children criancas menores',
  'mascotas pets',
  'prueba trial teste',
  'instalacion installation instalacao',
  'presupuesto quote estimate orcamento',
].map((line) => line.split(' '));

const inSpanishToo = (text: string): string =>
  [
    text,
    ...FREE_THINGS.filter((same) => same.some((word) => new RegExp(`\\b${word}`, 'i').test(text))).map(
      ([word]) => word,
    ),
  ].join(' ');

/** Whether a sentence of what is trusted says it of the same thing, or from the same amount on. */
function isGiven(sentence: string, what: RegExp, trusted: string[]): boolean {
  const keys = keysIn(inSpanishToo(sentence.replace(what, ' ')));
  const amounts = collect(sentence).price;
  return trusted.some((text) =>
    sentences(text).some(
      (one) =>
        what.test(one) &&
        ([...keysIn(inSpanishToo(one.replace(what, ' ')))].some((key) => keys.has(key)) ||
          [...collect(one).price].some((value) => value >= COUNTS && amounts.has(value))),
    ),
  );
}
