import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drafted } from '../../src/console/bot/drafted.ts';
import { digestOf } from '../../src/console/bot/written-files.ts';
import { entryOf } from '../../src/console/bot/entry.ts';
import { parseFaq } from '../../src/bots/faq/file/parse.ts';
import { addQuestion } from '../../src/store/questions.ts';
import { people } from '../store/rows.ts';
import { openOffice, type Office } from './one-channel.ts';

const FAQ = '# La Espiga (es)\n\n## ¿A qué hora abren?\n\nDe 8 a 20.\n';
let folder: string;
let office: Office;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-bot-'));
  mkdirSync(join(folder, 'knowledge'));
  writeFileSync(join(folder, 'faq.md'), FAQ, { mode: 0o640 });
  writeFileSync(join(folder, 'prompt.md'), 'Sos amable.');
  writeFileSync(join(folder, 'secret.txt'), 'not yours');
  writeFileSync(join(folder, 'knowledge/prices.md'), '# Precios');
  writeFileSync(join(folder, 'knowledge/.hidden.md'), 'x');
  writeFileSync(join(folder, 'knowledge/photo.png'), 'x');
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'knowledge/link.txt'));
  office = await openOffice({
    ...{ BOT: 'faq,llm', BOT_FAQ: join(folder, 'faq.md'), BOT_PROMPT: join(folder, 'prompt.md') },
    ...{ BOT_KNOWLEDGE: join(folder, 'knowledge'), LLM_BASE_URL: 'http://127.0.0.1:9/v1', LLM_MODEL: 'none' },
  });
});
afterAll(async () => {
  await office.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  status: number;
  body: Record<string, unknown>;
}
const read = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: (await response.json()) as Record<string, unknown>,
});
const get = async (path: string) => read(await office.operator.get(path));
const post = async (path: string, body: object) => read(await office.operator.post(path, { channel: 'main', ...body }));
const onDisk = () => readFileSync(join(folder, 'faq.md'), 'utf8');

test('the files that settings name are listed, and no others can be read', async () => {
  const { body } = await get('bot');
  expect(body).toMatchObject({ channel: 'main', chain: ['faq', 'llm'], shipped: false });
  expect((body['files'] as { id: string }[]).map(({ id }) => id)).toEqual(['faq', 'prompt', 'knowledge:prices.md']);
  for (const file of [
    ...['secret.txt', '../secret.txt', 'knowledge:../secret.txt', 'knowledge:link.txt', 'knowledge:.hidden.md'],
    ...['knowledge:photo.png', join(folder, 'secret.txt'), 'knowledge:prices.md\0', 'knowledge:'],
  ]) {
    const query = `bot/file?channel=main&file=${encodeURIComponent(file)}`;
    expect([file, (await get(query)).status]).toEqual([file, 404]);
    const saved = await post('bot/save', { file, content: 'x', base: digestOf('not yours') });
    expect([file, saved.status]).toEqual([file, 404]);
  }
  expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('not yours');
  expect((await office.onlooker.get('bot/file?channel=main&file=faq')).status).toBe(200);
});

