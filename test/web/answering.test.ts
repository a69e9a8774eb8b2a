import { expect, test } from 'vitest';
import type { DeskMessage } from '../../src/sandbox/types.ts';
import { whoAnswers } from '../../web/sandbox/state/answering.ts';

const message = (content: string, facts: Partial<DeskMessage>): DeskMessage => ({
  id: 1,
  type: 'incoming',
  content,
  private: false,
  senderName: null,
  senderKind: 'contact',
  at: 0,
  ...facts,
});
const customer = message('hola', {});
const bot = message('🤖 ¡Hola!', {});
const agent = message('Buenas', { type: 'outgoing', senderKind: 'user' });
const note = message('ojo', { type: 'outgoing', senderKind: 'user', private: true });
const notice = message('🔔 Ahora atiende una persona: el cliente pidió hablar con una persona.', {});
const line = (content: string) => message(content, { type: 'activity', senderKind: null });
const resolved = line('La conversación fue marcada como resuelta por Ana Ruiz');
const pending = line('La conversación fue marcada como pendiente por Ana Ruiz');
const opened = line('La conversación fue reabierta por Ana Ruiz');
const taken = line('Ana Ruiz auto asignó esta conversación');

test.each<[string, DeskMessage[], 'bot' | 'person']>([
  ['nobody yet', [], 'bot'],
  ['the customer alone', [customer], 'bot'],
  ['an answer of the bot', [customer, bot], 'bot'],
  ['an answer of a person', [customer, bot, agent, customer], 'person'],
  ['a note alone', [customer, bot, note], 'bot'],
  ['a hand-over told to agents', [customer, bot, notice, customer], 'person'],
  ['a hand-over announced to the customer', [customer, bot, taken, bot], 'person'],
  ['a late word of the bot', [customer, agent, bot], 'person'],
  ['opened out of pending', [bot, pending, opened, bot], 'person'],
  ['opened after it was resolved', [bot, pending, resolved, opened], 'bot'],
  ['resolved', [agent, resolved], 'bot'],
  ['resolved, then the bot', [agent, resolved, customer, bot], 'bot'],
  ['set to pending', [agent, pending], 'bot'],
  ['reopened by a person answering', [resolved, opened, agent], 'person'],
  ['taken', [bot, taken], 'person'],
  ['given to somebody', [bot, line('Asignado a Luis Vega por Ana Ruiz')], 'person'],
  ['given back, which alone changes nothing', [agent, line('Conversación no asignada por Ana Ruiz')], 'person'],
  ['labelled', [bot, line('Ana Ruiz agregó humano')], 'person'],
  ['another label', [bot, line('Ana Ruiz agregó vip')], 'bot'],
  ['label taken away', [agent, line('Ana Ruiz eliminó a humano')], 'bot'],
])('tells who answers after: %s', (_, messages, who) => {
  const conversation = { id: 1, status: 'open' as const, contactName: null, sourceId: '5491155501234' };
  expect(whoAnswers({ ...conversation, messages })).toBe(who);
});

test('taken out of its hands while pending, it is the bot that answers', () => {
  const messages = [bot, pending, taken, line('Conversación no asignada por Ana Ruiz')];
  const conversation = { id: 1, contactName: null, sourceId: '5491155501234', messages };
  expect(whoAnswers({ ...conversation, status: 'pending' })).toBe('bot');
  expect(whoAnswers({ ...conversation, status: 'open' })).toBe('person');
});
