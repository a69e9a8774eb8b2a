import { basename, join } from 'node:path';
import preact from '@preact/preset-vite';
import type { InlineConfig } from 'vite';

/** The pages, each a folder of this one; each is built into a folder of its own in `web/dist`. */
export const pages = ['sandbox', 'console'] as const;
export type PageName = (typeof pages)[number];

/**
 * How a page is built. A page brings all it needs and shares no file with the other, so that each can be served, or kept from the
 * public, by itself. Relative addresses, so that it may be served under any path that ends in a slash.
 */
export function buildOf(page: PageName): InlineConfig {
  return {
    configFile: false,
    root: join(import.meta.dirname, page),
    base: './',
    logLevel: 'warn',
    plugins: [preact()],
    // The name of a class says whose it is; one component's rules cannot hit another's.
    css: { modules: { generateScopedName: (name, file) => `${basename(file).replace(/\..*/s, '')}-${name}` } },
    build: {
      outDir: join(import.meta.dirname, 'dist', page),
      emptyOutDir: true,
      target: 'es2022',
      // Nothing inline: the page also works under a policy of `default-src 'self'`.
      assetsInlineLimit: 0,
      modulePreload: false,
      // One file of styles for all of a page's parts: a dozen small ones weigh half as much again, and come one after the other.
      cssCodeSplit: false,
    },
  };
}
