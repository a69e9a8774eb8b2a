import MiniSearch from 'minisearch';
import { wordsOf } from '../../faq/read/text.ts';
import { keysOf } from './keys.ts';
import type { Passage } from './passage.ts';

export interface Found extends Passage {
  score: number;
}

/** Words of a question that are looked for. */
const WORDS = 60;
/** Passages that fit this much worse than the best are not given. */
const LEAST_SHARE = 0.3;

/** Which settings of MiniSearch find most was tried on a Spanish shop's texts: see docs/LLM.md. */
const ranking = { boost: { head: 2 }, bm25: { k: 2, b: 0.75, d: 0 } };

interface Document {
  id: number;
  head: string;
  path: string;
  text: string;
}

/** All passages of a collection, to be found by their words. Files come and go one by one. */
export class KnowledgeIndex {
  readonly #search: MiniSearch<Document>;
  readonly #passages = new Map<number, Passage>();
  readonly #bySource = new Map<string, number[]>();
  readonly #keys: ReturnType<typeof keysOf>;
  /** Every key that ever stood in a passage. */
  readonly #vocabulary = new Set<string>();
  #next = 1;

  /** @param both see `keysOf`. */
  constructor(both: boolean) {
    this.#keys = keysOf(both);
    this.#search = new MiniSearch<Document>({
      fields: ['head', 'path', 'text'],
      tokenize: wordsOf,
      processTerm: (word) => {
        const key = this.#keys(word);
        for (const one of [key ?? []].flat()) this.#vocabulary.add(one);
        return key;
      },
      searchOptions: { processTerm: this.#keys },
    });
  }

  get size(): number {
    return this.#passages.size;
  }

  add(passage: Passage, ids: number[]): void {
    const id = this.#next++;
    const { head, path, text } = passage;
    this.#search.add({ id, head, path, text });
    this.#passages.set(id, passage);
    ids.push(id);
  }

  /** From now on these passages are those of the file; the ones it had are given back, to be taken out. */
  replace(source: string, ids: number[]): number[] {
    const old = this.#bySource.get(source) ?? [];
    if (ids.length > 0) this.#bySource.set(source, ids);
    else this.#bySource.delete(source);
    return old;
  }

  remove(id: number): void {
    this.#search.discard(id);
    this.#passages.delete(id);
  }

  /** The best passages for these words, best first; none where no word is known. */
  find(query: string, most: number): Found[] {
    const words = [...new Set(wordsOf(query.slice(0, 4000)))].slice(0, WORDS).join(' ');
    const found = this.#search.search(words, ranking);
    // A slip of the pen in a name: only words that stand nowhere are looked for again, since this costs much.
    const unknown = words.split(' ').filter((word) => word.length >= 4 && !this.knows(word));
    if (unknown.length > 0 && unknown.length <= 5) {
      const near = this.#search.search(unknown.join(' '), { ...ranking, fuzzy: 1 });
      if (near.length > 0) return this.#shown(joined(found, near), most);
    }
    return this.#shown(found, most);
  }

  /** Whether a word, or one like it, stands in some passage. */
  knows(word: string): boolean {
    const key = this.#keys(word);
    return key === null || [key].flat().some((one) => this.#vocabulary.has(one));
  }

  #shown(found: { id: unknown; score: number }[], most: number): Found[] {
    const best = found[0]?.score ?? 0;
    return found
      .slice(0, most)
      .filter(({ score }) => score >= best * LEAST_SHARE)
      .flatMap(({ id, score }) => {
        const passage = this.#passages.get(id as number);
        return passage ? [{ ...passage, score }] : [];
      });
  }
}

type Scored = { id: unknown; score: number };

function joined(found: Scored[], near: Scored[]): Scored[] {
  const scores = new Map(found.map(({ id, score }) => [id, score]));
  for (const { id, score } of near.slice(0, 200)) scores.set(id, (scores.get(id) ?? 0) + score);
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score);
}
