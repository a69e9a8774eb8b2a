import { expect, test } from 'vitest';
import { readSettings, settingsFaults } from '../../src/config.ts';
import { settingEntries } from '../../src/settings/schema.ts';
import { switchRule } from '../../src/settings/setting.ts';

const three = {
  CHATWOOT_ENABLED: 'true',
  CHATWOOT_URL: 'https://chatwoot.example.com',
  CHATWOOT_INBOX_ID: 'EXAMPLEinboxIdentifier01',
};

test('every switch takes the same words, and any other word is a fault, never "off"', () => {
  const switches = settingEntries.filter(([, { rule }]) => rule === switchRule).map(([name]) => name);
  expect(switches.length).toBeGreaterThan(8);
  for (const name of switches) {
    const faultsWith = (value: string) =>
      settingsFaults({ ...three, [name]: value }).filter(({ variable }) => variable === name);
    for (const word of ['si', 'SÍ', 'si\u0301', 'yes', 'no', 'off'])
      expect(faultsWith(word), `${name}=${word}`).toEqual([]);
    for (const word of ['ture', 'enabled', '2', 'verdadero', 'ja', 'y'])
      expect(faultsWith(word), `${name}=${word}`).toMatchObject([{ rule: switchRule }]);
  }
  expect(settingEntries.filter(([, { rule }]) => rule.includes('`true`') && rule !== switchRule)).toEqual([]);
});

test.each(['false', '0', 'no', 'NO', 'off', ''])('CHATWOOT_ENABLED=%s is off', (value) => {
  expect(readSettings({ CHATWOOT_ENABLED: value }).chatwoot.enabled).toBe(false);
});
