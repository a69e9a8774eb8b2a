import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { begun, openOffice, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

/** What Chatwoot tells of one act, kept back. */
async function heldBack(act: () => Promise<unknown>): Promise<string[]> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  office.stack.sandbox.chatwoot.setInboxWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await act();
  await eventually(() => bodies.some((body) => body.includes('"message_created"')));
  await new Promise((resolve) => server.close(resolve));
  return bodies;
}

test('how a conversation was is no news where a look has seen later words in it', async () => {
  office = await begun(await openOffice({ webhooks: ['inbox'], cable: false }));
  await office.act('answer', { text: 'soy Ana' });
  await office.answeredBy('human');
  await office.act('resolve');
  await office.answeredBy('bot');
  await office.stack.service.stop();
  // In a conversation that is resolved still, as its news of these words says.
  const late = await heldBack(() => office.act('answer', { text: 'una cosa más' }));
  await office.act('open');
  await office.act('answer', { text: 'y otra' });
  const newest = office.conversation()?.messages.at(-1);
  if (newest) newest.createdAt += 5_000;
  await office.restart();
  await eventually(() => office.phone().includes('y otra'));
  expect((await office.place()).status).toBe('open');
  const door = `${office.stack.service.url}/webhooks/chatwoot/the-door-of-chatwoot`;
  for (const body of late) {
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(door, { method: 'POST', headers, body })).status).toBe(200);
  }
  const { store } = office.stack.service;
  const unread = () => store.db.selectFrom('events').select('id').where('outcome', 'is', null).execute();
  await eventually(async () => (await unread()).length === 0);
  expect((await office.contact()).answered_by).toBe('human');
});
