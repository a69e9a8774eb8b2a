import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/long-first.ts';

/** Ledgers of tests need no disk: in memory, where the system has room there, a commit does not wait for one. */
const memory = '/dev/shm';
const isRoomy = () => statfsSync(memory).bavail * statfsSync(memory).bsize > 4e9;
const temporary = existsSync(memory) && isRoomy() ? memory : tmpdir();

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/ledger-template.ts',
    // On two cores: most tests wait more than they work.
    maxWorkers: 3,
    // More services in one process would slow each other down until calls take longer than their limits.
    maxConcurrency: 3,
    // Services that tests start as processes of their own: half a second of compiling each, otherwise.
    env: { NODE_COMPILE_CACHE: new URL('node_modules/.cache/node', import.meta.url).pathname, TMPDIR: temporary },
    // Waits end when what they wait for is there: a limit is for what never comes, and a busy machine is no reason to fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongFirst },
    reporters: ['default'],
  },
});
