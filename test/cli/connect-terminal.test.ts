import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectEs as es } from '../../src/cli/words/connect-es.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { eventually } from '../stack.ts';
import { openDesk, type Desk } from './run.ts';

/** util-linux has a terminal for programs that have none; macOS's program of that name takes other options. */
const hasTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
const entry = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

let sandbox: Sandbox;
let desk: Desk;
let child: ChildProcess | null = null;
let out = '';
beforeEach(async () => {
  sandbox = await startSandbox({ chatwoot: { inboxes: [] }, whatsapp: { apiKey: 'theapikey0001' } });
  desk = openDesk();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = null;
  await desk.close();
  await sandbox.close();
});

/** `connect` at a terminal, and behind it a shell that would take what is left over. */
function atTerminal(...parameters: string[]): void {
  out = '';
  const command = [process.execPath, entry, 'connect', ...parameters].map((it) => `'${it}'`).join(' ');
  const shell = `${command}; echo "ENDED $?"; IFS= read -r -t 1 left; echo "LEFT [$left]"`;
  child = spawn('script', ['-qfec', shell, '/dev/null'], {
    cwd: desk.folder,
    env: { PATH: process.env['PATH'], UI_LANGUAGE: 'es', TERM: 'xterm', SHELL: '/bin/bash' },
  });
  child.stdout?.on('data', (text) => (out += String(text)));
}
/** Without the marks for colours and places; what is drawn anew letter by letter stands together. */
const seen = () => stripVTControlCharacters(out).replace(/[\r\n]/g, '');
/** Waits for a text behind a place, and gives the place behind it. */
const shows = async (text: string, from = 0) => {
  await eventually(() => seen().includes(text, from), 120_000);
  return seen().indexOf(text, from) + text.length;
};
const types = (text: string) => void child?.stdin?.write(text);

test.skipIf(!hasTerminal)(
  'what is wrong is asked again, no token is shown, and one that was pasted twice answers nothing else and stays out of the shell',
  async () => {
    atTerminal('--token', 'agent-token');
    let at = await shows(es.askUrl);
    // As it is copied from the page, without its scheme; before that one where nothing answers.
    types('127.0.0.1:1/app/accounts/1/dashboard\r');
    at = await shows('http://127.0.0.1:1', at);
    at = await shows(es.askUrl, at);
    types(`${sandbox.chatwoot.url}/app/accounts/1/dashboard?x=1\r`);
    // The token that was given is no administrator's: asked again, as often as it takes.
    at = await shows(es.askToken, at);
    for (const wrong of ['a-token-of-nobody', 'agent-token']) {
      types(`${wrong}\r`);
      at = await shows('■', at);
      at = await shows(es.askToken, at);
    }
    types('admin-token\r');
    types('admin-token\n');
    // The next question; the token is none of its answers.
    at = await shows(es.askInboxName, at);
    await shows('WhatsApp', at);
    types('\x03');
    types('admin-token\n');
    await shows('LEFT [');
    expect(out).toContain('ENDED 1');
    expect(out).toContain('LEFT []');
    for (const token of ['admin-token', 'agent-token', 'a-token-of-nobody']) expect(out).not.toContain(token);
  },
);
