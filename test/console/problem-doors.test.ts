import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../store/rows.ts';
import { openOffice, type Office } from './one-channel.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
  const { store } = office.ledger;
  await people(store, 3);
  await store.write(async (tx) => {
    await tx.updateTable('contacts').set({ name: 'Ana Prueba', wa_id: '5491155550123' }).where('id', '=', 1).execute();
    const job = (n: number, reason: string) => ({
      ...{
        kind: 'register' as const,
        channel_id: 'main',
        contact_id: (n % 3) + 1,
        lane: `register:${n}`,
        key: `register:${n}`,
      },
      ...{ payload: `{"message":"m${n}"}`, state: 'problem' as const, due_at: 0, created_at: n, last_error: reason },
      fix: 'Set CHATWOOT_INBOX_ID',
    });
    await tx
      .insertInto('jobs')
      .values([job(1, 'not enforced'), job(2, 'not enforced'), job(3, 'other'), job(4, 'other')])
      .execute();
  });
});
afterAll(() => office.close());

interface Causes {
  count: number;
  causes: { id: string; reason: string; count: number }[];
}
const causes = async () => (await (await office.onlooker.get('problems?lang=en')).json()) as Causes;

test('whoever may see reads causes and their problems, with numbers masked, and may do nothing', async () => {
  const { count, causes: all } = await causes();
  expect(count).toBe(4);
  const cause = all.find(({ reason }) => reason === 'other')!;
  const list = await (await office.onlooker.get(`problems/of/${cause.id}`)).text();
  expect(JSON.parse(list)).toMatchObject({ items: [{ number: '•••• 0123', name: 'Ana Prueba' }, {}], next: null });
  expect(list).not.toContain('5555');
  expect((await office.onlooker.post('problems/retry', { cause: cause.id })).status).toBe(403);
  expect((await office.onlooker.post('problems/drop', { ids: [1] })).status).toBe(403);
});

test('one is dropped with a note, all of a cause are tried again, and both are in the list of acts', async () => {
  const { store } = office.ledger;
  const { causes: all } = await causes();
  const [one] = await store.db.selectFrom('jobs').select('id').where('last_error', '=', 'not enforced').execute();
  const note = 'Ana called 5491155550123';
  expect(await (await office.operator.post('problems/drop', { ids: [one!.id], note })).json()).toMatchObject({
    done: 1,
  });
  const other = all.find(({ reason }) => reason === 'other')!;
  expect(await (await office.operator.post('problems/retry', { cause: other.id })).json()).toMatchObject({ done: 2 });
  expect(office.woken()).toBe(1);
  expect((await causes()).count).toBe(1);
  expect((await office.operator.post('problems/retry', { cause: other.id })).status).toBe(404);
  expect((await office.operator.post('problems/retry', {})).status).toBe(422);
  const acts = await store.db
    .selectFrom('console_acts')
    .selectAll()
    .where('role', '=', 'operate')
    .orderBy('id')
    .execute();
  expect(acts.map(({ act, outcome, detail }) => [act, outcome, detail])).toEqual(
    expect.arrayContaining([
      ['problem.drop', 'done', '1 dropped, with a note'],
      ['problem.retry', 'done', '2 again'],
      ['problem.retry', 'refused: gone', null],
    ]),
  );
  expect(JSON.stringify(acts)).not.toContain('5555');
});

test('set-up and reports are shown to whoever may see; addresses and test messages are not theirs', async () => {
  const shown = await (await office.onlooker.get('setup')).text();
  expect(JSON.parse(shown)).toMatchObject({ checks: false, channels: [{ channel: 'main' }] });
  expect(shown).not.toMatch(/secret-of-the-door-1|key-of-the-number-1/);
  expect((await office.onlooker.get('setup/check')).status).toBe(503);
  expect((await office.onlooker.post('setup/addresses')).status).toBe(403);
  const given = await office.operator.post('setup/addresses');
  expect(await given.json()).toMatchObject({ addresses: [{ whatsapp: '/webhooks/whatsapp/secret-of-the-door-1' }] });
  const wrong = await office.operator.post('setup/test', { channel: 'main', number: 'abc' });
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { error: 'number' }]);
  expect((await office.operator.post('setup/test', { channel: 'none', number: '5491155550123' })).status).toBe(404);

  const report = await (await office.onlooker.get('reports')).json();
  expect(report).toMatchObject({ names: ['main'], total: { received: 0 } });
  expect((await office.onlooker.get('reports?from=2026-03-05&to=2026-03-01')).status).toBe(422);
  expect((await office.onlooker.get('reports?from=2026-13-45')).status).toBe(422);
  expect((await office.onlooker.get('reports/list?figure=received')).status).toBe(200);
  expect((await office.onlooker.get('reports/list?figure=drop%20table')).status).toBe(422);
  const csv = await office.onlooker.get('reports/days.csv?from=2026-03-01&to=2026-03-02');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="optiatiende-2026-03-01-2026-03-02.csv"');
  expect((await csv.text()).split('\r\n')).toHaveLength(4);
});
