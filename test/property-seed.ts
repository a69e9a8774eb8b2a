import type { TestProject } from 'vitest/node';

/** Where it begins unless told otherwise: what is refused today would have been refused yesterday. */
const USUAL = 20_261_129;

/** A number, or `random` for another one in each run. */
const NAME = 'PROPERTY_SEED';
/** The number that was taken, for every process of the run. */
const TAKEN = 'PROPERTY_SEED_TAKEN';

/** Where all made-up input of the property tests begins. */
export function propertySeed(given: string | undefined, random: () => number): number {
  if (given === undefined || given === '') return USUAL;
  if (given === 'random') return Math.floor(random() * 0x7fffffff);
  const seed = Number(given);
  if (!Number.isInteger(seed)) throw new Error(`${NAME}=${given}: a whole number, or "random"`);
  return seed;
}

/** The one of this run. */
export const takenSeed = (): number => Number(process.env[TAKEN]);

/** Once for all tests, before the first. */
export function setup(project: TestProject): void {
  if (process.env[TAKEN] !== undefined) return;
  const seed = propertySeed(process.env[NAME], Math.random);
  process.env[TAKEN] = String(seed);
  project.vitest.logger.log(`Property tests begin at ${NAME}=${seed}.`);
}
