import { afterEach, beforeEach, expect, test } from 'vitest';
import { ana, begun, openOffice, wait, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

const environment = {
  HANDOFF_TEXT: '',
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_BOT_TOKEN: 'bot-token',
  API_TOKEN: 'a-token-of-our-own',
};
const inboxes = [{ identifier: 'sandbox-inbox', name: 'S', agentBot: true }];
let office: Office;
beforeEach(async () => {
  office = await begun(await openOffice({ webhooks: ['inbox'], environment, sandbox: { chatwoot: { inboxes } } }));
  await eventually(async () => (await office.cable()) === 'on');
});
afterEach(async () => await office.close());

const api = async (to: 'human' | 'bot') => {
  const answer = await fetch(`${office.stack.service.url}/api/contacts/${ana}/handoff`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-our-own' },
    body: JSON.stringify({ to }),
  });
  expect(answer.status).toBe(200);
};
const settled = async () => {
  await office.stack.sandbox.chatwoot.settled();
  await wait(300);
};
const problems = async () =>
  await office.stack.service.store.db.selectFrom('jobs').selectAll().where('state', '=', 'problem').execute();

test('the echoes of our own open and label, however late, are no person’s act', async () => {
  const late = { ms: 800 };
  office.stack.sandbox.chatwoot.faults.set([
    { kind: 'webhook_late', ...late },
    { kind: 'cable_late', ...late },
  ]);
  await api('human');
  await eventually(() => office.conversation()?.labels.includes('humano'));
  expect(office.conversation()?.status).toBe('open');
  await api('bot');
  await eventually(() => !office.conversation()?.labels.includes('humano'));
  await settled();
  expect((await office.contact()).answered_by).toBe('bot');
  expect(office.conversation()?.labels).toEqual([]);
  // Of the one hand-over by the API: nothing was taken over in between.
  expect(office.desk().filter((it) => it.private)).toHaveLength(1);
});

test('after our own open a person’s pending gives it back, and their open takes it again', async () => {
  await api('human');
  await eventually(() => office.conversation()?.status === 'open');
  await settled();
  await office.act('pending');
  await office.answeredBy('bot');
  await office.act('open');
  expect(await office.answeredBy('human')).toMatchObject({ answered_reason: 'opened' });
});

test('labels of others are kept, and set by nobody twice', async () => {
  await office.act('label', { text: 'vip' });
  await settled();
  await api('human');
  await eventually(() => office.conversation()?.labels.includes('humano'));
  expect(office.conversation()?.labels.toSorted()).toEqual(['humano', 'vip']);
  await api('bot');
  await eventually(() => office.conversation()?.labels.length === 1);
  expect(office.conversation()?.labels).toEqual(['vip']);
});

test('an answer of Chatwoot that is lost is asked for again; the note is not written twice', async () => {
  const { faults } = office.stack.sandbox.chatwoot;
  const notes = () => office.desk().filter((it) => it.private && it.sender === 'agent_bot');
  faults.set([
    { kind: 'fail_after', method: 'POST', path: '/api/v1/accounts/.*messages', times: 1 },
    { kind: 'fail_after', method: 'POST', path: 'toggle_status', times: 1 },
    { kind: 'fail_before', method: 'POST', path: 'labels', times: 1 },
  ]);
  await api('human');
  await eventually(() => office.conversation()?.labels.includes('humano'));
  expect(office.conversation()?.status).toBe('open');
  await settled();
  expect(notes()).toHaveLength(1);
  expect(await problems()).toEqual([]);
  expect((await office.contact()).answered_by).toBe('human');
});

test.each([302, 200, 503])(
  'a hand-over in a maintenance (%i) of Chatwoot: its note is there afterwards, once',
  async (status) => {
    const { faults } = office.stack.sandbox.chatwoot;
    const notes = () => office.desk().filter((it) => it.private && it.sender === 'agent_bot');
    faults.set([{ kind: 'maintenance', ...(status === 302 ? {} : { status }) }]);
    await api('human');
    await wait(500);
    faults.set([]);
    await eventually(() => office.conversation()?.labels.includes('humano'));
    await settled();
    expect(notes()).toHaveLength(1);
  },
  30_000,
);

test('what the customer says is registered though nothing can be arranged', async () => {
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'not_found', path: '/api/v1/accounts/.*(toggle_status|labels)' }]);
  await api('human');
  await office.says('¿hay alguien?');
  await eventually(() => office.desk().some((it) => it.text === '¿hay alguien?'));
});
