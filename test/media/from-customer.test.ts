import { afterEach, expect, test } from 'vitest';
import type { Say } from '../../src/sandbox/page-types.ts';
import { eventually, startOn, startStack, type Stack } from '../stack.ts';
import { attached, contents, fileOf, inChatwoot, registered, WA_ID } from './people.ts';
import { smallDoor } from './small-door.ts';

let stack: Stack;
afterEach(() => stack.close());

const QUIET = { answer: () => [] };
const open = async (given: Parameters<typeof startStack>[0] = {}) => {
  stack = await startStack({ bot: QUIET, ...given });
};
const say = (what: Omit<Say, 'waId'>) => stack.sandbox.whatsapp.say({ waId: WA_ID, name: 'Rosa', ...what });
const file = () => stack.service.store.db.selectFrom('files').selectAll().executeTakeFirst();

const kinds = [
  { name: 'foto.jpg', mime: 'image/jpeg', type: 'image', caption: 'mirá', shown: /^image-[0-9a-f]{8}\.jpg$/ },
  { name: 'v.ogg', mime: 'audio/ogg', type: 'audio', voice: true, shown: /^voice-[0-9a-f]{8}\.ogg$/ },
  { name: 'tema.mp3', mime: 'audio/mpeg', type: 'audio', shown: /^audio-[0-9a-f]{8}\.mp3$/ },
  { name: 'v.mp4', mime: 'video/mp4', type: 'video', caption: 'video', shown: /^video-[0-9a-f]{8}\.mp4$/ },
  { name: '../Ficha 1.pdf', mime: 'application/pdf', type: 'file', caption: 'la ficha', shown: /^Ficha 1\.pdf$/ },
  { name: 's.webp', mime: 'image/webp', type: 'image', shown: /^sticker-[0-9a-f]{8}\.webp$/ },
] as const;

test('every kind of file arrives byte for byte, with name, type and caption, in order with what was said', async () => {
  await open();
  await say({ text: 'antes' });
  for (const { name, mime, ...more } of kinds) {
    const given = {
      ...('caption' in more ? { caption: more.caption } : {}),
      ...('voice' in more ? { voice: more.voice } : {}),
    };
    await say({ file: attached(name, mime, fileOf(mime), given) });
    await say({ text: `después de ${mime}` });
  }
  const all = await registered(stack, 1 + 2 * kinds.length);
  expect(all.map(({ content }) => content)).toEqual([
    'antes',
    ...kinds.flatMap((kind) => ['caption' in kind ? kind.caption : null, `después de ${kind.mime}`]),
  ]);
  for (const [i, kind] of kinds.entries()) {
    const attachments = all[1 + 2 * i]?.attachments ?? [];
    expect(attachments).toHaveLength(1);
    const [got] = attachments;
    expect(Buffer.from(got?.bytes ?? []).equals(fileOf(kind.mime)), kind.mime).toBe(true);
    expect(got?.filename).toMatch(kind.shown);
    expect(got?.fileType).toBe(kind.type);
  }
  // What Chatwoot has is not kept twice.
  await eventually(async () => {
    const rows = await stack.service.store.db.selectFrom('files').select(['state', 'kept']).execute();
    return rows.length === kinds.length && rows.every((row) => row.state === 'ready' && row.kept === 0);
  });
  expect(await stack.service.store.db.selectFrom('pieces').select('number').execute()).toEqual([]);
});

test('where the address of the webhook is dead the file is found by its id', async () => {
  await open();
  stack.sandbox.whatsapp.faults.set([{ kind: 'not_found', path: 'attachments', times: 1 }]);
  await say({ file: attached('a.pdf', 'application/pdf', fileOf('application/pdf')) });
  const [message] = await registered(stack, 1);
  expect(message?.attachments).toHaveLength(1);
});

test('a file that is gone for good is registered as text with the reason', async () => {
  await open();
  stack.sandbox.whatsapp.faults.set([{ kind: 'not_found', method: 'GET' }]);
  await say({ file: attached('a.pdf', 'application/pdf', fileOf('application/pdf'), { caption: 'la ficha' }) });
  const [message] = await registered(stack, 1);
  expect(message?.attachments).toEqual([]);
  expect(message?.content).toMatch(/a\.pdf/);
  expect(message?.content).toMatch(/la ficha/);
  expect(message?.content).toMatch(/⚠️ El archivo no se pudo pasar/);
  // No problem for the operator: the conversation says it.
  const problems = await stack.service.store.db
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', 'problem')
    .execute();
  expect(problems).toEqual([]);
});

for (const kind of ['fail_after', 'hang_after', 'cut_after'] as const) {
  test(`${kind} of a post with files: it is there once, what follows behind it`, async () => {
    await open();
    await say({ text: 'antes' });
    await registered(stack, 1);
    stack.sandbox.chatwoot.faults.set([{ kind, method: 'POST', path: '/messages$', times: 1 }]);
    await say({ file: attached('a.jpg', 'image/jpeg', fileOf('image/jpeg')) });
    await say({ text: 'después' });
    // A call that hangs is cut by the caller leaving: after a minute for files, so it is made to leave sooner.
    if (kind === 'hang_after') {
      await eventually(() => inChatwoot(stack).length === 2);
      stack.sandbox.chatwoot.faults.set([]);
      await stack.service.stop();
      stack.service = await startOn(stack.environment, QUIET);
    }
    await eventually(() => contents(stack).includes('después'));
    expect(contents(stack)).toEqual(['antes', null, 'después']);
    expect(inChatwoot(stack)[1]?.attachments).toHaveLength(1);
  });
}

test('a file that is too large for Chatwoot is registered as text with the reason, and its bytes are let go', async () => {
  await open();
  const door = await smallDoor(stack.sandbox.chatwoot.url, 20_000);
  try {
    await stack.service.stop();
    stack.service = await startOn({ ...stack.environment, CHATWOOT_URL: door.url, CHATWOOT_CABLE: 'false' }, QUIET);
    stack.sandbox.setWebhook(stack.service.url + stack.service.webhookPath);
    await say({ file: attached('a.pdf', 'application/pdf', fileOf('application/pdf', 50_000)) });
    await say({ file: attached('b.pdf', 'application/pdf', fileOf('application/pdf', 5_000)) });
    const [large, small] = await registered(stack, 2);
    expect(large?.attachments).toEqual([]);
    expect(large?.content).toMatch(/a\.pdf.*\n⚠️ El archivo no se pudo pasar/s);
    expect(small?.attachments).toHaveLength(1);
    await eventually(async () => (await file())?.kept === 0);
    expect(await file()).toMatchObject({ state: 'failed' });
  } finally {
    await stack.service.stop();
    await door.close();
  }
});

test('with Chatwoot off nothing is fetched', async () => {
  await open({ environment: { CHATWOOT_ENABLED: 'false' } });
  await say({ file: attached('a.jpg', 'image/jpeg', fileOf('image/jpeg')) });
  await eventually(async () =>
    stack.service.store.db.selectFrom('messages').select('id').where('kind', '=', 'media').executeTakeFirst(),
  );
  expect(await file()).toBeUndefined();
  expect(stack.sandbox.whatsapp.requests.log.filter(({ method }) => method === 'GET')).toEqual([]);
});
