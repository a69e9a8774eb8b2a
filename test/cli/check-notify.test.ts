import { expect, test } from 'vitest';
import { notifyLines } from '../../src/cli/check/notify.ts';
import { runCheck } from '../../src/cli/check/run.ts';
import { wordsIn } from '../../src/cli/words/words.ts';
import { readSettings } from '../../src/config.ts';

const lines = (environment: Record<string, string>) => [
  ...notifyLines(readSettings({ D360_API_KEY: 'a-key-of-the-test', ...environment }), wordsIn('en').check),
];

test('how the operator is told: the host alone, the number masked, what is of no use', () => {
  expect(lines({})).toEqual([]);
  const url = 'https://ops.example.com/hooks/of-the-operator?key=1234';
  expect(
    lines({ NOTIFY_URL: url, NOTIFY_PHONE: '+54 9 11 5555 0199', NOTIFY_SECRET: 'a-secret-of-the-test' }),
  ).toMatchObject([
    { state: 'ok', detail: expect.stringMatching(/ops\.example\.com .*, signed/) as string },
    { state: 'ok', detail: expect.stringMatching(/•0199 .*24 hours/) as string },
  ]);
  expect(JSON.stringify(lines({ NOTIFY_URL: url }))).not.toMatch(/of-the-operator|1234/);
  expect(lines({ NOTIFY_URL: 'http://10.0.0.9/hook' })).toMatchObject([{ state: 'warning' }]);
  expect(lines({ NOTIFY_URL: 'http://127.0.0.1:9/hook' })).toMatchObject([{ state: 'ok' }]);
  expect(lines({ NOTIFY_PHONE: '5491155550199', D360_API_KEY: '' })).toMatchObject([{ state: 'warning' }]);
});

test.each([
  { NOTIFY_URL: 'ops.example.com/hook' },
  { NOTIFY_URL: 'ftp://ops.example.com/hook' },
  { NOTIFY_URL: 'https://ana:word@ops.example.com/hook' },
  { NOTIFY_PHONE: '0199' },
  { NOTIFY_PHONE: 'Ana' },
  { NOTIFY_SECRET: 'short' },
  { NOTIFY_TEMPLATE: 'Service News' },
])('%o is refused, by its name', async (environment) => {
  const found = [];
  for await (const line of runCheck(environment, wordsIn('en').check)) found.push(line);
  const [name = '', value = ''] = Object.entries(environment)[0] ?? [];
  const wrong = found.filter(({ state }) => state === 'wrong');
  expect(wrong).toMatchObject([{ name: 'settings', detail: expect.stringContaining(name) as string }]);
  if (name === 'NOTIFY_URL' || name === 'NOTIFY_SECRET') expect(JSON.stringify(found)).not.toContain(value);
});
