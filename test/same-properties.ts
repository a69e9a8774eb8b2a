/**
 * Around each file of tests: properties are tried with the same values in every run, and what a test that failed has left running is
 * stopped, since the next file is in the same process.
 */
import fc from 'fast-check';
import { afterAll } from 'vitest';
import { takenSeed } from './property-seed.ts';
import { started } from './started.ts';

fc.configureGlobal({ seed: takenSeed() });

afterAll(async () => {
  for (const service of started.splice(0)) await service.stop();
});
