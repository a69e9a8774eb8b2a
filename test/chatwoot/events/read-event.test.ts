import { expect, test } from 'vitest';
import type { ChatwootEvent, EventMessage } from '../../../src/chatwoot/events/event.ts';
import { readCableEvent, readConversation, readWebhookEvent } from '../../../src/chatwoot/events/read-event.ts';
import { readPageMessage } from '../../../src/chatwoot/events/read-message.ts';
import { moment, moments, recording, tokenOf, type Moment } from '../moments.ts';

const webhooks = (it: Moment, door: string) => it.webhooks.filter((one) => one.door === door).map((one) => one.body);
const fromDoor = (it: Moment, door: string) => webhooks(it, door).map(readWebhookEvent);
const fromCable = (it: Moment) => it.cable.map((frame) => readCableEvent(frame.message, tokenOf(frame)));

/** What one door tells and another cannot: the cable the echo_id, webhooks the state and the person around a message and what changed. */
function told(event: ChatwootEvent): ChatwootEvent {
  if (event.kind === 'message') {
    const message = { ...event.message, echoId: null, status: null };
    // The survey's link stands in webhooks only, in the account's language.
    return {
      ...event,
      message: message.contentType === 'input_csat' ? { ...message, content: '' } : message,
      conversation: null,
      person: null,
    };
  }
  // Each is made from the row as it stands then: of one act they may show different times.
  return event.kind === 'conversation' ? { ...event, state: { ...event.state, changed: [], updatedAt: 0 } } : event;
}
const key = (event: ChatwootEvent) => JSON.stringify(told(event));
const sorted = (events: ChatwootEvent[]) => events.map(key).sort();
/** Notes and contacts are no business of the contact's own stream. */
const forContact = (event: ChatwootEvent) =>
  event.kind === 'message' ? !event.message.private : event.kind !== 'contact' && event.kind !== 'ignored';

const short = (event: ChatwootEvent) =>
  [event.kind, 'what' in event ? event.what : null, event.kind === 'message' ? event.message.type : null]
    .filter((one) => one !== null)
    .join(' ');

test.each(moments)('$file: both doors and the cable say the same', (it) => {
  const account = fromDoor(it, '/account-hook');
  const inbox = fromDoor(it, '/inbox-hook');
  const cable = fromCable(it);
  for (const event of [...account, ...inbox, ...cable]) expect(event.kind).not.toBe('ignored');
  expect(sorted(inbox)).toEqual(sorted(account.filter((event) => event.kind !== 'contact')));
  // Nobody was subscribed to a contact just made.
  const unheard = it.cable.length === 0 && /^(76|94)-/.test(it.file);
  if (!unheard) expect(sorted(cable)).toEqual(sorted(account.filter(forContact)));
  for (const event of cable) {
    expect(event).toMatchObject({ accountId: 1, conversationId: expect.any(Number), token: tokenOf(it.cable[0]!) });
  }
});

test.each([
  ['01', ['conversation created']],
  ['02', ['message created incoming', 'contact updated']],
  ['04', ['message created outgoing', 'conversation updated']],
  ['06', ['message created outgoing']],
  ['15', ['conversation status_changed', 'conversation updated']],
  ['27', ['message updated outgoing', 'message updated outgoing']],
  ['29', ['typing']],
  ['30', []],
  ['32', ['contact updated']],
  ['39', []],
  ['62', ['conversation updated', 'conversation status_changed', 'message created template']],
])('moment %s is %j', (number, kinds) => {
  expect(fromDoor(moment(number), '/account-hook').map(short)).toEqual(kinds);
});

const messageOf = (event: ChatwootEvent | undefined): EventMessage => {
  if (event?.kind !== 'message') throw new Error('no message');
  return event.message;
};
const firstMessage = (number: string) =>
  messageOf(fromDoor(moment(number), '/account-hook').find((e) => e.kind === 'message'));
const firstOnCable = (number: string) => messageOf(fromCable(moment(number)).find((e) => e.kind === 'message'));

test('an agent’s answer, whole', () => {
  expect(fromDoor(moment('04'), '/account-hook')[0]).toEqual({
    kind: 'message',
    what: 'created',
    accountId: 1,
    inboxId: 1,
    sourceId: '5491155550040',
    token: '4u51HfxLrk6Xxpb1UWEXcG5n',
    conversationId: 8,
    person: { contactId: 21, name: 'Elena', phone: '+5491155550040' },
    message: {
      id: 76,
      type: 'outgoing',
      private: false,
      content: 'Hola **Elena**, ¿en qué te ayudo?\n- uno\n- dos',
      contentType: 'text',
      deleted: false,
      externalError: null,
      attributesEmpty: true,
      inReplyTo: null,
      sourceId: null,
      echoId: null,
      status: 'sent',
      sender: { id: 1, kind: 'user', name: 'Ana Ruiz' },
      attachments: [],
      items: [],
      createdAt: 1_795_342_307_000,
    },
    conversation: {
      status: 'open',
      assigneeId: null,
      assigneeIsBot: false,
      assigneeName: null,
      teamId: null,
      labels: [],
      updatedAt: expect.closeTo(1_795_342_307_678, -1),
      uuid: null,
      changed: [],
    },
  });
});

