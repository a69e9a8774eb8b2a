import { basename } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

/** Builds the sandbox's page to `web/dist`. Relative addresses, so that it may be served under any path. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preact()],
  // The name of a class says whose it is; one component's rules cannot hit another's.
  css: { modules: { generateScopedName: (name, file) => `${basename(file).replace(/\..*/s, '')}-${name}` } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the page also works under a policy of `default-src 'self'`.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
