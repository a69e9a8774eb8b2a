/** Before each file of tests: properties are tried with the same values in every run. */
import fc from 'fast-check';
import { takenSeed } from './property-seed.ts';

fc.configureGlobal({ seed: takenSeed() });
