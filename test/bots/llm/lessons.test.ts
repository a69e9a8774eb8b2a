import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { learntIn } from '../../../src/store/llm-learnt.ts';
import { emptyStore } from '../../store/databases.ts';
import { turnOf } from '../turn.ts';
import { never, startRig } from './rig.ts';

const DAY = 86_400_000;

/** A server of a model that refuses much, and starts of a service before it, one ledger for all of them. */
async function world() {
  const opened = await emptyStore();
  onTestFinished(() => opened.close());
  const lessons = learntIn(opened.store, 'main');
  const clock = { at: systemClock.now(), now: () => clock.at };
  const llm = (await startRig({ llm: { quirks: ['reasoning_model'], model: () => ({ text: '¿En qué te ayudo?' }) } }))
    .llm;
  /** How many requests a first turn takes. */
  const start = async (bot: object = {}) => {
    const key = llm.settings['LLM_API_KEY'] ?? null;
    const own = { baseUrl: llm.url, apiKey: key, model: 'm', ...bot };
    const service = await startRig({ bot: own, around: { lessons, clock } });
    const before = llm.requests.length;
    await service.bot.answer(turnOf(['hola']), never);
    return { requests: llm.requests.length - before, again: () => service.bot.answer(turnOf(['hola']), never) };
  };
  return { start, clock, llm, lessons };
}

test('what a server refused is not asked for again after a restart', async () => {
  const { start, llm } = await world();
  expect((await start()).requests).toBe(4);
  expect((await start()).requests).toBe(1);
  expect(llm.requests.at(-1)).toMatchObject({ reasoning_effort: 'none', max_completion_tokens: 500 });
});

test('of another model, and at another address, nothing is known', async () => {
  const { start, llm } = await world();
  await start();
  expect((await start({ model: 'other' })).requests).toBe(4);
  expect((await start()).requests).toBe(4);
  expect((await start({ baseUrl: `${llm.url}/` })).requests).toBe(4);
});

test('after a week, and after the clock was set back, it is learnt anew, also while the service runs', async () => {
  const { start, clock, llm } = await world();
  const { again } = await start();
  clock.at += 6 * DAY;
  expect((await start()).requests).toBe(1);
  clock.at += 1 * DAY;
  llm.quirks.clear();
  await again();
  expect(llm.requests.at(-1)).toMatchObject({ max_tokens: 500, temperature: 0.2 });
  llm.quirks.add('reasoning_model');
  expect((await start()).requests).toBe(4);
  clock.at -= 30 * DAY;
  expect((await start()).requests).toBe(4);
});

test.each(['', '{', '[]', '{"baseUrl":"x"}'])('what was kept and cannot be read (%j) is as nothing', async (text) => {
  const { start, lessons } = await world();
  await lessons.save(text);
  expect((await start()).requests).toBe(4);
  expect((await start()).requests).toBe(1);
});
