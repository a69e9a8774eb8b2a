import { expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/webhook.ts';
import { arrivedAt, only, read, sample } from './samples.ts';

test('001 a plain text', () => {
  expect(only('001')).toMatchObject({
    phoneNumberId: '100000000000001',
    sender: { waId: '5491155550123', bsuid: 'AR.20417755330198264471', name: 'Ana Prueba' },
    saidAt: 1_790_000_001_000,
    replyTo: null,
    forwarded: false,
    referral: null,
    mute: null,
  });
});

test('004 a reply names what it quotes; 005 and 006 forwards quote nothing', () => {
  expect(only('004').replyTo).toMatch(/^wamid\./);
  for (const forwarded of ['005', '006']) expect(only(forwarded)).toMatchObject({ replyTo: null, forwarded: true });
});

test('008 blank text is a text', () => {
  const { content } = only('008');
  expect(content.kind === 'text' && content.text.trim()).toBe('');
});

test('009, 010, 012 say where the person came from', () => {
  expect(only('009').referral).toMatchObject({ source: 'ad', url: expect.stringMatching(/^https:/) });
  expect(only('010').referral).toEqual({ headline: 'Message us', url: 'https://fb.me/0sample1', source: 'ad' });
  expect(only('012').referral).toEqual({ headline: 'SKU-0042', url: null, source: 'product' });
});

test('013 to 022 media', () => {
  expect(only('013').content).toMatchObject({
    media: 'image',
    caption: expect.any(String),
    url: expect.stringContaining('lookaside'),
  });
  expect(only('014').content).toMatchObject({ media: 'image', caption: null, url: null });
  expect(only('016').content).toMatchObject({ media: 'audio', voice: false });
  expect(only('018').content).toMatchObject({ media: 'document', filename: expect.stringMatching(/\.pdf$/) });
  expect(only('020').content).toMatchObject({ media: 'document', filename: null });
  expect(only('021').content).toMatchObject({ media: 'sticker', animated: true });
  expect(only('022').content).toMatchObject({ media: 'image', mime: 'image/jpeg' });
});

test('025 zero coordinates are a place', () => {
  expect(only('025').content).toMatchObject({ kind: 'location', latitude: 0, longitude: 0, name: null });
});

test('026, 064, 065 cards; only the answer to our request is the own number', () => {
  expect(only('026')).toMatchObject({
    sender: { name: 'Ben Example' },
    content: { cards: [{ name: 'Carla Sample', phones: ['+54 9 11 5555-0144'] }], ownNumber: null },
  });
  expect(only('064').content).toMatchObject({ ownNumber: '12025550188', cards: [{ name: null }] });
  expect(only('065').content).toMatchObject({ ownNumber: null, cards: [{ name: 'Carla Sample' }] });
});

test('028 to 038 taps and forms', () => {
  expect(only('028').content).toMatchObject({ kind: 'choice', via: 'button' });
  expect(only('029').content).toMatchObject({ via: 'list', description: expect.any(String) });
  expect(only('030').content).toMatchObject({ via: 'list', description: null });
  expect(only('032').content).toMatchObject({ kind: 'form', data: null });
  expect(only('033').content).toMatchObject({ name: 'address_message', data: { values: { city: 'Washington' } } });
  expect(only('034').content).toMatchObject({ name: 'call_permission_reply', data: { response: 'accept' } });
  expect(only('036').content).toMatchObject({ kind: 'unsupported', type: 'interactive', reason: expect.any(String) });
  expect(only('037').content).toMatchObject({ via: 'template' });
  expect(only('038')).toMatchObject({ replyTo: null, content: { via: 'template' } });
});

test('040, 041 a reaction is taken back without an emoji or with an empty one', () => {
  for (const number of ['040', '041']) expect(only(number).content).toMatchObject({ kind: 'reaction', emoji: null });
});

test('042 an order', () => {
  expect(only('042').content).toMatchObject({
    text: 'Gift wrap please',
    items: [
      { sku: 'SKU-0042', quantity: 2, price: 30.5, currency: 'USD' },
      { sku: 'SKU-0007', quantity: 1, price: 25, currency: 'USD' },
    ],
  });
});

test('044 to 048 changes of the person are told of the old address', () => {
  expect(only('044')).toMatchObject({
    sender: { waId: '34600000042' },
    content: { change: 'number', newWaId: '34600000043' },
  });
  expect(only('045')).toMatchObject({
    sender: { waId: '5491155550123', bsuid: 'AR.20417755330198264471' },
    content: {
      change: 'number',
      newWaId: '5491155550199',
      newBsuid: 'AR.77889900112233445566',
      oldBsuid: 'AR.20417755330198264471',
    },
  });
  expect(only('046')).toMatchObject({
    sender: { waId: null, bsuid: 'US.58820017736491025543' },
    content: {
      change: 'user_id',
      newWaId: null,
      newBsuid: 'US.58820017736499999999',
      oldBsuid: 'US.58820017736491025543',
    },
  });
  expect(only('048').content).toMatchObject({ change: 'identity' });
});

test('049 to 056 unsupported, edited, deleted', () => {
  expect(only('049').content).toEqual({ kind: 'unsupported', type: 'unknown', reason: null });
  expect(only('050').content).toEqual({ kind: 'unsupported', type: 'edit', reason: null });
  expect(only('053').content).toEqual({ kind: 'unsupported', type: 'telepathy', reason: null });
  expect(only('054').content).toMatchObject({ kind: 'edit', content: { kind: 'text', text: 'I meant Tuesday' } });
  expect(only('056').content).toMatchObject({ kind: 'revoke', target: expect.stringMatching(/^wamid\./) });
});

test('057, 114 groups and the own number are not to be answered', () => {
  expect(only('057').mute).toBe('group');
  expect(only('114').mute).toBe('self');
});

test('058 to 066 people without a number', () => {
  expect(only('058').sender).toEqual({ waId: null, bsuid: 'US.58820017736491025543', name: 'Una Username' });
  expect(only('060').sender).toMatchObject({ waId: '12025550170', bsuid: 'US.40028819937465500012' });
  expect(only('061').sender).toMatchObject({ waId: null, bsuid: 'US.66554433221100998877' });
  expect(only('066').sender).toEqual({ waId: null, bsuid: 'US.58820017736491025543', name: 'Una Username' });
});

test('068, 069 no profile, no name', () => {
  for (const number of ['068', '069']) expect(only(number).sender.name).toBeNull();
});

test('072 to 074 addresses stay as received', () => {
  expect(['072', '073', '074'].map((number) => only(number).sender.waId)).toEqual([
    '5215555550177',
    '525555550178',
    '555184550188',
  ]);
});

test('084 to 090 failures carry their code where they have one', () => {
  expect(read('084').statuses[0]?.error).toMatchObject({ code: 131026 });
  expect(read('089').statuses[0]?.error?.text).not.toBe('');
  expect(read('090').statuses[0]).toMatchObject({ state: 'failed', error: null });
  expect(read('098')).toMatchObject({ statuses: [], ignored: ['status warning'] });
});

test('100 and 153 to 156 timestamps', () => {
  expect(read('100').statuses[0]?.at).toBeGreaterThan(1_780_000_000_000);
  expect(only('153').saidAt % 1000).toBe(0);
  expect(only('154').saidAt).toBeLessThan(arrivedAt + 86_400_000);
  expect(only('154').saidAt).not.toBe(arrivedAt);
  expect(only('156').saidAt).toBe(arrivedAt);
  expect(arrivedAt - only('116').saidAt).toBeGreaterThan(86_400_000);
});

test('101, 102, 124, 130 alerts', () => {
  expect(read('101').alerts).toEqual([{ code: 130429, text: expect.any(String) }]);
  expect(read('102').alerts[0]?.text).not.toBe('');
  expect(read('124').alerts).toEqual([
    {
      code: null,
      text: 'account_update: event DISABLED_UPDATE, waba_ban_state REINSTATE, waba_ban_date October 1, 2026',
    },
  ]);
  expect(read('130').alerts).toEqual([{ code: 400, text: 'template not allowed in sandbox' }]);
});

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
  const both = { waId: '12025550143', bsuid: 'US.71530922846110573928', name: 'Ben' };
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
  expect(named(`${'a'.repeat(300)}.pdf`)).toMatch(/^a{100,}….pdf$/);
});
