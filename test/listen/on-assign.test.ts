import { afterEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { ana, begun, openOffice, wait, type Office, type OfficeOptions } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const user = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_USER_TOKEN: 'admin-token' };

/** Luis Vega has the agents' page open; the inbox assigns by itself or not. */
async function start(autoAssignment: boolean, environment: Record<string, string> = {}, more: OfficeOptions = {}) {
  const inboxes = [{ identifier: 'panaderia', autoAssignment }];
  office = await openOffice({ ...more, environment, sandbox: { chatwoot: { inboxes } } });
  office.stack.sandbox.chatwoot.setOnline('agent-token', true);
}

const assignee = async () => await eventually(() => office.conversation()?.assignee?.id);

test.each([
  ['without a token', {}],
  ['with a user’s token', user],
])('what the inbox assigns by itself is nobody’s take-over, %s: the bot goes on', async (_, environment) => {
  await start(true, environment);
  await begun(office);
  // The token's own user counts as online for a moment, too.
  expect([1, 2]).toContain(await assignee());
  await wait(1_500);
  expect((await office.contact()).answered_by).toBe('bot');
  await office.says('¿siguen ahí?');
  await eventually(() => office.phone().includes('re: ¿siguen ahí?'));
});

test('a person’s assignment in such an inbox is one, as its line tells; also of who takes it themselves', async () => {
  await start(true, user);
  await begun(office);
  await assignee();
  await wait(300);
  await office.act('unassign');
  await eventually(async () => (await office.place()).assignee_id === null);
  await office.act('assign');
  expect((await office.answeredBy('human')).answered_reason).toBe('assigned');
});

test('without a token it is none there: the first public word is', async () => {
  await start(true);
  await begun(office);
  await assignee();
  await eventually(async () => (await office.cable()) === 'on');
  await office.act('assign');
  await wait(700);
  expect((await office.contact()).answered_by).toBe('bot');
  await office.act('answer', { text: 'Hola' });
  expect((await office.answeredBy('human')).answered_reason).toBe('agent_replied');
});

test('where a token shows that the inbox does not assign by itself, any assignment is a take-over', async () => {
  await start(false, user);
  await begun(office);
  await wait(300);
  await office.act('assign');
  expect((await office.answeredBy('human')).answered_reason).toBe('assigned');
});

test('`always` takes each for one, `never` none', async () => {
  await start(false, { HANDOFF_ON_ASSIGN: 'always' });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
  await office.act('assign');
  expect((await office.answeredBy('human')).answered_reason).toBe('assigned');
  await office.close();
  await start(false, { ...user, HANDOFF_ON_ASSIGN: 'never' });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
  await office.act('assign');
  await eventually(async () => (await office.place()).assignee_id === 1);
  await wait(500);
  expect((await office.contact()).answered_by).toBe('bot');
});

test('a customer’s message that reopens a conversation is no take-over, however late its assignment is heard', async () => {
  await start(true, user);
  await begun(office);
  await assignee();
  await office.act('unassign');
  await office.act('resolve');
  await eventually(async () => (await office.place()).status === 'resolved');
  await office.says('hola de nuevo', ana);
  await eventually(() => office.phone().includes('re: hola de nuevo'));
  await assignee();
  await wait(1_500);
  expect((await office.contact()).answered_by).toBe('bot');
});
