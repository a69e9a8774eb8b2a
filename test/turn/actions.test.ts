import { afterEach, expect, test } from 'vitest';
import type { Action } from '../../src/bots/bot.ts';
import { ana, begun, openOffice, type Office } from '../listen/office.ts';
import { eventually } from '../stack.ts';

let office: Office;
afterEach(async () => await office.close());

const tokens = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };
const wishes: Action[] = [
  { do: 'note', text: 'quiere **tres** kilos' },
  { do: 'label', add: ['pedido', 'humano', 'esperando'], remove: ['nuevo'] },
  { do: 'attributes', contact: { zona: 'centro', cliente: true }, conversation: { kilos: 3, viejo: null } },
  { do: 'template', name: 'order_ready', language: 'es_AR', parameters: ['Ana', '12'] },
  { do: 'note', text: 'segunda nota' },
];
const bot = {
  answer: ({ messages }: { messages: { text: string }[] }): Action[] =>
    messages.at(-1)?.text === 'pedido' ? wishes : [{ do: 'reply', text: `re: ${messages.at(-1)?.text}` }],
};
const open = async (environment: Record<string, string>, version?: string) => {
  const chatwoot = version === undefined ? {} : { version };
  office = await openOffice({ bot, webhooks: ['inbox'], environment, sandbox: { chatwoot } });
  await begun(office);
};
const jobs = async () => {
  const { db } = office.stack.service.store;
  return await db.selectFrom('jobs').selectAll().where('state', '!=', 'done').where('kind', '=', 'register').execute();
};
const done = () => eventually(async () => (await jobs()).every(({ state }) => state === 'problem'));
const asked = (path: RegExp) =>
  office.stack.sandbox.chatwoot.requests.log.filter((it) => it.method !== 'GET' && path.test(it.path));

test('note, label, attributes and template: what was there stays, the customer sees the template alone', async () => {
  await open(tokens);
  const conversation = office.conversation()!;
  conversation.labels = ['nuevo', 'vip'];
  Object.assign(conversation.custom, { origen: 'feria', viejo: 1 });
  Object.assign(conversation.source.contact.custom, { edad: 40 });
  await office.says('pedido');
  await eventually(() => office.phone().length === 2 && office.desk().filter((it) => it.private).length === 2);
  await done();
  const now = office.conversation()!;
  expect(now.labels).toEqual(['vip', 'pedido']);
  expect(now.custom).toEqual({ origen: 'feria', kilos: 3 });
  expect(now.source.contact.custom).toEqual({ edad: 40, zona: 'centro', cliente: true });
  const notes = office.desk().filter((it) => it.private);
  expect(notes.map(({ text, sender }) => [sender, text])).toEqual([
    ['agent_bot', expect.stringContaining('quiere')],
    ['agent_bot', 'segunda nota'],
  ]);
  expect(office.bodies(ana).at(-1)).toMatchObject({
    type: 'template',
    template: {
      name: 'order_ready',
      language: { code: 'es_AR' },
      components: [{ parameters: [{ text: 'Ana' }, { text: '12' }] }],
    },
  });
  expect(office.desk().filter((it) => it.text.includes('order_ready'))).toHaveLength(1);
  expect(await office.contact()).toMatchObject({ answered_by: 'bot' });
  expect(await jobs()).toEqual([]);
});

test('without a token: the contact’s attributes are set, notes are lines, the rest is told once', async () => {
  await open({});
  await office.says('pedido');
  await eventually(() => office.phone().length === 2);
  await office.says('pedido');
  await eventually(() => office.phone().length === 3);
  await done();
  expect(office.conversation()?.source.contact.custom).toEqual({ zona: 'centro', cliente: true });
  expect(office.conversation()?.labels).toEqual([]);
  expect(office.desk().filter((it) => it.text.includes('segunda nota'))).toMatchObject([
    { type: 0, text: '🗒️ segunda nota' },
    { type: 0, text: '🗒️ segunda nota' },
  ]);
  expect(office.phone()).toHaveLength(3);
  expect((await jobs()).map(({ state, last_error }) => [state, last_error])).toEqual([
    ['problem', 'the bot sets labels, which needs the token of an agent bot'],
    ['problem', 'the bot sets attributes of the conversation, which needs the token of an agent bot'],
  ]);
});

test('a release that lets no bot read the conversation: its attributes are not replaced by guesswork', async () => {
  await open(tokens, '4.7.0');
  Object.assign(office.conversation()!.custom, { origen: 'feria' });
  await office.says('pedido');
  await eventually(() => office.phone().length === 2);
  await done();
  expect(office.conversation()?.custom).toEqual({ origen: 'feria' });
  expect(asked(/custom_attributes/)).toEqual([]);
  expect((await jobs()).filter(({ state }) => state === 'problem').length).toBeGreaterThan(0);
});
