import { expect, test } from 'vitest';
import type { SandboxState } from '../../src/sandbox/page-types.ts';
import type { DeskMessage } from '../../src/sandbox/types.ts';
import { authorOf } from '../../web/sandbox/state/author.ts';
import { tallyOf } from '../../web/sandbox/state/tally.ts';

const message = (facts: Partial<DeskMessage>): DeskMessage => ({
  id: 1,
  type: 'incoming',
  content: 'hola',
  private: false,
  senderName: 'Ana Ríos',
  at: 0,
  ...facts,
});

test.each<[Partial<DeskMessage>, string]>([
  [{}, 'customer'],
  [{ content: '🤖 ¡Hola!' }, 'bot'],
  [{ content: null }, 'customer'],
  [{ type: 'outgoing', content: '¡Hola!', senderKind: 'agent_bot' }, 'bot'],
  [{ type: 'outgoing', senderKind: 'user' }, 'agent'],
  [{ type: 'template', content: 'Bienvenida', senderKind: null }, 'auto'],
  [{ content: '🔔 Ahora atiende una persona: una persona respondió.' }, 'notice'],
  [{ content: '⚠️ No se entregó en WhatsApp: 131047' }, 'notice'],
  [{ content: '⏰ Nadie respondió todavía' }, 'notice'],
  [{ content: '🗒️ 📎 Fuentes: faq.md › ¿Hacen envíos?' }, 'notice'],
  [{ content: '↪ 📝 «quería saber si abren»' }, 'notice'],
  // Only what the service writes so: a customer may send an arrow.
  [{ content: '↪ mirá esto' }, 'customer'],
  [{ type: 'outgoing', private: true, content: '🔔 Ahora atiende una persona', senderKind: 'agent_bot' }, 'note'],
  [{ type: 'outgoing', private: true }, 'note'],
  [{ type: 'activity', content: 'Conversation was resolved' }, 'activity'],
])('tells who said %j: %s', (facts, author) => {
  expect(authorOf(message(facts))).toBe(author);
});

test('counts both sides over every conversation, without notes and activities', () => {
  const conversation = { status: 'open' as const, contactName: 'Ana Ríos', sourceId: '5491155501234' };
  const state: SandboxState = {
    person: { waId: '5491155501234', name: 'Ana Ríos' },
    phone: [
      { id: 'a', from: 'customer', text: 'hola', at: 0, state: 'read' },
      { id: 'b', from: 'business', text: '¡Hola!', at: 0, state: 'read' },
    ],
    typing: false,
    conversations: [
      {
        ...conversation,
        id: 1,
        messages: [message({}), message({ content: '🤖 ¡Hola!' }), message({ type: 'activity' })],
      },
      { ...conversation, id: 2, messages: [message({}), message({ type: 'outgoing', private: true })] },
    ],
    faults: { whatsapp: [], chatwoot: [] },
    run: 'one',
    channels: [],
    channel: 'main',
    inbox: [],
    service: null,
  };
  expect(tallyOf(state)).toEqual({
    whole: true,
    said: { phone: 1, desk: 2 },
    answered: { phone: 1, desk: 1, toPhone: 0, toDesk: 0, failed: 0 },
  });

  const long = Array.from({ length: 200 }, () => message({}));
  expect(tallyOf({ ...state, conversations: [{ ...conversation, id: 1, messages: long }] }).whole).toBe(false);
});
