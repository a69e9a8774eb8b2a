import fc from 'fast-check';
import { expect, test } from 'vitest';
import { botToWhatsApp } from '../../../src/chatwoot/markdown.ts';

test.each([
  ['**negrita** y __negrita__', '*negrita* y *negrita*'],
  ['~~no~~ [menú](https://example.com/m)', '~no~ menú: https://example.com/m'],
  ['# Título\n* uno\n* dos', '*Título*\n- uno\n- dos'],
  ['__init__ 2\\*3 &amp;', '*init* 2*3 &'],
])('a bot’s Markdown: %j', (said, whatsapp) => expect(botToWhatsApp(said)).toBe(whatsapp));

test.each([
  '*negrita* y _cursiva_ y ~tachado~',
  '*_x_* _*y*_',
  '```mono``` y `uno`',
  '> cita\nrespuesta *ya*',
  '1) uno\n2) dos',
  '1. uno\n1. dos',
  '- uno\n- dos\n\n*Total:* $5.000',
  '2*3*4 mi_archivo_final.pdf +54 11 5555',
  '¡Todo bien! 😊\n\n\n¿Y vos?',
  'https://example.com/_a_/b?c=*d*e',
])('a bot’s words in WhatsApp’s language stay: %j', (said) => {
  expect(botToWhatsApp(said)).toBe(said);
});

test('what went through the bots’ door once goes through it unchanged', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('*a*', '**b** y', '_c_', '~~d~~', '', '- h', '> e', '`f`', 'g'), { maxLength: 12 }),
      (parts) => {
        const once = botToWhatsApp(parts.join('\n'));
        expect(botToWhatsApp(once)).toBe(once);
      },
    ),
  );
});
