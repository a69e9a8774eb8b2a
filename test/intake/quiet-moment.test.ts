import { expect, test } from 'vitest';
import { bodyCame, quietMoment } from '../../src/intake/quiet-moment.ts';

test('while far more come than can be read, reading waits, though the process has nothing to do', async () => {
  for (let n = 0; n < 10_000; n += 1) bodyCame();
  const start = performance.now();
  await quietMoment({ parts: 1, ms: 1 });
  expect(performance.now() - start).toBeGreaterThan(50);
});

test('for ever it waits for nobody', async () => {
  const flood = setInterval(() => {
    for (let n = 0; n < 1_000; n += 1) bodyCame();
  }, 1);
  await quietMoment({ parts: 1, ms: 1 });
  clearInterval(flood);
});
