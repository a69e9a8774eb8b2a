const ones: Record<string, number> = Object.fromEntries(
  [
    'cero zero',
    'un uno una one',
    'dos two',
    'tres three',
    'cuatro four',
    'cinco five',
    'seis six',
    'siete seven',
    'ocho eight',
    'nueve nine',
    'diez ten',
    'once eleven',
    'doce twelve',
    'trece thirteen',
    'catorce fourteen',
    'quince fifteen',
    'dieciseis sixteen',
    'diecisiete seventeen',
    'dieciocho eighteen',
    'diecinueve nineteen',
    'veinte twenty',
    'veintiuno veintiun',
    'veintidos',
    'veintitres',
    'veinticuatro',
    'veinticinco',
    'veintiseis',
    'veintisiete',
    'veintiocho',
    'veintinueve',
  ].flatMap((line, value) => line.split(' ').map((word): [string, number] => [word, value])),
);
const tens: Record<string, number> = Object.fromEntries(
  'treinta thirty,cuarenta forty,cincuenta fifty,sesenta sixty,setenta seventy,ochenta eighty,noventa ninety'
    .split(',')
    .flatMap((pair, at) => pair.split(' ').map((word): [string, number] => [word, (at + 3) * 10])),
);
const hundreds: Record<string, number> = Object.fromEntries(
  'cien ciento,doscientos doscientas,trescientos trescientas,cuatrocientos cuatrocientas,quinientos quinientas,seiscientos seiscientas,setecientos setecientas,ochocientos ochocientas,novecientos novecientas'
    .split(',')
    .flatMap((group, at) => group.split(' ').map((word): [string, number] => [word, (at + 1) * 100])),
);
const values: Record<string, number> = { ...ones, ...tens, ...hundreds };
const scales: Record<string, number> = {
  hundred: 100,
  mil: 1000,
  thousand: 1000,
  millon: 1e6,
  millones: 1e6,
  million: 1e6,
};

const UNIT =
  /^\s*(de\s+)?(%|por\s*ciento|percent|per\s+cent|pesos?\b|dolar|dollar|euros?\b|bucks|usd|ars|eur|mg\b|miligramos|milligrams|off\b)/i;

/** Numbers written as words before a unit, in digits: `cuarenta por ciento` → `40 por ciento`. Without accents afterwards. */
export function wordsToDigits(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/\b[a-z]+(?:(?:\s+|-)(?:y\s+|and\s+)?[a-z]+)*/gi, (run: string, at: number) => {
    const words = run.split(/([\s-]+)/);
    // The longest end of the run that is a number, where a unit follows; the unit may be in the run itself.
    for (let end = words.length; end > 0; end -= 2) {
      const after = words.slice(end).join('') + plain.slice(at + run.length, at + run.length + 20);
      if (!UNIT.test(after)) continue;
      // Words stand at even places, what is between them at odd ones.
      let first = end;
      while (first > 0 && isNumberWord(words[first - 1] ?? '')) first = Math.max(first - 2, 0);
      if (first < end && first % 2 === 1) first++;
      const value = valueOf(words.slice(first, end).filter((_, i) => i % 2 === 0));
      if (value !== null) return `${words.slice(0, first).join('')}${value}${words.slice(end).join('')}`;
    }
    return run;
  });
}

const isNumberWord = (word: string): boolean => {
  const low = word.toLowerCase();
  return low in values || low in scales || low === 'y' || low === 'and';
};

const ARTICLES = new Set(['un', 'una', 'uno', 'one', 'a']);

function valueOf(words: string[]): number | null {
  let total = 0;
  let current = 0;
  let any = false;
  const low = words.map((one) => one.toLowerCase());
  for (const [at, word] of low.entries()) {
    // "un diez por ciento" is ten.
    if (ARTICLES.has(word) && values[low[at + 1] ?? ''] !== undefined) continue;
    const value = values[word];
    const scale = scales[word];
    if (value !== undefined) current += value;
    else if (scale === 100) current = Math.max(current, 1) * 100;
    else if (scale !== undefined) {
      total += Math.max(current, 1) * scale;
      current = 0;
    } else continue;
    any = true;
  }
  return any ? total + current : null;
}
