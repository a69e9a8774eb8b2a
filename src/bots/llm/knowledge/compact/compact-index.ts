import { wordsOf } from '../../../faq/read/text.ts';
import { keysOf } from '../keys.ts';
import type { Passage } from '../passage.ts';
import { askedWords, LEAST_SHARE, RANKING, slips, type Found, type PassageIndex } from '../passage-index.ts';
import { Chunks } from './chunks.ts';
import { oneApart } from './one-apart.ts';
import { PassageStore } from './passage-store.ts';

const FIELDS = ['head', 'path', 'text'] as const;
const BOOST = [RANKING.head, 1, 1];
/** A posting is one number: the passage, the field, how often the word stands there (6 bits are enough to rank by). */
const MOST_OFTEN = 63;
const MOST_PASSAGES = 1 << 24;
/** What a word that is only near counts, as MiniSearch has it. */
const NEAR = 0.45;
/** Of words near to one that stands nowhere, so many. */
const MOST_NEAR = 20;
const WORN = 0.25;

/**
 * The same ranking as MiniSearch's, over postings in plain numbers. 20 MB of text take 60 MB of memory and 3 ms a question in place of
 * 250 MB and 20 ms; for a small collection, where every word has two keys and the difference is some megabytes, `KnowledgeIndex` finds more.
 *
 * Postings only grow: of a passage that is gone they are passed over, and past a quarter of such (`isWorn`) all is built anew.
 */
export class CompactIndex implements PassageIndex {
  readonly #keys = keysOf(false);
  readonly #terms = new Map<string, number>();
  /** For what is near to a word that stands nowhere. */
  readonly #byLength: string[][] = [];
  /** Of each term its newest posting, one more than its place; of each posting the one before. 0: none. */
  readonly #newest = new Chunks();
  readonly #postings = new Chunks();
  readonly #before = new Chunks();
  /** Of each field how many words a passage has there, and all together. */
  readonly #lengths = FIELDS.map(() => new Chunks());
  readonly #sums = FIELDS.map(() => 0);
  readonly #gone = new Chunks();
  readonly #store = new PassageStore();
  readonly #bySource = new Map<string, number[]>();
  #alive = 0;

  get size(): number {
    return this.#alive;
  }

  get isWorn(): boolean {
    const all = this.#gone.length;
    return all > 1_000 && all - this.#alive > all * WORN;
  }

  add(passage: Passage, ids: number[]): void {
    const id = this.#store.add(passage);
    if (id >= MOST_PASSAGES) throw new Error('too many passages');
    this.#gone.push(0);
    this.#alive += 1;
    for (const [field, name] of FIELDS.entries()) {
      const words = wordsOf(passage[name]);
      const length = new Set(words).size;
      this.#lengths[field]!.push(length);
      this.#sums[field]! += length;
      const counts = new Map<number, number>();
      for (const word of words) {
        const key = this.#keyOf(word);
        if (key === null) continue;
        const term = this.#termOf(key);
        counts.set(term, (counts.get(term) ?? 0) + 1);
      }
      for (const [term, count] of counts) {
        const at = this.#postings.push(id * 256 + field * 64 + Math.min(count, MOST_OFTEN));
        this.#before.push(this.#newest.at(term));
        this.#newest.set(term, at + 1);
      }
    }
    ids.push(id);
  }

  replace(source: string, ids: number[]): number[] {
    const old = this.#bySource.get(source) ?? [];
    if (ids.length > 0) this.#bySource.set(source, ids);
    else this.#bySource.delete(source);
    return old;
  }

