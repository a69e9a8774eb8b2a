import { afterEach, expect, test } from 'vitest';
import type { Action } from '../../src/bots/bot.ts';
import { fileOf } from '../media/people.ts';
import { eventually } from '../stack.ts';
import { fileHost, inDesk, mediaOffice, onPhone, sends, settled, TOKENS, type FileHost } from './media-office.ts';

let office: Awaited<ReturnType<typeof mediaOffice>>;
let host: FileHost | null = null;
afterEach(async () => {
  await office.close();
  await host?.close();
  host = null;
});
const inline = (mime: string, name: string, more: object = {}): Action =>
  sends({ bytes: fileOf(mime).toString('base64'), name, ...more });
const jpeg = fileOf('image/jpeg');
const pdf = fileOf('application/pdf');

test('with a token: each file as what it is, once, in its place among the words, and as the bot’s attachment', async () => {
  host = await fileHost();
  host.give('/lista%20de%20precios.pdf', { type: 'application/octet-stream', bytes: pdf });
  const actions: Action[] = [
    { do: 'reply', text: 'primero' },
    sends({ url: `${host.url}/lista%20de%20precios.pdf`, caption: 'la **lista**' }),
    { do: 'reply', text: 'segundo' },
    inline('image/jpeg', 'foto.jpg'),
    inline('audio/ogg', 'voz.ogg', { caption: 'escuchá' }),
    inline('image/webp', 's.webp'),
    inline('video/mp4', 'v.mp4', { caption: 'x'.repeat(1_100) }),
    { do: 'reply', text: 'último' },
  ];
  office = await mediaOffice({ ...TOKENS, BOT_FILES_URL: host.url }, () => actions);
  await office.asks();
  await eventually(() => onPhone(office).length === 10);
  expect(onPhone(office).map(({ type, words, filename }) => [type, words, filename])).toEqual([
    ['text', 'primero', null],
    ['document', 'la *lista*', 'lista de precios.pdf'],
    ['text', 'segundo', null],
    ['image', null, null],
    ['text', 'escuchá', null],
    ['audio', null, null],
    ['sticker', null, null],
    ['text', 'x'.repeat(1_100), null],
    ['video', null, null],
    ['text', 'último', null],
  ]);
  expect(onPhone(office)[1]?.bytes?.equals(pdf)).toBe(true);
  expect(onPhone(office)[3]?.bytes?.equals(jpeg)).toBe(true);
  await settled(office);
  const desk = inDesk(office);
  expect(desk.map(({ by, files }) => [by, files[0]?.filename ?? null, files[0]?.contentType ?? null])).toEqual([
    ['agent_bot', null, null],
    ['agent_bot', 'lista de precios.pdf', 'application/pdf'],
    ['agent_bot', null, null],
    ['agent_bot', 'foto.jpg', 'image/jpeg'],
    ['agent_bot', null, null],
    ['agent_bot', 'voz.ogg', 'audio/ogg'],
    ['agent_bot', 's.webp', 'image/webp'],
    ['agent_bot', null, null],
    ['agent_bot', 'v.mp4', 'video/mp4'],
    ['agent_bot', null, null],
  ]);
  expect(desk[1]?.content).toBe('la **lista**');
  expect(desk[1]?.files[0]?.bytes.equals(pdf)).toBe(true);
  expect(host.asked).toEqual(['/lista%20de%20precios.pdf']);
});

test('without a token it stands there as an attachment below the bot’s sign', async () => {
  office = await mediaOffice({}, () => [inline('image/jpeg', 'foto', { caption: 'mirá' }), inline('x/y', 'datos.bin')]);
  await office.asks();
  await eventually(() => onPhone(office).length === 2);
  await settled(office);
  expect(
    inDesk(office).map(({ content, by, files }) => [
      content.replace(/\s*\\?\n/, '\n'),
      by,
      files.map((it) => it.filename),
    ]),
  ).toEqual([
    ['🤖 📎 foto.jpg\nmirá', 'contact', ['foto.jpg']],
    ['🤖 📎 datos.bin', 'contact', ['datos.bin']],
  ]);
  expect(onPhone(office).map(({ type }) => type)).toEqual(['image', 'document']);
});

test('Chatwoot off: the customer gets it all the same', async () => {
  office = await mediaOffice({}, () => [inline('image/jpeg', 'foto.jpg')]);
  await office.stack.service.stop();
  office.stack.environment['CHATWOOT_ENABLED'] = 'false';
  await office.restart();
  await office.asks();
  await eventually(() => onPhone(office).length === 1);
  expect(onPhone(office)[0]?.bytes?.equals(jpeg)).toBe(true);
});

test('a file that the customer sent goes back to them, and nobody else’s', async () => {
  let theirs = '';
  office = await mediaOffice({ ...TOKENS }, () => [sends({ file: theirs, caption: 'esta' })]);
  const { db } = office.stack.service.store;
  const file = { name: 'a.jpg', mime: 'image/jpeg', base64: jpeg.toString('base64') };
  await office.stack.sandbox.whatsapp.say({ waId: '5493415550199', name: 'Otra', file });
  const idOf = async (nth: number) =>
    await eventually(async () => {
      const all = await db
        .selectFrom('messages')
        .select('id')
        .where('kind', '=', 'media')
        .where('author', '=', 'customer')
        .orderBy('id')
        .execute();
      return all[nth]?.id;
    });
  theirs = await idOf(0);
  await office.asks();
  await eventually(() => onPhone(office).length === 1);
  expect(onPhone(office)[0]).toMatchObject({ type: 'text', words: 'esta\n\nPerdón, no se pudo mandar el archivo.' });
  const { waId } = { waId: office.stack.sandbox.whatsapp.sent.find(({ to }) => to !== '5493415550199')?.to ?? '' };
  await office.stack.sandbox.whatsapp.say({ waId, name: 'Ana', file });
  theirs = await idOf(1);
  await office.asks();
  await eventually(() => onPhone(office).some(({ bytes }) => bytes?.equals(jpeg)));
});
