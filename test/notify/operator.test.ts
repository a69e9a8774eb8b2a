import { expect, test } from 'vitest';
import { silentLog } from '../../src/observe/log.ts';
import { operatorWrote } from '../../src/store/notify/operator.ts';
import { body, text } from '../intake/inbound.ts';
import { contacts, digest, kinds, messages, store, take, withDigests } from '../intake/digest-setup.ts';

withDigests();

test('what the operator writes from NOTIFY_PHONE is no customer’s: it only begins the 24 hours anew', async () => {
  const lines: string[] = [];
  const log = Object.assign(silentLog(), {
    info: (fields: object, line: string) => lines.push(`${JSON.stringify(fields)} ${line}`),
  });
  // Set without the 9 that WhatsApp writes in Argentina.
  digest({ operator: '541155550199', log });
  const at = Math.floor(Date.now() / 1_000) * 1_000 - 60_000;
  await take(
    body({
      messages: [text('w1', 'hola', { from: '5491155550199', at }), text('w2', 'otro', { from: '5491155550123', at })],
    }),
  );
  await take(body({ messages: [text('w0', 'antes', { from: '5491155550199', at: at - 60_000 })] }));
  expect((await messages()).map(({ text: said }) => said)).toEqual(['otro']);
  expect((await contacts()).map(({ wa_id }) => wa_id)).toEqual(['5491155550123']);
  expect((await kinds()).sort()).toEqual(['register', 'turn']);
  expect(await operatorWrote(store.db, 'main')).toEqual({ at, waId: '5491155550199' });
  const told = lines.filter((line) => line.includes('the operator wrote'));
  expect(told).toHaveLength(2);
  expect(told.join()).not.toMatch(/5491155550199|hola|antes/);
});

test('what the business writes to that phone in its app is no answer to anybody', async () => {
  digest({ operator: '5491155550199' });
  const echo = { ...text('e1', 'nos vemos', { from: '5491155550100' }), to: '5491155550199' };
  await take(body({ message_echoes: [echo] }, 'smb_message_echoes'));
  expect([await messages(), await contacts(), await kinds()]).toEqual([[], [], []]);
});

test('what they write in a group does not begin the 24 hours', async () => {
  digest({ operator: '5491155550199' });
  await take(body({ messages: [{ ...text('w1', 'hola', { from: '5491155550199' }), group_id: 'g' }] }));
  expect(await operatorWrote(store.db, 'main')).toBeNull();
  expect(await messages()).toEqual([]);
});

test('where no phone is set, that number is a customer like any other', async () => {
  digest({ operator: null });
  await take(body({ messages: [text('w1', 'hola', { from: '5491155550199' })] }));
  expect((await messages()).map(({ text: said }) => said)).toEqual(['hola']);
});
