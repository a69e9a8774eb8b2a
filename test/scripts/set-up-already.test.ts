import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSetUp } from '../../scripts/set-up-already.js';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

test.each([
  ['no file at all', ''],
  ['a copy of .env.example as it is', example],
  ['comments and blank lines', '# CHATWOOT_URL=https://x\n\n   #D360_API_KEY=key\n'],
  ['names without a value', 'CHATWOOT_URL=\nD360_API_KEY=""\nexport API_TOKEN=\'\'\nCHATWOOT_ENABLED= # later\r\n'],
  ['what the sandbox tries out', 'BOT_FAQ=./my-faq.md\nUI_LANGUAGE=en\nLLM_MODEL=x\n'],
])('npm start is the sandbox with %s', (_, text) => {
  expect(isSetUp({ PATH: '/bin', CHATWOOT_URL: ' ' }, text)).toBe(false);
});

test.each([
  'CHATWOOT_ENABLED=true',
  'export CHATWOOT_URL="https://chatwoot.example.com"',
  'CHATWOOT_INBOX_ID=EXAMPLEinboxIdentifier01 # the inbox',
  'D360_API_KEY_FILE=/run/secrets/key',
  'PORT=9000',
  `${example}\nCHATWOOT_ENABLED=no\n`,
])('npm start is the service with %s', (text) => {
  expect(isSetUp({}, text)).toBe(true);
});

test('the environment counts as well, by what only a real set-up has', () => {
  expect(isSetUp({ CHANNELS: './channels.yaml' }, '')).toBe(true);
  expect(isSetUp({ D360_API_KEY: 'key' }, '')).toBe(true);
  expect(isSetUp({ BOT: 'llm', PORT: '3000' }, '')).toBe(false);
});
