import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Two cores, and most tests wait more than they work: 246 s with three workers, 400 s with two.
    maxWorkers: 3,
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default'],
  },
});
