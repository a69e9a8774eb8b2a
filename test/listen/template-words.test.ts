import { afterEach, expect, test } from 'vitest';
import type { Action } from '../../src/bots/bot.ts';
import type { SandboxTemplate } from '../../src/sandbox/whatsapp/people.ts';
import { eventually } from '../stack.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
afterEach(() => office.close());

const listo: SandboxTemplate = {
  ...{ name: 'listo', language: 'es_AR', header: 'Novedades', text: 'Hola {{1}}: el pedido {{2}} *ya está*.' },
  ...{ footer: 'Gracias', buttons: ['Ya voy'] },
};
const seguimos: SandboxTemplate = { name: 'seguimos', language: 'es_AR', text: 'Del equipo: {{1}}' };
const WORDS = 'Novedades\nHola Ana: el pedido 12 ya está.\nGracias\n▫️ Ya voy';

const bot = {
  answer: ({ messages }: { messages: { text: string }[] }): Action[] =>
    messages.at(-1)?.text === 'pedido'
      ? [{ do: 'template', name: 'listo', language: 'es_AR', parameters: ['Ana', '12'] }]
      : [{ do: 'reply', text: 're' }],
};
const withBot = { CHATWOOT_ACCOUNT_ID: '1', CHATWOOT_BOT_TOKEN: 'bot-token' };
/** Somebody has written, so long ago as is said. */
async function open(environment: Record<string, string>, templates?: SandboxTemplate[], hoursAgo = 0): Promise<void> {
  const sandbox = templates ? { whatsapp: { templates } } : {};
  office = await openOffice({ bot, webhooks: ['inbox', 'account'], environment, sandbox });
  await office.says('hola', undefined, Date.now() - hoursAgo * 3_600_000);
  await eventually(() => office.desk().length >= (hoursAgo > 24 ? 1 : 2));
}
/** Without the marks that keep letters from being taken for marks. */
const line = (begin: string) =>
  eventually(() =>
    office
      .desk()
      .map((it) => ({ ...it, text: it.text.replace(/\\/g, '').replaceAll('*', '') }))
      .find(({ text, private: isNote }) => !isNote && text.replace('🤖 ', '').startsWith(begin)),
  );

test.each([
  ['by the public API', {}, { type: 0, text: `🤖 📋 ${WORDS}` }],
  ['with the bot’s token', withBot, { type: 1, sender: 'agent_bot', text: `📋 ${WORDS}` }],
])('a bot’s template stands in the conversation with its words: %s', async (_, environment, wanted) => {
  await open(environment, [listo]);
  await office.says('pedido');
  expect(await line('📋')).toMatchObject(wanted);
  const said = await office.stack.service.store.db
    .selectFrom('messages')
    .select('text')
    .where('author', '=', 'bot')
    .execute();
  expect(said.map(({ text }) => text.replaceAll('*', ''))).toContain(`📋 ${WORDS}`);
});

test.each([
  ['by the public API', {}, { type: 0, text: `📋 ${WORDS}` }],
  ['with the bot’s token', withBot, { type: 1, sender: 'agent_bot', text: `📋 ${WORDS}` }],
])('a template that an agent sent by command leaves its words there: %s', async (_, environment, wanted) => {
  await open(environment, [listo]);
  await office.act('note', { text: '/template listo es_AR Ana|12' });
  expect(await line('📋')).toMatchObject(wanted);
  // Words of ours: nothing is sent by them, and they take nothing over.
  await office.says('chau');
  await eventually(() => office.phone().length === 3);
  expect(office.phone()).toEqual(['re', '<template listo>', 're']);
});

test('an agent’s template in a conversation that is resolved leaves its words there, and opens nothing', async () => {
  await open(withBot, [listo]);
  await office.act('resolve');
  await eventually(async () => (await office.place()).status === 'resolved');
  await office.act('note', { text: '/template listo es_AR Ana|12' });
  expect(await line('📋')).toMatchObject({ type: 1, text: `📋 ${WORDS}` });
  expect(office.conversation()?.status).toBe('resolved');
});

test('one that went in place of an agent’s words shows what the customer read around them', async () => {
  await open({ WINDOW_TEMPLATE: 'seguimos es_AR' }, [seguimos], 30);
  await office.act('answer', { text: 'ya está' });
  expect(await line('📋')).toMatchObject({ text: '📋 Del equipo: ya está' });
});

test('where the list does not have it, name and values stand there', async () => {
  await open(withBot);
  await office.act('note', { text: '/template listo es_AR Ana|12' });
  expect(await line('📋')).toMatchObject({ text: '📋 listo (es_AR)\nAna\n12' });
});
