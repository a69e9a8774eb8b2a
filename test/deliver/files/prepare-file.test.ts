import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadFile } from '../../../src/chatwoot/download/download.ts';
import { fileGate } from '../../../src/deliver/files/file-gate.ts';
import { fileVerdict, prepareFile, type FilePart } from '../../../src/deliver/files/prepare-file.ts';
import { startSandboxWhatsApp, type SandboxWhatsApp } from '../../../src/sandbox/whatsapp/server.ts';
import { open360, words360 } from '../../providers/open.ts';
import { emptyStore, type TestStore } from '../../store/databases.ts';
import { fileOf } from '../../media/people.ts';

/** A Chatwoot that gives out one file, and another host that must never be asked. */
let home: {
  url: string;
  asked: string[];
  server: Server;
  answer: { status: number; headers?: Record<string, string> };
};
let foreign: typeof home;
let whatsapp: SandboxWhatsApp;
let db: TestStore;

async function host(): Promise<typeof home> {
  const asked: string[] = [];
  const answer: (typeof home)['answer'] = { status: 200 };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(answer.status, { 'content-type': 'application/pdf', ...answer.headers });
    response.end(fileOf('application/pdf'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  return { url: `http://127.0.0.1:${address.port}`, asked, server, answer };
}

beforeEach(async () => {
  home = await host();
  foreign = await host();
  whatsapp = await startSandboxWhatsApp();
  db = await emptyStore();
});
afterEach(async () => {
  await db.close();
  await whatsapp.close();
  home.server.close();
  foreign.server.close();
});

async function prepare(url: string, more: Partial<FilePart> = {}) {
  const { store } = db;
  await store.write(async (tx) => {
    const row = {
      message_id: 'm1',
      position: 0,
      state: 'wanted' as const,
      source: JSON.stringify({ url }),
      name: 'a.pdf',
    };
    await tx.insertInto('files').values(row).execute();
    await tx
      .insertInto('sends')
      .values({ id: 'm1', message_id: 'm1', part: 0, payload: '{}', state: 'queued' })
      .execute();
  });
  const provider = open360(whatsapp, 2_000);
  const download = (from: string) => downloadFile(from, { url: home.url, maxBytes: 100_000, timeoutMs: 2_000 });
  const part = await prepareFile(
    { id: 'm1' },
    { file: 1, ...more },
    { store, provider, download, gate: fileGate() },
    store,
  );
  const send = await store.db.selectFrom('sends').select('payload').executeTakeFirstOrThrow();
  return { part, kept: JSON.parse(send.payload) as unknown };
}
const failure = async (url: string) =>
  await prepare(url).then(
    () => null,
    (error: unknown) => error,
  );

test('what is uploaded is kept in the send: a retry sends the same', async () => {
  const { part, kept } = await prepare(`${home.url}/rails/active_storage/blobs/x/a.pdf`, { caption: 'la ficha' });
  expect(part).toMatchObject({ type: 'document', document: { filename: 'a.pdf', caption: 'la ficha' } });
  expect(kept).toEqual(part);
  expect(whatsapp.state.media.size).toBe(1);
});

test('a file on another host is never asked for', async () => {
  const away = await failure(`${foreign.url}/secret.pdf`);
  expect(fileVerdict(away, 1, 0, words360)).toMatchObject({
    do: 'give_up',
    reason: expect.stringMatching(/not at Chatwoot/) as string,
  });
  expect(foreign.asked).toEqual([]);
});

test('nor is one that a redirect leads to', async () => {
  home.answer.status = 302;
  // The host by another name: only its own name may name another port.
  home.answer.headers = { location: `${foreign.url.replace('127.0.0.1', 'localhost')}/secret.pdf` };
  const led = await failure(`${home.url}/a.pdf`);
  expect(fileVerdict(led, 1, 0, words360)).toMatchObject({
    do: 'give_up',
    reason: expect.stringMatching(/redirect/) as string,
  });
  expect(foreign.asked).toEqual([]);
});

test('what becomes of a file that cannot be had', async () => {
  const file = `${home.url}/a.pdf`;
  home.answer.status = 404;
  const missing = await failure(file);
  expect(fileVerdict(missing, 1, 1_000, words360)).toMatchObject({ do: 'retry' });
  expect(fileVerdict(missing, 1, 3_600_000, words360)).toMatchObject({ do: 'give_up' });
});

test('what becomes of a file while Chatwoot is busy', async () => {
  home.answer.status = 429;
  home.answer.headers = { 'retry-after': '7' };
  expect(fileVerdict(await failure(`${home.url}/a.pdf`), 1, 0, words360)).toEqual({ do: 'retry', afterMs: 7_000 });
});

test('a file larger than WhatsApp takes is refused with words for the agent', async () => {
  home.answer.headers = { 'content-length': '100001' };
  const error = await failure(`${home.url}/a.pdf`);
  expect(fileVerdict(error, 1, 0, words360)).toMatchObject({
    do: 'give_up',
    reason: expect.stringMatching(/larger than WhatsApp takes/) as string,
    fix: expect.stringMatching(/smaller/) as string,
  });
});
