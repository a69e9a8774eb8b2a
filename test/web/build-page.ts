import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { buildOf, type PageName } from '../../web/pages.ts';

const web = join(import.meta.dirname, '../../web');

function changedAt(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

/** Builds a page where it is missing or older than what it is made of. */
export async function buildPage(page: PageName = 'sandbox'): Promise<void> {
  const sources = [page, 'parts', 'pages.ts'].map((name) => changedAt(join(web, name)));
  if (changedAt(join(web, 'dist', page, 'index.html')) > Math.max(...sources)) return;
  // As it is built for people: in a process of tests it would be made for tests, and be larger.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build(buildOf(page));
  } finally {
    process.env['NODE_ENV'] = before;
  }
}