test('who sent it', () => {
  expect(firstMessage('02').sender).toEqual({ id: 21, kind: 'contact', name: 'Elena' });
  expect(firstMessage('08').sender).toEqual({ id: 1, kind: 'agent_bot', name: 'OptiAtiende' });
  expect(firstOnCable('08')).toMatchObject({ sourceId: 'wamid.BOT1', echoId: 'echo-88', type: 'outgoing' });
  expect(firstMessage('60')).toMatchObject({ type: 'incoming' });
  expect(firstMessage('62')).toMatchObject({ type: 'template', sender: null, contentType: 'input_csat' });
});

test('notes, quotes, deletions, failures and Retry', () => {
  expect(firstMessage('06').private).toBe(true);
  expect(firstMessage('07')).toMatchObject({ inReplyTo: 76, attributesEmpty: false });
  expect(firstMessage('28')).toMatchObject({ deleted: true, attributesEmpty: false });
  expect(firstOnCable('26')).toMatchObject({ status: 'failed', externalError: '131047: fuera de las 24 horas' });
  for (const event of [...fromCable(moment('27')), ...fromDoor(moment('27'), '/inbox-hook')]) {
    expect(messageOf(event)).toMatchObject({ id: 94, status: 'sent', externalError: null, attributesEmpty: true });
  }
});

test('a webhook about an older message tells no status, since none stands in it', () => {
  expect(fromDoor(moment('22'), '/inbox-hook').map((e) => messageOf(e).status)).toEqual([null]);
  expect(firstOnCable('22').status).toBe('delivered');
});

test('an agent’s file', () => {
  expect(firstMessage('05').attachments).toEqual([
    {
      id: 31,
      fileType: 'image',
      url: expect.stringContaining('https://chatwoot.example.com/rails/active_storage/blobs/redirect/'),
      contentType: 'image/png',
      size: 70,
      name: 'precio.png',
      title: null,
      latitude: null,
      longitude: null,
    },
  ]);
});

test('assignee, labels and status, with the time that tells the newer of two', () => {
  const state = (number: string, n = 0) => {
    const event = fromDoor(moment(number), '/account-hook')[n];
    if (event?.kind !== 'conversation') throw new Error('no conversation');
    return event.state;
  };
  const assigned = state('10');
  expect(assigned).toMatchObject({ assigneeId: 2, assigneeIsBot: false, assigneeName: 'Luis Vega', labels: [] });
  expect(assigned.changed).toEqual(['assignee_id', 'updated_at']);
  expect(assigned.updatedAt).toBeCloseTo(1_795_342_323_259.3322, 3);
  expect(state('11').assigneeId).toBeNull();
  expect(state('12').labels).toEqual(['humano']);
  expect(state('15')).toMatchObject({ status: 'pending', changed: [] });
  expect(state('15', 1)).toMatchObject({ status: 'pending', changed: ['status', 'updated_at'] });
  expect(state('19').status).toBe('snoozed');
});

test('a bot as assignee, a team, and the word of old releases for pending', () => {
  const body = structuredClone(moment('10').webhooks[0]!.body);
  Object.assign(body, { status: 'bot' });
  Object.assign(body.meta as object, {
    assignee_type: 'AgentBot',
    assignee: { id: 1, name: 'Bot' },
    team: { id: 4, name: 'ventas' },
  });
  expect(readWebhookEvent(body)).toMatchObject({
    state: { status: 'pending', assigneeId: 1, assigneeIsBot: true, teamId: 4 },
  });
});

test('the API’s answer about a conversation', () => {
  expect(readConversation(moment('30').answer)).toMatchObject({
    status: 'open',
    uuid: 'f8d9e1e4-9dfb-4e98-972d-d00f8fe5d0e1',
    labels: [],
    assigneeId: null,
  });
});

test('a renamed and a blocked contact', () => {
  expect(fromDoor(moment('32'), '/account-hook')[0]).toEqual({
    kind: 'contact',
    what: 'updated',
    accountId: 1,
    contactId: 21,
    name: 'Elena Paz',
    phone: '+5491155550040',
    identifier: null,
    blocked: false,
    changed: ['name', 'updated_at'],
  });
  expect(fromDoor(moment('33'), '/account-hook')[0]).toMatchObject({ blocked: true });
});

test('a page tells the same message as the events, but its status', () => {
  const page = recording<{ public_messages: { id: number }[] }>('templates-public').public_messages;
  const events = ['60', '61', '62'].flatMap((number) => fromCable(moment(number))).filter((e) => e.kind === 'message');
  const read = page.map(readPageMessage);
  expect(read).toEqual(events.map(({ message }) => ({ ...message, status: null })));
});

test('the application API’s answer to a POST is a message too', () => {
  expect(readPageMessage(moment('05').answer)).toEqual(firstOnCable('05'));
});
