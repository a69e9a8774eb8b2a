import { expect, test } from 'vitest';
import { templateText } from '../../../src/whatsapp/say/template-text.ts';

const body = (text: string) => ({ type: 'BODY', text });

test.each<[string, unknown[], string[], string | null]>([
  ['numbers', [body('Hola {{1}}: el pedido {{2}} está. {{1}}')], ['Ana', '12'], 'Hola Ana: el pedido 12 está. Ana'],
  ['numbers that stand the other way round', [body('{{2}} {{1}}')], ['uno', 'dos'], 'dos uno'],
  ['names', [body('Hola {{nombre}}, {{ pedido }}; {{nombre}}')], ['Ana', '12'], 'Hola Ana, 12; Ana'],
  ['a value that lacks keeps its place', [body('Hola {{1}}, {{2}}')], ['Ana'], 'Hola Ana, {{2}}'],
  ['a value that looks like a place is none', [body('{{1}} {{2}}')], ['{{2}}', '$1 $& x'], '{{2}} $1 $& x'],
  [
    'header, footer and buttons',
    [
      { type: 'FOOTER', text: 'Gracias' },
      { type: 'HEADER', format: 'TEXT', text: 'Pedido' },
      body('Listo'),
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Ya voy' }, { type: 'URL', text: 'Ver' }, {}, null] },
    ],
    [],
    'Pedido\nListo\nGracias\n▫️ Ya voy\n▫️ Ver',
  ],
  [
    'a picture above',
    [
      { type: 'header', format: 'image' },
      { type: 'body', text: 'Mirá' },
    ],
    [],
    '[imagen]\nMirá',
  ],
  ['a header of a kind that is yet to come', [{ type: 'HEADER', format: 'HOLOGRAM' }, body('x')], [], 'x'],
  ['no text', [{ type: 'HEADER', format: 'TEXT', text: 'x' }], [], null],
  ['nothing that is a component', ['x', null, 7, []], [], null],
])('%s', (_, components, parameters, wanted) => {
  expect(templateText(components, parameters, 'es')).toBe(wanted);
});
