import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { openDesk } from './run.ts';

const desk = openDesk();
afterEach(() => desk.close());

test('version, help and wrong use', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const [number, help, none, misspelt, wrong] = await Promise.all([
    desk.run(['--version']),
    desk.run(['--help']),
    desk.run([]),
    desk.run(['chek']),
    desk.run(['log', '--phone', '+5493415550123', '--wait', 'soon']),
  ]);
  expect(number).toEqual({ code: 0, out: `${version}\n`, err: '' });
  expect(help.code).toBe(0);
  for (const command of [
    'serve',
    'sandbox',
    'connect',
    'check',
    'webhook',
    'log',
    'status',
    'problems',
    'db',
    'audit',
    'reload',
    'bot',
    'questions',
    'console-password',
    'contacts',
  ])
    expect(help.out).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(none).toMatchObject({ code: 2, out: '' });
  expect(none.err).toMatch(/^Usage: .*optiatiende/);
  expect(misspelt).toMatchObject({ code: 2, out: '' });
  expect(misspelt.err).toContain('Did you mean check?');
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('It must be a number of seconds');
});

test('every command has a summary and an example in its help', () => {
  const program = createProgram('en');
  const leaves = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
  expect(leaves.map((command) => command.name())).toEqual(
    'serve sandbox connect check webhook log status list retry drop copy backup audit reload eval try mcp check list done dismiss reopen console-password export forget'.split(
      ' ',
    ),
  );
  for (const command of leaves) {
    let text = '';
    command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
    expect(text, command.name()).toMatch(/Examples?:\n.*optiatiende/s);
    expect(command.summary(), command.name()).not.toBe('');
  }
});
