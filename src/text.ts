/** Small operations on text that several layers need: what may leave us, what is blank, how to cut. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Removes what no other side can store: NUL characters (PostgreSQL refuses them) and lone surrogates (not valid UTF-8).
 * Everything else stays as it is.
 */
export function cleanText(text: string): string {
  const well = text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '');
  return well.includes('\0') ? well.replaceAll('\0', '') : well;
}

/**
 * One character in which nothing is seen: white space, controls, zero-width characters, and the fillers that people use as "empty" names
 * and messages (Hangul, Braille, the one that stands in for an object, a musical one).
 */
const unseen = '[\\s\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800\\ufffc\\u{1d159}]';

/** True where nothing would be seen. */
export function isBlank(text: string): boolean {
  return blank.test(text);
}
const blank = new RegExp(`^${unseen}*$`, 'u');

/**
 * A name as it is shown: on one line, without what is unseen around it and without marks that turn the reading direction of what follows.
 * Null where nothing of it can be seen, which a mark that sits on no letter does not change.
 */
export function visibleName(name: string | null): string | null {
  const plain = (name ?? '')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(edges, '');
  return plain === '' || onlyMarks.test(plain) ? null : plain;
}
// At the end a variation selector or a tag belongs to the emoji before it.
const edges = new RegExp(`^(?:${unseen}|\\p{M})+|(?:(?![\\ufe00-\\ufe0f\\u{e0020}-\\u{e007f}])${unseen})+$`, 'gu');
const onlyMarks = new RegExp(`^(?:${unseen}|\\p{M})*$`, 'u');

/**
 * Shortens to at most `max` UTF-16 units, ending in `…` where something was cut; never inside a character as people see it
 * (a family emoji stays whole or goes), unless that one character alone is longer than `max`.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const at = graphemeStart(text, max - 1);
  return cleanText(text.slice(0, at > 0 ? at : max - 1)).trimEnd() + '…';
}

/** The start of the visible character that `index` lies in: the last place at or before `index` where a cut does no harm. */
export function graphemeStart(text: string, index: number): number {
  if (index >= text.length) return text.length;
  return graphemes.segment(text.slice(0, index + 64)).containing(index)?.index ?? index;
}

/** The end of the visible character that `index` lies in; `index` itself where one begins there. */
export function graphemeEnd(text: string, index: number): number {
  const segment = index < text.length ? graphemes.segment(text).containing(index) : undefined;
  return !segment || segment.index === index ? index : segment.index + segment.segment.length;
}

/** A text without the signs at its end that fit; by a pattern with `+$` a long run of them in its midst is looked through again from each. */
export function withoutEnd(text: string, sign: RegExp): string {
  let end = text.length;
  while (end > 0 && sign.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
