import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'optiatiende-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const module = new URL('../../scripts/lock.js', import.meta.url).href;
/** Reads a number, lets others run, writes it back one higher: loses counts unless it is alone. */
const program = `
  const { underLock } = await import(${JSON.stringify(module)});
  const { readFileSync, writeFileSync } = await import('node:fs');
  const [lock, file] = process.argv.slice(1);
  await underLock(lock, () => {}, async () => {
    const before = Number(readFileSync(file, 'utf8'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(file, String(before + 1));
  });`;
const run = promisify(execFile);
const count = (lock: string, file: string) =>
  run(process.execPath, ['--input-type=module', '-e', program, lock, file], { timeout: 60_000 });

test('one at a time, also where the lock was left behind by a process that is gone', async () => {
  const lock = join(folder, 'busy');
  const file = join(folder, 'busy-count');
  writeFileSync(file, '0');
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(lock, `${hostname()} ${gone}`);
  await Promise.all(Array.from({ length: 5 }, () => count(lock, file)));
  expect(readFileSync(file, 'utf8')).toBe('5');
  expect(existsSync(lock)).toBe(false);
});

test('a lock of another machine counts until it shows no life for half a minute', async () => {
  const lock = join(folder, 'far');
  const file = join(folder, 'far-count');
  writeFileSync(file, '0');
  writeFileSync(lock, 'another-machine 1');
  await expect(
    run(process.execPath, ['--input-type=module', '-e', program, lock, file], { timeout: 1000 }),
  ).rejects.toThrow();
  utimesSync(lock, new Date(Date.now() - 31_000), new Date(Date.now() - 31_000));
  await count(lock, file);
  expect(readFileSync(file, 'utf8')).toBe('1');
});