  remove(id: number): void {
    if (this.#gone.at(id) === 1) return;
    this.#gone.set(id, 1);
    this.#alive -= 1;
    for (const field of FIELDS.keys()) this.#sums[field]! -= this.#lengths[field]!.at(id);
  }

  find(query: string, most: number): Found[] {
    const words = askedWords(wordsOf(query.slice(0, 4_000)));
    const scores = new Scores(this.#gone.length);
    const terms = new Set(words.map((word) => this.#known(word)));
    for (const term of terms) if (term !== undefined) this.#count(term, 1, scores);
    const exact = scores.best(most);
    const unknown = slips(words, (word) => this.knows(word));
    if (unknown.length === 0) return this.#shown(exact);
    const near = new Scores(this.#gone.length);
    for (const word of unknown)
      for (const [term, length] of this.#near(word)) this.#count(term, (NEAR * length) / (length + 1), near);
    return near.isEmpty ? this.#shown(exact) : this.#shown(scores.with(near).best(most));
  }

  knows(word: string): boolean {
    return this.#keyOf(word) === null || this.#known(word) !== undefined;
  }

  /** BM25 over each field, and with it that a passage with more of the words comes first. */
  #count(term: number, weight: number, scores: Scores): void {
    const found: number[] = [];
    const often = [0, 0, 0];
    for (let at = this.#newest.at(term); at > 0; at = this.#before.at(at - 1)) {
      const posting = this.#postings.at(at - 1);
      if (this.#gone.at(Math.floor(posting / 256)) === 1) continue;
      found.push(posting);
      often[(posting >>> 6) & 3]! += 1;
    }
    const all = this.#alive;
    const rare = often.map((count) => Math.log(1 + (all - count + 0.5) / (count + 0.5)));
    const usual = this.#sums.map((sum) => sum / all);
    const { k, b } = RANKING;
    for (const posting of found) {
      const id = Math.floor(posting / 256);
      const field = (posting >>> 6) & 3;
      const count = posting & MOST_OFTEN;
      const length = this.#lengths[field]!.at(id) / (usual[field]! || 1);
      const score = (rare[field]! * count * (k + 1)) / (count + k * (1 - b + b * length));
      scores.add(id, weight * BOOST[field]! * score, term);
    }
  }

  #shown(found: { id: number; score: number }[]): Found[] {
    const best = found[0]?.score ?? 0;
    return found
      .filter(({ score }) => score >= best * LEAST_SHARE)
      .map(({ id, score }) => ({ ...this.#store.get(id), score }));
  }

  #keyOf(word: string): string | null {
    return [this.#keys(word)].flat()[0] ?? null;
  }

  #known(word: string): number | undefined {
    const key = this.#keyOf(word);
    return key === null ? undefined : this.#terms.get(key);
  }

  #termOf(key: string): number {
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const term = this.#newest.push(0);
    // Copied: a piece that was cut out of a text would keep all of it.
    const own = Buffer.from(key).toString();
    this.#terms.set(own, term);
    (this.#byLength[own.length] ??= []).push(own);
    return term;
  }

  #near(word: string): [term: number, length: number][] {
    const key = this.#keyOf(word);
    const found: [number, number][] = [];
    if (key === null) return found;
    for (const length of [key.length, key.length - 1, key.length + 1])
      for (const other of this.#byLength[length] ?? []) {
        if (!oneApart(key, other)) continue;
        found.push([this.#terms.get(other)!, length]);
        if (found.length === MOST_NEAR) return found;
      }
    return found;
  }
}

/** What each passage came to in one question. */
class Scores {
  readonly #scores: Float64Array;
  /** How many of the words stand in it: that many times as good it is. */
  readonly #words: Uint8Array;
  readonly #touched: number[] = [];
  readonly #seen: Int32Array;

  constructor(passages: number) {
    this.#scores = new Float64Array(passages);
    this.#words = new Uint8Array(passages);
    this.#seen = new Int32Array(passages);
  }

  get isEmpty(): boolean {
    return this.#touched.length === 0;
  }

  add(id: number, score: number, term: number): void {
    if (this.#scores[id] === 0) this.#touched.push(id);
    this.#scores[id]! += score;
    // Terms come one after the other: the same again is another field.
    if (this.#seen[id] === term + 1) return;
    this.#seen[id] = term + 1;
    this.#words[id]! += 1;
  }

  /** Both together. */
  with(other: Scores): Scores {
    for (const id of other.#touched) {
      if (this.#scores[id] === 0) this.#touched.push(id);
      this.#scores[id] = this.#of(id) + other.#of(id);
      this.#words[id] = 1;
    }
    return this;
  }

  best(most: number): { id: number; score: number }[] {
    const best: { id: number; score: number }[] = [];
    for (const id of this.#touched) {
      const score = this.#of(id);
      if (best.length === most && score <= best[most - 1]!.score) continue;
      const at = best.findIndex((one) => one.score < score);
      best.splice(at < 0 ? best.length : at, 0, { id, score });
      if (best.length > most) best.pop();
    }
    return best;
  }

  #of(id: number): number {
    return this.#scores[id]! * this.#words[id]!;
  }
}
