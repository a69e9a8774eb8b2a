import { expect, test } from 'vitest';
import { describe } from '../../../src/whatsapp/say/describe.ts';
import { attachedText, messageText } from '../../../src/whatsapp/say/message-text.ts';
import type { Content, Inbound, Referral } from '../../../src/whatsapp/types.ts';
import { index, only } from '../read/samples.ts';

const file = (more: Partial<Content & { kind: 'media' }>): Content => ({
  kind: 'media',
  media: 'document',
  id: '1',
  mime: null,
  url: null,
  sha256: null,
  caption: null,
  filename: null,
  voice: false,
  animated: false,
  ...more,
});
const changed = (more: Partial<Content & { kind: 'system' }>): Content => ({
  kind: 'system',
  change: 'other',
  body: null,
  newWaId: null,
  newBsuid: null,
  oldBsuid: null,
  ...more,
});

test.each<[Content, string, string]>([
  [{ kind: 'text', text: ' Hola\n ' }, ' Hola\n ', ' Hola\n '],
  [{ kind: 'text', text: ' \n' }, '(empty message)', '(mensaje vacío)'],
  [{ kind: 'text', text: '\u200b\u3164' }, '(empty message)', '(mensaje vacío)'],
  [file({ filename: 'invoice.pdf' }), '📄 invoice.pdf (not fetched yet)', '📄 invoice.pdf (todavía no descargado)'],
  [
    file({ media: 'image', caption: 'Look' }),
    '📷 image (not fetched yet)\nLook',
    '📷 imagen (todavía no descargada)\nLook',
  ],
  [file({ media: 'video' }), '🎬 video (not fetched yet)', '🎬 video (todavía no descargado)'],
  [
    file({ media: 'audio', voice: true }),
    '🎤 voice message (not fetched yet)',
    '🎤 mensaje de voz (todavía no descargado)',
  ],
  [file({ media: 'audio' }), '🔊 audio (not fetched yet)', '🔊 audio (todavía no descargado)'],
  [
    file({ media: 'sticker', animated: true }),
    '🏷️ animated sticker (not fetched yet)',
    '🏷️ sticker animado (todavía no descargado)',
  ],
  [
    {
      kind: 'location',
      latitude: -34.6036,
      longitude: -58.3815,
      name: 'Obelisco',
      address: 'Av. 9 de Julio',
      url: null,
    },
    '📍 Obelisco, Av. 9 de Julio\nhttps://maps.google.com/?q=-34.6036,-58.3815',
    '📍 Obelisco, Av. 9 de Julio\nhttps://maps.google.com/?q=-34.6036,-58.3815',
  ],
  [
    { kind: 'location', latitude: 0, longitude: 0, name: null, address: null, url: null },
    '📍 location\nhttps://maps.google.com/?q=0,0',
    '📍 ubicación\nhttps://maps.google.com/?q=0,0',
  ],
  [
    {
      kind: 'contacts',
      ownNumber: null,
      cards: [
        { name: 'Carla Sample', phones: ['+54 9 11 5555-0144'], emails: ['carla@example.com'], company: null },
        { name: null, phones: ['1'], emails: [], company: 'Shop' },
      ],
    },
    '👤 Carla Sample · +54 9 11 5555-0144 · carla@example.com\n👤 contact · Shop · 1',
    '👤 Carla Sample · +54 9 11 5555-0144 · carla@example.com\n👤 contacto · Shop · 1',
  ],
  [
    { kind: 'choice', via: 'list', id: 'r', title: 'Envíos', description: 'A todo el país' },
    'Envíos\nA todo el país',
    'Envíos\nA todo el país',
  ],
  [
    {
      kind: 'form',
      name: 'flow',
      body: 'Sent',
      data: { flow_token: 'x', full_name: 'Ana', extras: ['a', 'b'], agree: true, when: { day: 3 }, none: null },
    },
    '📝 form\nfull name: Ana\nextras: a, b\nagree: yes\nwhen day: 3',
    '📝 formulario\nfull name: Ana\nextras: a, b\nagree: sí\nwhen day: 3',
  ],
  [{ kind: 'form', name: 'flow', body: 'Sent', data: null }, '📝 form\nSent', '📝 formulario\nSent'],
  [
    {
      kind: 'order',
      catalogId: null,
      text: 'Gift',
      items: [
        { sku: 'A', quantity: 2, price: 30.5, currency: 'USD' },
        { sku: 'B', quantity: 1, price: 25.25, currency: 'USD' },
      ],
    },
    '🛒 order\n2 × A · 30.50 USD\n1 × B · 25.25 USD\ntotal: 86.25 USD\nGift',
    '🛒 pedido\n2 × A · 30.50 USD\n1 × B · 25.25 USD\ntotal: 86.25 USD\nGift',
  ],
  [
    { kind: 'order', catalogId: null, text: null, items: [{ sku: 'A', quantity: 2, price: null, currency: null }] },
    '🛒 order\n2 × A',
    '🛒 pedido\n2 × A',
  ],
  [{ kind: 'reaction', target: 'w', emoji: '👍' }, '👍 (reaction)', '👍 (reacción)'],
  [{ kind: 'reaction', target: 'w', emoji: null }, 'took the reaction back', 'quitó su reacción'],
  [
    { kind: 'edit', target: 'w', content: { kind: 'text', text: 'Tuesday' } },
    '✏️ edited: Tuesday',
    '✏️ editado: Tuesday',
  ],
  [{ kind: 'revoke', target: 'w' }, '🗑️ deleted a message', '🗑️ eliminó un mensaje'],
  [{ kind: 'unsupported', type: 'poll', reason: null }, 'unsupported: poll', 'no compatible: poll'],
  [{ kind: 'welcome' }, '👋 opened the chat', '👋 abrió el chat'],
  [
    { kind: 'unsupported', type: 'edit', reason: null },
    '✏️ edited a message (WhatsApp does not show which one, nor what it says now)',
    '✏️ editó un mensaje (WhatsApp no muestra cuál ni qué dice ahora)',
  ],
  [
    { kind: 'unsupported', type: 'unknown', reason: 'too big' },
    'unsupported: unknown type (too big)',
    'no compatible: tipo desconocido (too big)',
  ],
  [
    changed({ change: 'number', newWaId: '34600000043' }),
    'ℹ️ changed number to +34600000043',
    'ℹ️ cambió de número a +34600000043',
  ],
  [changed({ change: 'user_id' }), 'ℹ️ changed user id', 'ℹ️ cambió su identificador de usuario'],
  [changed({ change: 'identity' }), 'ℹ️ changed security code', 'ℹ️ cambió su código de seguridad'],
  [changed({ body: 'Something' }), 'ℹ️ Something', 'ℹ️ Something'],
])('%j', (content, en, es) => {
  expect(describe(content, 'en')).toBe(en);
  expect(describe(content, 'es')).toBe(es);
});

