import { expect, test } from 'vitest';
import { knownThere, madeId } from '../../src/whatsapp/made-id.ts';
import { composeParts } from '../../src/whatsapp/write/compose.ts';
import { mediaPart } from '../../src/whatsapp/write/media-part.ts';

const made = madeId('marketing', 'stop', '5491155550123', 1790000000);

test('an id that we made is known from what it is made of, and never quoted to WhatsApp', () => {
  expect(madeId('marketing', 'stop', '5491155550123', 1790000000)).toBe(made);
  expect([knownThere(made), knownThere('wamid.A'), knownThere(null)]).toEqual([null, 'wamid.A', null]);
  expect(composeParts({ text: 'hola', quoteWamid: made })).toEqual(composeParts({ text: 'hola' }));
  const file = { as: 'image', id: '1', filename: 'a.jpg' } as const;
  expect(mediaPart(file, made)).toEqual(mediaPart(file));
  expect(mediaPart(file, 'wamid.A')).toHaveProperty('context');
});
