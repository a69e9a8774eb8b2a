import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { run as runProgram } from './package.ts';
import { eventually } from '../stack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The blocks that a reader runs, in their order. `README.es.md` has the same: `test/docs/pages.test.ts`. */
const blocks = [...readme.matchAll(/^```(bash|python)\n([^]*?)^```/gm)].map(([, language = '', code = '']) => ({
  language,
  code,
}));

/** In place of the network: the files of this clone, and its packages as they are installed. */
const clone = `
git() {
  mkdir "$3"
  for part in src bin scripts docs examples web package.json package-lock.json tsconfig.json tsconfig.build.json; do cp -a "$ROOT/$part" "$3"; done
  ln -s "$ROOT/node_modules" "$3/node_modules"
}
`;

const top = mkdtempSync(join(tmpdir(), 'optiatiende-readme-'));
const folder = join(top, 'optiatiende');
let sandbox: Sandbox;
let port = 0;
let running: { child: ChildProcess; said: () => string } | null = null;

beforeAll(async () => {
  mkdirSync(join(top, 'home'));
  sandbox = await startSandbox();
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  ({ port } = free.address() as AddressInfo);
  free.close();
  await once(free, 'close');
});
afterAll(async () => {
  await end();
  await sandbox.close();
  rmSync(top, { recursive: true });
});

/** Nothing of the developer's: an empty home, and the port of this test. */
const environment = () => ({
  PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  HOME: join(top, 'home'),
  LANG: 'en_US.UTF-8',
  PORT: String(port),
  ROOT: root,
});

/** What differs here from the reader's machine: where Chatwoot is, and the port. */
const here = (code: string): string =>
  code
    .replace(/<[^>]+>/, root)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`)
    .replace('https://chatwoot.example.com', sandbox.settings['CHATWOOT_URL'] ?? '')
    .replace('EXAMPLEinboxIdentifier01', sandbox.settings['CHATWOOT_INBOX_ID'] ?? '');

/** What it printed; in another process while this one plays Chatwoot. */
async function run(program: string, parameters: string[], cwd = folder): Promise<string> {
  const { code, output, errors } = await runProgram(program, parameters, {
    cwd,
    environment: environment(),
    withinMs: 300_000,
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}:\n${output}${errors}`);
  return output;
}

/** `npm start` stays until Ctrl-C. */
async function start(says: RegExp): Promise<string> {
  const child = spawn('npm', ['start'], { cwd: folder, env: environment(), detached: true });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += String(part)));
  running = { child, said: () => said };
  return await eventually(() => {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`);
    return says.exec(said)?.[1];
  });
}

/** Ctrl-C, which the terminal tells all of them. */
async function end(): Promise<void> {
  if (running === null || running.child.exitCode !== null || running.child.pid === undefined) return;
  const ended = once(running.child, 'exit');
  process.kill(-running.child.pid, 'SIGINT');
  await ended;
  running = null;
}

test('the blocks are these, so that none is left out', () => {
  expect(blocks.map(({ language, code }) => `${language} ${code.split(/[ \n]/, 2).join(' ')}`)).toEqual([
    'bash git clone',
    'bash CHATWOOT_ENABLED=true CHATWOOT_URL=https://chatwoot.example.com',
    'bash bin/optiatiende.js check',
    // Run by test/docs/service-block.test.ts.
    'bash git clone',
    'bash curl -X',
    'python import json,',
    'bash bin/optiatiende.js status',
  ]);
});

test('they run in their order in an empty folder: clone and sandbox, settings, check and service, curl, Python, commands', async () => {
  const [tryIt, settings, checkAndStart, , curl, python, commands] = blocks.map(({ code }) => here(code));
  const [cloning = '', starting] = (tryIt ?? '').trim().split('\n');
  expect(starting).toBe('npm start');
  await run('bash', ['-e', '-c', `${clone}\n${cloning}`], top);
  const page = await start(/Open {2}(http:\S+)/);
  expect((await fetch(page)).status).toBe(200);
  expect(running?.said()).toContain('No settings yet, so this is the sandbox');
  await end();

  writeFileSync(join(folder, '.env'), settings ?? '');
  const [checking = '', serving] = (checkAndStart ?? '').trim().split('\n');
  expect(serving).toBe('npm start');
  expect(await run('bash', ['-e', '-c', checking])).toContain('Well for registering what other programs hand in');
  await start(/(OptiAtiende is running)/);

  expect(await run('bash', ['-e', '-c', curl ?? ''])).toMatch(/^\{"id":"[\w-]+"\}/);
  const hasPython = spawnSync('python3', ['--version']).status === 0;
  if (hasPython) expect(await run('python3', ['-c', python ?? ''])).toBe('True\n');
  const exchange = ['COMO VA', '🤖 ¡Todo bien!'];
  const wanted = hasPython ? [...exchange, ...exchange] : exchange;
  const messages = await eventually(() => {
    const all = [...sandbox.chatwoot.state.conversations.values()].flatMap((it) => it.messages);
    return all.length === wanted.length && all.map(({ content }) => content);
  });
  expect(messages).toEqual(wanted);

  const said = await run('bash', ['-e', '-c', commands ?? '']);
  expect(said).toContain(`runs at http://127.0.0.1:${port}`);
  expect(said).toContain('No problems.');
  expect(existsSync(join(folder, 'copy.db'))).toBe(true);
}, 900_000);
