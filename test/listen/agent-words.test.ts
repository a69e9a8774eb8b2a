import { afterEach, describe, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { begun, openOffice, wait, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const tokens = (which: ('bot' | 'user')[]) => ({
  CHATWOOT_ACCOUNT_ID: '1',
  ...(which.includes('bot') ? { CHATWOOT_BOT_TOKEN: 'bot-token' } : {}),
  ...(which.includes('user') ? { CHATWOOT_USER_TOKEN: 'admin-token' } : {}),
});
const start = async (environment: Record<string, string> = {}, more: Parameters<typeof openOffice>[0] = {}) => {
  office = await begun(
    await openOffice({ webhooks: ['inbox', 'account'], ...more, environment: { HANDOFF_TEXT: '', ...environment } }),
  );
  await eventually(async () => (await office.cable()) === 'on');
};
const arrives = (text: string) => eventually(() => office.phone().includes(text));
const answer = async (text: string, message?: number) =>
  (await office.act('answer', message === undefined ? { text } : { text, message })) as { id: number };
const quiet = async () => {
  await office.stack.sandbox.chatwoot.settled();
  await wait(400);
};
const messageOf = (id: number) => office.conversation()?.messages.find((it) => it.id === id);

describe('what an agent writes', () => {
  test('Markdown becomes WhatsApp’s marks; a quote becomes context; trailing lines are cleaned', async () => {
    await start();
    const question = office.desk().find((it) => it.text === 'hola');
    await answer('**Hola**, *gracias* por ~~no~~ escribir\\\n\n\n', question?.id);
    await arrives('*Hola*, _gracias_ por ~no~ escribir');
    const body = office.bodies().at(-1) as { context?: { message_id: string } };
    expect(body.context?.message_id).toMatch(/^wamid\./);
  });

  test('long words go in parts, in order', async () => {
    await start();
    const text = Array.from({ length: 1_500 }, (_, n) => `palabra${n}`).join(' ');
    await answer(text);
    await eventually(() => office.phone().at(-1)?.endsWith('palabra1499'));
    const parts = office.phone().slice(1);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.every((it) => it.length <= 4_096)).toBe(true);
    expect(parts.join(' ').match(/palabra\d+/g)).toEqual(text.split(' '));
  });

  test('the agent’s name in front, where set; private notes never', async () => {
    await start({ AGENT_NAME_IN_FRONT: 'true' });
    await office.act('note', { text: 'entre nosotros' });
    await answer('buenas');
    await eventually(() => office.phone().length === 2);
    expect(office.phone()[1]).toMatch(/^\*Ana[^\n]*:\*\nbuenas$/);
    await quiet();
    expect(office.phone()).toHaveLength(2);
  });

  test('greeting and survey reach the customer, the survey with its link', async () => {
    const inboxes = [{ identifier: 'sandbox-inbox', name: 'S', greeting: 'Bienvenida', survey: '¿Cómo te fue?' }];
    office = await openOffice({ webhooks: ['inbox'], sandbox: { chatwoot: { inboxes } } });
    await office.says('hola');
    await arrives('Bienvenida');
    await office.act('answer', { text: 'listo' });
    await arrives('listo');
    await office.act('resolve');
    const link = await eventually(() => office.phone().find((it) => it.includes('/survey/responses/')));
    expect(link).toContain(`${office.stack.sandbox.chatwoot.url}/survey/responses/`);
    expect((await office.contact()).answered_by).toBe('bot');
  });

  test('deleted before it is sent, it never is', async () => {
    await start();
    office.stack.sandbox.whatsapp.faults.set([{ kind: 'fail_before', times: 3 }]);
    const first = await answer('uno');
    const second = await answer('borrame');
    await office.act('delete', { message: second.id });
    office.stack.sandbox.whatsapp.faults.set([]);
    await arrives('uno');
    await answer('tres');
    await arrives('tres');
    expect(first.id).toBeLessThan(second.id);
    expect(office.phone()).toEqual(['re: hola', 'uno', 'tres']);
  });
});

describe('Retry', () => {
  test('with a user’s token: the failure shows with its reason, and Retry sends again, once, however often it is heard', async () => {
    await start(tokens(['user']));
    office.stack.sandbox.chatwoot.faults.set([
      { kind: 'webhook_double' },
      { kind: 'cable_double' },
      { kind: 'webhook_shuffle', ms: 300 },
    ]);
    office.stack.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
    const { id } = await answer('¿llega?');
    await eventually(() => messageOf(id)?.status === 'failed');
    expect(messageOf(id)?.contentAttributes['external_error']).toMatch(/\S/);
    await eventually(async () => await shownFailed(id));
    await quiet();
    expect(office.phone().filter((it) => it === '¿llega?')).toHaveLength(1);
    await office.act('retry', { message: id });
    await eventually(() => office.phone().filter((it) => it === '¿llega?').length === 2);
    await eventually(() => messageOf(id)?.status === 'delivered');
    await quiet();
    expect(office.phone().filter((it) => it === '¿llega?')).toHaveLength(2);
  });

  test('again after it failed again', async () => {
    await start(tokens(['user']));
    office.stack.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 2 }]);
    const { id } = await answer('¿llega?');
    for (let n = 1; n <= 2; n++) {
      await eventually(async () => await shownFailed(id));
      await office.act('retry', { message: id });
      await eventually(() => office.phone().filter((it) => it === '¿llega?').length === n + 1);
    }
    await eventually(() => messageOf(id)?.status === 'delivered');
    await quiet();
    expect(office.phone().filter((it) => it === '¿llega?')).toHaveLength(3);
  });

  async function shownFailed(id: number): Promise<boolean> {
    const row = await office.stack.service.store.db
      .selectFrom('messages')
      .select('ticked')
      .where('chatwoot_message_id', '=', id)
      .executeTakeFirst();
    return row?.ticked === 'failed';
  }
});

