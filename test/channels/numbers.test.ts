import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { listProblems, retryProblems } from '../../src/queue/problems.ts';
import { eventually } from '../stack.ts';
import { personNumber, textWebhook } from '../traffic.ts';
import { openBranches, type Branches, type BranchOptions } from './branches.ts';

const [ana, beto] = [personNumber(1), personNumber(2)];
let branches: Branches;
const open = async (options: BranchOptions) => void (branches = await openBranches(options));
afterEach(() => branches.close());

/** Numbers of one app at Meta: one address, one secret, told apart by the body. */
const meta = (number: string, more: Record<string, string> = {}) => ({
  provider: 'meta',
  meta_token: '{env: TOKEN}',
  meta_waba_id: '200000000000001',
  meta_app_secret: '{env: APP}',
  meta_verify_token: '{env: WORD}',
  meta_phone_number_id: number,
  meta_base_url: 'http://127.0.0.1:9',
  whatsapp_webhook_secret: '{env: PATH_SECRET}',
  bot: 'none',
  ...more,
});
const environment = {
  TOKEN: 'a-token',
  APP: 'the-secret-of-the-app',
  OTHER: 'of-another-app',
  WORD: 'a-word',
  PATH_SECRET: 'the-one-path',
};

/** News of this number, as Meta sends them. */
const news = (number: string, from: string, text: string) => {
  const body = structuredClone(textWebhook(from, `wamid.${number}.${text}`, text, Date.now())) as {
    entry: { changes: { value: { metadata?: object } }[] }[];
  };
  for (const { changes } of body.entry) for (const { value } of changes) value.metadata = { phone_number_id: number };
  return body;
};
async function post(body: object, secret = environment.APP): Promise<number> {
  const raw = JSON.stringify(body);
  const signature = createHmac('sha256', secret).update(raw).digest('hex');
  const { status } = await fetch(`${branches.service.url}/webhooks/whatsapp/${environment.PATH_SECRET}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body: raw,
  });
  return status;
}
const said = async () => {
  const rows = await branches.service.store.db
    .selectFrom('messages')
    .innerJoin('contacts', 'contacts.id', 'messages.contact_id')
    .select(['messages.channel_id', 'text', 'wa_id'])
    .execute();
  return rows.map((row) => `${row.channel_id} ${row.wa_id} ${row.text}`).toSorted();
};

test('one address for the numbers of an app: the body tells whose it is, also of several in one body', async () => {
  await open({ channels: { main: meta('100000000001001'), sales: meta('100000000001002') }, environment });
  const mixed = news('100000000001001', ana, 'uno');
  mixed.entry.push(...news('100000000001002', ana, 'dos').entry, ...news('100000000001001', beto, 'tres').entry);
  expect(await post(mixed)).toBe(200);
  expect(await post(news('100000000001002', beto, 'cuatro'))).toBe(200);
  await eventually(async () => (await said()).length === 4);
  expect(await said()).toEqual([`main ${ana} uno`, `main ${beto} tres`, `sales ${ana} dos`, `sales ${beto} cuatro`]);
});

test('who signs for one app speaks for its numbers alone', async () => {
  const other = { meta_app_secret: '{env: OTHER}' };
  await open({ channels: { main: meta('100000000001001'), other: meta('100000000001002', other) }, environment });
  expect(await post(news('100000000001002', ana, 'ajeno'))).toBe(401);
  expect(await post(news('100000000001003', ana, 'de nadie'))).toBe(200);
  expect(await post(news('100000000001001', ana, 'propio'))).toBe(200);
  await eventually(async () => (await said()).length === 1);
  expect(await said()).toEqual([`main ${ana} propio`]);
  // Nor for a number that another app's channel has later.
  branches.write(branches.file({ main: meta('100000000001001'), other: meta('100000000001003', other) }));
  expect(await branches.service.reload()).toMatchObject({ ok: true });
  const problems = async () => (await listProblems(branches.service.store.db, { limit: 9 })).length;
  await eventually(async () => (await problems()) === 1);
  expect(await said()).toEqual([`main ${ana} propio`]);
});

test('what comes for a number that nobody has is kept, a problem once, and read as soon as a channel has it', async () => {
  await open({ channels: { main: meta('100000000001001') }, environment });
  const { store } = branches.service;
  for (const text of ['uno', 'dos']) expect(await post(news('100000000001003', ana, text))).toBe(200);
  const kept = () => store.db.selectFrom('events').select(['channel_id', 'outcome']).execute();
  await eventually(async () => (await kept()).every(({ outcome }) => outcome !== null));
  expect(await kept()).toEqual([
    { channel_id: '', outcome: 'stray: 100000000001003' },
    { channel_id: '', outcome: 'stray: 100000000001003' },
  ]);
  const problems = await listProblems(store.db, { limit: 9 });
  expect(problems).toMatchObject([
    { channel: '', what: 'digest', person: '', reason: expect.stringContaining('100000000001003') as string },
  ]);
  expect(branches.lines.filter(({ msg }) => String(msg).startsWith('no channel has this number'))).toHaveLength(1);

  // Tried again too early it is the same problem.
  await retryProblems(store, { of: 'all', now: Date.now() });
  await eventually(async () => (await listProblems(store.db, { limit: 9 })).length === 1);
  branches.write(branches.file({ main: meta('100000000001001'), later: meta('100000000001003') }));
  expect(await branches.service.reload()).toMatchObject({ ok: true, changes: { opened: ['later'] } });
  await eventually(async () => (await said()).length === 2);
  expect(await said()).toEqual([`later ${ana} dos`, `later ${ana} uno`]);
  expect(await listProblems(store.db, { limit: 9 })).toEqual([]);
  expect(JSON.stringify(await kept())).not.toContain('stray');
});
