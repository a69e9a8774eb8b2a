import type { Entry } from '../file/parse.ts';
import { isStopword } from '../read/stopwords.ts';
import { wordsOf } from '../read/text.ts';

const numbers: readonly (readonly string[])[] = [
  ['1', 'uno', 'una', 'primero', 'primera', 'primer', '1ro', '1ra', '1era', '1ero', '1er', 'one', 'first', '1st'],
  ['2', 'dos', 'segundo', 'segunda', '2do', '2da', 'two', 'second', '2nd'],
  ['3', 'tres', 'tercero', 'tercera', 'tercer', '3ro', '3ra', '3era', 'three', 'third', '3rd'],
  ['4', 'cuatro', 'cuarto', 'cuarta', '4to', '4ta', 'four', 'fourth', '4th'],
  ['5', 'cinco', 'quinto', 'quinta', '5to', '5ta', 'five', 'fifth', '5th'],
  ['6', 'seis', 'sexto', 'sexta', '6to', '6ta', 'six', 'sixth', '6th'],
  ['7', 'siete', 'septimo', 'septima', '7mo', '7ma', 'seven', 'seventh', '7th'],
  ['8', 'ocho', 'octavo', 'octava', '8vo', '8va', 'eight', 'eighth', '8th'],
  ['9', 'nueve', 'noveno', 'novena', '9no', '9na', 'nine', 'ninth', '9th'],
  ['10', 'diez', 'decimo', 'decima', '10mo', '10ma', 'ten', 'tenth', '10th'],
];
const last = new Set(['ultimo', 'ultima', 'last']);
/** What may stand around the number. */
const around = new Set(
  'opcion numero nro option number pregunta question elijo quiero seria choose pick la el lo de arriba that this please porfa'.split(
    ' ',
  ),
);

/**
 * Which of the rows is meant by "1", "la segunda", "opción 3", "the last one": a row, or the one after them all (the person). Null where
 * that is not all that is said.
 */
export function numberIn(text: string, rows: readonly Entry[]): Entry | 'person' | null {
  const said = wordsOf(text);
  const named = said.flatMap((word) => (last.has(word) ? [rows.length - 1] : (numberOf(word) ?? [])));
  // "la una" and "el uno" hold an article that is a number as well.
  const at = named.length > 1 ? named.find((_, n) => n === named.length - 1) : named[0];
  const isAll = said.every((word) => last.has(word) || numberOf(word) !== null || around.has(word) || isStopword(word));
  if (at === undefined || !isAll || rows.length === 0) return null;
  return at === rows.length ? 'person' : (rows[at] ?? null);
}

function numberOf(word: string): number | null {
  const at = numbers.findIndex((names) => names.includes(word));
  return at < 0 ? null : at;
}
