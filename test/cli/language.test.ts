import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { commandHere, here } from '../../src/cli/here.ts';
import { packagePath } from '../../src/cli/package.ts';
import { createProgram } from '../../src/cli/program.ts';
import { each, nameOf } from '../../src/cli/speak.ts';
import { en } from '../../src/cli/words/en.ts';
import { es } from '../../src/cli/words/es.ts';
import { helpEs } from '../../src/cli/words/help-es.ts';
import { inSpanish } from '../../src/cli/words/spanish.ts';
import { openDesk } from './run.ts';
import { settingEntries } from '../../src/settings/schema.ts';

const desk = openDesk({ UI_LANGUAGE: 'es' });
afterAll(() => desk.close());
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Words that no Spanish sentence has. */
const english = /\b(the|is|are|was|were|of|and|with|which|what|this|that|from|into|must|cannot|wrong|needs?|print)\b/i;

test('the help: every command, option and argument in both languages, none forgotten', () => {
  each(createProgram('en'), '', (command, path) => {
    const says = helpEs[path];
    const names = [...command.registeredArguments.map((argument) => argument.name()), ...command.options.map(nameOf)];
    for (const name of names) expect(Object.keys(says?.of ?? {}), `${path} ${name}`).toContain(name);
    expect(Boolean(says?.summary), path).toBe(command.summary() !== '');
    expect(Boolean(says?.description), path).toBe(command.description() !== '');
  });
});

