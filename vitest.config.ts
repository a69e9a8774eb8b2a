import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/long-first.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores, and most tests wait more than they work: 246 s with three workers, 400 s with two.
    maxWorkers: 3,
    maxConcurrency: 6,
    // Services that tests start as processes of their own: half a second of compiling each, otherwise.
    env: { NODE_COMPILE_CACHE: new URL('node_modules/.cache/node', import.meta.url).pathname },
    testTimeout: 20_000,
    hookTimeout: 30_000,
    sequence: { sequencer: LongFirst },
    reporters: ['default'],
  },
});
