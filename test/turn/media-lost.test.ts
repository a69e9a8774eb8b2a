import { afterEach, expect, test } from 'vitest';
import type { Action } from '../../src/bots/bot.ts';
import { fileOf } from '../media/people.ts';
import { addMedia } from '../../src/deliver/add-media.ts';
import { eventually } from '../stack.ts';
import { contact } from '../store/rows.ts';
import { emptyStore } from '../store/databases.ts';
import { fileHost, inDesk, mediaOffice, onPhone, sends, settled, TOKENS, type FileHost } from './media-office.ts';

let office: Awaited<ReturnType<typeof mediaOffice>>;
let isOpen = false;
let host: FileHost | null = null;
afterEach(async () => {
  if (isOpen) await office.close();
  isOpen = false;
  await host?.close();
  host = null;
});

const after: Action = { do: 'reply', text: 'después' };
const sorry = 'Perdón, no se pudo mandar el archivo';

/** What each failing file leaves: with the customer the caption and a sentence, with the agents the reason. */
test('what cannot be fetched: the words go on in their order, the customer is told, the agents are told why', async () => {
  const files = await fileHost();
  host = files;
  const at = (path: string, answer: Parameters<FileHost['give']>[1]) => {
    files.give(path, answer);
    return `${files.url}${path}`;
  };
  const cases: [url: string, why: RegExp][] = [
    [
      at('/nada.pdf', (_, response) => void response.writeHead(404).end()),
      /ya no está donde dijo el bot \(answered 404\)/,
    ],
    [at('/secreto.pdf', (_, response) => void response.writeHead(403).end()), /no se pudo bajar \(answered 403\)/],
    [at('/login.pdf', { type: 'text/html', bytes: Buffer.from('<html>') }), /hay una página/],
    [at('/vacio.pdf', { type: 'application/pdf', bytes: Buffer.alloc(0) }), /está vacío/],
    [
      at('/enorme.pdf', (_, response) => void response.writeHead(200, { 'content-length': 200_000_000 }).write('x')),
      /demasiado grande/,
    ],
    [
      at('/lejos.pdf', (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end()),
      /de esa dirección no se bajan archivos \(led on: its address is not https\)/,
    ],
    ['https://127.0.0.1/interno.pdf', /private network/],
    ['https://[::1]/interno.pdf', /private network/],
    ['https://169.254.169.254/latest/meta-data', /private network/],
    ['http://example.com/x.pdf', /not https/],
    ['https://user:pass@example.com/x.pdf', /user name or password/],
  ];
  let url = '';
  isOpen = true;
  office = await mediaOffice({ ...TOKENS, BOT_FILES_URL: files.url }, () => [sends({ url, caption: 'acá va' }), after]);
  for (const [n, [address, why]] of cases.entries()) {
    url = address;
    await office.asks();
    await eventually(() => onPhone(office).length === 2 * (n + 1));
    const [instead, next] = onPhone(office).slice(-2);
    expect(instead?.words, address).toMatch(new RegExp(`^acá va\n\n${sorry} «.+»\\.$`));
    expect(next?.words).toBe('después');
    await settled(office);
    const notes = inDesk(office).filter(({ note }) => note);
    expect(notes, address).toHaveLength(n + 1);
    expect(notes.at(-1)?.content).toMatch(why);
  }
  const said = inDesk(office).filter(({ note }) => !note);
  expect(said[0]?.content).toBe('📎 nada.pdf\nacá va\n⚠️ El archivo no se pudo guardar en Chatwoot.');
});

test('what comes after a moment is sent; a server that is not there for long is not waited for', async () => {
  host = await fileHost();
  let asked = 0;
  host.give('/tarda.pdf', (_, response) => {
    asked += 1;
    if (asked === 1) return void response.writeHead(503).end();
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(fileOf('application/pdf'));
  });
  const { url } = host;
  isOpen = true;
  office = await mediaOffice({ BOT_FILES_URL: url }, () => [sends({ url: `${url}/tarda.pdf` }), after]);
  await office.asks();
  await eventually(() => onPhone(office).length === 2);
  expect(onPhone(office).map(({ type, filename }) => [type, filename])).toEqual([
    ['document', 'tarda.pdf'],
    ['text', null],
  ]);
  await settled(office);
});

test('what WhatsApp does not take is told to both sides; Chatwoot has it', async () => {
  isOpen = true;
  office = await mediaOffice({ UI_LANGUAGE: 'en' }, () => [
    sends({ bytes: fileOf('image/png').toString('base64'), name: 'b.png' }),
    after,
  ]);
  office.stack.sandbox.whatsapp.faults.set([{ kind: 'refuse_text', method: 'POST', path: 'media$', status: 413 }]);
  await office.asks();
  await eventually(() => onPhone(office).length === 2);
  expect(onPhone(office).map(({ words }) => words)).toEqual([
    'Sorry, I could not send you the file “b.png”.',
    'después',
  ]);
  await settled(office);
  const desk = inDesk(office);
  expect(desk[0]?.files).toHaveLength(1);
  expect(desk.map(({ content }) => content).join('\n')).toContain('WhatsApp does not take it');
});

test('no room for what it gave (FILES_MAX): it is said as words, and nothing of it is kept', async () => {
  const { store, close } = await emptyStore();
  const bytes = fileOf('image/jpeg').toString('base64');
  const options = { register: 'on', newId: () => 'm', now: 1, exchangeId: 'x', notice: false, author: 'bot' } as const;
  await store.write(async (tx) => {
    const person = await contact(tx, { waId: '5493415550101' });
    await addMedia(tx, person, { bytes, name: 'a.jpg' }, { ...options, filesMaxBytes: 2_999 });
  });
  const row = await store.db.selectFrom('files').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ state: 'failed', kept: 0, error: 'no_room: FILES_MAX' });
  expect(await store.db.selectFrom('pieces').selectAll().execute()).toEqual([]);
  await close();
});
