import { expect, test } from 'vitest';
import { peopleInBody } from '../../../src/whatsapp/read/people-in-body.ts';
import { body, status, text } from '../../intake/inbound.ts';

const of = (value: object, field?: string) => {
  const found = peopleInBody(body(value, field));
  return found && [...found].sort();
};

test('everybody by all the names a body tells, in one spelling of a number', () => {
  expect(of({ messages: [text('w1', 'hola')] })).toEqual(['number 541155550123']);
  expect(of({ messages: [text('w1', 'hola', { from: '541155550123' })] })).toEqual(['number 541155550123']);
  expect(of({ statuses: [status('w1', 'read')] })).toEqual(['number 541155550123']);
  expect(of({ message_echoes: [{ id: 'w2', to: '5215512345678' }] }, 'smb_message_echoes')).toEqual([
    'number 525512345678',
  ]);
  const contacts = [{ wa_id: '5491155550123', user_id: 'AR.1' }];
  expect(of({ contacts, messages: [{ ...text('w1', 'hola'), from_user_id: 'AR.1' }] })).toEqual([
    'id AR.1',
    'number 541155550123',
  ]);
  const both = [text('w1', 'hola'), text('w2', 'hola', { from: '5491155550199' })];
  expect(of({ messages: both })).toEqual(['number 541155550123', 'number 541155550199']);
});

test.each<[string, unknown]>([
  ['a number that changes', body({ messages: [{ ...text('w1', ''), type: 'system' }] })],
  ['a group', body({ messages: [{ ...text('w1', 'hola'), group_id: 'g@g.us' }] })],
  ['news of what was sent to a group', body({ statuses: [{ ...status('w1', 'read'), recipient_type: 'group' }] })],
  ['somebody without a number', body({ messages: [{ id: 'w1', from_user_id: 'AR.1', type: 'text' }] })],
  ['an id in place of a number', body({ messages: [text('w1', 'hola', { from: 'AR.13491208655302741918' })] })],
  ['news without a recipient', body({ statuses: [{ id: 'w1', status: 'read' }] })],
  ['a wish about marketing', body({ user_preferences: [{ wa_id: '5491155550123' }] }, 'user_preferences')],
  ['another field', body({ messages: [] }, 'calls')],
  ['nobody', body({ messages: [] })],
  ['the flat shape', { messages: [text('w1', 'hola')] }],
  ['no object', 'hola'],
])('%s may be about anybody', (_, value) => {
  expect(peopleInBody(value)).toBeNull();
});
