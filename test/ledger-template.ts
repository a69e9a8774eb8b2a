import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openStore } from '../src/store/open.ts';

/** The variable that names the file of an empty ledger to every test: to copy it takes a tenth of the time in which its tables are made. */
const EMPTY_LEDGER = 'TEST_EMPTY_LEDGER';

/** Once for all tests, before the first. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(project.config.env['TMPDIR'] ?? tmpdir(), 'optiatiende-template-'));
  const file = join(folder, 'empty.db');
  await (await openStore(`sqlite:${file}`)).close();
  process.env[EMPTY_LEDGER] = file;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Makes an empty ledger in this folder; outside of tests it is made when it is opened. Gives its URL. */
export function emptyLedger(folder: string): string {
  const file = join(folder, 'test.db');
  const template = process.env[EMPTY_LEDGER];
  if (template !== undefined) copyFileSync(template, file);
  return `sqlite:${file}`;
}
