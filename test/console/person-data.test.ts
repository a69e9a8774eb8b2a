import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesIn } from '../zipped.ts';
import { addJob } from '../../src/store/jobs.ts';
import { databases } from '../store/databases.ts';
import { addPerson } from './desk.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
let ana: number;
beforeEach(async () => {
  office = await openOffice(databases[0]!);
  ana = await office.someone('5491155550123', 'Anahí Canario', office.at);
  await office.say({ id: 'm1', contact_id: ana, text: 'el canario canta', answered_at: 1, answer: 'nothing' });
});
afterEach(() => office?.close());

const acts = async () =>
  (
    (await (await office.ana.get('acts')).json()) as {
      items: { act: string; outcome: string; about: string | null; detail: string | null }[];
    }
  ).items;

test('all that is known of a person is handed out as an archive, and that is kept without a word of it', async () => {
  const answer = await office.ana.post(`people/${ana}/export`);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="person-${ana}-.*\\.zip"$`),
  );
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const files = filesIn(Buffer.from(await answer.arrayBuffer()));
  const person = JSON.parse(files.get('person.json')?.toString() ?? '') as { channels: Record<string, object[]>[] };
  expect(person.channels[0]?.['messages']).toMatchObject([{ text: 'el canario canta' }]);
  expect(person.channels[0]?.['contacts']).toMatchObject([{ name: 'Anahí Canario', wa_id: '5491155550123' }]);
  expect((await acts())[0]).toMatchObject({
    act: 'person.export',
    outcome: 'done',
    about: `contact:${ana}`,
    detail: null,
  });
  expect(JSON.stringify(await acts())).not.toMatch(/canario|0123/i);
});

test('a person is forgotten once the end of their number was typed, and is then nobody', async () => {
  expect(await (await office.ana.get(`people/${ana}/data`)).json()).toEqual({ channels: ['main'], mark: '0123' });
  for (const typed of ['', '0124', 'Anahí Canario'])
    expect((await office.ana.post(`people/${ana}/forget`, { typed })).status).toBe(422);
  expect((await office.ana.post(`people/${ana}/forget`, {})).status).toBe(422);
  await addPerson(office.store, 'beto', 'see');
  expect((await (await office.desk.login('beto')).post(`people/${ana}/forget`, { typed: '0123' })).status).toBe(403);
  expect(await (await office.ana.get(`people/${ana}`)).json()).toMatchObject({ forgottenAt: null });

  const done = await office.ana.post(`people/${ana}/forget`, { typed: '0123' });
  expect(await done.json()).toMatchObject({ channels: ['main'], messages: 1, files: 0, remains: [] });
  const after = JSON.stringify(await (await office.ana.get(`people/${ana}`)).json());
  expect(after).not.toMatch(/canario/i);
  expect(JSON.parse(after)).toMatchObject({ forgottenAt: office.at, person: { name: null, number: null } });
  expect((await acts())[0]).toMatchObject({ act: 'person.forget', outcome: 'done', about: `contact:${ana}` });
  // Nobody is left to be handed out or forgotten.
  expect((await office.ana.post(`people/${ana}/export`)).status).toBe(404);
  expect((await office.ana.post(`people/${ana}/forget`, { typed: `#${ana}` })).status).toBe(404);
});

test('while work waits for them nothing is changed, unless it is said that it ends', async () => {
  const job = {
    kind: 'register' as const,
    channelId: 'main',
    contactId: ana,
    key: 'register:m1',
    payload: { message: 'm1' },
    dueAt: office.at + 60_000,
    now: office.at,
  };
  await office.store.write((tx) => addJob(tx, job));
  const refused = await office.ana.post(`people/${ana}/forget`, { typed: '0123' });
  expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([409, 'under_way']);
  expect(await (await office.ana.get(`people/${ana}`)).json()).toMatchObject({ forgottenAt: null });
  expect((await office.ana.post(`people/${ana}/forget`, { typed: '0123', endWaiting: true })).status).toBe(200);
});
