import { afterEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { ana, begun, openOffice, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

test('an agent’s words that a slow look finds are not older in the ledger than they are', async () => {
  office = await begun(
    await openOffice({ cable: false, given: { listenTimes: { sweep: { calmMs: 300, alertMs: 300 } } } }),
  );
  const { chatwoot } = office.stack.sandbox;
  const path = `contacts/${ana}/conversations/\\d+/messages`;
  chatwoot.faults.set([{ kind: 'slow', method: 'GET', path, ms: 1_000 }]);
  // Of a look that has begun and reads nothing yet.
  const { total } = chatwoot.requests;
  await eventually(() => chatwoot.requests.total > total);
  const saidAt = Date.now();
  await office.act('answer', { text: 'ya voy' });
  await eventually(() => office.phone().includes('ya voy'));
  const [row] = await office.stack.service.store.db
    .selectFrom('messages')
    .select('created_at')
    .where('text', '=', 'ya voy')
    .execute();
  expect(row?.created_at).toBeGreaterThanOrEqual(saidAt);
});
