/** `node web/build.ts`: builds every page into `web/dist`. */
import { build } from 'vite';
import { buildOf, pages } from './pages.ts';

for (const page of pages) await build(buildOf(page));
