import { expect, test } from 'vitest';
import { differences, repair } from './compare.ts';

const message = { id: 7, content: 'hola', message_type: 0, created_at: 1, sender: { name: 'Ana', email: null } };
const found = (got: unknown, recorded: unknown = message) => differences(recorded, got, new Map());

test('only what time and chance decide may differ', () => {
  expect(found({ ...message, id: 9, created_at: 2 })).toEqual([]);
  expect(found({ ...message, content: 'chau' })).toHaveLength(1);
  expect(found({ ...message, created_at: '2' })).toHaveLength(1);
  expect(found({ ...message, sender: { name: 'Ana' } })).toHaveLength(1);
  expect(found({ ...message, sender: { name: 'Ana', email: '' } })).toHaveLength(1);
  expect(found({ ...message, extra: 1 })).toHaveLength(1);
  expect(found([message], [message, message])).toHaveLength(1);
});

test('a number stands for one thing only', () => {
  const ids = new Map<string, number>();
  expect(differences(message, { ...message, id: 9 }, ids)).toEqual([]);
  expect(differences(message, { ...message, id: 10 }, ids)).toHaveLength(1);
});

test('of a body that was cut, what stood whole is compared', () => {
  const cut = { truncated: '[{"id":7,"content":"ho\\"la"},{"id":8,"content":"adi…', characters: 99 };
  expect(repair(cut.truncated)).toEqual([
    { id: 7, content: 'ho"la' },
    { id: 8, content: 'adi…' },
  ]);
  const got = [{ id: 1, content: 'ho"la', more: 1 }, { id: 2, content: 'adiós' }, { id: 3 }];
  expect(found(got, cut)).toEqual([]);
  expect(found([{ id: 1, content: 'otra' }, ...got.slice(1)], cut)).toHaveLength(1);
  expect(found(got.slice(0, 1), cut)).toHaveLength(1);
});
