import { afterEach, expect, test } from 'vitest';
import { listProblems } from '../../../src/queue/problems.ts';
import { begun, openOffice, wait, type Office } from '../../listen/office.ts';
import { eventually } from '../../stack.ts';

let office: Office;
afterEach(async () => await office.close());

/** More than 24 hours after the customer's last word. */
async function afterADay(survey?: string): Promise<void> {
  const inboxes = [{ identifier: 'panaderia', ...(survey ? { survey } : {}) }];
  office = await openOffice({ sandbox: { chatwoot: { inboxes } } });
  await begun(office);
  await eventually(async () => (await office.cable()) === 'on');
  const old = Date.now() - 25 * 3_600_000;
  await office.stack.service.store.write((tx) => tx.updateTable('contacts').set({ last_inbound_at: old }).execute());
}
const lines = () => office.desk().filter((it) => it.text.includes('⚠️'));
const problems = async () => await listProblems(office.stack.service.store.db, { limit: 10 });

test('answered and resolved in one act after 24 hours: it stays resolved, and the operator sees the problem', async () => {
  await afterADay();
  for (let n = 0; n < 4; n++) {
    await office.act('answer', { text: `cerramos ${n}` });
    await office.act('resolve');
    await eventually(async () => (await problems()).length > n || lines().length > n);
    await wait(300);
    // Where the line was quicker than the resolve, that came behind it.
    expect(office.conversation()?.status).toBe('resolved');
  }
});

test('what is resolved is not opened, however stale what was heard of it is', async () => {
  await afterADay();
  await office.act('resolve');
  await eventually(async () => (await office.place()).status === 'resolved');
  // As where the news of it was lost.
  await office.stack.service.store.write((tx) => tx.updateTable('places').set({ status: 'open' }).execute());
  await office.act('answer', { text: 'una cosa más' });
  await eventually(async () => (await problems()).length === 1);
  await wait(300);
  expect(office.conversation()?.status).toBe('resolved');
  expect(lines()).toEqual([]);
});

test('of Chatwoot’s own survey that is not delivered nobody is told, and nothing opens', async () => {
  await afterADay('¿Cómo te atendimos?');
  await office.act('resolve');
  await eventually(async () =>
    (
      await office.stack.service.store.db.selectFrom('messages').selectAll().where('author', '=', 'agent').execute()
    ).find((it) => it.whatsapp_state === 'failed'),
  );
  await wait(500);
  expect(office.conversation()?.status).toBe('resolved');
  expect(lines()).toEqual([]);
});
