import { afterEach, expect, test } from 'vitest';
import { readCableEvent, readWebhookEvent } from '../../src/chatwoot/events/read-event.ts';
import { readPageMessage } from '../../src/chatwoot/events/read-message.ts';
import { moment } from '../chatwoot/moments.ts';
import { eventually } from '../stack.ts';
import { begun, openOffice, wait, type Office } from './office.ts';

let office: Office | undefined;
afterEach(async () => {
  await office?.close();
  office = undefined;
});

async function start(environment: Record<string, string> = {}): Promise<Office> {
  office = await begun(await openOffice({ webhooks: ['inbox'], environment: { HANDOFF_TEXT: '', ...environment } }));
  return office;
}

/** An agent posts with their token what the page has no field for. */
async function post(body: object): Promise<void> {
  const { chatwoot } = office!.stack.sandbox;
  const [id] = chatwoot.state.conversations.keys();
  const response = await fetch(`${chatwoot.url}/api/v1/accounts/1/conversations/${id}/messages`, {
    method: 'POST',
    headers: { api_access_token: chatwoot.agentToken, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
const choices = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ title: `Opción ${i + 1}`, value: `v${i + 1}` }));
const select = (items: object[], content = 'Elegí una opción') =>
  post({ content, content_type: 'input_select', content_attributes: { items } });
const sent = (count: number) => eventually(() => office!.bodies().length === count);

test('choices become buttons, a list, or a numbered text', async () => {
  const office = await start();
  const bodies = () => office.bodies();
  await select(choices(2));
  await sent(2);
  expect(bodies()[1]).toMatchObject({
    interactive: {
      type: 'button',
      body: { text: 'Elegí una opción' },
      action: { buttons: [{ reply: { id: 'v1', title: 'Opción 1' } }, { reply: { id: 'v2' } }] },
    },
  });
  await select(choices(10));
  await sent(3);
  expect(bodies()[2]).toMatchObject({
    interactive: {
      type: 'list',
      action: { sections: [{ rows: choices(10).map(({ value: id, title }) => ({ id, title })) }] },
    },
  });
  await select(choices(11));
  await sent(4);
  expect(bodies()[3]).toMatchObject({
    text: { body: expect.stringMatching(/^Elegí una opción\n\n1\. Opción 1\n[^]*\n11\. Opción 11$/) },
  });
});

test('articles and cards become their title, text and link', async () => {
  const office = await start();
  const phone = () => office.phone();
  const items = [{ title: 'Horarios', description: 'Cuándo abrimos', link: 'https://example.com/horarios' }];
  await post({ content: 'Mirá esto', content_type: 'article', content_attributes: { items } });
  await eventually(() => phone().length === 2);
  expect(phone()[1]).toBe('Mirá esto\n*Horarios*\nCuándo abrimos\nhttps://example.com/horarios');
  const card = {
    title: 'Pan',
    description: 'De campo',
    media_url: 'https://example.com/pan.png',
    actions: [
      { type: 'link', text: 'Ver', uri: 'https://example.com/pan' },
      { type: 'postback', text: 'Quiero', payload: 'pan' },
    ],
  };
  await post({
    content: 'Productos',
    content_type: 'cards',
    content_attributes: { items: [card, { title: 'Sal', media_url: 'https://example.com/sal.png' }] },
  });
  await eventually(() => phone().length === 3);
  expect(phone()[2]).toBe(
    'Productos\n*Pan*\nDe campo\nVer: https://example.com/pan\n*Sal*\nhttps://example.com/sal.png',
  );
});

test.each(['\u200B\u2060', '\u00A0', '\u2800', '\u3164', '**\u200B**', '&#8203;', '\\\n', '\uFE0F\u034F'])(
  'words in which nothing is seen (%j) are nothing: not sent, and no take-over',
  async (content) => {
    const office = await start();
    await post({ content });
    await office.stack.sandbox.chatwoot.settled();
    await wait(600);
    expect(office.phone()).toHaveLength(1);
    await office.answeredBy('bot');
  },
);

test.each([
  ['78', { title: 'Ventas', value: 'ventas' }],
  ['79', { title: 'Horarios', description: 'Cuándo abrimos', link: 'https://example.com/horarios' }],
  [
    '80',
    {
      title: 'Pan',
      picture: 'https://example.com/pan.png',
      actions: [{ text: 'Ver', link: 'https://example.com/pan' }],
    },
  ],
] as const)(
  'moment %s: items and the display name are read from the page, the webhook and the cable alike',
  (number, item) => {
    const { answer, webhooks, cable } = moment(number);
    const messages = [
      readPageMessage(answer),
      ...webhooks
        .map(({ body }) => readWebhookEvent(body))
        .flatMap((it) => (it.kind === 'message' ? [it.message] : [])),
      ...cable
        .map(({ message }) => readCableEvent(message, 't'))
        .flatMap((it) => (it.kind === 'message' ? [it.message] : [])),
    ];
    expect(messages.length).toBeGreaterThan(2);
    for (const message of messages)
      expect(message).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining(item)]),
        sender: { name: 'Gil Agent' },
      });
  },
);

test('the display name goes before the name', () => {
  const sender = { id: 2, type: 'user', name: 'Gil Agent', available_name: 'Gil' };
  expect(readPageMessage({ id: 1, message_type: 1, content: 'x', sender })?.sender?.name).toBe('Gil');
});
