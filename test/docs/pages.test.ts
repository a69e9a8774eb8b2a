import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const markdown = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const pages = ['.', 'docs', 'bench', 'examples'].flatMap(markdown);

/** Pages that are there in both languages. */
const mirrors = [
  ['README.md', 'README.es.md'],
  ...pages
    .filter((name) => name.endsWith('.en.md') && name.startsWith('docs/'))
    .map((name) => [name, name.replace('.en.', '.es.')]),
].map(([english = '', spanish = '']) => ({ english, spanish }));

const withoutCode = (page: string) =>
  page.replace(/^( *)```[^]*?^\1```/gm, '').replace(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length));

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

function anchorsOf(page: string): Set<string> {
  const taken = new Map<string, number>();
  const headings = page.replace(/^( *)```[^]*?^\1```/gm, '').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const anchor = anchorOf(heading);
      const before = taken.get(anchor) ?? 0;
      taken.set(anchor, before + 1);
      return before === 0 ? anchor : `${anchor}-${before}`;
    }),
  );
}

/** What a block is in whatever language: names that are given differ, and comments. */
const blocksOf = (page: string) =>
  [...page.matchAll(/^( *)```(\w*)\n([^]*?)^\1```/gm)]
    .filter(([, , language]) => language !== 'mermaid')
    .map(([, , language, code = '']) => ({
      language,
      code: code
        .replace(/<[^>\n]*>/g, '<…>')
        .replaceAll('copia.db', 'copy.db')
        .replace(/ +#.*$/gm, ''),
    }));

test.each(pages)('%s: each link leads to a file and a heading that are there', (name) => {
  const broken = [...withoutCode(read(name)).matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]+))?\)/g)]
    .map(([, path = '', anchor]) => ({ at: path === '' ? name : join(dirname(name), path), anchor }))
    .filter(
      ({ at, anchor }) => !existsSync(join(root, at)) || (anchor !== undefined && !anchorsOf(read(at)).has(anchor)),
    );
  expect(broken).toEqual([]);
});

test.each(mirrors)('$english and $spanish have the same headings, the same blocks, and lead to each other', (pair) => {
  const [english, spanish] = [read(pair.english), read(pair.spanish)];
  const levels = (page: string) => page.replace(/^( *)```[^]*?^\1```/gm, '').match(/^#+(?= )/gm);
  expect(levels(spanish)).toEqual(levels(english));
  expect(blocksOf(spanish)).toEqual(blocksOf(english));
  expect(english).toContain(`(${relative(dirname(pair.english), pair.spanish)})`);
  expect(spanish).toContain(`(${relative(dirname(pair.spanish), pair.english)})`);
  const pictures = (page: string) => [...page.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
  expect(pictures(spanish).map(([, , path]) => path)).toEqual(
    pictures(english).map(([, , path]) => path?.replace('-en.', '-es.')),
  );
  for (const [, words = ''] of [...pictures(english), ...pictures(spanish)]) expect(words.length).toBeGreaterThan(30);
});

test('the pages that people of each kind need are there in both languages', () => {
  const names = mirrors.map(({ english }) => english);
  expect(names).toEqual(
    expect.arrayContaining([
      'README.md',
      ...['API', 'AGENTS', 'INSTALL', 'TROUBLESHOOTING'].map((it) => `docs/${it}.en.md`),
    ]),
  );
  for (const { english, spanish } of mirrors.slice(0, 1))
    for (const page of [english, spanish]) expect(read(page).split('\n').length).toBeLessThanOrEqual(201);
});

/** What would stay in the history of a shell. */
const told = [
  /\b\w*(?:TOKEN|SECRET|PASSWORD|_KEY)\w*=(?!["']?\$|["']?…)[^\s"'`]\S*\s+[\w./]/,
  /--(?:\w+-)?(?:token|secret|password|key)[ =](?!-(?:\s|$)|["']?\$|…)[^\s`]/,
  /Bearer (?!\$|…)[\w-]{6,}/,
  /\boptiatiende(?:\.js)? [^\n]*postgres:\/\/[^\s/:@]+:(?!\$)[^\s@]+@/,
];

test('no block of any page, no example and no help puts a secret on a command line', () => {
  const commands = pages
    .filter((name) => !name.endsWith('CHANGELOG.md'))
    .flatMap((name) => {
      const page = read(name);
      const blocks = blocksOf(page)
        .filter(({ language }) => ['', 'bash', 'sh', 'console'].includes(language ?? ''))
        .map(({ code }) => code);
      const inline = [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
      return [...blocks.flatMap((code) => code.replaceAll('\\\n', ' ').split('\n')), ...inline].map(
        (line) => `${name}: ${line}`,
      );
    });
  const examples = readdirSync(join(root, 'examples'))
    .filter((name) => /\.(?:py|[mc]?[jt]s)$/.test(name))
    .flatMap((name) =>
      read(`examples/${name}`)
        .split('\n')
        .filter((line) => /^(?: \*)? {4,}\S/.test(line) && / (?:python3|node) /.test(line))
        .map((line) => `${name}: ${line}`),
    );
  expect(examples.length).toBeGreaterThan(1);
  const helps = readdirSync(join(root, 'src/cli'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      read(`src/cli/${name}`)
        .split(/\n|\\n/)
        .map((line) => `${name}: ${line}`)
        .filter((line) => / optiatiende /.test(line)),
    );
  expect(commands.length).toBeGreaterThan(500);
  expect(helps.length).toBeGreaterThan(20);
  expect([...commands, ...examples, ...helps].filter((line) => told.some((pattern) => pattern.test(line)))).toEqual([]);
  for (const line of [
    'BOT_SECRET=a-long-word bin/optiatiende.js bot check',
    'bin/optiatiende.js connect --token abc',
    'curl -H "Authorization: Bearer 0123456789"',
    'optiatiende db copy --to postgres://app:secret@db.example.com/app',
  ])
    expect(
      told.some((pattern) => pattern.test(line)),
      line,
    ).toBe(true);
});
