import { expect, test } from 'vitest';
import { readWebhook } from '../../../src/whatsapp/read/webhook.ts';
import { arrivedAt, only, read, sample } from './samples.ts';
test('104 names go by id, not by position', () => {
  expect(read('104').messages.map(({ sender }) => [sender.waId, sender.name])).toEqual([
    ['5491155550123', 'Ana Prueba'],
    ['12025550143', 'Ben Example'],
  ]);
});

test('105 oldest first, equal times in the order they came', () => {
  const times = read('105').messages.map(({ saidAt }) => saidAt);
  expect(times).toEqual([...times].sort());
  const same = ['a', 'b', 'c'].map((id) => ({
    id,
    from: '5491155550123',
    timestamp: '1790000000',
    type: 'text',
    text: { body: id },
  }));
  expect(readWebhook({ messages: same }, arrivedAt).messages.map(({ wamid }) => wamid)).toEqual(['a', 'b', 'c']);
});

test('108 each message knows the number it came to', () => {
  expect(new Set(read('108').messages.map(({ phoneNumberId }) => phoneNumberId)).size).toBe(2);
});

test('117 an echo of the phone app goes to the person, not from them', () => {
  expect(read('117').echoes).toMatchObject([
    { recipient: { waId: '12025550143', name: 'Ben Example' }, content: { text: 'Answered from the phone app' } },
  ]);
});

test('120 the partner envelope is passed over by its name', () => {
  expect(read('120').ignored).toEqual(['history']);
});

test('142 without metadata the message is still read', () => {
  expect(only('142').phoneNumberId).toBeNull();
});

test('145, 146, 160 what cannot be used says why', () => {
  for (const number of ['145', '146']) expect(read(number).ignored).toEqual(['message without id']);
  expect(read('160').ignored).toEqual(['message without sender']);
});

test('157, 158 the same person, however the number is written', () => {
  for (const number of ['157', '158']) expect(only(number).sender.waId).toBe('5491155550123');
});

test('161, 162 markup and instructions are plain words', () => {
  expect(only('161')).toMatchObject({
    sender: { name: '<img src=x onerror=alert(1)>' },
    content: { text: expect.stringContaining('${env.SECRET}') },
  });
  expect(only('162').content.kind).toBe('text');
});

test('164 a lone surrogate goes, the rest stays', () => {
  expect(only('164').content).toEqual({ kind: 'text', text: 'broken  emoji' });
});

test('165 keys that name prototypes change none', () => {
  expect(only('165').content).toEqual({ kind: 'text', text: 'proto' });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('calls have statuses too, which are not ours', () => {
  const calls = structuredClone(sample('077')) as { entry: { changes: { field: string }[] }[] };
  calls.entry[0]!.changes[0]!.field = 'calls';
  expect(readWebhook(calls, arrivedAt)).toMatchObject({ statuses: [], ignored: ['calls'] });
});

test('a person is joined with the other id that the webhook knows', () => {
  const contacts = [{ wa_id: '12025550143', user_id: 'US.71530922846110573928', profile: { name: ' Ben ' } }];
  const message = { id: 'w', timestamp: '1790000000', type: 'text', text: { body: 'x' } };
  const both = { waId: '12025550143', bsuid: 'US.71530922846110573928', name: 'Ben', username: null };
  for (const from of [{ from: '12025550143' }, { from_user_id: 'US.71530922846110573928' }, {}]) {
    expect(readWebhook({ contacts, messages: [{ ...message, ...from }] }, arrivedAt).messages[0]?.sender).toEqual(both);
  }
});

test('an abyss of brackets costs only itself', () => {
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as unknown;
  const good = { id: 'good', from: '12025550143', type: 'text', text: { body: 'x' } };
  const content = readWebhook({ messages: [{ ...good, id: 'deep', odd: deep }, good] }, arrivedAt);
  expect(content.messages.map(({ wamid }) => wamid)).toEqual(['good']);
  expect(content.ignored).toEqual(['message nested too deep']);
  expect(readWebhook(deep, arrivedAt).messages).toEqual([]);
});

test('an id that no index could hold is passed over', () => {
  const message = { id: 'w'.repeat(600), from: '12025550143', type: 'text', text: { body: 'x' } };
  expect(readWebhook({ messages: [message] }, arrivedAt)).toMatchObject({
    messages: [],
    ignored: ['message without id'],
  });
});

test('file names lose paths, controls and turned reading directions', () => {
  const named = (filename: string) => {
    const document = { id: '1', mime_type: 'application/pdf', filename };
    const { content } = readWebhook(
      { messages: [{ id: 'w', from: '12025550143', type: 'document', document }] },
      arrivedAt,
    ).messages[0]!;
    return content.kind === 'media' ? content.filename : undefined;
  };
  expect(named('../../etc/passwd')).toBe('passwd');
  expect(named('C:\\temp\\invoice.pdf')).toBe('invoice.pdf');
  expect(named('photo\u202egpj.exe')).toBe('photo_gpj.exe');
  expect(named('..')).toBeNull();
  expect(named(`${'a'.repeat(300)}.pdf`)).toMatch(/^a{116}.pdf$/);
});

test.each(['page', 'instagram', 'WHATSAPP_BUSINESS_ACCOUNT', '', 7, {}])(
  'a body about another object, %j, is passed over whole',
  (object) => {
    const body = sample('001') as object;
    const messages = [{ id: 'a', from: '5491155550123', type: 'text', text: { body: 'hola' } }];
    for (const foreign of [
      { ...body, object },
      { messages, object },
    ]) {
      const content = readWebhook(foreign, arrivedAt);
      expect([content.messages, content.ignored.length]).toEqual([[], 1]);
    }
    expect(readWebhook({ ...body, object: 'whatsapp_business_account' }, arrivedAt).messages).toHaveLength(1);
    expect(readWebhook({ ...body, object: undefined }, arrivedAt).messages).toHaveLength(1);
  },
);
