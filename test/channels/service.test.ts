import { afterEach, expect, test } from 'vitest';
import { deskAct } from '../../src/sandbox/desk.ts';
import { eventually } from '../stack.ts';
import { personNumber } from '../traffic.ts';
import { openBranches, type Branches, type BranchOptions } from './branches.ts';

const ana = personNumber(1);
let branches: Branches;
const open = async (options: BranchOptions) => void (branches = await openBranches(options));
afterEach(() => branches.close());

const says = (channel: string, text: string) => branches.whatsapp[channel]?.say({ waId: ana, text });
const health = async () =>
  (await (await fetch(`${branches.service.url}/health/ready`)).json()) as {
    channels: { channel: string; state: string; reason?: string; rests: object[] }[];
  };

test('the same person at two numbers of one Chatwoot: two conversations, each answered by its own number', async () => {
  await open({ channels: { main: {}, sales: { handoff_label: 'gente' } } });
  await says('main', 'a uno');
  await says('sales', 'a dos');
  for (const [channel, text] of [
    ['main', 'a uno'],
    ['sales', 'a dos'],
  ] as const) {
    await eventually(() => branches.desk(channel, ana).length === 2 && branches.phone(channel, ana).length > 0);
    expect(branches.desk(channel, ana)).toEqual([text, `🤖 re: ${text}`]);
    expect(branches.phone(channel, ana)).toEqual([`re: ${text}`]);
  }
  const people = await branches.service.store.db.selectFrom('contacts').select(['channel_id', 'wa_id']).execute();
  expect(people.map(({ channel_id }) => channel_id).toSorted()).toEqual(['main', 'sales']);
  const [line] = branches.lines.filter(({ msg, channel }) => msg === 'message received' && channel === 'sales');
  expect(line).toBeDefined();
});

test.each([
  ['one webhook for the account', { chatwoot_webhook_secret: '{env: HOOK}' }],
  ['the cable of a user', { chatwoot_account_id: '1', chatwoot_user_token: '{env: TOKEN}' }],
])('what an agent writes goes to the number whose inbox it is in, heard by %s', async (_, defaults) => {
  await open({
    channels: { main: {}, sales: {} },
    defaults: {
      ...defaults,
      sweep_requests_per_minute: '0',
      ...('chatwoot_webhook_secret' in defaults ? { chatwoot_cable: 'false' } : {}),
    },
    environment: { HOOK: 'a-secret-of-the-door', TOKEN: 'admin-token' },
  });
  const { chatwoot, service } = branches;
  if ('chatwoot_webhook_secret' in defaults)
    chatwoot['main']?.addAccountWebhook(`${service.url}/webhooks/chatwoot/a-secret-of-the-door`);
  else await eventually(() => service.channels.all.every(({ cable }) => cable === 'on'));
  await says('main', 'a uno');
  await says('sales', 'a dos');
  await eventually(() => branches.desk('main', ana).length === 2 && branches.desk('sales', ana).length === 2);
  for (const channel of ['sales', 'main']) {
    const conversation = [...(chatwoot[channel]?.state.conversations.values() ?? [])].find(
      (it) => it.source.inbox.identifier === `inbox-${channel}`,
    );
    const written = { conversation: conversation?.id ?? 0, action: 'answer' as const, text: `soy ${channel}` };
    await deskAct(chatwoot[channel]!, written);
    await eventually(() => branches.phone(channel, ana).includes(`soy ${channel}`));
  }
  expect(branches.phone('main', ana)).toEqual(['re: a uno', 'soy main']);
  expect(branches.phone('sales', ana)).toEqual(['re: a dos', 'soy sales']);
  const hands = await service.store.db.selectFrom('contacts').select('answered_by').execute();
  expect(hands.map(({ answered_by }) => answered_by)).toEqual(['human', 'human']);
});

test('a channel with a wrong key is parked, told once, and keeps what comes in; mended, it goes on, and the other never stopped', async () => {
  await open({
    channels: { main: {}, sales: { d360_api_key: '{env: WRONG}' } },
    environment: { WRONG: 'no-such-key' },
  });
  const parked = () => branches.lines.filter(({ msg }) => String(msg).startsWith('parked'));
  await eventually(() => parked().length > 0);
  await says('sales', 'a dos');
  await says('main', 'a uno');
  await eventually(() => branches.desk('main', ana).length === 2);
  const { db } = branches.service.store;
  const waiting = () =>
    db
      .selectFrom('jobs')
      .select(['kind', 'attempts'])
      .where('channel_id', '=', 'sales')
      .where('state', '!=', 'done')
      .execute();
  await eventually(async () => (await waiting()).some(({ kind }) => kind === 'send'));
  expect((await waiting()).map(({ kind, attempts }) => [kind, attempts]).toSorted()).toEqual([
    ['register', 0],
    ['register', 0],
    ['send', 0],
  ]);
  expect(branches.desk('sales', ana)).toEqual([]);
  expect((await health()).channels).toMatchObject([
    { channel: 'main', state: 'on', rests: [] },
    { channel: 'sales', state: 'parked', reason: expect.stringContaining('D360_API_KEY') as string },
  ]);
  expect(parked()).toHaveLength(1);
  expect(parked()[0]).toMatchObject({ channel: 'sales' });
  expect(JSON.stringify(branches.lines)).not.toContain('no-such-key');

  branches.write(branches.file({ main: {}, sales: {} }));
  const main = branches.service.channels.byName('main');
  expect(await branches.service.reload()).toMatchObject({
    ok: true,
    changes: { opened: [], changed: ['sales'], closed: [] },
  });
  expect(branches.service.channels.byName('main')).toBe(main);
  await eventually(() => branches.desk('sales', ana).length === 2 && branches.phone('sales', ana).length > 0);
  expect(branches.phone('sales', ana)).toEqual(['re: a dos']);
});

test('an inbox that is not there parks its channel before anything becomes a problem', async () => {
  await open({ channels: { main: {}, sales: { chatwoot_inbox_id: 'no-such-inbox' } } });
  await eventually(async () => (await health()).channels[1]?.state === 'parked');
  await says('sales', 'a dos');
  await says('main', 'a uno');
  await eventually(() => branches.desk('main', ana).length === 2);
  const problems = await branches.service.store.db
    .selectFrom('jobs')
    .select('id')
    .where('state', '=', 'problem')
    .execute();
  expect(problems).toEqual([]);
});

test('one channel’s Chatwoot is down: its number answers all the same, and the other registers', async () => {
  await open({ channels: { main: {}, sales: { apart: 'yes' } } });
  branches.chatwoot['sales']?.faults.set([{ kind: 'fail_before' }]);
  await says('sales', 'a dos');
  await says('main', 'a uno');
  await eventually(() => branches.phone('sales', ana).length === 1 && branches.desk('main', ana).length === 2);
  await eventually(async () => (await health()).channels[1]?.rests.length === 1);
  expect((await health()).channels[0]?.rests).toEqual([]);
  expect(branches.desk('sales', ana)).toEqual([]);
  branches.chatwoot['sales']?.faults.set([]);
  await eventually(() => branches.desk('sales', ana).length === 2);
});
