import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './desk.ts';
import { openTroubledOffice, type TroubledOffice } from './troubled/office.ts';
import { englishIn } from './troubled/english.ts';

let office: TroubledOffice;
let ana: Browser;
beforeAll(async () => {
  office = await openTroubledOffice();
  ana = await office.desk.login('ana');
});
afterAll(() => office?.close());

/** Everything that the service says in words of its own, wherever it stands in an answer. */
function saidIn(answer: unknown): string[] {
  if (Array.isArray(answer)) return answer.flatMap(saidIn);
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    typeof value === 'string' && ['reason', 'fix', 'error', 'detail', 'label', 'fault', 'failed'].includes(name)
      ? [value]
      : saidIn(value),
  );
}

const said = async (path: string) => saidIn(await (await ana.get(path)).json());

test.each([
  ['now', 4],
  ['problems', 20],
  ['people/1', 3],
  ['messages/m-asked', 3],
  ['messages/m-refused', 3],
  ['messages/m-file', 3],
  ['setup', 2],
  ['reports/list?figure=failed', 1],
])('%s tells reasons and ways out in the language of the page', async (path, least) => {
  const join = path.includes('?') ? '&' : '?';
  const spanish = await said(`${path}${join}lang=es`);
  expect(spanish.length).toBeGreaterThanOrEqual(least);
  expect(spanish.filter(englishIn)).toEqual([]);
  const english = await said(`${path}${join}lang=en`);
  expect(english).not.toEqual(spanish);
});

test('the lines of check, a refused file of questions and an exam too', async () => {
  let lines: string[] = [];
  for (let done = false; !done;) {
    const state = (await (await ana.get('setup/check?lang=es')).json()) as { done: boolean };
    ({ done } = state);
    lines = saidIn(state);
  }
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter(englishIn)).toEqual([]);
  const wrong = await ana.post('bot/preview?lang=es', { channel: 'main', content: '## ¿Abren?\n' });
  expect(((await wrong.json()) as { fault: string }).fault).toContain('sin respuesta a «¿Abren?»');
  const cases = await ana.post('bot/eval?lang=es', { channel: 'main', cases: 'nada\n' });
  expect(((await cases.json()) as { text: string }).text).toContain('no es JSON');
});