test('reactions and deletions name what they are about, cut to 80', () => {
  const up: Content = { kind: 'reaction', target: 'w', emoji: '👍' };
  expect(describe(up, 'en', { quotedText: 'See you\nat 5' })).toBe('👍 on: “See you at 5”');
  expect(describe(up, 'es', { quotedText: 'Nos vemos' })).toBe('👍 a: “Nos vemos”');
  expect(describe(up, 'en', { quotedText: 'x'.repeat(300) })).toBe(`👍 on: “${'x'.repeat(79)}…”`);
  expect(describe(up, 'en', { quotedText: ' ' })).toBe('👍 (reaction)');
  expect(describe({ kind: 'revoke', target: 'w' }, 'es', { quotedText: 'Hola' })).toBe('🗑️ eliminó: “Hola”');
  expect(describe({ ...up, emoji: null }, 'en', { quotedText: 'Hi' })).toBe('took the reaction back from: “Hi”');
});

test('a form with more fields than anyone reads is cut', () => {
  const data = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field_${at}`, 'x'.repeat(2000)]));
  const text = describe({ kind: 'form', name: 'flow', body: null, data }, 'en');
  expect(text.split('\n')).toHaveLength(42);
  expect(text.length).toBeLessThan(25_000);
});

test('every sample reads as something in both languages', () => {
  for (const { file, found } of index.cases) {
    if (found?.messages.length !== 1 || !found.messages[0]?.id || file.startsWith('160')) continue;
    const message = only(file.slice(0, 3));
    expect(messageText(message, 'en', null).trim()).not.toBe('');
    expect(messageText(message, 'es', 'algo').trim()).not.toBe('');
  }
});

const inbound = (more: Partial<Inbound>): Inbound => ({
  ...only('001'),
  content: { kind: 'text', text: 'Hi' },
  ...more,
});

const ad: Referral = { source: 'ad', id: null, headline: null, body: null, url: null, picture: null };

test('the ad behind a message: its id, its text and a link to its picture', () => {
  expect(messageText(only('009'), 'es', null).split('\n').slice(1)).toEqual([
    expect.stringMatching(/^📣 desde el anuncio “.+” https:/),
    expect.stringMatching(/^“.+”$/),
    expect.stringMatching(/^id \d+ 🖼️ https:\/\/\S+$/),
  ]);
  expect(messageText(only('010'), 'en', null)).toMatch(/\nid \d+ 🖼️ https:\/\/\S+$/);
  const shown = (more: Partial<Referral>) => messageText(inbound({ referral: { ...ad, ...more } }), 'en', null);
  expect(shown({ id: '120' })).toBe('Hi\n📣 from the ad\nid 120');
  expect(shown({ body: 'Bread' })).toBe('Hi\n📣 from the ad “Bread”');
  expect(shown({ body: 'Bread', headline: 'Bread' })).toBe('Hi\n📣 from the ad “Bread”');
  expect(shown({ headline: 'A', body: 'x'.repeat(400) }).split('\n')[2]).toHaveLength(302);
});

test('a message in a group says so, also beside a file', () => {
  expect(messageText(only('057'), 'es', null)).toMatch(/^👥 escrito en un grupo .+\n./);
  expect(messageText(inbound({ mute: 'group' }), 'en', null)).toMatch(/^👥 written in a group .+\nHi$/);
  const photo = inbound({ mute: 'group', content: file({ media: 'image', caption: 'Look' }) });
  expect(attachedText(photo, 'en', null)).toMatch(/^👥 written in a group .+\nLook$/);
});

test('marks stand around a message', () => {
  expect(messageText(inbound({}), 'en', 'unasked')).toBe('Hi');
  expect(messageText(inbound({ replyTo: 'w' }), 'en', 'Shall we?')).toBe('↪ “Shall we?”\nHi');
  expect(messageText(inbound({ replyTo: 'w' }), 'en', null)).toBe('Hi');
  expect(messageText(inbound({ forwarded: true }), 'es', null)).toBe('⤳ reenviado\nHi');
  expect(
    messageText(inbound({ referral: { ...ad, headline: 'Message us', url: 'https://fb.me/x' } }), 'en', null),
  ).toBe('Hi\n📣 from the ad “Message us” https://fb.me/x');
  expect(messageText(only('012'), 'es', null)).toBe('Is this still available?\n🛍️ sobre el producto “SKU-0042”');
  const reaction = inbound({ replyTo: 'w', content: { kind: 'reaction', target: 'w', emoji: '👍' } });
  expect(messageText(reaction, 'en', 'Shall we?')).toBe('👍 on: “Shall we?”');
});
