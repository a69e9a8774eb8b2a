import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiquidError, renderLiquid } from '../../../src/sandbox/chatwoot/liquid/render.ts';
import { startSandboxChatwoot, type SandboxChatwoot } from '../../../src/sandbox/chatwoot/server.ts';

const VALUES = { contact: { name: 'Elena Paz', email: null }, n: 3, on: true, off: false };

test.each([
  ['Hola {{contact.name}}', 'Hola Elena Paz'],
  ['Hola {{ contact.name | upcase }}{{ nombre }}!', 'Hola ELENA PAZ!'],
  ['{{ contact["name"] }} {{ contact.email }} {{ contact }} {{ n }}', 'Elena Paz   3'],
  ["{{ nombre | default: 'amiga' }} {{ 'a|b' }} {{ 5 }}", 'amiga a|b 5'],
  ['{{ a b c }}{{}}{{ | upcase }}{{ contact.name | no_such_filter }}', 'Elena Paz'],
  ['a {{- n -}} b', 'a3b'],
  ['{{ a {{ b }} c }}', ' c }}'],
  ['solo }} y %} y { y }', 'solo }} y %} y { y }'],
  ['{% raw %}{{ a }} {% x %} {{ b{% endraw %}!', '{{ a }} {% x %} {{ b!'],
  ['{% comment %}nada {{ n }}{% endcomment %}x', 'x'],
  ['{% if on %}sí{% else %}no{% endif %}{% if off %}sí{% else %}no{% endif %}{% unless x %}u{% endunless %}', 'sínou'],
  ['{% if x %}a{% if on %}b{% endif %}{% elsif on %}c{% endif %}d', 'd'],
  ['{% for a in b %}x{{ a }}{% endfor %}{% assign a = 1 %}y', 'y'],
])('%s', (template, text) => {
  expect(renderLiquid(template, VALUES)).toBe(text);
});

test.each([
  '{{ a',
  'a {{',
  '{{ a }',
  'a {% b',
  '{%',
  '{% nada %}',
  '{% 50 %}',
  '{% %}',
  '{% raw %}a',
  '{% if on %}a',
  '{% endif %}',
  '{% endraw %}',
  '{% else %}',
  '{% if on %}a{% endfor %}',
])('%s is no Liquid', (template) => {
  expect(() => renderLiquid(template, VALUES)).toThrow(LiquidError);
});

test('whatever the text, it is read or refused', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    ' ',
    'raw',
    'endraw',
    'if',
    'endif',
    'else',
    'a',
    "'",
    '|',
    '-',
    '{',
    '}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      try {
        expect(typeof renderLiquid(text, VALUES)).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(LiquidError);
      }
    }),
  );
});

let chatwoot: SandboxChatwoot;
beforeEach(async () => {
  chatwoot = await startSandboxChatwoot({
    inboxes: [{ identifier: 'i', name: 'Pan', greeting: 'Hola {{contact.first_name}}' }],
  });
});
afterEach(() => chatwoot.close());

async function post(path: string, body: unknown, token = 'agent-token'): Promise<{ id: number; content: string }> {
  const headers = { 'content-type': 'application/json', api_access_token: token };
  const answer = await fetch(chatwoot.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as { id: number; content: string };
}

test('outgoing words, notes and templates go through Liquid before they are saved; incoming do not', async () => {
  const person = '/public/api/v1/inboxes/i/contacts';
  await post(person, { source_id: '5491155550123', name: 'Elena Paz', phone_number: '+5491155550123' });
  const { id } = await post(`${person}/5491155550123/conversations`, {});
  const said = await post(`${person}/5491155550123/conversations/${id}/messages`, { content: 'soy {{contact.name}}' });
  expect(said.content).toBe('soy {{contact.name}}');
  const greeting = chatwoot.state.conversations.get(id)?.messages.at(-1);
  expect([greeting?.type, greeting?.content]).toEqual([3, 'Hola Elena']);

  const messages = `/api/v1/accounts/1/conversations/${id}/messages`;
  const saved = async (content: string, more: object = {}, token?: string) =>
    (await post(messages, { content, ...more }, token)).content;
  expect(await saved('{{contact.name}} / {{agent.name}} / {{inbox.name}} / {{x}}')).toBe(
    'Elena Paz / Luis Vega / Pan / ',
  );
  expect(await saved('nota {{conversation.display_id}}', { private: true })).toBe(`nota ${id}`);
  expect(await saved('{{agent.name}} {{x}}', {}, 'bot-token')).toBe('OptiAtiende ');
  expect(await saved('usá `{{x}}` y {{x}}')).toBe('usá `{{x}}` y ');
  expect(await saved('50{% de descuento {{x}}')).toBe('50{% de descuento {{x}}');
  expect(await saved('{% raw %}{{x}}{% endraw %}')).toBe('{{x}}');
  // One `raw` around code ends inside it.
  expect(await saved('{% raw %}`a` {{x}}{% endraw %}')).toBe('{% raw %}`a` {{x}}{% endraw %}');
  expect(await saved('{{contact.name}}', { message_type: 'incoming' })).toBe('{{contact.name}}');
});
