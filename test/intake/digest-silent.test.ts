import { expect, test } from 'vitest';
import { body, text } from './inbound.ts';
import { contacts, kinds, messages, take, withDigests } from './digest-setup.ts';

withDigests();

const message = (id: string, more: object) => ({ id, from: '5491155550123', timestamp: '1790000000', ...more });
const now = () => String(Math.floor(Date.now() / 1_000));

const acts = [
  ...['pin_in_chat', 'keep_in_chat', 'ephemeral', 'pin', 'unpin_in_chat', 'poll_update', 'undo_keep_in_chat'],
  ...['reaction', 'protocol', 'pinInChatMessage', 'PIN_IN_CHAT', 'e2e_notification', 'call_log'],
];

test.each(acts)(
  '%s is kept, and neither answered nor shown, in both forms in which WhatsApp tells it',
  async (type) => {
    const told = { type: 'unsupported', unsupported: { type }, errors: [{ code: 131051, title: 'unknown' }] };
    const given = type === 'reaction' ? [] : [message('w1', { type, timestamp: now() })];
    await take(body({ messages: [...given, message('w2', { ...told, timestamp: now() })] }));
    expect(await kinds()).toEqual([]);
    for (const row of await messages())
      expect(row).toMatchObject({ kind: 'silent', chatwoot_state: 'off', answered_at: expect.any(Number) });
    expect(await messages()).toHaveLength(given.length + 1);
    expect(await contacts()).toMatchObject([{ last_inbound_at: null }]);
  },
);

test('an edit that WhatsApp does not show is shown as one, and not answered', async () => {
  const edit = { type: 'unsupported', unsupported: { type: 'edit' }, errors: [{ code: 131051 }] };
  await take(body({ messages: [message('w1', { ...edit, timestamp: now() })] }));
  expect(await kinds()).toEqual(['register']);
  expect(await messages()).toMatchObject([{ kind: 'silent', text: expect.stringContaining('editó un mensaje') }]);
});

test('what we do not know may have words in it: it is shown and answered', async () => {
  const told = { type: 'unsupported', unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] };
  await take(
    body({
      messages: [message('w1', { ...told, timestamp: now() }), message('w2', { type: 'telepathy', timestamp: now() })],
    }),
  );
  expect((await kinds()).sort()).toEqual(['register', 'register', 'turn', 'turn']);
});

test('an opened chat waits for its greeting', async () => {
  await take(body({ messages: [message('w1', { type: 'request_welcome', timestamp: now() })] }));
  expect((await kinds()).sort()).toEqual(['register', 'turn']);
  expect(await messages()).toMatchObject([{ kind: 'welcome', text: '👋 abrió el chat', answered_at: null }]);
});

test('a message in a group opens nobody’s 24 hours', async () => {
  await take(body({ messages: [{ ...text('w1', 'hola'), group_id: 'g' }] }));
  expect(await contacts()).toMatchObject([{ last_inbound_at: null }]);
  expect(await messages()).toMatchObject([{ text: expect.stringMatching(/^👥 .+\nhola$/) }]);
});

test('a username stands in for a name that is not there, and gives way to one', async () => {
  const from = (profile: object) => ({ contacts: [{ wa_id: '5491155550123', profile }] });
  await take(body({ messages: [text('w1', 'a')], ...from({ name: '\u3164\u200b', username: 'ana.prueba' }) }));
  expect(await contacts()).toMatchObject([{ name: '@ana.prueba' }]);
  await take(body({ messages: [text('w2', 'b')], ...from({ username: '@ana2' }) }));
  expect(await contacts()).toMatchObject([{ name: '@ana2' }]);
  await take(body({ messages: [text('w3', 'c')], ...from({ name: 'Ana', username: '@ana2' }) }));
  expect(await contacts()).toMatchObject([{ name: 'Ana' }]);
  await take(body({ messages: [text('w4', 'd')], ...from({ name: ' \u2800', username: '@ana3' }) }));
  expect(await contacts()).toMatchObject([{ name: 'Ana' }]);
});
