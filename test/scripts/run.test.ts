import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'optiatiende-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const href = (name: string) => new URL(`../../${name}`, import.meta.url).href;

/** A parent that runs `child` (source text) in its place. */
function parentOf(child: string) {
  const program = `
    const { runInPlace } = await import(${JSON.stringify(href('bin/child.js'))});
    process.exitCode = await runInPlace(process.execPath, ['-e', ${JSON.stringify(child)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('the exit code of the child is the exit code', async () => {
  expect(await once(parentOf('process.exit(42)'), 'exit')).toEqual([42, null]);
  expect(await once(parentOf("process.kill(process.pid, 'SIGKILL')"), 'exit')).toEqual([137, null]);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s reaches the child once, and its clean end is waited for',
  async (signal) => {
    const parent = parentOf(`
    let times = 0;
    process.on('${signal}', () => { times++; setTimeout(() => process.exit(10 + times), 200); });
    setInterval(() => {}, 1000);
    console.log('ready');`);
    await once(parent.stdout, 'data');
    parent.kill(signal);
    parent.kill(signal);
    expect(await once(parent, 'exit')).toEqual([11, null]);
  },
);

const counted = (report: unknown, code: string) => {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
  const { stdout, status } = spawnSync(process.execPath, [path('scripts/count.js'), file, code], { encoding: 'utf8' });
  return [stdout, status];
};
const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

test('the count of tests is what the report says, and never green without reason', () => {
  const good = { numPassedTests: 3, numFailedTests: 0, testResults: [file('passed', 'passed')] };
  expect(counted(good, '0')).toEqual(['3 passed, 0 failed\n', 0]);
  expect(counted(good, '1')).toEqual(['3 passed, 1 failed\n', 1]);
  expect(counted({ ...good, numFailedTests: 2, testResults: [file('failed', 'failed', 'failed')] }, '1')).toEqual([
    '3 passed, 2 failed\n',
    1,
  ]);
  expect(counted({ ...good, testResults: [file('failed')] }, '1')).toEqual(['3 passed, 1 failed\n', 1]);
  expect(counted({ ...good, numPassedTests: 0 }, '0')).toEqual(['0 passed, 1 failed\n', 1]);
  expect(counted('', '0')).toEqual(['0 passed, 1 failed\n', 1]);
});

test('what passed at its second try only is told before the count, what failed twice is a failure', async () => {
  const root = mkdtempSync(join(folder, 'unsteady-'));
  const report = join(root, 'report.json');
  const tests = `
    let tries = 0;
    describe('a group', () => test('now and then', () => { tries += 1; if (tries === 1) throw new Error('not yet'); }));
    test('steady', () => undefined);
    test('never', () => { throw new Error('no'); });`;
  writeFileSync(join(root, 'some.test.js'), tests);
  const vitest = path('node_modules/vitest/vitest.mjs');
  const given = ['--globals', '--retry=1', '--reporter=json', `--outputFile.json=${report}`];
  const run = spawn(process.execPath, [vitest, 'run', '--root', root, ...given], {
    stdio: 'ignore',
  });
  expect(await once(run, 'exit')).toEqual([1, null]);
  const [told, status] = counted(readFileSync(report, 'utf8'), '1');
  expect(status).toBe(1);
  expect(String(told).split('\n')).toEqual([
    'UNSTEADY: passed at the second try only: 1',
    expect.stringMatching(/^unsteady: .*some\.test\.js > a group > now and then$/),
    '  Error: not yet',
    '',
    '2 passed, 1 failed',
    '',
  ]);
});
