import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/long-first.ts';

/** Ledgers of tests need no disk: in memory, where the system has room there, a commit does not wait for one. */
const memory = '/dev/shm';
const isRoomy = () => statfsSync(memory).bavail * statfsSync(memory).bsize > 4e9;
const temporary = existsSync(memory) && isRoomy() ? memory : tmpdir();

/** What runs over a PostgreSQL server too: all that tells of the ledger and its queue, and a part of what runs the whole service. */
const onPostgres = [
  'test/store/**/*.test.ts',
  'test/queue/**/*.test.ts',
  'test/postgres/**/*.test.ts',
  'test/audit/ledger.test.ts',
  'test/channels/service.test.ts',
  'test/chaos/short.test.ts',
  'test/channels/numbers.test.ts',
  'test/audit/nightly.test.ts',
  'test/console/{login,doors,live,now,people,messages,reports,causes,problem-doors,bot-doors}.test.ts',
  'test/crash/kill.test.ts',
  'test/crash/several.test.ts',
  'test/intake/digest.test.ts',
  'test/intake/digest-faults.test.ts',
  'test/intake/exchange-crash.test.ts',
  'test/intake/exchange-once.test.ts',
  'test/listen/two-processes.test.ts',
  'test/load/faults.test.ts',
  'test/notify/{watch,send-to-phone}.test.ts',
  'test/service/shared-host.test.ts',
  'test/turn/media.test.ts',
  'test/turn/media-lost.test.ts',
];
/** What only a file can tell. */
const onSqliteAlone = ['test/store/migrations.test.ts', 'test/store/sqlite/**'];

export default defineConfig({
  test: {
    globalSetup: ['test/ledger-template.ts', 'test/property-seed.ts'],
    setupFiles: 'test/same-properties.ts',
    // A test that failed and passed at its second try is told by .ci/run: nothing is refused for a machine that stood still, nothing is hidden.
    retry: process.env['CI'] ? 1 : 0,
    projects: [
      { extends: true, test: { name: 'sqlite', include: ['test/**/*.test.ts'], exclude: ['test/postgres/**'] } },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: onPostgres,
          exclude: onSqliteAlone,
          globalSetup: 'test/postgres/global-setup.ts',
          env: { TEST_LEDGER: 'postgres' },
        },
      },
    ],
    // A process takes one file of tests after the other: to load the product anew for each took a third of all the time.
    isolate: false,
    // On two cores: most tests wait more than they work.
    maxWorkers: 3,
    // More services in one process would slow each other down until calls take longer than their limits.
    maxConcurrency: 3,
    // Services that tests start as processes of their own: half a second of compiling each, otherwise.
    env: { NODE_COMPILE_CACHE: new URL('node_modules/.cache/node', import.meta.url).pathname, TMPDIR: temporary },
    // Waits end when what they wait for is there: a limit is for what never comes, and a busy machine is no reason to fail.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongFirst },
    reporters: ['default'],
  },
});
