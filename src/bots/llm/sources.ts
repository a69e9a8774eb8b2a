import { wordsOf } from '../faq/read/text.ts';
import { keysIn } from './gate/support.ts';
import type { Found } from './knowledge/passage-index.ts';

/** Where an answer comes from, as it is kept with the turn. */
export interface Source {
  source: string;
  head: string;
}

/** So much of an answer's words must stand in a passage for the answer to rest on it. */
const SHARE = 0.3;
const WORDS = 2;
/** Letters of an answer that a passage holds as it is. */
const QUOTED = 6;

const spaced = (text: string): string => ` ${wordsOf(text).join(' ')} `;

/** The passages that an answer rests on, by the words they share. */
export function sourcesOf(text: string, passages: readonly Found[]): Source[] {
  const said = keysIn(text);
  const whole = spaced(text);
  const found = passages
    .map(({ source, head, text: own }) => {
      const keys = keysIn(`${head}\n${own}`);
      // "De 8 a 20": there are no words to share, and yet it stands there.
      const isQuoted = whole.length >= QUOTED && spaced(own).includes(whole);
      return { source, head, isQuoted, shared: [...said].filter((key) => keys.has(key)).length };
    })
    .filter(({ shared, isQuoted }) => isQuoted || (shared >= WORDS && shared >= said.size * SHARE))
    .sort((a, b) => b.shared - a.shared);
  const seen = new Set<string>();
  return found.flatMap(({ source, head }) => {
    const key = `${source}\n${head}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ source, head }];
  });
}
