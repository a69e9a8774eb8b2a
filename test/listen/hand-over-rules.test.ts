import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { ana, begun, openOffice, wait, type Office } from './office.ts';

/** Every rule of the hand-over, by what people do at the desk; heard by the inbox's webhook and the cable together. */
const environment = { HANDOFF_TEXT: 'Te paso con Ana.', API_TOKEN: 'a-token-of-our-own' };

let office: Office;
afterEach(async () => await office.close());

const open = async (more: Record<string, string> = {}, agentBot = false) => {
  office = await openOffice({
    webhooks: ['inbox'],
    environment: {
      // These are the rules of an inbox that does not assign by itself.
      HANDOFF_ON_ASSIGN: 'always',
      ...environment,
      ...more,
    },
    ...(agentBot
      ? { sandbox: { chatwoot: { inboxes: [{ identifier: 'sandbox-inbox', name: 'S', agentBot: true }] } } }
      : {}),
  });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
  // Its first event, which tells what stands.
  await office.stack.sandbox.chatwoot.settled();
};
const reason = async (who: 'bot' | 'human') => (await office.answeredBy(who)).answered_reason;
const quiet = async () => {
  await office.stack.sandbox.chatwoot.settled();
  await wait(250);
};
const api = async (name: string, to: string) => {
  const answer = await fetch(`${office.stack.service.url}/api/contacts/${name}/handoff`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer a-token-of-our-own' },
    body: JSON.stringify({ to }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { answered_by: string };
};
/** The bot does not answer, or does. */
const botAnswers = async (text: string) => {
  await office.says(text);
  await eventually(() => office.desk().some((it) => it.text === text));
  await quiet();
  await wait(200);
  return office.phone().includes(`re: ${text}`);
};

describe('to a person and back', () => {
  beforeEach(() => open());

  test('assigned; told once; resolved', async () => {
    await office.act('assign');
    expect(await reason('human')).toBe('assigned');
    await eventually(() => office.phone().includes('Te paso con Ana.'));
    await office.act('answer', { text: 'hola' });
    await eventually(() => office.phone().includes('hola'));
    expect(await botAnswers('¿precio?')).toBe(false);
    await office.act('resolve');
    await office.answeredBy('bot');
    expect(await botAnswers('gracias')).toBe(true);
    expect(office.phone()).toEqual(['re: hola', 'Te paso con Ana.', 'hola', 're: gracias']);
  });

  test.each(['humano', 'human'])('the label %s, and its removal', async (text) => {
    await office.act('label', { text });
    expect(await reason('human')).toBe('labelled');
    expect(await botAnswers('uno')).toBe(false);
    await office.act('unlabel', { text });
    await office.answeredBy('bot');
    expect(await botAnswers('dos')).toBe(true);
  });

  test('another label is nothing', async () => {
    await office.act('label', { text: 'ventas' });
    await quiet();
    expect((await office.contact()).answered_by).toBe('bot');
  });

  test('/bot off and /bot on in private notes; other notes are nothing, and none reaches the customer', async () => {
    await office.act('note', { text: 'ojo con este' });
    await office.act('note', { text: '/bot off' });
    expect(await reason('human')).toBe('command');
    expect(await botAnswers('uno')).toBe(false);
    await office.act('note', { text: '/bot on' });
    await office.answeredBy('bot');
    expect(await botAnswers('dos')).toBe(true);
    expect(office.phone()).toEqual(['re: hola', 'Te paso con Ana.', 're: dos']);
  });

  test.each(['phone', 'id'])('the API, by %s', async (how) => {
    const name = how === 'phone' ? `+${ana}` : String((await office.contact()).id);
    expect(await api(name, 'human')).toMatchObject({ answered_by: 'human', reason: 'api' });
    expect(await botAnswers('uno')).toBe(false);
    expect(await api(name, 'bot')).toMatchObject({ answered_by: 'bot', reason: null });
    expect(await botAnswers('dos')).toBe(true);
  });

  test('a restart keeps it, and what was given back stays so', async () => {
    await office.act('answer', { text: 'hola' });
    await office.answeredBy('human');
    await office.restart();
    expect(await botAnswers('uno')).toBe(false);
    await office.act('resolve');
    await office.answeredBy('bot');
    await office.restart();
    expect(await botAnswers('dos')).toBe(true);
  });

  test('set to pending gives it back', async () => {
    await office.act('answer', { text: 'hola' });
    await office.answeredBy('human');
    await office.act('pending');
    await office.answeredBy('bot');
    expect(await botAnswers('dos')).toBe(true);
  });

  test('sent and resolved in one act: sent, and with the bot in the end', async () => {
    for (let n = 0; n < 5; n++) {
      await office.act('answer', { text: `listo ${n}` });
      await office.act('resolve');
      await eventually(() => office.phone().includes(`listo ${n}`));
      await quiet();
      expect((await office.contact()).answered_by).toBe('bot');
      expect(await botAnswers(`gracias ${n}`)).toBe(true);
      // Chatwoot tells the time of words in whole seconds.
      await wait(1_000);
    }
  });

  test('the customer reopening a resolved conversation takes nothing over', async () => {
    await office.act('resolve');
    await eventually(async () => (await office.place()).status === 'resolved');
    expect(await botAnswers('otra cosa')).toBe(true);
    expect(office.conversation()?.status).toBe('open');
  });

  test('a late copy of an answer’s event does not take over what was resolved', async () => {
    const { faults } = office.stack.sandbox.chatwoot;
    faults.set([
      { kind: 'webhook_late', path: 'message_created', ms: 1_500 },
      { kind: 'cable_late', path: 'message.created', ms: 1_200 },
    ]);
    await office.act('answer', { text: 'listo' });
    await wait(1_000);
    await office.act('resolve');
    await eventually(() => office.phone().includes('listo'));
    await quiet();
    expect(await office.contact()).toMatchObject({ answered_by: 'bot' });
    expect(await office.place()).toMatchObject({ status: 'resolved' });
  });

  test('events out of order do not move it back', async () => {
    const { faults } = office.stack.sandbox.chatwoot;
    faults.set([
      { kind: 'webhook_late', ms: 900, times: 4 },
      { kind: 'cable_late', ms: 700, times: 3 },
    ]);
    await office.act('assign');
    await office.act('unassign');
    await wait(20);
    faults.set([]);
    await office.act('label', { text: 'humano' });
    await office.answeredBy('human');
    await quiet();
    expect(await office.contact()).toMatchObject({
      answered_by: 'human',
      answered_reason: 'labelled',
    });
    expect(await office.place()).toMatchObject({ assignee_id: null });
  });

  test('/bot on heard after a later /bot off changes nothing', async () => {
    const { faults } = office.stack.sandbox.chatwoot;
    await office.act('note', { text: '/bot off' });
    await office.answeredBy('human');
    faults.set([{ kind: 'webhook_late', path: 'message_created', ms: 700, times: 1 }]);
    await office.act('note', { text: '/bot on' });
    await office.act('note', { text: '/bot off' });
    await quiet();
    expect((await office.contact()).answered_by).toBe('human');
  });
});

describe('where an agent bot makes pending the resting state', () => {
  beforeEach(() => open({}, true));

  test('pending to open by a person, and back', async () => {
    expect(office.conversation()?.status).toBe('pending');
    await office.act('open');
    expect(await reason('human')).toBe('opened');
    expect(await botAnswers('uno')).toBe(false);
    await office.act('pending');
    await office.answeredBy('bot');
    expect(await botAnswers('dos')).toBe(true);
  });

  test('an answer and a label on a pending conversation stay take-overs', async () => {
    await office.act('answer', { text: 'hola' });
    await office.answeredBy('human');
    expect(await botAnswers('uno')).toBe(false);
    await office.act('label', { text: 'humano' });
    await quiet();
    expect((await office.contact()).answered_by).toBe('human');
    await office.act('unlabel', { text: 'humano' });
    await office.answeredBy('bot');
  });

  test('unassigned while pending gives it back', async () => {
    await office.act('assign');
    expect(await reason('human')).toBe('assigned');
    await office.act('unassign');
    await office.answeredBy('bot');
  });

  test('what an agent answered on a resolved conversation stays theirs when the customer reopens it to pending', async () => {
    await office.act('resolve');
    await eventually(async () => (await office.place()).status === 'resolved');
    await wait(1_100);
    await office.act('answer', { text: 'una cosa más' });
    await office.answeredBy('human');
    expect(await botAnswers('¿sí?')).toBe(false);
    expect(office.conversation()?.status).toBe('pending');
    expect((await office.contact()).answered_by).toBe('human');
  });
});

test.each([
  ['true', true],
  ['false', false],
])('HANDOFF_ANSWER_LAST=%s: the customer’s last word, when the bot is back', async (set, answers) => {
  await open({ HANDOFF_ANSWER_LAST: set });
  await office.act('answer', { text: 'hola' });
  await office.answeredBy('human');
  expect(await botAnswers('primero')).toBe(false);
  expect(await botAnswers('último')).toBe(false);
  await office.act('resolve');
  await office.answeredBy('bot');
  await quiet();
  expect(office.phone().filter((it) => it.startsWith('re: '))).toEqual(
    answers ? ['re: hola', 're: último'] : ['re: hola'],
  );
});
