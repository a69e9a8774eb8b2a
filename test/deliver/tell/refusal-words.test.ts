import { expect, test } from 'vitest';
import { reasonForAgents, undelivered, windowClosed } from '../../../src/deliver/tell/refusal-words.ts';
import type { Message } from '../../../src/store/tables.ts';
import { knownAdvice } from '../../../src/whatsapp/failures/failure-table.ts';
import { words360 } from '../../providers/open.ts';

type Told = Parameters<typeof reasonForAgents>[0];
const failed = (error: string | null, more: Partial<Message> = {}): Told => ({
  author: 'agent',
  kind: 'text',
  text: 'Ya salió tu pedido',
  whatsapp_state: 'failed',
  error,
  ...more,
});

const codes = Array.from({ length: 2_500_000 }, (_, code) => code).filter(
  (code) => knownAdvice(code, words360) !== null,
);

test('every code that we know has words of its own for agents, in their language, with the code in front', () => {
  expect(codes.length).toBeGreaterThan(130);
  for (const code of codes) {
    const error = `${code}: (#${code}) Something in English`;
    for (const language of ['es', 'en'] as const) {
      const told = reasonForAgents(failed(error), language, 'wait');
      expect(told).toMatch(new RegExp(`^${code}: .{20}`));
      expect(told).not.toContain('Something');
    }
    expect(reasonForAgents(failed(error), 'es', 'wait')).not.toMatch(/\b(the|has|send|write)\b/i);
  }
});

test('a code nobody told us of keeps what WhatsApp says', () => {
  expect(reasonForAgents(failed('199999: Odd trouble'), 'es', 'wait')).toBe('199999: WhatsApp dice: «Odd trouble».');
  expect(reasonForAgents(failed(null), 'en', 'wait')).toBe('WhatsApp did not say why.');
});

test('no command is advised where none is heard', () => {
  for (const language of ['es', 'en'] as const) {
    expect(windowClosed(language, 'command')).toContain('/template');
    for (const advice of ['template', 'wait'] as const) {
      expect(windowClosed(language, advice)).toMatch(/^131047: .*24/);
      expect(windowClosed(language, advice)).not.toContain('/');
      expect(reasonForAgents(failed('131047: x'), language, advice)).toBe(windowClosed(language, advice));
    }
  }
});

test('a file, a command, and what only the operator understands', () => {
  const file = (error: string) => reasonForAgents(failed(error, { kind: 'media' }), 'es', 'wait');
  expect(file('the file is empty')).toContain('vacío');
  expect(file('the file has 120.4 MB, WhatsApp takes at most 100 MB')).toContain('100 MB');
  expect(file('the file is larger than WhatsApp takes (100 MB)')).toContain('100 MB');
  expect(file('Chatwoot answered 404')).toContain('no se pudo pasar');
  expect(reasonForAgents(failed('parameter 2 is empty', { kind: 'command' }), 'es', 'command')).toContain(
    '/template NOMBRE',
  );
  expect(reasonForAgents(failed('TypeError: x'), 'es', 'wait')).not.toContain('TypeError');
});

test('of the bot’s words the line says which', () => {
  const bots = failed('131026: Undeliverable', { author: 'bot' });
  expect(undelivered(bots, 'es', 'wait')).toMatch(
    /^⚠️ .*bot: “Ya salió tu pedido”\. Motivo: 131026: no se puede entregar/,
  );
  const late = failed('discarded: x', { author: 'bot', whatsapp_state: 'discarded' });
  expect(undelivered(late, 'en', 'wait')).toBe(
    '⚠️ The customer did not get this of the bot: “Ya salió tu pedido”. Reason: a person answers now.',
  );
});