test('what is saved is whole on the disk, has its versions, and the bot reads it again', async () => {
  const first = (await get('bot/file?channel=main&file=faq')).body;
  expect(first).toMatchObject({ content: FAQ, versions: [] });
  const changed = `${FAQ}\n## ¿Hacen tortas?\n\nSí.\n`;
  const saved = await post('bot/save', { file: 'faq', content: changed, base: first['digest'] });
  expect(saved).toMatchObject({ status: 200, body: { digest: digestOf(changed) } });
  expect(onDisk()).toBe(changed);
  expect(statSync(join(folder, 'faq.md')).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([]);
  expect(office.opened).toEqual(['main']);
  const { versions } = (await get('bot/file?channel=main&file=faq')).body as {
    versions: { id: number; author: string }[];
  };
  expect(versions.map(({ author }) => author)).toEqual(['ana', null]);
  const old = await get(`bot/version?channel=main&file=faq&version=${versions[1]!.id}`);
  expect(old.body).toEqual({ content: FAQ });
  expect((await get(`bot/version?channel=main&file=prompt&version=${versions[1]!.id}`)).status).toBe(404);
  // Knowledge is looked at by itself.
  const prices = (await get('bot/file?channel=main&file=knowledge%3Aprices.md')).body;
  await post('bot/save', { file: 'knowledge:prices.md', content: '# Nuevos', base: prices['digest'] });
  expect(office.opened).toEqual(['main']);
});

test('what was changed on the disk meanwhile, cannot be read as questions, or is no text, is not written', async () => {
  const before = onDisk();
  const base = digestOf(before);
  writeFileSync(join(folder, 'faq.md'), `${before}<!-- by hand -->\n`);
  expect(await post('bot/save', { file: 'faq', content: FAQ, base })).toMatchObject({
    status: 409,
    body: { error: 'changed' },
  });
  const now = digestOf(onDisk());
  const faulty = await post('bot/save', { file: 'faq', content: '## Sin respuesta\n', base: now });
  expect(faulty).toMatchObject({
    status: 422,
    body: { error: 'faulty', text: expect.stringMatching(/faq\.md:1: no answer/) as string },
  });
  expect((await post('bot/save', { file: 'faq', content: `${FAQ}\0`, base: now })).status).toBe(422);
  expect((await post('bot/save', { file: 'prompt', content: '  ', base: now })).body['error']).toBe('empty');
  expect(
    (await post('bot/save', { file: 'knowledge:prices.md', content: 'x'.repeat(400_001), base: now })).status,
  ).toBe(422);
  expect(onDisk()).toBe(`${before}<!-- by hand -->\n`);
  expect(
    (await office.onlooker.post('bot/save', { channel: 'main', file: 'faq', content: FAQ, base: now })).status,
  ).toBe(403);
});

test('a preview shows what the bot would read and what is hardly meant so, in the language asked for', async () => {
  const content = '# La Espiga (es)\n\n## ¿Abren?\n\nSí.\n\n¿Y los domingos?\n\nTambién.\n';
  const { body } = await post('bot/preview?lang=es', { content });
  expect(body).toMatchObject({ fault: null, sections: [{ name: 'La Espiga', entries: [{ question: '¿Abren?' }] }] });
  expect(body['warnings']).toMatchObject([{ line: 7, text: expect.stringContaining('parece una pregunta') as string }]);
  expect((await post('bot/preview?lang=en', { content: '## a\n' })).body).toMatchObject({
    fault: expect.any(String) as string,
  });
});

test('a draft of the prompt or of what it knows is read in its place, with all other files as they are', async () => {
  const { settings } = office;
  const before = readFileSync(join(folder, 'knowledge/prices.md'), 'utf8');
  const prompt = await drafted(settings, { file: 'prompt', content: 'Sos breve.' });
  expect(prompt.bot.chain).toEqual(['llm']);
  expect(readFileSync(prompt.bot.llm.promptFile ?? '', 'utf8')).toBe('Sos breve.');
  expect(prompt.bot.llm.knowledge).toBe(settings.bot.llm.knowledge);
  await prompt.remove();
  expect(readFileSync(join(folder, 'prompt.md'), 'utf8')).toBe('Sos amable.');

  writeFileSync(join(folder, 'knowledge/more.md'), '# Más');
  const knows = await drafted(settings, { file: 'knowledge:prices.md', content: '# Precios nuevos' });
  const of = knows.bot.llm.knowledge ?? '';
  expect(readFileSync(join(of, 'prices.md'), 'utf8')).toBe('# Precios nuevos');
  expect(readFileSync(join(of, 'more.md'), 'utf8')).toBe('# Más');
  // What a link leads to is not the folder's.
  expect(readdirSync(of)).not.toContain('link.txt');
  await knows.remove();
  expect(() => readdirSync(of)).toThrow('ENOENT');
  rmSync(join(folder, 'knowledge/more.md'));
  expect(readFileSync(join(folder, 'knowledge/prices.md'), 'utf8')).toBe(before);
  await expect(drafted(settings, { file: 'knowledge:../secret.txt', content: 'x' })).rejects.toThrow('no such file');
});

test('a preview of what it knows shows the pieces in which it is looked up', async () => {
  const content = '# Precios\n\nEl pan, 100.\n\n## Envíos\n\nHasta las 18.\n';
  const { body } = await post('bot/preview', { file: 'knowledge:prices.md', content });
  expect(body).toMatchObject({
    count: 2,
    passages: [
      { text: expect.stringContaining('El pan') as string },
      { head: expect.stringContaining('Envíos') as string },
    ],
  });
  expect((await post('bot/preview', { file: 'knowledge:secret.txt', content })).body['error']).toBe('unknown');
});

test('the very bot is talked to, with a draft too, and keeps what was said before', async () => {
  const said = async (body: object) =>
    (await post('bot/try', body)).body as { talk: string; said: string[]; options: string[] };
  const one = await said({ text: '¿a qué hora abren?' });
  expect(one.said.join(' ')).toContain('De 8 a 20');
  const draft = '# Otra (es)\n\n## ¿A qué hora abren?\n\nDe 9 a 9.\n';
  const two = await said({ text: 'a que hora abren', draft: { file: 'faq', content: draft } });
  expect(two.said.join(' ')).toContain('De 9 a 9');
  expect((await said({ talk: two.talk, text: 'a que hora abren' })).talk).toBe(two.talk);
  expect((await post('bot/try', { text: 'hola', draft: { file: 'faq', content: '## a\n' } })).body['error']).toBe(
    'not_opened',
  );
  expect(await office.ledger.store.db.selectFrom('messages').selectAll().execute()).toEqual([]);
});

test('what was asked and not known stands most asked first, as a part of the file, and is done with', async () => {
  await people(office.ledger.store, 3);
  const ask = (contact: number, words: string, at: number) =>
    office.ledger.store.write((tx) =>
      addQuestion(tx, {
        channel_id: 'main',
        contact_id: contact,
        words,
        bot: 'faq',
        became: null,
        asked_at: office.desk.now.at - at,
      }),
    );
  await ask(1, '¿Tienen wifi?', 5_000);
  await ask(2, 'tienen wifi', 4_000);
  await ask(3, '¿Hacen envíos a Salta?', 3_000);
  const { groups } = (await get('bot/questions?channel=main')).body as {
    groups: { id: number; count: number; entry: string }[];
  };
  expect(groups.map(({ count }) => count)).toEqual([2, 1]);
  expect(groups[0]!.entry).toContain('wifi');
  expect((await post('bot/questions/mark', { id: groups[0]!.id, state: 'done' })).body).toEqual({ marked: 2 });
  expect(((await get('bot/questions?channel=main')).body['groups'] as unknown[]).length).toBe(1);
  expect((await post('bot/questions/mark', { id: 999, state: 'done' })).status).toBe(404);
});

test('an entry is read back as one question, whatever customers and agents wrote', () => {
  for (const [words, answer] of [
    [['## <!-- ¿wifi?', '> tienen wifi'], '# no\n## tampoco\n> ni esto\n--> fin'],
    [['¿A qué\nhora?', '¿a qué hora?'], 'A las 8.'],
    [['- precio', 'cuánto sale'], '1. uno\n2. dos'],
  ] as const) {
    const { sections } = parseFaq(`# N (es)\n\n${entryOf([...words], answer)}`, 'f', 'es');
    expect(sections[0]!.entries).toHaveLength(1);
    expect(sections[0]!.entries[0]!.answer).not.toBe('');
  }
});

test('an exam is taken in the background, and its cases are kept', async () => {
  const cases =
    '{"ask": "a que hora abren", "must": {"contains": "8"}}\n{"ask": "a que hora abren", "must": {"contains": "nunca"}}\n';
  expect((await post('bot/eval', { cases: 'no json' })).body['error']).toBe('cases');
  expect((await post('bot/eval', { cases })).body).toEqual({ of: 2 });
  await expect
    .poll(async () => (await get('bot/eval?channel=main')).body, { timeout: 60_000 })
    .toMatchObject({ cases, run: { of: 2, done: true, failed: null, rows: [{ outcome: 'right' }, { line: 2 }] } });
});
