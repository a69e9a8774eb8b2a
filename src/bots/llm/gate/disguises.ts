import { wordsOf } from '../../faq/read/text.ts';

/** Shorter secrets would be found in innocent words. */
const LEAST = 5;

const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [...'аa,еe,оo,рp,сc,хx,уy,кk,мm,тt,нh,вb,іi,ѕs,јj,αa,εe,οo,ρp,τt,ιi,κk,νv'.split(',')].map(
    (pair) => [...pair] as [string, string],
  ),
);
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Letters and digits alone, as they sound: spaces, dashes and emoji between them are gone. */
export function stream(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0370-\u04ff]/g, (sign) => LOOKALIKES[sign] ?? sign)
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const turned = (text: string): string => [...text].reverse().join('');
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (sign) => {
    const base = sign <= 'Z' ? 65 : 97;
    return String.fromCharCode(((sign.charCodeAt(0) - base + 13) % 26) + base);
  });
const leet = (text: string): string => text.replace(/[0134578@$!]/g, (sign) => LEET[sign] ?? sign);

/** What stands in a text in base64, hexadecimal, binary or an address's escapes; of one depth. */
function decoded(text: string): string[] {
  const bytes = [
    ...[...text.matchAll(/[A-Za-z0-9+/_-]{6,}={0,2}/g)].map(([run]) => Buffer.from(run, 'base64')),
    // Also where it was divided into pieces.
    Buffer.from(text.replace(/[^A-Za-z0-9+/_-]/g, ''), 'base64'),
    ...[...text.matchAll(/(?:[0-9a-f]{2}[\s:,-]?){4,}/gi)].map(([run]) =>
      Buffer.from(run.replace(/[^0-9a-f]/gi, ''), 'hex'),
    ),
    ...[...text.matchAll(/(?:[01]{8}\s?){4,}/g)].map(([run]) =>
      Buffer.from((run.match(/[01]{8}/g) ?? []).map((bits) => parseInt(bits, 2))),
    ),
    ...[...text.matchAll(/(?:\b\d{2,3}\b[\s,;-]+){4,}\d{2,3}\b/g)].map(([run]) =>
      Buffer.from((run.match(/\d+/g) ?? []).map(Number)),
    ),
  ];
  const escapes = /%[0-9a-f]{2}|\\u[0-9a-f]{4}|&#/i.test(text)
    ? [
        text
          .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
          .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
          .replace(/&#x([0-9a-f]+);?/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16) & 0xffff))
          .replace(/&#(\d+);?/g, (_, number: string) => String.fromCharCode(Number(number) & 0xffff)),
      ]
    : [];
  return [...bytes.map((one) => one.toString('utf8')).filter((one) => /[\x20-\x7e]{4}/.test(one)), ...escapes];
}

/** First letters of the lines, and of the words: an acrostic. */
function firstLetters(text: string): string[] {
  const first = (parts: string[]) => parts.map((part) => /[\p{L}\p{N}]/u.exec(part)?.[0] ?? '').join('');
  return [first(text.split('\n')), first(text.split(/\s+/))];
}

/** Letters by their names: digits as words, the alphabet of pilots, and Spanish names of letters. */
const NAMES = new Map<string, string>(
  [
    [
      'cero',
      '0',
      'uno',
      '1',
      'dos',
      '2',
      'tres',
      '3',
      'cuatro',
      '4',
      'cinco',
      '5',
      'seis',
      '6',
      'siete',
      '7',
      'ocho',
      '8',
      'nueve',
      '9',
    ],
    [
      'zero',
      '0',
      'one',
      '1',
      'two',
      '2',
      'three',
      '3',
      'four',
      '4',
      'five',
      '5',
      'six',
      '6',
      'seven',
      '7',
      'eight',
      '8',
      'nine',
      '9',
    ],
    [
      'be',
      'b',
      'ce',
      'c',
      'de',
      'd',
      'efe',
      'f',
      'ge',
      'g',
      'hache',
      'h',
      'jota',
      'j',
      'ka',
      'k',
      'ele',
      'l',
      'eme',
      'm',
      'ene',
      'n',
    ],
    ['pe', 'p', 'cu', 'q', 'erre', 'r', 'ese', 's', 'te', 't', 'uve', 'v', 'equis', 'x', 'zeta', 'z'],
  ].flatMap((line) => line.flatMap((one, at): [string, string][] => (at % 2 === 0 ? [[one, line[at + 1] ?? '']] : []))),
);
const PILOTS =
  'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu';
for (const word of PILOTS.split(' ')) NAMES.set(word, word[0] ?? '');

const spelt = (words: string[]): string => words.map((word) => NAMES.get(word) ?? word).join('');

/** The words in other orders: backwards, every second one, without the numbers of a list. */
function reordered(text: string): string[] {
  const words = text.split(/\s+/);
  return [
    [...words].reverse().join(' '),
    words.filter((_, at) => at % 2 === 0).join(' '),
    words.filter((_, at) => at % 2 === 1).join(' '),
    text.replace(/\p{N}+/gu, ' '),
    spelt(wordsOf(text)),
  ];
}

/** Hidden in hidden: deeper than this nobody would find it either. */
const DEPTH = 4;

/** A text in every way it may have been disguised in, each as a stream of letters. */
export function views(text: string): string[] {
  const plain = [text, ...firstLetters(text), ...reordered(text)];
  let found = [...decoded(text), ...decoded(turned(text))];
  for (let depth = 1; depth <= DEPTH && found.length > 0; depth++) {
    plain.push(...found);
    // What is that long is no answer any more.
    found = found.slice(0, 20).flatMap((one) => decoded(one.slice(0, 4_000)));
  }
  return [
    ...new Set(plain.flatMap((one) => [one, turned(one), rot13(one), leet(one), turned(rot13(one))]).map(stream)),
  ];
}

/** So long a piece of a secret, with letters and digits in it, is no accident. */
const PIECE = 8;

/** A secret as it may be told: whole, in pieces, with its letters moved along the alphabet. */
export function formsOf(secret: string): string[] {
  const whole = stream(secret);
  if (whole.length < LEAST) return [];
  const moved = Array.from({ length: 25 }, (_, by) =>
    whole.replace(/[a-z]/g, (sign) => String.fromCharCode(((sign.charCodeAt(0) - 97 + by + 1) % 26) + 97)),
  );
  const pieces = Array.from({ length: Math.max(0, whole.length - PIECE + 1) }, (_, at) => whole.slice(at, at + PIECE));
  const mirrored = whole.replace(/[a-z]/g, (sign) => String.fromCharCode(219 - sign.charCodeAt(0)));
  return [
    whole,
    ...(whole.length >= PIECE ? [...moved, mirrored] : []),
    ...(whole.length >= PIECE + 4 ? pieces.filter((piece) => /\d/.test(piece) && /\p{L}/u.test(piece)) : []),
  ];
}
