import { expect, test } from 'vitest';
import { abilitiesOf, type Abilities, type Tokens } from '../../../src/chatwoot/versions/abilities.ts';

const none: Tokens = { accountId: false, botToken: false, userToken: false };
const bot: Tokens = { accountId: true, botToken: true, userToken: false };
const user: Tokens = { accountId: true, botToken: false, userToken: true };

/** What is there and what is not, by name. */
const can = (it: Abilities) =>
  Object.entries(it)
    .filter(([, value]) => value === true)
    .map(([name]) => name);

test('4.15.1 with all tokens can do everything', () => {
  const all = abilitiesOf('4.15.1', { ...bot, userToken: true });
  expect(Object.entries(all).filter(([, value]) => value === false)).toEqual([['slowLimit', false]]);
  expect(all.privateAddresses).toBe('if_told');
});

test('three variables alone give what needs no token', () => {
  expect(can(abilitiesOf('4.15.1', none))).toEqual([
    'retryButton',
    'signedInboxWebhook',
    'signedAccountWebhook',
    'deliveryHeader',
    'accountInEvents',
    'templatesByWebhook',
    'publicConversation',
  ]);
  expect(abilitiesOf('4.15.1', { ...none, botToken: true, userToken: true })).toEqual(abilitiesOf('4.15.1', none));
});

test.each<[version: string, ability: keyof Abilities, tokens: Tokens, below: string]>([
  ['4.14.2', 'labels', bot, '4.14.1'],
  ['4.14.2', 'readsConversation', bot, '4.14.1'],
  ['4.14.2', 'accountInEvents', none, '4.14.1'],
  ['4.13.0', 'signedInboxWebhook', none, '4.12.1'],
  ['4.11.2', 'signedAccountWebhook', none, '4.11.1'],
  ['4.11.2', 'deliveryHeader', none, '4.11.1'],
  ['4.8.0', 'agentBotAssignee', bot, '4.7.0'],
  ['4.2.0', 'ticks', user, '4.1.0'],
  ['3.7.0', 'publicConversation', none, '3.6.0'],
  ['3.6.0', 'assign', bot, '3.5.2'],
  ['3.4.0', 'botSender', bot, '3.3.1'],
  ['3.4.0', 'retryButton', none, '3.3.1'],
  ['2.18.0', 'templatesByWebhook', none, '2.17.1'],
])('from %s on: %s', (version, ability, tokens, below) => {
  expect(abilitiesOf(version, tokens)[ability]).toBe(true);
  expect(abilitiesOf(below, tokens)[ability]).toBe(false);
});

test('a user token may what a bot’s may not', () => {
  const old = abilitiesOf('3.7.0', user);
  expect([old.labels, old.readsConversation, old.readsMessages, old.assign]).toEqual([true, true, true, true]);
  expect([old.botSender, old.agentBotAssignee, old.ticks]).toEqual([false, false, false]);
  expect(abilitiesOf('4.15.1', bot)).toMatchObject({ ticks: false, readsMessages: false });
});

test('private addresses', () => {
  expect(['4.13.0', '4.14.0', '4.14.1'].map((version) => abilitiesOf(version, none).privateAddresses)).toEqual([
    'always',
    'never',
    'if_told',
  ]);
});

test('a hidden version is taken for the least that is supported', () => {
  expect(abilitiesOf(null, bot)).toEqual(abilitiesOf('3.7.0', bot));
  expect(abilitiesOf('2.12.0', none).slowLimit).toBe(true);
});
