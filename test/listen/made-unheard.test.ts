import { afterEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

test('what an agent writes in a conversation that is made already, though its making was answered 500, reaches the customer', async () => {
  office = await openOffice();
  const { chatwoot } = office.stack.sandbox;
  chatwoot.faults.set([{ kind: 'fail_after', method: 'POST', path: '/conversations$', times: 1 }]);
  const wrote: Promise<unknown>[] = [];
  chatwoot.onChange(() => {
    if (office.conversation() && wrote.length === 0) wrote.push(office.act('answer', { text: 'soy Ana' }));
  });
  await office.says('hola');
  await eventually(() => office.desk().some(({ text }) => text === 'hola'));
  await Promise.all(wrote);
  expect(office.desk().map(({ text }) => text)[0]).toBe('soy Ana');
  await eventually(() => office.phone().includes('soy Ana'));
  expect(chatwoot.state.conversations.size).toBe(1);
});
