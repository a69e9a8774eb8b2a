import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contactOf } from '../../src/store/people/contacts.ts';
import { openStore } from '../../src/store/open.ts';
import { dropOld } from '../../src/store/reports/drop-old.ts';
import { noteHandoff } from '../../src/store/reports/handoffs.ts';
import { FIGURES } from '../../src/store/reports/list.ts';
import { keepSlices } from '../../src/store/reports/slices.ts';
import { judge } from '../plans/judge.ts';
import { record } from '../plans/record.ts';
import { message, person } from '../store/rows.ts';
import { emptyLedger } from '../ledger-template.ts';
import { addPerson, openDesk } from './desk.ts';
import { channel } from './office.ts';

/** At most 10,000 rows of one index are put together by channel: no more are read, however many there are. */
const bounded = /order by created_at limit \?\) open_jobs group by channel_id/;

test('whatever a page asks is found by an index, nothing large is sorted, and no table read to its end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'optiatiende-console-plans-'));
  const url = emptyLedger(folder);
  const { statements, stop } = record();
  const store = await openStore(url);
  const migrating = new Set(statements.keys());
  const desk = await openDesk(store, { channels: () => [channel] });
  await addPerson(store, 'ana', 'operate');
  const { id } = await store.write((tx) => contactOf(tx, person({ waId: '5491155550123', name: 'Ana' })));
  const at = desk.now.at;
  const rows = Array.from({ length: 60 }, (_, n) =>
    message({ id: `m${n}`, contact_id: id, created_at: at - n, said_at: at, wamid: `w${n}` }),
  );
  await store.write(async (tx) => {
    await tx.insertInto('messages').values(rows).execute();
    await tx.updateTable('contacts').set({ active_at: at }).where('id', '=', id).execute();
  });
  const ana = await desk.login();
  const cursors = async (path: string) => {
    const { next } = (await (await ana.get(path)).json()) as { next?: string | null };
    if (next) await ana.get(`${path}${path.includes('?') ? '&' : '?'}cursor=${next}`);
  };
  for (const filter of ['all', 'human', 'bot', 'waiting', 'unanswered', 'problem'])
    await cursors(`people?filter=${filter}`);
  await ana.get(`people?cursor=${Buffer.from(JSON.stringify([at + 1, 5])).toString('base64url')}`);
  for (const path of ['now', 'channels', 'acts', `people/${id}`, 'messages/m1']) await cursors(path);
  // What reports read is of an index; hand-overs and problems among it, and what is counted each minute.
  await store.write((tx) => noteHandoff(tx, id, { did: 'began', cause: 'customer_asked', answered: false }, at));
  await keepSlices(store, 'main', { now: at, notBefore: 0 });
  await store.write((tx) => dropOld(tx, 'main', at - 400 * 86_400_000));
  for (const path of [
    'reports',
    'reports/days.csv',
    'problems',
    'problems/of/x',
    'setup',
    'bot',
    'bot/questions?channel=main',
  ])
    expect((await ana.get(path)).status, path).toBe(200);
  for (const figure of [...FIGURES, 'handoffs', 'waiting', 'handoffs&cause=api'])
    await cursors(`reports/list?figure=${figure}`);
  for (const q of ['0123', '+5491155550123', 'hola', 'wamid.EXAMPLE'])
    await cursors(`search?q=${encodeURIComponent(q)}`);
  await ana.post(`people/${id}/handoff`, { to: 'human' });
  await ana.post(`people/${id}/number`);
  const live = await desk.ask('api/live', { headers: { cookie: ana.cookie, 'last-event-id': String(at - 1_000) } });
  await live.body?.getReader().read();
  await desk.console.close();
  desk.stop.abort();
  stop();
  await store.close();
  const database = new DatabaseSync(join(folder, 'test.db'));
  const faults = [...statements]
    .filter(([text]) => !migrating.has(text) && !bounded.test(text))
    .flatMap(([text, values]) =>
      judge(database, text, values).map((fault) => `${fault}\n    ${text.replace(/\s+/g, ' ')}`),
    );
  database.close();
  rmSync(folder, { recursive: true });
  expect(statements.size - migrating.size).toBeGreaterThan(30);
  expect(faults).toEqual([]);
});
