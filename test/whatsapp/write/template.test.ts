import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplateCommand, templatePart } from '../../../src/whatsapp/write/template.ts';
import { windowOpen } from '../../../src/whatsapp/window.ts';

test.each<[string, string, string, string[]]>([
  ['/template order_ready es_AR Ana|12 de mayo', 'order_ready', 'es_AR', ['Ana', '12 de mayo']],
  ['/template order\\_ready es\\_AR Ana', 'order_ready', 'es_AR', ['Ana']],
  ['  /TEMPLATE saludo es', 'saludo', 'es', []],
  ['/template saludo es-ar', 'saludo', 'es_AR', []],
  ['/template saludo pt_BR  uno |  dos\ntres | cuatro  ', 'saludo', 'pt_BR', ['uno', 'dos tres', 'cuatro']],
  ['/template saludo fil una sola', 'saludo', 'fil', ['una sola']],
])('%j', (text, name, language, parameters) => {
  expect(parseTemplateCommand(text)).toEqual({ name, language, parameters });
});

test.each<[string, RegExp]>([
  ['/template', /name of the template is missing/],
  ['/template   ', /name of the template is missing/],
  ['/template saludo', /language is missing/],
  ['/template Saludo es', /"Saludo" is no name/],
  ['/template saludo español', /"español" is no language/],
  ['/template saludo es a||c', /parameter 2 is empty/],
  ['/template saludo es a|', /parameter 2 is empty/],
])('%j is answered with what is wrong', (text, fault) => {
  expect(parseTemplateCommand(text)).toMatch(fault);
});

test('other notes are no command', () => {
  for (const text of ['', 'template a es', '/templates a es', 'see /template a es', '/bot off', '/templatex']) {
    expect(parseTemplateCommand(text)).toBeNull();
  }
});

test('the body of a template, with and without parameters', () => {
  expect(templatePart({ name: 'order_ready', language: 'es_AR', parameters: ['Ana', 'dos\n\tlíneas'] })).toEqual({
    type: 'template',
    template: {
      name: 'order_ready',
      language: { code: 'es_AR' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: 'dos líneas' },
          ],
        },
      ],
    },
  });
  expect(templatePart({ name: 'saludo', language: 'es', parameters: [] }).template).toEqual({
    name: 'saludo',
    language: { code: 'es' },
  });
});

test('any note is a command, a fault, or neither', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => `/template ${rest}`),
      ),
      (text) => {
        const read = parseTemplateCommand(text);
        if (read !== null && typeof read !== 'string') expect(read.parameters).not.toContain('');
        if (text.startsWith('/template ')) expect(read).not.toBeNull();
      },
    ),
  );
});

test('the window: 24 hours from the last message, less a minute', () => {
  const said = 1_790_000_000_000;
  const end = said + 24 * 3_600_000;
  expect([said, end - 60_001, end - 60_000, end, end + 1].map((now) => windowOpen(said, now))).toEqual([
    ...[true, true, false, false, false],
  ]);
  expect(windowOpen(null, said)).toBe(false);
});
