import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../web');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /^(?!dist).*\.(css|tsx)$/.test(name),
);
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const classesIn = (css: string) => new Set(css.replace(/\/\*.*?\*\/|\{[^{}]*\}/gs, '{}').match(/(?<=\.)[a-z][\w-]*/gi));

test('outside the components’ own modules no rule names a class', () => {
  const open = files.filter((name) => name.endsWith('.css') && !name.endsWith('.module.css'));
  expect(open.sort()).toEqual(['parts/look/base.css', 'parts/look/tokens.css', 'sandbox/page.css']);
  for (const name of open) expect(classesIn(read(name)), name).toEqual(new Set());
});

test('every class that a component names is in the module it names, and none is left over', () => {
  const defined = new Map(
    files.filter((name) => name.endsWith('.module.css')).map((name) => [name, classesIn(read(name))]),
  );
  const used = new Map([...defined.keys()].map((name) => [name, new Set<string>()]));
  const missing: string[] = [];
  for (const component of files.filter((name) => name.endsWith('.tsx'))) {
    const source = read(component);
    expect(source, component).not.toMatch(/class=["'`]|class=\{[`"']/);
    for (const [, name = '', path = ''] of source.matchAll(/import (\w+) from '(\S+\.module\.css)'/g)) {
      const module = join(component, '..', path);
      for (const [, word = ''] of source.matchAll(new RegExp(`(?<![\\w./])${name}\\.(\\w+)`, 'g'))) {
        if (defined.get(module)?.has(word)) used.get(module)?.add(word);
        else missing.push(`${component}: ${name}.${word}`);
      }
      // By a variable: each of its values may be a class.
      if (source.includes(`${name}[`)) defined.get(module)?.forEach((word) => used.get(module)?.add(word));
    }
  }
  expect(missing).toEqual([]);
  const left = [...defined].flatMap(([module, words]) =>
    [...words].filter((word) => !used.get(module)?.has(word)).map((word) => `${module}: ${word}`),
  );
  expect(left).toEqual([]);
});
