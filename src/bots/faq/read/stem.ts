/** Words whose sound is remembered: it is asked for many times for each word of a text. */
const KEPT = 5_000;
const kept = new Map<string, string>();

/** One letter for each sound that Spanish writes in several ways; English words suffer it alike on both sides. */
export function soundOf(word: string): string {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const sound = spoken(word);
  if (kept.size >= KEPT) kept.clear();
  if (word.length < 40) kept.set(word, sound);
  return sound;
}

function spoken(word: string): string {
  return word
    .replace(/^h(?=.{3})/u, '')
    .replace(/v/g, 'b')
    .replace(/mb/g, 'nb')
    .replace(/mp/g, 'np')
    .replace(/z|c(?=[ei])/g, 's')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/ll/g, 'y')
    .replace(/qu(?=[ei])|k/g, 'c')
    .replace(/([aeious])\1/g, '$1');
}

/**
 * The word without plural and gender, in its sound: `tortas` → `tort`, `embíos` and `envíos` → `enbi`. Deliberately weak: what it joined
 * wrongly nobody could take apart again. The result has 3 letters at least where the word had.
 */
export function formOf(word: string): string {
  let part = word;
  if (part.length > 4 && /[nlrdz]es$/.test(part)) part = part.slice(0, -2);
  else if (part.length > 3 && /[^s]s$/.test(part)) part = part.slice(0, -1);
  if (part.length > 4 && /[aeoy]$/.test(part)) part = part.slice(0, -1);
  return soundOf(part);
}

const clitics = /(?<=..(?:[aei]r|ando|iendo))(?:[mts]e|l[aeo]s?|nos)(?:l[ao]s?)?$/u;
const endings =
  /(?:ariamos|eriamos|iriamos|aremos|eremos|iremos|asteis|abamos|ieron|iendo|arian|erian|irian|aria|eria|iria|amos|emos|imos|aron|ando|aban|aran|eran|iran|aste|iste|abas|adas|ados|idas|idos|ada|ado|ida|ido|aba|ara|era|ira|are|ere|ire|ian|ias|ing|ar|er|ir|an|en|as|es|is|os|ia|a|e|i|o|y)$/u;

/**
 * The word without the endings of verbs (those of "vos" too), pronouns at its end, plural and gender, in its sound: `reservarlo`,
 * `reservan` and `reserva` are one. Three letters stay.
 */
export function rootOf(word: string): string {
  if (word.length < 4) return soundOf(word);
  const bare = word.replace(clitics, '');
  const single = /[^aeious]s$/u.test(bare) && bare.length > 4 ? bare.slice(0, -1) : bare;
  const root = single.replace(endings, '');
  return soundOf(root.length >= 3 ? root : formLike(single));
}

const formLike = (word: string): string =>
  word.length > 4 ? word.replace(/[aeiou]s?$/u, '') : word.replace(/s$/u, '');

/** `tortita` → `torta`, `cafecito` → `cafe`, `pancito` → `pan`: the words it may be a small one of; empty for others. */
export function largeOf(word: string): string[] {
  const found = /^(.{2,}?)(c|ec|qu)?(?:it|ill)([oa])(s?)$/u.exec(word);
  if (!found) return [];
  const [, base = '', joint = '', vowel = ''] = found;
  if (joint === 'qu') return [`${base}c${vowel}`];
  return joint === '' ? [`${base}${vowel}`, base] : [base, `${base}e`, `${base}c${vowel}`];
}
