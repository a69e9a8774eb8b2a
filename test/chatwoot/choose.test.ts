import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseConversation, lastIds, lastIncomingId } from '../../src/chatwoot/choose.ts';
import type { Conversation, Message } from '../../src/chatwoot/api/shapes.ts';

const said = (id: number, created_at: number, message_type = 0): Message => ({
  id,
  content: 'x',
  message_type,
  created_at,
});
const conversation = (id: number, status: string, messages: Message[] = [], inbox_id = 1): Conversation => ({
  id,
  status,
  messages,
  inbox_id,
});

test('none, one', () => {
  expect(chooseConversation([])).toBeNull();
  expect(chooseConversation([conversation(3, 'resolved')])?.id).toBe(3);
});

test('one not resolved before a resolved one with newer messages', () => {
  const list = [conversation(1, 'resolved', [said(9, 900)]), conversation(2, 'snoozed', [said(1, 100)])];
  expect(chooseConversation(list)?.id).toBe(2);
  expect(chooseConversation([conversation(1, 'resolved', [said(9, 900)]), conversation(2, 'pending')])?.id).toBe(2);
});

test('then the newest message, wherever in the conversation it stands; one without messages is the oldest', () => {
  const list = [
    conversation(1, 'open', [said(5, 500), said(2, 200)]),
    conversation(2, 'open', [said(3, 300), said(4, 400)]),
    conversation(3, 'open'),
  ];
  expect(chooseConversation(list)?.id).toBe(1);
  expect(chooseConversation(list.slice(1))?.id).toBe(2);
});

test('in the same second the higher message id decides; without messages the higher conversation id', () => {
  const list = [conversation(2, 'open', [said(7, 500)]), conversation(1, 'open', [said(8, 500)])];
  expect(chooseConversation(list)?.id).toBe(1);
  expect(chooseConversation([conversation(5, 'open'), conversation(4, 'open')])?.id).toBe(5);
  expect(chooseConversation([conversation(4, 'open'), conversation(5, 'open')])?.id).toBe(5);
});

test('those of another inbox are passed over where ours is known', () => {
  const list = [conversation(1, 'open', [said(9, 900)], 2), conversation(2, 'resolved', [], 1)];
  expect(chooseConversation(list, 1)?.id).toBe(2);
  expect(chooseConversation(list)?.id).toBe(1);
  expect(chooseConversation(list, 3)).toBeNull();
});

test('the order of the list and of the messages never matters', () => {
  const message = fc.record({
    id: fc.integer({ min: 1, max: 5 }),
    content: fc.constant('x'),
    message_type: fc.integer({ min: 0, max: 3 }),
    created_at: fc.integer({ min: 100, max: 101 }),
  });
  const one = fc.record({
    id: fc.integer({ min: 1, max: 1000 }),
    status: fc.constantFrom('open', 'resolved', 'pending', 'snoozed'),
    inbox_id: fc.constant(1),
    messages: fc.array(message, { maxLength: 2 }),
  });
  const shuffled = fc
    .uniqueArray(one, { selector: (it) => it.id, minLength: 2, maxLength: 5 })
    .chain((list) =>
      fc.record({ list: fc.constant(list), other: fc.shuffledSubarray(list, { minLength: list.length }) }),
    );
  fc.assert(
    fc.property(shuffled, ({ list, other }) => {
      const turned = other.map((it) => ({ ...it, messages: it.messages.toReversed() }));
      const chosen = chooseConversation(list);
      expect(chooseConversation(turned)?.id).toBe(chosen?.id);
      if (list.some((it) => it.status !== 'resolved')) expect(chosen?.status).not.toBe('resolved');
    }),
    { numRuns: 500 },
  );
});

test('the last ids of each side; templates are Chatwoot’s, activity is nobody’s', () => {
  const messages = [said(4, 1), said(9, 1, 2), said(2, 1), said(6, 1, 1), said(7, 1, 3)];
  expect(lastIds(messages)).toEqual({ incoming: 4, outgoing: 7 });
  expect(lastIds([])).toEqual({ incoming: 0, outgoing: 0 });
  expect(lastIncomingId(conversation(1, 'open', messages))).toBe(4);
});
