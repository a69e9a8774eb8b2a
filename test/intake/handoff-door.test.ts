import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ana, begun, openOffice, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

const token = 'a-token-of-our-own';
let office: Office;
afterEach(async () => await office.close());

const ask = async (
  name: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
) => {
  const answer = await fetch(`${office.stack.service.url}/api/contacts/${encodeURIComponent(name)}/handoff`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe('with API_TOKEN', () => {
  beforeEach(async () => {
    office = await begun(await openOffice({ cable: false, environment: { API_TOKEN: token, HANDOFF_TEXT: '' } }));
  });

  test('401 without it or with another', async () => {
    expect((await ask(ana, undefined, {})).status).toBe(401);
    expect((await ask(ana, { to: 'human' }, { authorization: 'Bearer another-token-here' })).status).toBe(401);
    expect((await office.contact()).answered_by).toBe('bot');
  });

  test('404 for a number of our own that nobody has, 422 for what names nobody', async () => {
    for (const name of ['4711', 'contact:999999999999999'])
      for (const body of [undefined, { to: 'human' }]) expect((await ask(name, body)).status, name).toBe(404);
    for (const name of ['nobody', '0351 555-0123', 'contact:x', '123'.repeat(10)])
      for (const body of [undefined, { to: 'human' }]) {
        const { status, body: told } = await ask(name, body);
        expect([status, told['fields']], name).toEqual([
          422,
          [{ path: 'name', message: expect.stringContaining('a phone number with its country code') }],
        ]);
      }
  });

  test.each(['5491100000000', '+54 9 11 0000-0000', 'AR.123456789'])(
    'whom nobody knows yet the bot would answer: %s',
    async (name) => {
      const bot = { contact: null, answered_by: 'bot', reason: null, since: null, until: null };
      expect(await ask(name)).toEqual({ status: 200, body: bot });
      expect(await ask(name, { to: 'bot' })).toEqual({ status: 200, body: bot });
      expect(await office.stack.service.store.db.selectFrom('contacts').select('id').execute()).toHaveLength(1);
    },
  );

  test('handed over before they write, people answer from their first word on, and nothing was said to them', async () => {
    const bea = '5491155550999';
    const first = await ask(`+${bea}`, { to: 'human' });
    expect(first).toMatchObject({ status: 200, body: { answered_by: 'human', reason: 'api' } });
    expect(await ask(`+${bea}`, { to: 'human' })).toMatchObject({ body: { contact: first.body['contact'] } });
    const nobodyWaits = { answered_remind_at: null, answered_give_back_at: null };
    expect(await office.contact(bea)).toMatchObject(nobodyWaits);
    await office.says('Hola', bea);
    await office.says('Hola', ana);
    await expect.poll(() => office.phone(ana), { timeout: 60_000 }).toContain('re: Hola');
    expect(office.phone(bea)).toEqual([]);
    // Bea waits from now on, and only her first word began that.
    const { answered_remind_at: remindAt } = await eventually(async () => {
      const contact = await office.contact(bea);
      return contact.answered_remind_at === null ? null : contact;
    });
    expect(remindAt).toBeGreaterThan(Date.now() - 60_000);
    await office.says('¿Hay alguien?', bea);
    await eventually(() => office.desk(bea).some(({ text }) => text === '¿Hay alguien?'));
    expect((await office.contact(bea)).answered_remind_at).toBe(remindAt);
    expect(await ask(bea, { to: 'bot' })).toMatchObject({ body: { answered_by: 'bot' } });
  });

  test.each([
    [{ to: 'human', reason: 'x' }, [{ path: 'reason', message: 'is not a field: there are to' }]],
    [
      { To: 'human' },
      [
        { path: 'to', message: 'must be "human" or "bot"' },
        { path: 'To', message: 'is not a field: did you mean to?' },
      ],
    ],
  ])('a field that does not exist is refused by its name: %j', async (body, fields) => {
    expect(await ask(ana, body)).toMatchObject({ status: 422, body: { fields } });
    expect((await office.contact()).answered_by).toBe('bot');
  });

  test.each([[{}], [{ to: 'robot' }], ['{"to":'], [[]], ['']])('422 with the field named: %j', async (body) => {
    const { status, body: told } = await ask(ana, body);
    expect(status).toBe(422);
    expect(JSON.stringify(told['fields'])).toContain('to');
  });

  test('changes who answers, tells it, and twice is as once', async () => {
    const { id } = await office.contact();
    const before = await ask(ana);
    expect(before.body).toEqual({ contact: String(id), answered_by: 'bot', reason: null, since: null, until: null });
    const first = await ask(`+${ana}`, { to: 'human' });
    expect(first.body).toMatchObject({ contact: String(id), answered_by: 'human', reason: 'api' });
    expect(Date.parse(String(first.body['until'])) - Date.parse(String(first.body['since']))).toBe(8 * 3_600_000);
    const again = await ask(String(id), { to: 'human' });
    expect(again.body['since']).toBe(first.body['since']);
    // The same line as people spell it.
    const back = await ask(`+54 9 11 ${ana.slice(5)}`, { to: 'bot' });
    expect(back).toMatchObject({ status: 200, body: { answered_by: 'bot', reason: null } });
  });
});

test('without API_TOKEN it is open to programs of the same machine', async () => {
  office = await begun(await openOffice({ cable: false }));
  expect((await ask(ana, undefined, {})).status).toBe(200);
  expect((await ask(ana, undefined, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401);
});

describe('without API_TOKEN a page of another site', () => {
  beforeEach(async () => {
    office = await begun(await openOffice({ cable: false }));
  });

  test.each<[string, Record<string, string>, number]>([
    ['a text, as any page may send it', { 'content-type': 'text/plain' }, 415],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['JSON', { origin: 'https://shop.example.com', 'sec-fetch-site': 'cross-site' }, 403],
    ['JSON from another port', { origin: 'http://127.0.0.1:9', 'sec-fetch-site': 'same-site' }, 403],
  ])('takes nobody over: %s', async (_, headers, status) => {
    expect((await ask(ana, { to: 'human' }, headers)).status).toBe(status);
    expect((await office.contact()).answered_by).toBe('bot');
  });

  test('and a name that was turned to this machine hears nothing either', async () => {
    const { hostname, port } = new URL(office.stack.service.url);
    const path = `/api/contacts/${ana}/handoff`;
    const status = await new Promise((told) => {
      request({ hostname, port, path, headers: { host: `rebind.example.com:${port}` } }, (answer) => {
        told(answer.resume().statusCode);
      }).end();
    });
    expect(status).toBe(401);
  });
});

test('a number is never taken for our own number of somebody else', async () => {
  office = await begun(await openOffice({ cable: false }));
  const { id } = await office.contact();
  const { db } = office.stack.service.store;
  for (const other of [45_678, 4_567_890, 456_789_012]) {
    await db
      .insertInto('contacts')
      .values({ id: other, channel_id: 'main', wa_id: null, bsuid: null, name: null, phone: null, created_at: 1 })
      .execute();
    expect((await ask(String(other), undefined, {})).body['contact'], String(other)).toBe(null);
    expect((await ask(`contact:${other}`, undefined, {})).body).toMatchObject({ contact: String(other) });
  }
  expect((await ask(`contact:${id}`, undefined, {})).body).toMatchObject({ contact: String(id) });
  for (const none of ['contact:', 'contact:x', 'contact:+1', `contact:${'9'.repeat(30)}`])
    expect((await ask(none, undefined, {})).status, none).toBe(422);
});

test('a body that has no end is refused', async () => {
  office = await begun(await openOffice({ cable: false }));
  expect((await ask(ana, `{"to":"human","x":"${'x'.repeat(20_000)}"}`, {})).status).toBe(413);
});
