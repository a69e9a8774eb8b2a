import MiniSearch from 'minisearch';
import { wordsOf } from '../../faq/read/text.ts';
import { keysOf } from './keys.ts';
import type { Passage } from './passage.ts';
import { askedWords, LEAST_SHARE, RANKING, slips, type Found, type PassageIndex } from './passage-index.ts';

const ranking = { boost: { head: RANKING.head }, bm25: { k: RANKING.k, b: RANKING.b, d: 0 } };

interface Document {
  id: number;
  head: string;
  path: string;
  text: string;
}

/** A small collection: both keys for each word, which finds more for twice the memory. */
export class KnowledgeIndex implements PassageIndex {
  readonly #search: MiniSearch<Document>;
  readonly #passages = new Map<number, Passage>();
  readonly #bySource = new Map<string, number[]>();
  readonly #keys: ReturnType<typeof keysOf>;
  /** Every key that ever stood in a passage. */
  readonly #vocabulary = new Set<string>();
  #next = 1;

  constructor() {
    this.#keys = keysOf(true);
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

  /** MiniSearch sweeps up behind itself. */
  get isWorn(): boolean {
    return false;
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

  find(query: string, most: number): Found[] {
    const words = askedWords(wordsOf(query.slice(0, 4000)));
    const found = this.#search.search(words.join(' '), ranking);
    // A slip of the pen in a name: only words that stand nowhere are looked for again, since this costs much.
    const unknown = slips(words, (word) => this.knows(word));
    if (unknown.length > 0) {
      const near = this.#search.search(unknown.join(' '), { ...ranking, fuzzy: 1 });
      if (near.length > 0) return this.#shown(joined(found, near), most);
    }
    return this.#shown(found, most);
  }

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