test('the help of each command prints no English line in Spanish, and no Spanish one in English', () => {
  const helpIn = (language: 'es' | 'en') => {
    const all: [string, string][] = [];
    each(createProgram(language), '', (command, path) => {
      let text = '';
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = (part: string) => (text += part) !== '';
      try {
        command.outputHelp();
      } finally {
        process.stdout.write = write;
      }
      all.push([path, text]);
    });
    return all;
  };
  for (const [path, text] of helpIn('es')) {
    expect(text.length, path).toBeGreaterThan(50);
    for (const line of text.split('\n')) expect(line.replace(/`[^`]*`|--[a-z-]+/g, ''), path).not.toMatch(english);
    expect(text, path).not.toMatch(/\b(Usage|Options|Commands|Arguments|Examples?|default|choices):/);
  }
  for (const [path, text] of helpIn('en')) expect(text, path).not.toMatch(/\b(el|los|las|que|una|Uso|Ejemplo)\b/);
});

test('both dictionaries have the same texts, at every depth', () => {
  const shape = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value).flatMap(([name, part]) => (/ /.test(name) ? [] : [[name, shape(part)]])),
        )
      : typeof value;
  expect(shape(es)).toEqual(shape(en));
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : value !== null && typeof value === 'object'
        ? Object.values(value).flatMap(texts)
        : [];
  for (const text of texts(es)) expect(text).not.toMatch(/\b(the|is|are|was|which|what|from|into|must|cannot)\b/);
});

test('what a setting must be, and how it is mended, is said in Spanish for each of them', () => {
  for (const [name, { rule, example, default: standard }] of settingEntries) {
    expect(inSpanish(rule), name).not.toMatch(/\b(the|or|of|and|with|without|from|at least|whole|number|text|an) \w/);
    const fixes = [
      'Correct it.',
      `Correct it, or remove it for the default, ${JSON.stringify(standard)}.`,
      `Set a value such as ${JSON.stringify(example)}.`,
    ];
    for (const fix of fixes) expect(inSpanish(fix), fix).not.toMatch(/\b(Correct it|Set a|remove it)\b/);
  }
});

test('wrong use and wrong settings end in Spanish from their first line to their last', async () => {
  writeFileSync(join(desk.folder, 'bad.yaml'), 'channels:\n  a:\n    colour: red\n');
  const runs: [string[], Record<string, string>][] = [
    [['chek'], {}],
    [['log'], {}],
    [['status'], {}],
    [['problems', 'retry'], {}],
    [['log', '--phone', '1', '--wait', 'x'], {}],
    [['sandbox', '--chatwoot', '9'], {}],
    [
      ['check'],
      { CHATWOOT_ENABLED: 'quizás', HOST: '0.0.0.0', PORT: 'x', BOT: 'llm,http,module', BOT_MODULE: './bot.py' },
    ],
    [['serve'], { CHATWOOT_ENABLED: 'sí', PROVIDER: 'meta', D360_API_KEY_FILE: '/nope', STT_MODEL: 'x' }],
    [['serve'], { CHANNELS: './bad.yaml' }],
  ];
  const all = await Promise.all(runs.map(async ([parameters, variables]) => desk.run(parameters, variables)));
  for (const [at, { code, out, err }] of all.entries()) {
    expect(code, out + err).not.toBe(0);
    for (const line of (out + err).split('\n')) expect(line, runs[at]![0].join(' ')).not.toMatch(english);
  }
  expect(all[6]!.out).toContain('examples/http-bot.py');
});

/** Every command that a text of the program, the documents or the settings names. */
function commandsNamed(): string[] {
  const files = (folder: string, ending: RegExp): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => ending.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8'));
  const texts = [
    ...files('src', /\.ts$/),
    ...files('docs', /\.md$/),
    ...['README.md', 'README.es.md'].map((name) => readFileSync(join(root, name), 'utf8')),
  ];
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\b(?:optiatiende|optiatiende\.js) ((?:[a-z]+ ?)+(?:(?:--[a-z-]+)(?: |\b))*)/g)].map((match) =>
      match[1]!.trim(),
    ),
  );
  return [...new Set(found)];
}

test('each command that a text names is one that there is, with its options', () => {
  const program = createProgram('en');
  const known = new Set<string>();
  each(program, '', (_, path) => known.add(path));
  const first = new Set(program.commands.map((command) => command.name()));
  let counted = 0;
  for (const named of commandsNamed()) {
    const words = named.split(' ').filter((word) => !word.startsWith('--'));
    if (!first.has(words[0] ?? '')) continue;
    counted++;
    let command = program;
    for (const word of words) command = command.commands.find((own) => own.name() === word) ?? command;
    const options = named.split(' ').filter((word) => word.startsWith('--') && word !== '--help');
    const takes = [command, ...command.commands].flatMap((own) => own.options.map(nameOf));
    for (const option of options) expect(takes, named).toContain(option);
  }
  expect(counted).toBeGreaterThan(20);
});

test('a command is named as it is called here: the file in a clone, its whole path elsewhere, the name where it is installed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende here-'));
  try {
    const bin = packagePath('bin/optiatiende.js');
    expect(commandHere(packagePath('.'), '')).toBe('bin/optiatiende.js');
    expect(commandHere(packagePath('bin'), '')).toBe('./optiatiende.js');
    expect(commandHere(folder, '/usr/bin')).toBe(bin);
    symlinkSync(bin, join(folder, 'optiatiende'));
    expect(commandHere(folder, `/nowhere:${folder}`)).toBe('optiatiende');
    const other = join(folder, 'with blank');
    mkdirSync(join(other, 'bin'), { recursive: true });
    writeFileSync(join(other, 'bin/optiatiende.js'), '');
    expect(commandHere('/', '', join(other, 'bin/optiatiende.js'))).toBe(`'${join(other, 'bin/optiatiende.js')}'`);
    expect(commandHere(other, folder, join(other, 'bin/optiatiende.js'))).toBe('bin/optiatiende.js');
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(here('create role optiatiende login; see `optiatiende check`')).toMatch(
    /^create role optiatiende login; see `\S+ check`$/,
  );
});

test('what a command prints can be run where it was printed', async () => {
  const { out } = await desk.run(['check']);
  const named = [...out.matchAll(/`([^`]*optiatiende[^`]*) (check|connect|log|problems list)\b/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, program = '', command = ''] of named)
    expect(
      execFileSync('sh', ['-c', `${program} ${command} --help`], {
        cwd: desk.folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], UI_LANGUAGE: 'es' },
      }),
    ).toContain('Uso: ');
});
