import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSettings } from '../src/config.ts';
import { installedApp, run, type App } from './build/package.ts';
import { TOKEN } from './intake/api.ts';
import { eventually, startStack, type Stack } from './stack.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

const pages = readme + readFileSync(join(root, 'docs/API.en.md'), 'utf8');

/** The code below `<!-- test: name -->`, as a reader copies it. */
function example(name: string): string {
  const code = new RegExp(`<!-- test: ${name} -->\\s+\`\`\`\\w*\\n([\\s\\S]*?)\`\`\``).exec(pages)?.[1];
  if (code === undefined) throw new Error(`neither README.md nor docs/API.en.md has an example "${name}"`);
  return code;
}

let app: App;
let stack: Stack;
beforeAll(async () => void (app = await installedApp()), 120_000);
afterAll(() => app.remove());
beforeEach(async (context) => {
  stack = await startStack({ environment: { API_TOKEN: TOKEN } });
  context.onTestFinished(() => stack.close());
});

/** The example, said to the service of this test, which listens on a port of its own. */
function here(name: string): string {
  const code = example(name);
  expect(code).toContain('http://127.0.0.1:8080');
  return code.replaceAll('http://127.0.0.1:8080', stack.service.url);
}

const environment = { API_TOKEN: TOKEN };
const texts = () =>
  [...stack.sandbox.chatwoot.state.conversations.values()].map(({ messages }) => messages.map((m) => m.content));
const bothSides = [['COMO VA', '🤖 ¡Todo bien!']];
const registered = () => eventually(() => texts()[0]?.length === 2);
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

test('env: the three variables are a full set-up', () => {
  const settings = readSettings(parseEnv(example('env')));
  expect(settings.chatwoot).toMatchObject({
    enabled: true,
    url: 'https://chatwoot.example.com',
    inboxId: 'EXAMPLEinboxIdentifier01',
  });
});

test('exchange-curl: an id, and the same one when it is run again', async () => {
  const script = here('exchange-curl');
  const first = await run('bash', ['-c', script], { cwd: app.folder, environment });
  expect(first.code, first.errors).toBe(0);
  expect(JSON.parse(first.output)).toEqual({ id: expect.any(String) });
  const second = await run('bash', ['-c', script], { cwd: app.folder, environment });
  expect(second.output).toBe(first.output);
  await registered();
  expect(texts()).toEqual(bothSides);
});

test.skipIf(!has('python3'))('exchange-python: True, and both sides are in Chatwoot', async () => {
  app.write('example.py', here('exchange-python'));
  const ended = await run('python3', ['example.py'], { cwd: app.folder, environment });
  expect(ended).toEqual({ code: 0, output: 'True\n', errors: '' });
  await registered();
  expect(texts()).toEqual(bothSides);
});

test.skipIf(!has('python3'))(
  'exchange-python: False where the service is away, with the reason and no exception',
  async () => {
    app.write('away.py', example('exchange-python').replaceAll('http://127.0.0.1:8080', 'http://127.0.0.1:9'));
    const ended = await run('python3', ['away.py'], { cwd: app.folder, environment });
    expect(ended).toMatchObject({ code: 0, errors: '' });
    expect(ended.output).toMatch(/^not registered: .*refused.*\nFalse\n$/);
  },
);

test('exchange-typescript: 200 with the outcome', async () => {
  app.write('example.ts', here('exchange-typescript'));
  const ended = await app.node('example.ts', environment);
  expect(ended.code, ended.errors).toBe(0);
  expect(ended.output).toMatch(/^200 \{/);
  expect(ended.output).toContain("state: 'registered'");
  expect(texts()).toEqual(bothSides);
  expect(await app.types('example.ts')).toMatchObject({ code: 0, output: '' });
});

test('library: true twice, from the installed package', async () => {
  app.write('library.ts', example('library'));
  const { CHATWOOT_ENABLED = '', CHATWOOT_URL = '', CHATWOOT_INBOX_ID = '' } = stack.sandbox.settings;
  const ended = await app.node('library.ts', { CHATWOOT_ENABLED, CHATWOOT_URL, CHATWOOT_INBOX_ID });
  expect(ended).toEqual({ code: 0, output: 'true\ntrue\n', errors: '' });
  expect(texts()).toEqual(bothSides);
  expect(await app.types('library.ts')).toMatchObject({ code: 0, output: '' });
});

test('the smallest bot that it names answers', async () => {
  const [, variables = ''] = /`(BOT=module BOT_MODULE=\S+) npm start`/.exec(readme) ?? [];
  const bot = parseEnv(variables.replaceAll(' ', '\n'));
  expect(bot).toMatchObject({ BOT: 'module' });
  const { BOT = '', BOT_MODULE = '' } = bot;
  const talking = await startStack({ environment: { BOT, BOT_MODULE: join(root, BOT_MODULE) } });
  try {
    await talking.sandbox.whatsapp.say({ waId: '5493415550123', name: 'Ana Prueba', text: 'Hola' });
    await eventually(() => talking.sandbox.whatsapp.sent.length === 1);
    const said = await eventually(() => {
      const [conversation] = talking.sandbox.chatwoot.state.conversations.values();
      return conversation?.messages.length === 2 && conversation.messages.map(({ content }) => content);
    });
    expect(said).toEqual(['Hola', '🤖 Dijiste: Hola']);
  } finally {
    await talking.close();
  }
});
