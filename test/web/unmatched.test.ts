import { expect, test } from 'vitest';
import type { PhoneMessage } from '../../src/sandbox/types.ts';
import { unmatched, type Pending } from '../../web/sandbox/state/unmatched.ts';

const ana = '5491155501234';

const said = (id: string, text: string, from: PhoneMessage['from'] = 'customer'): PhoneMessage => ({
  id,
  from,
  text,
  at: 0,
  state: 'sent',
});
const pending = (key: string, text: string, known: string[] = [], waId = ana): Pending => ({
  key,
  say: { waId, text },
  known,
  at: 0,
  state: 'sending',
});
const keys = (list: Pending[]) => list.map((one) => one.key);

test('drops what the phone shows by now and keeps the rest', () => {
  const left = unmatched([pending('a', 'hola'), pending('b', 'chau')], ana, [said('1', 'hola')]);
  expect(keys(left)).toEqual(['b']);
});

test('the same text twice needs two messages', () => {
  const twice = [pending('a', 'hola'), pending('b', 'hola')];
  expect(keys(unmatched(twice, ana, [said('1', 'hola')]))).toEqual(['b']);
  expect(unmatched(twice, ana, [said('1', 'hola'), said('2', 'hola')])).toEqual([]);
});

test('neither an earlier message, nor the business, nor another person accounts for it', () => {
  expect(unmatched([pending('a', 'hola', ['1'])], ana, [said('1', 'hola')])).toHaveLength(1);
  expect(unmatched([pending('a', 'hola')], ana, [said('1', 'hola', 'business')])).toHaveLength(1);
  expect(unmatched([pending('a', 'hola', [], '5491155509999')], ana, [said('1', 'hola')])).toHaveLength(1);
});

test('a tapped choice is matched by its title', () => {
  const tapped: Pending = { ...pending('a', ''), say: { waId: ana, choice: { id: 'y', title: 'Sí', via: 'button' } } };
  expect(unmatched([tapped], ana, [said('1', 'Sí')])).toEqual([]);
});

test('a file is matched by its name and caption, a place by its name', () => {
  const file = { name: 'foto.png', mime: 'image/png', base64: 'AA==', caption: 'mirá' };
  const sent: Pending = { ...pending('a', ''), say: { waId: ana, file } };
  const media = { kind: 'image', mime: 'image/png', url: '/sandbox/media/1', size: 1, name: 'foto.png' } as const;
  expect(unmatched([sent], ana, [{ ...said('1', 'mirá'), media }])).toEqual([]);
  expect(unmatched([sent], ana, [said('1', 'mirá')])).toHaveLength(1);

  const location = { latitude: -34.6, longitude: -58.4, name: 'Plaza' };
  const placed: Pending = { ...pending('b', ''), say: { waId: ana, location } };
  expect(unmatched([placed], ana, [{ ...said('1', 'Plaza'), location }])).toEqual([]);
  expect(unmatched([placed], ana, [said('1', 'Plaza')])).toHaveLength(1);
});
