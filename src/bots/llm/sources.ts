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

/** The passages that an answer rests on, by the words they share. */
export function sourcesOf(text: string, passages: readonly Found[]): Source[] {
  const said = keysIn(text);
  const found = passages
    .map(({ source, head, text: own }) => {
      const keys = keysIn(`${head}\n${own}`);
      return { source, head, shared: [...said].filter((key) => keys.has(key)).length };
    })
    .filter(({ shared }) => shared >= WORDS && shared >= said.size * SHARE)
    .sort((a, b) => b.shared - a.shared);
  const seen = new Set<string>();
  return found.flatMap(({ source, head }) => {
    const key = `${source}\n${head}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ source, head }];
  });
}
