import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandWords } from '../../src/deliver/tell/command-words.ts';
import { eventually } from '../stack.ts';
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
