import { afterEach, expect, test } from 'vitest';
import { seedScript } from '../seed-script.ts';
import { echoBot, eventually, startStack, type Stack } from '../stack.ts';
import { ana, ask, conversations, TOKEN } from './api.ts';

let stack: Stack;
afterEach(async () => await stack.close());

const start = async () => void (stack = await startStack({ bot: echoBot, environment: { API_TOKEN: TOKEN } }));
const say = (body: unknown) => ask(stack.service, '/api/exchanges?wait=10', { body });
const contacts = () => stack.service.store.db.selectFrom('contacts').selectAll().orderBy('id').execute();

test('who also writes on WhatsApp stays in one conversation, in another spelling of the number too', async () => {
  await start();
  await say(ana);
  await stack.sandbox.whatsapp.say({ waId: '5493415550123', name: 'Ana P.', text: '¿A qué hora abren?' });
  await eventually(() => conversations(stack)[0]?.length === 4);
  // Without the 9: the same line, as other programs write it.
  await say({ ...ana, phone: '+54 341 555-0123', user_message: 'GRACIAS', bot_response: '' });
  expect(conversations(stack)).toEqual([
    ['COMO VA', '🤖 ¡Todo bien!', '¿A qué hora abren?', '🤖 re: ¿A qué hora abren?', 'GRACIAS'],
  ]);
  const [contact, ...others] = await contacts();
  expect(others).toEqual([]);
  // The address WhatsApp gave is the one that works.
  expect(contact).toMatchObject({ wa_id: '5493415550123', phone: '+5493415550123' });
});

test('a business-scoped id is a person too', async () => {
  await start();
  const { json } = await say({ ...ana, phone: 'US.13491208655302741918' });
  expect(json.state).toBe('registered');
  expect(await contacts()).toMatchObject([{ wa_id: null, bsuid: 'US.13491208655302741918', phone: null }]);
  const [conversation] = [...stack.sandbox.chatwoot.state.conversations.values()];
  expect(conversation?.source.sourceId).toBe('US-13491208655302741918');
});

test("the guide's word for a nameless person stands in for a name, and never takes one away", async () => {
  await start();
  await say({ ...ana, sender_name: 'Usuario' });
  expect((await contacts())[0]?.name).toBe('Usuario');
  await say(ana);
  expect((await contacts())[0]?.name).toBe('Ana Prueba');
  await say({ ...ana, sender_name: 'Usuario' });
  await say({ ...ana, sender_name: '' });
  expect((await contacts())[0]?.name).toBe('Ana Prueba');
});

test("a conversation of the script's own five requests is found and continued", async () => {
  await start();
  const { chatwoot } = stack.sandbox;
  const place = { url: chatwoot.url, inboxId: chatwoot.inboxes[0] ?? '' };
  const before = { phone: '5493415550123@c.us', userMessage: 'HOLA', botResponse: '¡Hola!', senderName: 'Ana Prueba' };
  const id = await seedScript(place, before);
  expect(await seedScript(place, { ...before, userMessage: 'PRECIO', botResponse: '10' })).toBe(id);
  const { json } = await say([ana, { ...ana, user_message: 'CHAU', bot_response: '¡Chau!' }]);
  expect(json[1]).toMatchObject({ state: 'registered', conversation_id: id });
  expect(conversations(stack)).toEqual([
    ['HOLA', '🤖 ¡Hola!', 'PRECIO', '🤖 10', 'COMO VA', '🤖 ¡Todo bien!', 'CHAU', '🤖 ¡Chau!'],
  ]);
  expect(chatwoot.state.contacts.size).toBe(1);
});
