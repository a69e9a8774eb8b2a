import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { chatwootDoor } from '../../src/intake/chatwoot-door.ts';
import { openLog } from '../../src/observe/log.ts';
import { begun, openOffice, type Office } from '../listen/office.ts';

const log = openLog({ level: 'silent', terminal: false });
const now = Date.UTC(2026, 5, 1);
const clock = { now: () => now };
const secret = 'the-path-secret';

function door({ fails, ...more }: { secret?: string | null; signingSecrets?: string[]; fails?: boolean } = {}) {
  const kept: string[] = [];
  const own = { secret, signingSecrets: [], ...more };
  const listen = { webhookSecret: own.secret, signingSecrets: own.signingSecrets };
  const main = { name: 'main', settings: { listen } };
  const app = chatwootDoor({
    channels: () => [main],
    clock,
    log,
    keep: (row) => {
      if (fails) return Promise.reject(new Error('disk full'));
      kept.push(`${row.source} ${row.raw}`);
      return Promise.resolve();
    },
  });
  const post = async (body: string, headers: Record<string, string> = {}, path = secret) =>
    (await app.request(`/webhooks/chatwoot/${path}`, { method: 'POST', body, headers })).status;
  return { kept, post };
}

const signed = (body: string, key: string, at = now / 1000) => ({
  'x-chatwoot-timestamp': String(at),
  'x-chatwoot-signature': `sha256=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`,
});

test('what comes by the right path is kept as it is, and answered 200', async () => {
  const { post, kept } = door();
  expect(await post('{"event":"message_created"}')).toBe(200);
  expect(kept).toEqual(['chatwoot {"event":"message_created"}']);
});

test('404 by a wrong path, and while no secret is set', async () => {
  const open = door();
  expect(await open.post('{}', {}, 'another')).toBe(404);
  expect(open.kept).toEqual([]);
  for (const path of ['null', 'undefined', secret]) expect(await door({ secret: null }).post('{}', {}, path)).toBe(404);
});

test('400 for what is not JSON, 413 above 2 MB, 503 where it cannot be kept', async () => {
  expect(await door().post('{"event":')).toBe(400);
  expect(await door().post(`{"a":"${'x'.repeat(2 * 1024 * 1024)}"}`)).toBe(413);
  expect(await door({ fails: true }).post('{}')).toBe(503);
});

describe('with signing secrets', () => {
  const secrets = { signingSecrets: ['inbox-key', 'account-key', 'bot-key'] };
  const body = '{"event":"conversation_updated"}';

  test.each(secrets.signingSecrets)('each of the list is taken: %s', async (key) => {
    expect(await door(secrets).post(body, signed(body, key))).toBe(200);
  });

  test.each([
    ['no signature', {}],
    ['another key', signed(body, 'somebody-else')],
    ['another body', signed('{}', 'inbox-key')],
    ['301 s old', signed(body, 'inbox-key', now / 1000 - 301)],
    ['301 s ahead', signed(body, 'inbox-key', now / 1000 + 301)],
    ['a time that was not signed', { ...signed(body, 'inbox-key'), 'x-chatwoot-timestamp': String(now / 1000 - 1) }],
  ] as [string, Record<string, string>][])('401: %s', async (_, headers) => {
    const { post, kept } = door(secrets);
    expect(await post(body, headers)).toBe(401);
    expect(kept).toEqual([]);
  });

  test('300 s either way are taken', async () => {
    for (const at of [-300, 300])
      expect(await door(secrets).post(body, signed(body, 'bot-key', now / 1000 + at))).toBe(200);
  });
});

describe('under load', () => {
  let office: Office;
  afterEach(async () => await office.close());

  test('1,000 webhooks, 50 at once, are each answered, and none is lost', async () => {
    office = await begun(await openOffice({ webhooks: ['inbox'], cable: false }));
    const url = `${office.stack.service.url}/webhooks/chatwoot/the-door-of-chatwoot`;
    const body = JSON.stringify({
      event: 'conversation_typing_on',
      conversation: { id: 1 },
      filler: 'x'.repeat(4_000),
    });
    let left = 1_000;
    const line = async () => {
      while (left-- > 0) {
        const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        await answer.arrayBuffer();
        expect(answer.status).toBe(200);
      }
    };
    await Promise.all(Array.from({ length: 50 }, line));
    // How soon is measured by `npm run bench` (intake).
    const { count } = await office.stack.service.store.db
      .selectFrom('events')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('raw', 'like', '%conversation_typing_on%')
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(1_000);
  });
});
