import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptFromLiquid } from '../../../src/chatwoot/shown/keep-liquid.ts';

/**
 * As much of Liquid as matters: what Chatwoot saves of a content posted with a token. Code is spared first; a tag that is not known,
 * or not closed, leaves the whole text alone; a variable that is not known vanishes.
 */
function savedByChatwoot(content: string): string {
  const source = content.replace(/`(.*?)`/gs, '{% raw %}`$1`{% endraw %}');
  const tokens = source.split(/(\{%.*?%\}|\{\{.*?\}\}?|\{[{%])/s).filter((token) => token !== '');
  let saved = '';
  let raw = false;
  for (const token of tokens) {
    if (raw) {
      const end = /^(.*)\{%-?\s*endraw\s*-?%\}$/s.exec(token);
      saved += end ? (end[1] ?? '') : token;
      raw = !end;
    } else if (/^\{%-?\s*raw\s*-?%\}$/.test(token)) raw = true;
    else if (token.startsWith('{%') || token === '{{') return content;
    else if (!token.startsWith('{{')) saved += token;
  }
  return raw ? content : saved;
}

const rows: [said: string, posted: string][] = [
  ['Hola Elena', 'Hola Elena'],
  ['Hola {{nombre}}', '{% raw %}Hola {{nombre}}{% endraw %}'],
  ['50{% de descuento', '{% raw %}50{% de descuento{% endraw %}'],
  ['usá `{{x}}` así', 'usá `{{x}}` así'],
  ['`{{x}}` y {{y}}', '`{{x}}`{% raw %} y {{y}}{% endraw %}'],
  ['{{a}} {% endraw %} b', '{% raw %}{{{% endraw %}a}} {% raw %}{%{% endraw %} endraw %} b'],
  ['`{% endraw %}` {{a}}', '`{% endraw %}` {{a}}'],
  ['{ a } { b', '{ a } { b'],
];

test.each(rows)('%j', (said, posted) => {
  expect(keptFromLiquid(said)).toBe(posted);
  expect(savedByChatwoot(posted)).toBe(said);
});

test('whatever is said is kept', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '{',
    '}',
    '`',
    'raw',
    ' endraw ',
    '{% endraw %}',
    '{% raw %}',
    ' ',
    'a',
    '-',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (parts) => {
      const said = parts.join('');
      // In code, both an end of `raw` and another beginning behind it: nothing that can be posted keeps that.
      fc.pre(!/`[^`]*\{%-? *endraw[^`]*\{[{%][^`]*`/.test(said));
      expect(savedByChatwoot(keptFromLiquid(said))).toBe(said);
    }),
    { numRuns: 2000 },
  );
});
