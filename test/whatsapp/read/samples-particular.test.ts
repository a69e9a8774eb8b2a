import { expect, test } from 'vitest';
import { arrivedAt, only, read } from './samples.ts';

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
  expect(only('010').referral).toMatchObject({ headline: 'Message us', url: 'https://fb.me/0sample1', source: 'ad' });
  expect(only('012').referral).toMatchObject({ headline: 'SKU-0042', url: null, source: 'product' });
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
  expect(only('058').sender).toEqual({
    waId: null,
    bsuid: 'US.58820017736491025543',
    name: 'Una Username',
    username: '@una.sample',
  });
  expect(only('060').sender).toMatchObject({ waId: '12025550170', bsuid: 'US.40028819937465500012' });
  expect(only('061').sender).toMatchObject({ waId: null, bsuid: 'US.66554433221100998877' });
  expect(only('066').sender).toMatchObject({ waId: null, bsuid: 'US.58820017736491025543', name: 'Una Username' });
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
