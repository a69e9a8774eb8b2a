import { afterEach, describe, expect, test } from 'vitest';
import { begun, openOffice, wait, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

let office: Office;
afterEach(async () => await office.close());

const bot = {
  answer: ({ messages }: { messages: { text: string }[] }) => {
    const text = messages.at(-1)?.text ?? '';
    if (text === 'ayuda') return [{ do: 'handoff' as const, reason: 'no sé', words: null }];
    return [{ do: 'reply' as const, text: `re: ${text}` }];
  },
};
const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };
const start = async (environment: Record<string, string> = {}, agentBot = false) => {
  const inboxes = [{ identifier: 'sandbox-inbox', name: 'S', agentBot }];
  office = await openOffice({
    bot,
    webhooks: ['inbox'],
    environment: { HANDOFF_ON_ASSIGN: 'always', ...environment },
    sandbox: { chatwoot: { inboxes } },
  });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
};
const quiet = async () => {
  await office.stack.sandbox.chatwoot.settled();
  await wait(300);
};
const told = () => office.phone().filter((it) => !it.startsWith('re:'));

describe('the customer', () => {
  test.each([
    ['the text set', { HANDOFF_TEXT: 'Te paso con Ana.' }, ['Te paso con Ana.']],
    ['a sentence where none is set', {}, [expect.stringContaining('persona')]],
    ['nothing where it is empty', { HANDOFF_TEXT: '' }, []],
    [
      'another text outside the business hours',
      { HANDOFF_TEXT: 'Te paso con Ana.', BUSINESS_CLOSED_TEXT: 'Está cerrado.', BUSINESS_HOURS: closedNow() },
      ['Está cerrado.'],
    ],
  ] as [string, Record<string, string>, string[]][])('is told %s, once', async (_, environment, wanted) => {
    await start({ ...environment, UI_LANGUAGE: 'es' });
    await office.act('assign');
    await office.answeredBy('human');
    await office.act('label', { text: 'humano' });
    await office.says('¿hola?');
    await quiet();
    expect(told()).toEqual(wanted);
  });

  test('is not told by more than the person’s own words', async () => {
    await start();
    await office.act('answer', { text: 'soy Ana' });
    await office.answeredBy('human');
    await quiet();
    expect(told()).toEqual(['soy Ana']);
  });
});

describe('the agents, without a token', () => {
  test('read one line with the reason, which is not sent on WhatsApp', async () => {
    await start({ HANDOFF_TEXT: '' });
    await office.says('ayuda');
    const line = await eventually(() => office.desk().find((it) => it.text.startsWith('🔔')));
    expect(line).toMatchObject({ type: 0, private: false });
    await quiet();
    expect(office.desk().filter((it) => it.text.includes('🔔'))).toHaveLength(1);
    expect(told()).toEqual([]);
  });
});

describe('the agents, with the bot’s token', () => {
  test('read a note with the last turns; the conversation is open, assigned to the team and labelled; unlabelled when given back', async () => {
    await start({ ...tokens, HANDOFF_TEXT: 'Te paso con Ana.', HANDOFF_LABEL: 'humano', HANDOFF_TEAM_ID: '1' }, true);
    const { state } = office.stack.sandbox.chatwoot;
    state.teams.push({ id: 1, name: 'ventas', description: null, allowAutoAssign: false });
    expect(office.conversation()?.status).toBe('pending');
    await office.says('ayuda');
    const note = await eventually(() => office.desk().find((it) => it.private));
    expect(note.sender).toBe('agent_bot');
    expect(note.text).toContain('hola');
    expect(note.text).toContain('ayuda');
    await eventually(() => office.conversation()?.labels.includes('humano'));
    expect(office.conversation()).toMatchObject({ status: 'open', team: { id: 1 } });
    expect(told()).toEqual(['Te paso con Ana.']);
    // Our own calls come back as events: nobody acted.
    await quiet();
    expect(await office.contact()).toMatchObject({ answered_by: 'human', answered_reason: 'bot_handed_off' });
    await office.act('label', { text: 'vip' });
    await office.act('resolve');
    await office.answeredBy('bot');
    await eventually(() => !office.conversation()?.labels.includes('humano'));
    expect(office.conversation()?.labels).toEqual(['vip']);
    await quiet();
    expect(office.conversation()?.status).toBe('resolved');
    expect((await office.contact()).answered_by).toBe('bot');
    expect(office.desk().filter((it) => it.private)).toHaveLength(1);
    await office.says('gracias');
    await eventually(() => office.phone().includes('re: gracias'));
  });

  test('an answer takes a pending conversation out of it, and what is resolved at once is not opened again', async () => {
    await start(tokens, true);
    await office.act('answer', { text: 'soy Ana' });
    await eventually(() => office.conversation()?.status === 'open');
    await office.answeredBy('human');
    await office.act('pending');
    await office.answeredBy('bot');
    await wait(1_000);
    await office.act('answer', { text: 'y esto' });
    await office.act('resolve');
    await eventually(() => office.phone().includes('y esto'));
    await quiet();
    expect(office.conversation()?.status).toBe('resolved');
    expect(await office.contact()).toMatchObject({ answered_by: 'bot' });
    expect(await office.place()).toMatchObject({ status: 'resolved' });
    expect(office.conversation()?.labels).toEqual([]);
  });

  test('the bot’s words stand as the bot’s, once, and do not come back to WhatsApp', async () => {
    await start(tokens);
    await eventually(() => office.desk().some((it) => it.sender === 'agent_bot'));
    await office.says('otra');
    await eventually(() => office.desk().filter((it) => it.sender === 'agent_bot').length === 2);
    await quiet();
    expect(office.phone()).toEqual(['re: hola', 're: otra']);
    expect(
      office
        .desk()
        .filter((it) => it.text.startsWith('re:'))
        .map((it) => it.type),
    ).toEqual([1, 1]);
  });
});

/** Open on another day of the week only. */
function closedNow(): string {
  const day = new Date(Date.now() + 3 * 86_400_000).getUTCDay();
  return `${['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][day]} 9:00-10:00`;
}