describe('outside the 24-hour window', () => {
  const old = Date.now() - 25 * 3_600_000;
  const late = async (environment: Record<string, string> = {}) => {
    office = await openOffice({ webhooks: ['inbox'], environment: { HANDOFF_TEXT: '', ...environment } });
    await office.says('hace un día', undefined, old);
    await eventually(() => office.desk().some((it) => it.text.includes('hace un día')));
    await quiet();
  };
  const sentTexts = () => office.phone().filter((it) => !it.startsWith('re:'));

  test('without a token: not tried, and the agent reads why in a ⚠️ line', async () => {
    await late();
    await office.act('answer', { text: 'hola de nuevo' });
    const line = await eventually(() => office.desk().find((it) => it.text.startsWith('⚠️')));
    expect(line).toMatchObject({ type: 0, private: false });
    expect(line.text).toContain('/template');
    await quiet();
    expect(sentTexts()).toEqual([]);
    expect(office.desk().filter((it) => it.text.startsWith('⚠️'))).toHaveLength(1);
  });

  test('with the bot’s token: a private note', async () => {
    await late(tokens(['bot']));
    await office.act('answer', { text: 'hola de nuevo' });
    const note = await eventually(() => office.desk().find((it) => it.text.startsWith('⚠️')));
    expect(note).toMatchObject({ private: true, sender: 'agent_bot' });
    await quiet();
    expect(sentTexts()).toEqual([]);
  });

  test('with a user’s token: failed, with 131047 first', async () => {
    await late(tokens(['user']));
    const { id } = await answer('hola de nuevo');
    await eventually(() => messageOf(id)?.status === 'failed');
    expect(messageOf(id)?.contentAttributes['external_error']).toMatch(/^131047/);
    await quiet();
    expect(sentTexts()).toEqual([]);
    expect(office.desk().some((it) => it.text.startsWith('⚠️'))).toBe(false);
  });

  test('a resolved conversation is not opened for the line: it is a problem of the operator', async () => {
    await late();
    await office.act('resolve');
    await eventually(async () => (await office.place()).status === 'resolved');
    await office.act('answer', { text: 'hola de nuevo' });
    const problem = await eventually(() =>
      office.stack.service.store.db.selectFrom('jobs').selectAll().where('state', '=', 'problem').executeTakeFirst(),
    );
    expect(problem.last_error).toContain('131047');
    await quiet();
    expect(office.conversation()?.status).toBe('resolved');
    expect(office.desk().some((it) => it.text.startsWith('⚠️'))).toBe(false);
  });

  test('/template in a private note sends it; a wrong one is told', async () => {
    await late(tokens(['bot']));
    await office.act('note', { text: '/template seguimos es_AR Ana|12' });
    await eventually(() => office.phone().includes('<template seguimos>'));
    const template = office.bodies().at(-1) as { template: { components: { parameters: { text: string }[] }[] } };
    expect(template.template.components[0]?.parameters.map((it) => it.text)).toEqual(['Ana', '12']);
    await office.act('note', { text: '/template' });
    const note = await eventually(() => office.desk().find((it) => it.text.startsWith('⚠️')));
    expect(note.text).toContain('/template NOMBRE');
  });

  test('WINDOW_TEMPLATE carries the agent’s words', async () => {
    await late({ WINDOW_TEMPLATE: 'seguimos es_AR' });
    await office.act('answer', { text: 'ya está\nlisto' });
    await eventually(() => office.phone().includes('<template seguimos>'));
    const body = JSON.stringify(office.bodies().at(-1));
    expect(body).toContain('ya está listo');
    await quiet();
    expect(office.phone().filter((it) => it.startsWith('<template'))).toHaveLength(1);
  });

  test('but not a file: the agent is told', async () => {
    await late({ WINDOW_TEMPLATE: 'seguimos es_AR' });
    const file = { name: 'nota.txt', mime: 'text/plain', base64: Buffer.from('hola').toString('base64') };
    await office.act('answer', { text: 'mirá', file });
    await eventually(() => office.desk().some((it) => it.text.startsWith('⚠️')));
    expect(sentTexts()).toEqual([]);
  });
});

describe('what WhatsApp refuses', () => {
  test.each([
    ['no token', [] as ('bot' | 'user')[]],
    ['the bot’s', ['bot'] as ('bot' | 'user')[]],
  ])('is told, once, with %s', async (_, which) => {
    await start(which.length > 0 ? tokens(which) : {});
    office.stack.sandbox.whatsapp.faults.set([{ kind: 'status_failed', code: 131026, times: 1 }]);
    await answer('¿llega?');
    const line = await eventually(() => office.desk().find((it) => it.text.startsWith('⚠️')));
    expect(line.private).toBe(which.includes('bot'));
    await quiet();
    expect(office.desk().filter((it) => it.text.startsWith('⚠️'))).toHaveLength(1);
    expect(office.phone()).toEqual(['re: hola', '¿llega?']);
  });
});
