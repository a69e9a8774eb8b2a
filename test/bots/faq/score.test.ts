import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCases } from '../../../src/bots/eval/cases.ts';
import { examine, type Result } from '../../../src/bots/eval/examine.ts';
import { openExamined } from '../../../src/bots/eval/open.ts';
import { exampleFaq } from '../../../src/bots/open.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

async function resultsOf(casesFile: string, faqFile: string): Promise<Result[]> {
  const examined = await openExamined({ kind: 'faq', faqFile, module: null, language: 'es' });
  const cases = readCases(casesFile, await readFile(casesFile, 'utf8'));
  return Promise.all(cases.map((one) => examine(one, examined, 60_000)));
}

const missed = (results: Result[]) =>
  results
    .filter(({ outcome }) => outcome !== 'right')
    .map(({ case: { ask }, outcome, faults }) => ({ ask, outcome, faults }));

test('the example answers every case that ships with it', async () => {
  const results = await resultsOf(path('../../../examples/eval.jsonl'), exampleFaq);
  expect(results.length).toBeGreaterThanOrEqual(120);
  expect(missed(results)).toEqual([]);
});

/** Of questions that its rules were made by, and of ones that nobody looked at while they were (`held-out`). */
test.each([
  ['tuned', ['bakery', 'hair', 'restaurant', 'shop'], 0.9],
  ['held-out', ['bakery', 'gym', 'pharmacy', 'vet'], 0.88],
])('of the questions in %s enough are right, few get a menu', async (folder, names, least) => {
  const all = await Promise.all(
    names.map((name) =>
      resultsOf(path(`${folder}/${name}.jsonl`), name === 'bakery' ? exampleFaq : path(`${folder}/${name}.md`)),
    ),
  );
  const results = all.flat();
  const share = (outcome: string) => results.filter((one) => one.outcome === outcome).length / results.length;
  expect(results.length).toBeGreaterThan(80);
  expect(share('right'), JSON.stringify(missed(results), null, 1)).toBeGreaterThanOrEqual(least);
  expect(share('menu')).toBeLessThanOrEqual(0.1);
});
