import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The flow, top first: a file imports only from its own place or from one further down. */
const flow =
  'cli index service channels console sandbox notify audit intake turn bots listen deliver handoff queue targets providers whatsapp chatwoot wire store observe'.split(
    ' ',
  );
/** Settings and the other files directly in `src/`: below everything, and free among themselves. */
const lowest = flow.length;

interface Import {
  file: string;
  target: string;
}

/** All files of a folder, as paths from the root; nothing where it is not there. */
function filesOf(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|js|mjs|css)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((path) => !/(^|\/)(fixtures|dist|node_modules)\//.test(path));
  } catch {
    return [];
  }
}

const text = (path: string) => readFileSync(join(root, path), 'utf8');

/** Without comments, so that an example in one is no import. Strings stay whole: `//` in an address is no comment. */
const code = (source: string) =>
  source.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match, quote) => (quote ? match : ''));

/** What a source imports: static, re-exported, type-only, for effect, and `import()`. */
function importsIn(source: string): string[] {
  const found = code(source).matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])([^"'\n]+)\1/g);
  return [...found].map(([, , target = '']) => target);
}

const importsOf = (file: string): Import[] => importsIn(text(file)).map((target) => ({ file, target }));

/** What settings must know of providers; their code is above, and loaded only where it is the chosen one. */
const ofProviders = /^src\/providers\/(about|list|known|[^/]+\/about)\.ts$/;
const loadsItself = ({ file, target }: Import) =>
  /\/about\.ts$/.test(file) && target === './provider.ts' && !/\bfrom '\.\/provider\.ts'/.test(text(file));

/** How far down the flow a file of `src/` stands. */
function levelOf(path: string): number {
  if (ofProviders.test(path)) return lowest;
  const place = path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
  const level = flow.indexOf(place);
  if (level >= 0) return level;
  if (place === 'settings' || /^src\/[^/]+\.ts$/.test(path)) return lowest;
  throw new Error(`${path}: its folder has no place in the flow (test/layout.test.ts)`);
}

const sources = filesOf('src');
const imports = sources.flatMap(importsOf);
const say = ({ file, target }: Import) => `${file} imports ${target}`;
const outside = (wanted: RegExp, allowed: RegExp) =>
  imports.filter(({ file, target }) => wanted.test(target) && !allowed.test(file)).map(say);

test('the reader of imports sees every form, and no comment', () => {
  const source = `import a from './a.ts';
    import type { B } from "./b.ts"; // import './not.ts'
    export { c } from './c.ts';
    import './d.ts';
    const e = await import('./e.ts'); const url = 'http://host'; /* from './nor.ts' */ export * from './f.ts'`;
  expect(importsIn(source)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
});

test('imports follow the flow', () => {
  expect(sources.length).toBeGreaterThan(10);
  const against = imports
    .filter(({ target }) => target.startsWith('.'))
    .filter((one) => !loadsItself(one))
    .filter(({ file, target }) => {
      const to = relative(root, join(root, dirname(file), target));
      return to.startsWith('src/') ? levelOf(to) < levelOf(file) : true;
    });
  expect(against.map(say)).toEqual([]);
});

test('the sandbox stands for the outside: of ours it knows errors, clock, whom to keep out and the types of WhatsApp', () => {
  const known = /^src\/(sandbox\/|errors\.ts$|clock\.ts$|loopback\.ts$|wire\/own-page\.ts$|whatsapp\/types\.ts$)/;
  const against = imports
    .filter(({ file, target }) => file.startsWith('src/sandbox/') && target.startsWith('.'))
    .filter(({ file, target }) => !known.test(join(dirname(file), target)));
  expect(against.map(say)).toEqual([]);
});

test('only the store knows the database, only config the environment, only the doors the HTTP server', () => {
  expect(outside(/^(kysely|pg|node:sqlite)(\/|$)/, /^src\/store\//)).toEqual([]);
  expect(outside(/^@hono\/node-server(\/|$)/, /^src\/(service(\.ts|\/)|console\/|sandbox\/|intake\/)/)).toEqual([]);
  const environment = sources.filter((path) => path !== 'src/config.ts' && /process\.env\b/.test(code(text(path))));
  expect(environment).toEqual([]);
});

test('no source file is longer than 250 lines', () => {
  const all = ['src', 'web', 'test', 'scripts', 'bin', 'bench', 'chaos', 'examples'].flatMap(filesOf);
  const long = all
    .map((path) => ({ path, lines: text(path).replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > 250);
  expect(long).toEqual([]);
});

test('hooks of helpers are in functions that each file of tests calls: a process loads a helper once, and its hooks would be the first file’s alone', () => {
  // What vitest itself calls around each file may have them.
  const isAround = (path: string) => path === 'test/same-properties.ts';
  const helpers = filesOf('test').filter((path) => !path.endsWith('.test.ts') && !isAround(path));
  const hooks = /^(before|after|around)(Each|All)\(/m;
  expect(hooks.test('const a = 1;\nafterEach(() => a);')).toBe(true);
  expect(helpers.filter((path) => hooks.test(text(path)))).toEqual([]);
});
