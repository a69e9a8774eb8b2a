/**
 * Text as words to compare: lower case, without accents, marks and emoji; `holaaaa` is `hola`.
 * Never throws, also not on lone surrogates.
 *
 * @example wordsOf('¿A QUÉ hora abrís?') // ['a', 'que', 'hora', 'abris']
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKC')
    // Without its tilde it would be "unas".
    .replace(/(?<!\p{L})uña/gu, 'unia')
    .normalize('NFKD')
    .replace(/[\p{M}'’´`]+/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    // "t.a.c.c.", "p.m."; "20hs", "2kg".
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?!\p{L})/gu, (letters) => `${letters.replaceAll('.', '')} `)
    .replace(/(?<![\p{L}\p{N}])(\p{N}{1,4})(hs?|hrs?|kgs?|cuotas|am|pm|personas|dias)(?!\p{L})/gu, '$1 $2')
    .replace(/\bwi-fi\b/gu, 'wifi');
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** At most `limit` UTF-16 units, cut between words where one ends in the last third, never inside a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let head = text.slice(0, limit - 1);
  if (/[\uD800-\uDBFF]$/.test(head)) head = head.slice(0, -1);
  const space = head.lastIndexOf(' ');
  if (space > (limit * 2) / 3) head = head.slice(0, space);
  return `${head.replace(/[\s,;:]+$/u, '')}…`;
}

/** The sentences of a text, one message per line; marks that end one are gone. */
export function sentencesOf(text: string): string[] {
  return text.split(/[\n?!¿¡;…]+|\.(?=\s|$)/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
}
