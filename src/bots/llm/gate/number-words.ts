/** Words for numbers in Spanish, English and Portuguese, without accents. Those of the same kind stand in a line each, by their value. */
const valueOfWord = new Map<string, number>(
  [
    [
      0,
      1,
      'cero zero,un uno una one um uma,dos two dois duas,tres three,cuatro four quatro,cinco five,seis six,siete seven sete',
    ],
    [8, 1, 'ocho eight oito,nueve nine nove,diez ten dez,once eleven onze,doce twelve doze,trece thirteen treze'],
    [
      14,
      1,
      'catorce fourteen quatorze,quince fifteen quinze,dieciseis sixteen dezesseis dezasseis,diecisiete seventeen dezessete',
    ],
    [
      18,
      1,
      'dieciocho eighteen dezoito,diecinueve nineteen dezenove,veinte twenty vinte,veintiuno veintiun veintiuna,veintidos',
    ],
    [23, 1, 'veintitres,veinticuatro,veinticinco,veintiseis,veintisiete,veintiocho,veintinueve'],
    [
      30,
      10,
      'treinta thirty trinta,cuarenta forty quarenta,cincuenta fifty cinquenta,sesenta sixty sessenta,setenta seventy',
    ],
    [80, 10, 'ochenta eighty oitenta,noventa ninety'],
    [
      100,
      100,
      'cien ciento cem cento,doscientos doscientas duzentos duzentas,trescientos trescientas trezentos trezentas',
    ],
    [400, 100, 'cuatrocientos cuatrocientas quatrocentos quatrocentas,quinientos quinientas quinhentos quinhentas'],
    [
      600,
      100,
      'seiscientos seiscientas seiscentos,setecientos setecientas setecentos,ochocientos ochocientas oitocentos',
    ],
    [900, 100, 'novecientos novecientas novecentos'],
  ].flatMap(([first, step, line]) =>
    String(line)
      .split(',')
      .flatMap((words, at) =>
        words.split(' ').map((word): [string, number] => [word, Number(first) + at * Number(step)]),
      ),
  ),
);
const scaleOfWord = new Map<string, number>([
  ['hundred', 100],
  ['mil', 1000],
  ['thousand', 1000],
  ['millon', 1e6],
  ['millones', 1e6],
  ['million', 1e6],
  ['milhao', 1e6],
  ['milhoes', 1e6],
]);

const WORD = `(?:${[...valueOfWord.keys(), ...scaleOfWord.keys()].join('|')})`;
const SEQUENCE = new RegExp(
  `(?<![\\p{L}\\p{N}]|\\d\\s)${WORD}(?:(?:\\s*,\\s*|\\s+|-)(?:(?:y|and|e)\\s+)?${WORD})*(?![\\p{L}\\p{N}])`,
  'giu',
);
const UNIT =
  /^\s*(?:de\s+)?(?:[%€£$]|por\s*(?:ciento|cento)|percent|per\s+cent|pesos?\b|dolar|dollar|euros?\b|bucks|usd|ars|eur|cents?\b|centavos|rea(?:l|is)\b|soles|libras|pounds|mangos|lucas|luquitas|palos?\b|mg\b|ml\b|miligramos|milligrams|gotas|drops|comprimidos|pastillas|tablets|pills|off\b)/i;
const COSTS =
  /(?:\b(?:salen?|cuestan?|valen?|custa[m]?|costs?|son|queda en|precio(?: es| de)?|price(?: is)?|total(?: es| de| is)?))\s+$/i;

/** One number that words in a row make, and how many of them. */
interface Group {
  value: number;
  words: number;
}

/**
 * Numbers written as words, in digits: before a unit (`cuarenta por ciento`), of more than one word (`mil quinientos`), behind a verb of
 * price, and several in a row, as telephone numbers are told. Without accents afterwards.
 */
export function wordsToDigits(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\bmedio millon\b/gi, '500000');
  return plain.replace(SEQUENCE, (run: string, at: number) => {
    const parts = run.split(/(\s*,\s*|\s+|-)/);
    // Words stand at even places, what is between them at odd ones.
    const words = parts.filter((_, index) => index % 2 === 0).map((word) => word.toLowerCase());
    const groups = groupsOf(words);
    if (groups.length >= 3) return groups.map(({ value }) => value).join(' ');
    const after = plain.slice(at + run.length, at + run.length + 20);
    const last = groups.at(-1);
    if (last === undefined) return run;
    const isNumber =
      UNIT.test(after) || (last.value >= 20 && (last.words >= 2 || COSTS.test(plain.slice(Math.max(0, at - 20), at))));
    if (!isNumber) return run;
    return `${parts.slice(0, (words.length - last.words) * 2).join('')}${last.value}`;
  });
}

/** Divides words in a row into the numbers they make: `once cuarenta y cuatro` is two. */
function groupsOf(words: string[]): Group[] {
  const groups: Group[] = [];
  let total = 0;
  let current: number | null = null;
  let least = Infinity;
  let count = 0;
  const end = () => {
    if (count > 0) groups.push({ value: total + (current ?? 0), words: count });
    [total, current, least, count] = [0, null, Infinity, 0];
  };
  for (const word of words) {
    const value = valueOfWord.get(word);
    const scale = scaleOfWord.get(word);
    if (value !== undefined) {
      if (!mayFollow(current, value)) end();
      current = (current ?? 0) + value;
    } else if (scale === 100) {
      if (current !== null && current > 9) end();
      current = Math.max(current ?? 1, 1) * 100;
    } else if (scale !== undefined) {
      if (scale >= least) end();
      total += Math.max(current ?? 1, 1) * scale;
      [current, least] = [null, scale];
    }
    // What joins two words belongs to the number it goes on with.
    count++;
  }
  end();
  return groups;
}

/** Whether a number goes on with this value, such as hundreds with tens. */
function mayFollow(current: number | null, value: number): boolean {
  if (current === null) return true;
  if (current === 0 || value === 0 || value >= 100) return false;
  if (value >= 10) return current % 100 === 0;
  return current % 10 === 0 && current % 100 !== 10;
}
