import { afterEach, beforeEach, expect, test } from 'vitest';
import { filePath } from '../../src/bots/http/file-path.ts';
import { addTurn, endTurn } from '../../src/store/turns.ts';
import { attached, fileOf, WA_ID } from '../media/people.ts';
import { eventually, startStack, type Stack } from '../stack.ts';

const TOKEN = 'a-token-of-our-own';
const SECRET = 'a-secret-of-both';
const picture = fileOf('image/jpeg', 700_000);
let stack: Stack;
let ids: { theirs: string; text: string; others: string };

beforeEach(async () => {
  stack = await startStack({
    bot: { answer: () => [] },
    environment: { API_TOKEN: TOKEN, BOT: 'http', BOT_URL: 'http://127.0.0.1:9/', BOT_SECRET: SECRET },
  });
  const { store } = stack.service;
  const { whatsapp } = stack.sandbox;
  const messages = async () => await store.db.selectFrom('messages').selectAll().orderBy('id').execute();
  const said = async (what: Parameters<typeof whatsapp.say>[0]) => {
    const before = (await messages()).length;
    await whatsapp.say(what);
    return await eventually(async () => (await messages())[before]);
  };
  const file = attached('foto.jpg', 'image/jpeg', picture);
  const theirs = await said({ waId: WA_ID, name: 'Rosa', file });
  const text = await said({ waId: WA_ID, name: 'Rosa', text: 'hola' });
  const others = await said({ waId: '5491155550124', name: 'Otro', file });
  ids = { theirs: theirs.id, text: text.id, others: others.id };
  await store.write(async (tx) => {
    for (const id of ['open', 'ended'])
      await addTurn(tx, {
        id,
        channel_id: 'main',
        contact_id: theirs.contact_id,
        messages: '[]',
        words: '',
        begun_at: 1,
      });
    await endTurn(tx, 'ended', { outcome: 'bot', bot: 'http', now: 2 });
  });
});
afterEach(() => stack.close());

const now = () => Date.now();
const asks = (path: string, token?: string) =>
  fetch(stack.service.url + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

test('the bytes come by the signed path, and by API_TOKEN, whether they are here or at WhatsApp', async () => {
  const signed = filePath('open', ids.theirs, SECRET, now());
  for (const [path, token] of [
    [signed, undefined],
    [signed, 'wrong'],
    [`/api/turns/open/files/${ids.theirs}`, TOKEN],
  ] as const) {
    const answer = await asks(path, token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('content-disposition')).toContain('image-');
    expect(Buffer.from(await answer.arrayBuffer()).equals(picture)).toBe(true);
  }
  // Registered, its pieces are let go here.
  await eventually(async () => {
    const kept = await stack.service.store.db.selectFrom('files').select('kept').where('kept', '>', 0).execute();
    return kept.length === 0;
  });
  expect(Buffer.from(await (await asks(signed)).arrayBuffer()).equals(picture)).toBe(true);
});

test('nobody else’s file, none of a turn that is over, none by a path that is not ours', async () => {
  const path = (turn: string, message: string, secret = SECRET, at = now()) => filePath(turn, message, secret, at);
  const cases: [path: string, token: string | undefined, status: number][] = [
    [path('ended', ids.theirs), undefined, 410],
    [`/api/turns/ended/files/${ids.theirs}`, TOKEN, 410],
    [path('open', ids.theirs, 'another-secret'), undefined, 401],
    [path('open', ids.theirs, SECRET, now() - 901_000), undefined, 401],
    // The same signature does not open another message, turn or time.
    [path('open', ids.text).replace(ids.text, ids.theirs), undefined, 401],
    [path('ended', ids.theirs).replace('ended', 'open'), undefined, 401],
    [path('open', ids.theirs).replace(/until=\d+/, `until=${Math.floor(now() / 1000) + 90_000}`), undefined, 401],
    [path('nobody', ids.theirs), undefined, 401],
    [path('open', ids.others), undefined, 404],
    [path('open', ids.text), undefined, 404],
    [path('open', 'nothing'), undefined, 404],
    [`/api/turns/open/files/${ids.theirs}`, undefined, 401],
    [`/api/turns/open/files/${ids.theirs}`, 'wrong', 401],
    [`/api/turns/open/files/${ids.theirs}?signature=`, TOKEN, 401],
    [`/api/turns/nobody/files/${ids.theirs}`, TOKEN, 404],
  ];
  for (const [at, token, status] of cases) {
    const answer = await asks(at, token);
    expect([at, answer.status]).toEqual([at, status]);
    expect(((await answer.json()) as { error: string }).error).not.toBe('');
  }
});

test('what WhatsApp keeps no more, or does not give, is told apart', async () => {
  await eventually(async () => {
    const { db } = stack.service.store;
    return (await db.selectFrom('files').select('id').where('kept', '>', 0).execute()).length === 0;
  });
  const signed = filePath('open', ids.theirs, SECRET, now());
  const { whatsapp } = stack.sandbox;
  whatsapp.faults.set([{ kind: 'fail_before', method: 'GET', path: '^/(?!health)' }]);
  expect((await asks(signed)).status).toBe(502);
  whatsapp.faults.set([]);
  for (let n = 0; n < whatsapp.state.media.size; n++) whatsapp.state.media.remove(String(1_400_000_000_000_001 + n));
  expect((await asks(signed)).status).toBe(410);
});
