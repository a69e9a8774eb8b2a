import { expect, test } from 'vitest';
import { api, chatwoot, open, rig, row, say, withRegister } from './register-setup.ts';

withRegister();

const KEY = '5491155550123';
const shown = () => [...chatwoot.state.contacts.values()][0]?.name;
/** Calls on the contact itself. */
const onContact = () =>
  chatwoot.requests.log.filter(({ path }) => path.endsWith(`/contacts/${KEY}`)).map((it) => it.method);
const rename = (name: string | null) => rig.store.write((tx) => tx.updateTable('contacts').set({ name }).execute());
async function start(name: string | null): Promise<void> {
  await open();
  await say('hola');
  await rename(name);
  await rig.drain();
}
async function called(name: string, text = 'otra'): Promise<void> {
  await rename(name);
  await say(text);
  await rig.drain();
}
const said = () => [...chatwoot.state.conversations.values()][0]?.messages.map(({ content }) => content);

test('a new name on WhatsApp replaces the one we gave, by two requests; then none', async () => {
  await start('Rosa');
  await called('Rosa B.');
  expect(shown()).toBe('Rosa B.');
  expect(onContact()).toEqual(['GET', 'PATCH']);
  await called('Rosa B.');
  await called('Rosa B.');
  expect(onContact()).toEqual(['GET', 'PATCH']);
  await called('Rosa C.');
  expect(shown()).toBe('Rosa C.');
});

test('a name replaces the number that stood for it', async () => {
  await start(null);
  expect(shown()).toBe(`+${KEY}`);
  await called('Rosa');
  expect(shown()).toBe('Rosa');
});

test('a name that Chatwoot keeps otherwise (cut, cleaned) is ours all the same', async () => {
  await start(`  ${'Rosa '.repeat(80)} `);
  await called('Rosa B.');
  expect(shown()).toBe('Rosa B.');
});

test('what an agent wrote is never overwritten, nor asked for again', async () => {
  await start('Rosa');
  await api('PATCH', `/contacts/${KEY}`, { name: 'Doña Rosa (VIP)' });
  const before = onContact().length;
  await called('Rosa B.');
  await called('Rosa C.');
  expect(shown()).toBe('Doña Rosa (VIP)');
  expect(onContact().slice(before)).toEqual(['GET']);
});

test('a failure holds no message up, and passes', async () => {
  await start('Rosa');
  chatwoot.faults.set([{ kind: 'fail_before', path: `/contacts/${KEY}$` }]);
  await called('Rosa B.', 'dos');
  expect(said()).toEqual(['hola', 'dos']);
  expect((await rig.jobs()).every(({ state, attempts }) => state === 'done' && attempts === 1)).toBe(true);
  chatwoot.faults.set([]);
  await called('Rosa B.', 'tres');
  expect(shown()).toBe('Rosa B.');
});

test('a change whose answer was lost is not taken for an agent’s', async () => {
  await start('Rosa');
  chatwoot.faults.set([{ kind: 'fail_after', method: 'PATCH', path: `/contacts/${KEY}$`, times: 1 }]);
  await called('Rosa B.');
  await called('Rosa B.');
  expect((await row()).given_name).toBe('Rosa B.');
  await called('Rosa C.');
  expect(shown()).toBe('Rosa C.');
});
