import { afterEach, expect, test } from 'vitest';
import { eventually } from '../../stack.ts';
import { personNumber } from '../../traffic.ts';
import { agentActs } from '../agent-acts.ts';
import { begun, openOffice, wait, type Office } from '../office.ts';

let office: Office;
afterEach(async () => await office.close());

const user = {
  CHATWOOT_ACCOUNT_ID: '1',
  CHATWOOT_USER_TOKEN: 'admin-token',
  SWEEP_REQUESTS_PER_MINUTE: '0',
  // A call that fails on a busy machine is made again after 30 s only.
  CHATWOOT_TIMEOUT: '10',
};
const { makesContact } = agentActs(() => office);
const subscriptions = () => office.stack.sandbox.chatwoot.cable.subscriptions;

async function start(environment: Record<string, string> = user): Promise<void> {
  office = await openOffice({ environment });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
}

test('one subscription hears everybody: words, notes, labels, at once and without a webhook', async () => {
  await start();
  const beto = personNumber(2);
  await begun(office, beto);
  await eventually(() => subscriptions() === 1);
  const before = Date.now();
  await office.act('answer', { text: 'Hola Beto' }, beto);
  await eventually(() => office.phone(beto).includes('Hola Beto'));
  // Far sooner than the next sweep, every 60 s.
  expect(Date.now() - before).toBeLessThan(30_000);
  await office.act('note', { text: '/bot off' });
  expect((await office.answeredBy('human')).answered_reason).toBe('command');
  await office.act('note', { text: '/bot on' });
  await office.answeredBy('bot');
  await office.act('label', { text: 'humano' });
  expect((await office.answeredBy('human')).answered_reason).toBe('labelled');
  expect(subscriptions()).toBe(1);
});

test('an agent’s own contact is heard by it', async () => {
  await start();
  const nora = personNumber(9);
  await makesContact({ name: 'Nora', phone_number: `+${nora}` }, 'Hola Nora');
  await eventually(() => office.phone(nora).includes('Hola Nora'));
  expect((await office.contact(nora)).answered_by).toBe('human');
});

test('the cable is on only once the user’s subscription stands: until then nobody would be told of new people', async () => {
  office = await openOffice({ environment: user });
  await begun(office);
  office.stack.sandbox.chatwoot.faults.set([{ kind: 'slow', path: '/profile$', ms: 700 }]);
  await office.restart();
  // Somebody else is listened to meanwhile, one by one.
  await eventually(() => subscriptions() === 1);
  const streams = () => office.stack.sandbox.chatwoot.cable.hears({ contact: null, inbox: null, everybody: true });
  await eventually(async () => (await office.cable()) === 'on');
  expect(streams()).toBe(true);
});

test.each([
  ['a wrong token', { ...user, CHATWOOT_USER_TOKEN: 'no-such-token' }],
  ['a token of somebody who does not see the inbox', { ...user, CHATWOOT_USER_TOKEN: 'agent-token' }],
])('with %s people are listened to one by one', async (_, environment) => {
  office = await openOffice({ environment });
  for (const inbox of office.stack.sandbox.chatwoot.state.inboxes.values()) inbox.members.delete(2);
  await office.restart();
  await begun(office);
  await eventually(() => subscriptions() === 1);
  await office.act('answer', { text: 'te leo' });
  await eventually(() => office.phone().includes('te leo'));
});

test('what was said while nobody listened is found when the subscription stands', async () => {
  await start();
  await office.stack.service.stop();
  await office.act('answer', { text: 'mientras no estabas' });
  await office.restart();
  await eventually(() => office.phone().includes('mientras no estabas'));
  await wait(200);
  expect(office.phone().filter((it) => it === 'mientras no estabas')).toHaveLength(1);
});
