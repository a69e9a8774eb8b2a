import { afterEach, describe, expect, test } from 'vitest';
import { begun, openOffice, wait, type Office } from '../../listen/office.ts';
import { eventually } from '../../stack.ts';

let office: Office;
afterEach(async () => await office.close());

type Token = 'bot' | 'user';
const start = async (which: Token[], more: { webhooks?: 'inbox'[] } = {}) => {
  office = await openOffice({
    webhooks: more.webhooks ?? ['inbox'],
    environment: {
      HANDOFF_TEXT: '',
      ...(which.length > 0 ? { CHATWOOT_ACCOUNT_ID: '1' } : {}),
      ...(which.includes('bot') ? { CHATWOOT_BOT_TOKEN: 'bot-token' } : {}),
      ...(which.includes('user') ? { CHATWOOT_USER_TOKEN: 'admin-token' } : {}),
    },
  });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
};
const faults = () => office.stack.sandbox.whatsapp.faults;
const shown = (text: RegExp) => office.conversation()?.messages.find((it) => text.test(it.content ?? ''));
const lines = () => office.desk().filter((it) => it.text.startsWith('⚠️'));
const quiet = async () => {
  await office.stack.sandbox.chatwoot.settled();
  await wait(400);
};

describe('an answer of the bot that WhatsApp refuses', () => {
  test.each([
    ['no token', []],
    ['the bot’s', ['bot']],
    ['a user’s', ['user']],
  ] as [string, Token[]][])('is told to agents with %s: one line, in their language', async (_, which) => {
    await start(which);
    faults().set([{ kind: 'status_failed', code: 131026, times: 1 }]);
    await office.says('¿llega?');
    const line = await eventually(() => lines()[0]);
    expect(line.private).toBe(which.includes('bot'));
    expect(line.text).toMatch(/bot: “re: ¿llega\?”\. Motivo: 131026: no se puede entregar/);
    await quiet();
    expect(lines()).toHaveLength(1);
  });

  test('with both tokens the answer itself is shown as failed, with the reason in the agents’ language', async () => {
    await start(['bot', 'user']);
    faults().set([{ kind: 'status_failed', code: 131026, times: 1 }]);
    await office.says('¿llega?');
    await eventually(() => shown(/^re: ¿llega/)?.status === 'failed');
    expect(shown(/^re: ¿llega/)?.contentAttributes['external_error']).toMatch(/^131026: no se puede entregar/);
    await quiet();
    expect(lines()).toEqual([]);
  });
});

describe('words of the bot that stand in Chatwoot when a person takes over before they were sent', () => {
  const held = async () => {
    faults().set([{ kind: 'fail_before', method: 'POST', path: '/messages$', times: 1_000 }]);
    await office.says('¿hola?');
    await eventually(() => shown(/re: ¿hola/));
    await office.act('answer', { text: 'soy Ana' });
    await office.answeredBy('human');
    faults().set([]);
    await eventually(() => office.phone().includes('soy Ana'));
  };

  test.each([
    ['no token: one line', []],
    ['the bot’s: a note', ['bot']],
    ['a user’s: one line', ['user']],
  ] as [string, Token[]][])(
    'are told as not sent, with %s',
    async (_, which) => {
      await start(which);
      await held();
      const line = await eventually(() => lines()[0]);
      expect(line.private).toBe(which.includes('bot'));
      expect(line.text).toMatch(/bot: “re: ¿hola\?”\. Motivo: ya atiende una persona/);
      await quiet();
      expect(lines()).toHaveLength(1);
      expect(office.phone()).toEqual(['re: hola', 'soy Ana']);
    },
    40_000,
  );

  test('both tokens: marked as failed with the reason; the agent’s Retry sends them, once', async () => {
    await start(['bot', 'user']);
    await held();
    const failed = await eventually(() => (shown(/^re: ¿hola/)?.status === 'failed' ? shown(/^re: ¿hola/) : undefined));
    expect(failed.contentAttributes['external_error']).toBe('ya atiende una persona.');
    await quiet();
    expect(lines()).toEqual([]);
    await office.act('retry', { message: failed.id });
    await eventually(() => office.phone().includes('re: ¿hola?'));
    await eventually(() => shown(/^re: ¿hola/)?.status === 'delivered');
    await quiet();
    expect(office.phone()).toEqual(['re: hola', 'soy Ana', 're: ¿hola?']);
  });
});

test('without webhook and user’s token nobody is advised to write a command that is not heard', async () => {
  office = await openOffice({ environment: { HANDOFF_TEXT: '' } });
  await office.says('hace un día', undefined, Date.now() - 25 * 3_600_000);
  await eventually(() => office.desk().some((it) => it.text.includes('hace un día')));
  await eventually(async () => (await office.cable()) === 'on');
  await office.act('answer', { text: 'hola de nuevo' });
  const line = await eventually(() => lines()[0]);
  expect(line.text).toContain('131047');
  expect(line.text).not.toContain('/template');
});
