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
/** "All of them" is no answer where the whole file was offered. */
const MOST = 4;
const last = new Set(['ultimo', 'ultima', 'last']);
/** What may stand around the number. */
const around = new Set(
  'opcion numero nro option number pregunta question elijo quiero seria choose pick la el lo de arriba that this please porfa'.split(
    ' ',
  ),
);

const every = new Set(['ambas', 'ambos', 'both', 'todas', 'todos', 'all']);
const joints = new Set(['y', 'e', 'and']);

/**
 * Which of the rows are meant by "1", "la segunda", "opción 3", "the last one", "la 1 y la 3", "las dos": rows, or the one after them all
 * (the person). Null where that is not all that is said.
 *
 * @param rest The words besides greetings and thanks: "hola, 1", "la 2 porfa, gracias".
 */
export function numbersIn(text: string, rows: readonly Entry[], rest: readonly string[]): Entry[] | 'person' | null {
  return rowsOf(wordsOf(text), rows) ?? rowsOf(rest, rows);
}

function rowsOf(said: readonly string[], rows: readonly Entry[]): Entry[] | 'person' | null {
  const isAll = said.every(
    (word) => last.has(word) || every.has(word) || numberOf(word) !== null || around.has(word) || isStopword(word),
  );
  if (!isAll || rows.length === 0) return null;
  const named = said.flatMap((word) => (last.has(word) ? [rows.length - 1] : (numberOf(word) ?? [])));
  const isPlural = said.some((word) => ['las', 'los', 'the'].includes(word)) && named[0] === rows.length - 1;
  const isEvery = said.some((word) => every.has(word)) || (isPlural && rows.length > 1 && !said.some(isOrdinal));
  if (isEvery && rows.length <= MOST) return [...rows];
  if (named.length === 0) return null;
  // "la una" and "el uno" hold an article that is a number as well.
  const meant = named.length > 1 && said.some((word) => joints.has(word)) ? [...new Set(named)] : named.slice(-1);
  if (meant.includes(rows.length)) return 'person';
  const found = meant.flatMap((at) => rows[at] ?? []);
  return found.length > 0 ? found : null;
}

const isOrdinal = (word: string): boolean =>
  last.has(word) || /^\d?(?:st|nd|rd|th)$|^(?:first|second|third|fourth)$/u.test(word);

function numberOf(word: string): number | null {
  const at = numbers.findIndex((names) => names.includes(word));
  return at < 0 ? null : at;
}
