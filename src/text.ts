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

/** True where nothing would be seen: white space, controls, zero-width characters and the fillers people use as "empty" messages. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u.test(text);
}

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
