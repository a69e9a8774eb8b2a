import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { calledBy } from '../../src/cli/contacts/called.ts';
import { writeExport } from '../../src/cli/contacts/write-export.ts';
import { whoIs } from '../../src/store/people/forget/known.ts';
import { spellings } from '../../src/whatsapp/numbers.ts';
import { ana, openOffice } from '../listen/office.ts';
import { eventually } from '../stack.ts';
import { emptyStore } from '../store/databases.ts';
import { contact, message } from '../store/rows.ts';
import { openDesk } from './run.ts';

const NAME = 'Anahí Canario';
const WORDS = 'el canario canta';
const masks = [ana, ana.replace(/^549/, '54'), NAME, 'canario', Buffer.from(ana).toString('base64').slice(0, 16)];

test('a person of a running service is handed out and forgotten: nothing of them is left in the file, and an old webhook is a copy', async () => {
  const office = await openOffice({ webhooks: ['inbox'], environment: { API_TOKEN: 'a-token-of-the-api-1234' } });
  const { stack } = office;
  const url = String(stack.environment['DATABASE_URL']);
  const desk = openDesk({ ...stack.environment, LOG_LEVEL: 'silent' });
  const { db } = stack.service.store;
  try {
    const bodies: string[] = [];
    const { webhooks } = stack.sandbox.whatsapp;
    const post = webhooks.post.bind(webhooks);
    webhooks.post = (body) => {
      bodies.push(JSON.stringify(body));
      return post(body);
    };
    const file = {
      base64: Buffer.from(`%PDF-1.4 ${WORDS}`).toString('base64'),
      mime: 'application/pdf',
      name: '../../el canario.pdf',
    };
    await stack.sandbox.whatsapp.say({ waId: ana, name: NAME, text: WORDS });
    await stack.sandbox.whatsapp.say({ waId: ana, name: NAME, file, text: WORDS });
    await fetch(`${stack.service.url}/api/exchanges`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer a-token-of-the-api-1234',
        'content-type': 'application/json',
        'idempotency-key': `${ana}-canario`,
      },
      body: JSON.stringify({ phone: ana, user_message: WORDS, bot_response: `${WORDS} también`, sender_name: NAME }),
    });
    await eventually(() => office.conversation() !== undefined);
    await office.act('answer', { text: `Hola ${NAME}` });
    await office.act('note', { text: `nota del ${WORDS}` });
    await eventually(() => office.phone().some((text) => text.includes(`Hola ${NAME}`)));
    const isQuiet = async () => {
      const open = await db.selectFrom('jobs').select('id').where('state', 'in', ['ready', 'waiting']).execute();
      const unread = await db.selectFrom('events').select('id').where('outcome', 'is', null).execute();
      return open.length + unread.length === 0;
    };
    await eventually(isQuiet);

    const out = join(desk.folder, 'ana');
    const first = await desk.run(['contacts', 'export', `+${ana}`, '--to', out]);
    expect(first).toMatchObject({ code: 0, err: '', out: expect.stringContaining('person.json') });
    expect([statSync(out).mode & 0o777, statSync(join(out, 'person.json')).mode & 0o777]).toEqual([0o700, 0o600]);
    const person = JSON.parse(readFileSync(join(out, 'person.json'), 'utf8')) as {
      channels: { messages: { text: string }[]; contacts: object[] }[];
    };
    const [channel] = person.channels;
    expect(channel?.contacts).toMatchObject([{ name: NAME, wa_id: ana }]);
    expect(channel?.messages.map(({ text }) => text).filter((text) => text.includes(WORDS)).length).toBeGreaterThan(3);
    expect(await desk.run(['contacts', 'export', ana, '--to', out])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing is overwritten'),
    });
    expect(await desk.run(['contacts', 'forget', ana])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--yes'),
    });

    const counted = async () => (await db.selectFrom('messages').select('id').execute()).length;
    const before = await counted();
    const forgotten = await desk.run(['contacts', 'forget', ana, '--yes', '--wait', '60'], { UI_LANGUAGE: 'es' });
    expect(forgotten).toMatchObject({ code: 0, err: '' });
    expect(forgotten.out).toMatch(
      /^Olvidado: se vaciaron \d+ mensajes y 1 archivos[^]*se escribió de nuevo[^]*Chatwoot tiene el contacto[^]*#\d/,
    );
    expect(await counted()).toBe(before);
    expectNothing(url);

    // What WhatsApp had told already comes once more, statuses among it.
    const events = async () => (await db.selectFrom('events').select('id').execute()).length;
    const had = await events();
    for (const body of bodies)
      await fetch(stack.service.url + stack.service.webhookPath, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
    await eventually(async () => (await events()) === had + bodies.length && (await isQuiet()));
    expect(await counted()).toBe(before);
    const left = await db.selectFrom('events').select('raw').where('raw', '!=', '').execute();
    expect(left.filter(({ raw }) => masks.some((mask) => raw.includes(mask)))).toEqual([]);

    const audit = await desk.run(['audit', '--json']);
    expect(JSON.parse(audit.out)).toMatchObject([{ gaps: [], chatwoot: 'read' }]);
    await office.says('soy nueva');
    await eventually(() => office.phone().at(-1) === 're: soy nueva');
    expect((await office.contact()).forgotten_at).toBeNull();
  } finally {
    await desk.close();
    await office.close();
  }
});

test('the bytes that are still here go into files of their own, whatever a stranger has called them', async () => {
  const opened = await emptyStore();
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-export-'));
  try {
    const { store } = opened;
    await store.write(async (tx) => {
      const { id: contact_id } = await contact(tx, { waId: ana });
      await tx
        .insertInto('messages')
        .values(message({ id: 'm', contact_id }))
        .execute();
      const file = {
        message_id: 'm',
        position: 0,
        state: 'ready' as const,
        source: '{}',
        kept: 2,
        name: '../../../etc/el\nmalo',
      };
      const { id } = await tx.insertInto('files').values(file).returning('id').executeTakeFirstOrThrow();
      for (const number of [0, 1])
        await tx
          .insertInto('pieces')
          .values({ file_id: id, number, bytes: Buffer.from([65 + number]) })
          .execute();
    });
    const known = await whoIs(store.db, calledBy(ana), { spell: spellings });
    const out = join(folder, 'ana');
    expect(await writeExport(store, known, out, new Date(0))).toBe(1);
    expect(readdirSync(join(out, 'files'))).toEqual(['1-el_malo']);
    expect(readFileSync(join(out, 'files/1-el_malo'), 'utf8')).toBe('AB');
    expect(statSync(join(out, 'files/1-el_malo')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['ana']);
  } finally {
    rmSync(folder, { recursive: true });
    await opened.close();
  }
});

test('who is meant is a number in any spelling, or a user id; anything else is refused', () => {
  expect(calledBy('+54 341 555-0123').names).toEqual(['wa:543415550123', 'wa:5493415550123', 'key:543415550123']);
  expect(calledBy('US.1349001').names).toEqual(['id:US.1349001']);
  for (const text of ['', 'Ana', '12', '120363@g.us']) expect(() => calledBy(text)).toThrow(/PHONE must be a number/);
});

function expectNothing(url: string): void {
  const path = url.slice('sqlite:'.length);
  for (const file of [path, `${path}-wal`]) {
    const bytes = readFileSync(file);
    for (const mask of masks) expect(bytes.includes(mask), `${file}: ${mask}`).toBe(false);
  }
}
