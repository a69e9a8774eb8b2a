/** A piece of what the business wrote, small enough to be given to a model whole. */
export interface Passage {
  /** The file it stands in, from the folder. */
  source: string;
  /** Its own heading; empty where it has none. */
  head: string;
  /** The headings above that one, and the title. */
  path: string;
  text: string;
}

/** Longer parts are divided at blank lines, else at lines. Characters. */
export const PASSAGE_MOST = 1500;

/** Divides a text that is too long at its blank lines, and where a paragraph alone is too long at its lines, else anywhere. */
export function* pieces(text: string): Generator<string> {
  let rest = text.trim();
  while (rest.length > PASSAGE_MOST) {
    const head = rest.slice(0, PASSAGE_MOST);
    const at = [
      head.lastIndexOf('\n\n'),
      head.lastIndexOf('\n'),
      head.lastIndexOf('. ') + 1,
      head.lastIndexOf(' '),
    ].find((one) => one > PASSAGE_MOST / 3);
    const end = at ?? PASSAGE_MOST;
    const piece = rest.slice(0, end).trim();
    if (piece !== '') yield piece;
    rest = rest.slice(end).trim();
  }
  if (rest !== '') yield rest;
}
