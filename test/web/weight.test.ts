import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pages } from '../../web/pages.ts';
import { buildPage } from './build-page.ts';

const most = 60_000;

test.each(pages)('all that %s loads is less than 60 kB, as it is sent', async (page) => {
  await buildPage(page);
  const folder = join(import.meta.dirname, '../../web/dist', page);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const bytes = files.map(({ parentPath, name }) => gzipSync(readFileSync(join(parentPath, name))).byteLength);
  expect(bytes.length).toBeGreaterThanOrEqual(3);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(most);
});
