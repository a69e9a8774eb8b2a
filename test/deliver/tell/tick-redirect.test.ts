import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openApplicationClient } from '../../../src/chatwoot/api/application.ts';
import { tickHandler } from '../../../src/deliver/tell/tick.ts';
import { addJob } from '../../../src/store/jobs.ts';
import { effects } from '../../effects.ts';
import { contact, message } from '../../store/rows.ts';
import { openRig, type Rig } from '../rig.ts';

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of close) await one();
  close = [];
});

/** What Chatwoot answers to it, as far as it is read. */
const patched = {
  id: 7,
  content: 'hola',
  message_type: 1,
  created_at: 1,
  content_type: 'text',
  private: false,
  status: 'read',
  content_attributes: {},
  attachments: [],
};

/** A Chatwoot whose first calls meet a page in front of it, and a tick for a message there. */
async function ticking(redirects: number): Promise<{ rig: Rig; seconds: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    asked += 1;
    if (asked <= redirects) response.writeHead(302, { location: 'https://maintenance.example.com/' }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(patched));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = openApplicationClient({ url, accountId: 1, token: 't', kind: 'user', timeoutMs: 2_000 });
  // The harmless call passes: the page came and went in between.
  const rig = await openRig('tick', (it) => tickHandler({ ...it, client, tell: effects(() => 'n') }));
  close = [() => rig.close(), async () => void (await new Promise((resolve) => server.close(resolve)))];
  await rig.store.write(async (tx) => {
    const { id } = await contact(tx, { waId: '5491155550123' });
    await tx.updateTable('places').set({ conversation_id: 3, source_id: 's' }).execute();
    const told = message({ id: 'm', contact_id: id, author: 'bot', whatsapp_state: 'read', chatwoot_message_id: 7 });
    await tx.insertInto('messages').values(told).execute();
    await addJob(tx, {
      kind: 'tick',
      contactId: id,
      key: 't',
      payload: { message: 'm', state: 'read' },
      dueAt: rig.clock.at,
    });
  });
  const before = rig.clock.at;
  return { rig, seconds: () => (rig.clock.at - before) / 1_000 };
}

test('a maintenance page that comes and goes costs no tick', async () => {
  const { rig } = await ticking(3);
  await rig.drain();
  expect(await rig.jobs()).toMatchObject([{ state: 'done', last_error: null }]);
  expect(await rig.store.db.selectFrom('messages').select('ticked').execute()).toEqual([{ ticked: 'read' }]);
});

test('what stands in front for more than a minute is a problem, told once', async () => {
  const { rig, seconds } = await ticking(Infinity);
  await rig.drain();
  expect(await rig.jobs()).toMatchObject([{ state: 'problem', last_error: expect.stringContaining('302') }]);
  expect(seconds()).toBeGreaterThanOrEqual(60);
  expect(seconds()).toBeLessThan(120);
});
