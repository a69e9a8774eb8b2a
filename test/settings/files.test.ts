import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadEnvironment, readSettings, settingsFaults } from '../../src/config.ts';
import { Misconfigured } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'optiatiende-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const variables = (environment: Record<string, string>) => settingsFaults(environment).map(({ variable }) => variable);

describe('secrets from files', () => {
  test('the newline at the end does not count, spaces do', () => {
    const { whatsapp } = readSettings({ WHATSAPP_SIGNING_SECRET_FILE: file('signing', 'a secret \r\n') });
    expect(whatsapp.values.WHATSAPP_SIGNING_SECRET).toBe('a secret ');
  });

  test('both at once, unreadable and empty are faults; an empty variable beside the file is none', () => {
    const path = file('token', 'a-token-long-enough\n');
    expect(variables({ API_TOKEN: 'a-token-long-enough', API_TOKEN_FILE: path })).toEqual(['API_TOKEN_FILE']);
    expect(variables({ API_TOKEN_FILE: join(folder, 'missing') })).toEqual(['API_TOKEN_FILE']);
    expect(variables({ API_TOKEN_FILE: file('empty', '\n'), HOST: '0.0.0.0' })).toEqual(['API_TOKEN_FILE']);
    expect(readSettings({ API_TOKEN: '', API_TOKEN_FILE: path }).apiToken).toBe('a-token-long-enough');
  });

  test('what is in the file follows the rule of the variable and is not shown', () => {
    const [fault] = settingsFaults({ API_TOKEN_FILE: file('short', 'hush') });
    expect(fault).toMatchObject({ variable: 'API_TOKEN', value: '(hidden, 4 characters)' });
  });
});

describe('the environment and .env', () => {
  const home = join(folder, 'home');
  mkdirSync(home);

  test('no file is fine; a file is read; the environment wins', () => {
    expect(loadEnvironment(home, { PORT: '1' })).toEqual({ PORT: '1' });
    writeFileSync(
      join(home, '.env'),
      '\uFEFFPORT=2\r\nHOST=localhost\r\nCHATWOOT_BOT_PREFIX="🤖 " # the bot\r\nBOT=none\r\n',
    );
    expect(loadEnvironment(home, { PORT: '1', BOT: '' })).toEqual({
      PORT: '1',
      HOST: 'localhost',
      CHATWOOT_BOT_PREFIX: '🤖 ',
      BOT: '',
    });
  });

  test('a secret in the environment and its file in .env are no clash', () => {
    writeFileSync(join(home, '.env'), 'API_TOKEN_FILE=/nowhere\nD360_API_KEY=from-the-file\n');
    const environment = loadEnvironment(home, { API_TOKEN: 'a-token-long-enough', D360_API_KEY_FILE: '/elsewhere' });
    expect(environment).toEqual({ API_TOKEN: 'a-token-long-enough', D360_API_KEY_FILE: '/elsewhere' });
  });

  test('an unreadable .env is said, not passed over', () => {
    const odd = join(folder, 'odd');
    mkdirSync(join(odd, '.env'), { recursive: true });
    expect(() => loadEnvironment(odd, {})).toThrow(Misconfigured);
  });
});
