/**
 * A question of customers as a part of the file of questions and answers, ready to be edited.
 *
 * @param words the customers', the one that is to stand in menus first
 * @param answer what a person of the team answered to it; null where nobody has
 */
export function entryOf(words: readonly string[], answer: string | null): string {
  const [question = '', ...others] = words.map(oneLine).filter((text) => /[\p{L}\p{N}]/u.test(text));
  const phrasings = [...new Set(others)].filter((text) => text.toLowerCase() !== question.toLowerCase());
  return [
    `## ${question}`,
    ...(phrasings.length > 0 ? ['', ...phrasings.map((text) => `> ${text}`)] : []),
    '',
    ...(answer ?? '')
      .trim()
      .split(/\r\n?|\n/u)
      .map(harmless),
    '',
  ].join('\n');
}

/** Without what would make it a heading, a quote or a comment of the file. */
const oneLine = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/<!--|-->/gu, '')
    .trim()
    .replace(/^[#>\s-]+/u, '');

const harmless = (line: string): string => line.replace(/<!--|-->/gu, '').replace(/^\s{0,3}(#{1,2}(?!#)|>)\s?/u, '');
