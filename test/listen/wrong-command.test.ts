import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandWords } from '../../src/deliver/tell/command-words.ts';
import { eventually } from '../stack.ts';
import { looksLikeCommand } from '../../src/listen/apply-command.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
beforeEach(async () => void (office = await openOffice({ webhooks: ['inbox'] })));
afterEach(() => office.close());

const answered = (count: number) => eventually(() => office.bodies().length === count);
/** A customer wrote and was answered, and both stand in Chatwoot. */
async function begun(): Promise<void> {
  await office.says('hola');
  await eventually(() => office.bodies().length === 1 && office.desk().length === 2);
}
/** What agents were told of commands. */
const told = () =>
  office
    .desk()
    .map(({ text }) => text)
    .filter((text) => /\/template/.test(text) && text.includes('⚠️'));

test('a command written wrongly in a private note is answered with those there are, once; other notes are nobody’s business', async () => {
  await begun();
  for (const text of ['ojo con este', '/bot of', '/bot', '/bot apagar', '/botella']) await office.act('note', { text });
  await eventually(() => told().length === 3);
  await office.says('sigue el bot');
  await answered(2);
  expect(told()).toEqual(Array(3).fill(commandWords('es').unknown));
  expect(office.phone()).toEqual(['re: hola', 're: sigue el bot']);
});

test('a command among the words for the customer does not go to them, takes nothing over, and a note says where it belongs', async () => {
  await begun();
  await office.act('answer', { text: '/bot off' });
  await eventually(() => told().length === 1);
  expect(told()).toEqual([commandWords('es').public]);
  expect((await office.contact()).answered_by).toBe('bot');
  await office.act('answer', { text: '/botella va en camino' });
  await answered(2);
  expect(office.phone()).toEqual(['re: hola', '/botella va en camino']);
});

const written = [
  ...[
    '/bot off',
    '/BOT OFF',
    '/bot  off.',
    '/bot',
    ' /bot on',
    '/bot\u00a0off',
    '/bot\u200b off',
    '/bot\noff',
    '/bot apagar',
  ],
  ...[
    '/bot-off',
    '/botoff',
    '/bot: off',
    '/ bot off',
    '\\/bot off',
    '`/bot off`',
    '**/bot off**',
    '“/bot off”',
    '／bot off',
  ],
  ...['/template', '/template listo es', '/Template\u00a0listo es'],
];
test.each(written)('a command however it is written: %j', (text) => {
  expect(looksLikeCommand(text)).toBe(true);
});

test.each([
  '/botella',
  '/botón',
  '/bots',
  '/botonera off',
  'el /bot off',
  'bot off',
  '/templates',
  '/',
  '',
  '//bot',
  null,
])('no command: %j', (text) => {
  expect(looksLikeCommand(text)).toBe(false);
});

test('none of them goes to the customer; in a note those that are plain are obeyed', async () => {
  await begun();
  for (const text of ['/BOT OFF', '/bot  off.', '/bot\u00a0off', '/bot\u200b off', '`/bot off`', '／bot off'])
    await office.act('answer', { text });
  await eventually(() => told().length === 6);
  expect((await office.contact()).answered_by).toBe('bot');
  for (const [on, off] of [
    ['/bot\u00a0ON', '/Bot  off.'],
    ['`/bot on`', '/botoff'],
  ] as const) {
    await office.act('note', { text: off });
    await office.answeredBy('human');
    await office.act('note', { text: on });
    await office.answeredBy('bot');
  }
  await office.says('sigue el bot');
  await eventually(() => office.phone().includes('re: sigue el bot'));
  expect(told()).toHaveLength(6);
  // The announcement of a person besides.
  expect(office.phone().filter((text) => /bot off|botoff/i.test(text))).toEqual([]);
});
