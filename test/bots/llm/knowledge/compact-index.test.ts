import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { wordsOf } from '../../../../src/bots/faq/read/text.ts';
import { CompactIndex } from '../../../../src/bots/llm/knowledge/compact/compact-index.ts';
import { oneApart } from '../../../../src/bots/llm/knowledge/compact/one-apart.ts';
import { keysOf } from '../../../../src/bots/llm/knowledge/keys.ts';
import type { Passage } from '../../../../src/bots/llm/knowledge/passage.ts';

/** The same words at every run. */
function wordsFrom(seed: number) {
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  const vocabulary = Array.from({ length: 600 }, () =>
    Array.from({ length: 3 }, () => 'bcdfglmnprst'[Math.floor(next() * 12)]! + 'aeiou'[Math.floor(next() * 5)]!).join(
      '',
    ),
  );
  return (count: number) => Array.from({ length: count }, () => vocabulary[Math.floor(600 * next() ** 3)]!);
}

function corpus(count: number): { passages: Passage[]; some: (count: number) => string[] } {
  const some = wordsFrom(7);
  const passages = Array.from({ length: count }, (_, n) => ({
    source: `${n % 40}.md`,
    head: some(3).join(' '),
    path: some(2).join(' '),
    text: some(10 + (n % 50)).join(' '),
  }));
  return { passages, some };
}

test('it ranks as MiniSearch does', () => {
  const { passages, some } = corpus(400);
  const compact = new CompactIndex();
  const keys = keysOf(false);
  const mini = new MiniSearch<Passage & { id: number }>({
    fields: ['head', 'path', 'text'],
    tokenize: wordsOf,
    processTerm: keys,
    searchOptions: { processTerm: keys, boost: { head: 2 }, bm25: { k: 2, b: 0.75, d: 0 } },
  });
  for (const [id, passage] of passages.entries()) {
    compact.add(passage, []);
    mini.add({ id, ...passage });
  }
  for (let n = 0; n < 60; n++) {
    // Of words with the same key MiniSearch counts each.
    const words = new Map(some(1 + (n % 6)).map((word) => [keys(word), word]));
    const query = [...words.values()].join(' ');
    const theirs = mini.search(query).slice(0, 3);
    const ours = compact.find(query, 3);
    for (const [at, { score }] of ours.entries()) expect(score).toBeCloseTo(theirs[at]!.score, 6);
    if (ours[0] && (ours[1]?.score ?? 0) < ours[0].score)
      expect(ours[0].text).toBe(passages[theirs[0]!.id as number]!.text);
  }
});

test('what is gone is found no more, what came instead is, and what is worn says so', () => {
  const { passages } = corpus(1_200);
  const index = new CompactIndex();
  const ids: number[] = [];
  for (const passage of passages) index.add(passage, ids);
  index.replace('all.md', ids);
  expect(index.size).toBe(1_200);
  const fresh: number[] = [];
  index.add({ source: 'b.md', head: 'Zanahorias', path: '', text: 'a 3 pesos 🥕' }, fresh);
  for (const id of index.replace('all.md', fresh)) index.remove(id);
  expect(index.size).toBe(1);
  expect(index.isWorn).toBe(true);
  expect(index.find(passages[5]!.text, 4)).toEqual([]);
  expect(index.find('zanahoria', 4)).toEqual([
    { source: 'b.md', head: 'Zanahorias', path: '', text: 'a 3 pesos 🥕', score: expect.any(Number) as number },
  ]);
});

test('a slip of the pen in a name is forgiven, where the word stands nowhere', () => {
  const index = new CompactIndex();
  index.add({ source: 'a.md', head: 'Sillón Nabucodonosor', path: '', text: 'cuesta 100' }, []);
  index.add({ source: 'a.md', head: 'Mesa', path: '', text: 'cuesta 200' }, []);
  expect(index.find('nabucodonozor', 4)[0]?.head).toBe('Sillón Nabucodonosor');
  expect(index.find('xilofonista', 4)).toEqual([]);
  for (const [one, other, is] of [
    ['casa', 'cosa', true],
    ['casa', 'cas', true],
    ['casa', 'casas', true],
    ['casa', 'acasa', true],
    ['casa', 'caza', true],
    ['casa', 'caaza', false],
    ['ab', 'ba', false],
    ['casa', 'cosas', false],
    ['', 'a', true],
  ] as const)
    expect(`${one} ${other} ${oneApart(one, other)}`).toBe(`${one} ${other} ${is}`);
});

test('a passage that is larger than a chunk comes back as it was', () => {
  const index = new CompactIndex();
  const text = `principio ${'á'.repeat(1_500_000)} `;
  for (const [n, one] of ['uno', text, 'dos', 'tres'].entries())
    index.add({ source: 's', head: `cabeza${n}`, path: 'p', text: one }, []);
  expect(index.find('principio', 1)[0]?.text).toBe(text);
  expect(index.find('dos', 1)[0]?.text).toBe('dos');
});
