import { afterEach, expect, test } from 'vitest';
import type { Turn } from '../../src/bots/bot.ts';
import { FileTooLarge, MOST_READ, readFile } from '../../src/deliver/files/read-file.ts';
import { ana, openOffice, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';
import { emptyStore } from '../store/databases.ts';

let office: Office | null = null;
afterEach(async () => {
  await office?.close();
  office = null;
});

const picture = { name: 'a.jpg', mime: 'image/jpeg', base64: '/9j/4AAQ' };

test('a bot reads the bytes of a file when it wants them: at once, and later when they are long in Chatwoot', async () => {
  const read: string[] = [];
  const bot = {
    async answer({ messages, history }: Turn) {
      const said = [...history, ...messages].find(({ file }) => file !== undefined);
      const bytes = Buffer.from((await said?.file?.read()) ?? []).toString('base64');
      read.push(`${said?.file?.type} ${bytes}`);
      return [{ do: 'reply' as const, text: bytes }];
    },
  };
  office = await openOffice({ bot });
  await office.stack.sandbox.whatsapp.say({ waId: ana, name: 'Ana', file: picture });
  await eventually(() => office?.phone().length === 1);
  // Its bytes are let go here once they are registered.
  await eventually(async () => {
    const file = await office?.stack.service.store.db.selectFrom('files').select(['state', 'kept']).executeTakeFirst();
    return file?.state === 'ready' && file.kept === 0;
  });
  await office.says('¿la viste?');
  await eventually(() => office?.phone().length === 2);
  expect(read).toEqual([`image/jpeg ${picture.base64}`, `image/jpeg ${picture.base64}`]);
});

test('what is larger than 16 MB is not held in memory: where its size is told, where it is not', async () => {
  const opened = await emptyStore();
  const wanted = { id: '1', url: null, mime: null, sha256: null };
  const gives = (told: number | null, parts: number) => ({
    fetchMedia: async (_: unknown, sink: Parameters<Parameters<typeof readFile>[3]['fetchMedia']>[1]) => {
      await sink.begin(told);
      for (let n = 0; n < parts; n++) await sink.write(new Uint8Array(MOST_READ / 4));
      await sink.end();
      return { mime: 'video/mp4', size: 0 };
    },
  });
  const reads = (told: number | null, parts: number) =>
    readFile(opened.store.db, { id: 'm' }, wanted, gives(told, parts));
  await expect(reads(MOST_READ + 1, 0)).rejects.toThrow(FileTooLarge);
  await expect(reads(null, 5)).rejects.toThrow('larger than 16 MB');
  expect((await reads(null, 4)).length).toBe(MOST_READ);
  await opened.close();
});
