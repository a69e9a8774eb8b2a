#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInPlace } from './child.js';
import { keepCompiled, keepingCompiled } from './compiled.js';
import { findNode, isNewEnough, wanted } from './node.js';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const entry = [path('dist/cli.js'), path('src/cli.ts')].find((file) => existsSync(file));

if (!entry) {
  stop('optiatiende: neither dist/cli.js nor src/cli.ts is here. Install the package again.');
} else if (isNewEnough(process.versions.node)) {
  // In this process: nothing stands between a service manager and the service.
  process.argv[1] = entry;
  keepCompiled();
  await import(pathToFileURL(entry).href);
} else {
  const node = findNode();
  if (node) {
    process.exitCode = await runInPlace(node, [entry, ...process.argv.slice(2)], keepingCompiled());
  } else {
    stop(
      `optiatiende needs Node ${wanted.join('.')} or newer; this is ${process.versions.node}. ` +
        'Install a newer one (https://nodejs.org), or run `npm ci` in a clone of the repository, which brings its own.',
    );
  }
}

/** @param {string} reason */
function stop(reason) {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
}
