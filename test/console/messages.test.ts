import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hit, SearchAnswer } from '../../src/console/messages/shapes.ts';
import type { Timeline } from '../../src/console/messages/shapes.ts';
import { addJob } from '../../src/store/jobs.ts';
import type { Store } from '../../src/store/open.ts';
import { databases } from '../store/databases.ts';
import { message } from '../store/rows.ts';
import type { Browser } from './desk.ts';
import { openOffice, type Office } from './office.ts';

describe.each(databases)('$name', (database) => {
  let office: Office;
  let store: Store;
  let ana: Browser;
  let at: number;
  beforeEach(async () => {
    office = await openOffice(database);
    ({ store, ana, at } = office);
  });
  afterEach(() => office.close());

  const someone = (...given: Parameters<Office['someone']>) => office.someone(...given);
  const say = (given: Parameters<Office['say']>[0]) => office.say(given);
  const find = async (q: string, cursor = '') =>
    (await (await ana.get(`search?q=${encodeURIComponent(q)}${cursor && `&cursor=${cursor}`}`)).json()) as SearchAnswer;
  const shown = ({ by, person: who, message: what }: Hit) => [by, who.name, what?.id ?? null];

  test('found by number in any spelling or its end, name, text, wamid, our id, and Chatwoot’s numbers', async () => {
    const jose = await someone('5491155550123', 'José Núñez', at);
    await store.write((tx) =>
      tx.updateTable('places').set({ conversation_id: 4711 }).where('contact_id', '=', jose).execute(),
    );
    await say({
      id: '0190-uuid-of-ours',
      contact_id: jose,
      text: '¿Hacen MEDIALUNAS sin azúcar?',
      wamid: 'wamid.EXAMPLE1',
      chatwoot_message_id: 99_001,
    });
    await store.write((tx) =>
      tx
        .insertInto('sends')
        .values({
          id: 's1',
          message_id: '0190-uuid-of-ours',
          part: 0,
          payload: '{}',
          state: 'sent',
          wamid: 'wamid.PART2',
          channel_id: 'main',
        })
        .execute(),
    );
    for (const q of ['+54 9 11 5555-0123', '541155550123', '011 15 5555-0123', '11 5555 0123', '0123', '55550123'])
      expect((await find(q)).hits.map(shown), q).toContainEqual(['number', 'José Núñez', null]);
    expect((await find('jose nunez')).hits.map(shown)).toEqual([['name', 'José Núñez', null]]);
    expect((await find('medialunas SIN azucar')).hits.map(shown)).toEqual([
      ['text', 'José Núñez', '0190-uuid-of-ours'],
    ]);
    for (const q of ['wamid.EXAMPLE1', 'wamid.PART2', '0190-uuid-of-ours'])
      expect((await find(q)).hits.map(shown), q).toEqual([['id', 'José Núñez', '0190-uuid-of-ours']]);
    expect((await find('99001')).hits.map(shown)).toEqual([['chatwoot', 'José Núñez', '0190-uuid-of-ours']]);
    expect((await find('#4711')).hits.map(shown)).toEqual([['chatwoot', 'José Núñez', null]]);
    expect(await find('nada de esto')).toEqual({ hits: [], back: null, next: null });
    expect((await ana.get('search?q=x')).status).toBe(422);
    expect(JSON.stringify(await find('0123'))).not.toContain('55550123');
  });

  test('texts of a large ledger are looked through piece by piece, none twice and none left out', async () => {
    const bea = await someone('5491155550001', 'Bea', at);
    const rows = Array.from({ length: 5_000 }, (_, n) =>
      message({
        id: `m${n}`,
        contact_id: bea,
        text: n % 100 === 0 ? 'una aguja' : 'paja',
        created_at: at - n,
        said_at: at - n,
      }),
    );
    await store.write(async (tx) => {
      for (let from = 0; from < rows.length; from += 500)
        await tx
          .insertInto('messages')
          .values(rows.slice(from, from + 500))
          .execute();
    });
    const found: string[] = [];
    let cursor: string | null = '';
    let asked = 0;
    do {
      const answer: SearchAnswer = await find('aguja', cursor);
      found.push(...answer.hits.flatMap((hit) => hit.message?.id ?? []));
      cursor = answer.next;
      asked += 1;
    } while (cursor && asked < 1_000);
    expect(found).toEqual(Array.from({ length: 50 }, (_, n) => `m${n * 100}`));
  });

  test('a name that many have is given some at a time, none twice and none left out', async () => {
    await store.write(async (tx) => {
      const rows = Array.from({ length: 1_200 }, (_, n) => ({
        ...{ channel_id: 'main', created_at: 0, name: n % 3 === 0 ? `Señora ${n}` : 'Beto' },
      }));
      for (let from = 0; from < rows.length; from += 400)
        await tx
          .insertInto('contacts')
          .values(rows.slice(from, from + 400))
          .execute();
    });
    const found: string[] = [];
    let cursor: string | null = '';
    let asked = 0;
    do {
      const answer: SearchAnswer = await find('senora', cursor);
      expect(answer.hits.length).toBeLessThanOrEqual(60);
      found.push(...answer.hits.map((hit) => hit.person.name ?? ''));
      cursor = answer.next;
      asked += 1;
    } while (cursor && asked < 1_000);
    expect(found).toEqual(Array.from({ length: 400 }, (_, n) => `Señora ${1_197 - 3 * n}`));
  });

  test('one message: what happened, in its order, and what has not happened yet', async () => {
    const bea = await someone('5491155550001', 'Bea', at);
    const answered = { answered_at: at + 100, answer: 'bot' } as const;
    await say({
      id: 'q',
      contact_id: bea,
      text: '¿Abren hoy?',
      wamid: 'wamid.Q',
      said_at: at - 1_000,
      chatwoot_state: 'registered',
      chatwoot_message_id: 5,
      ...answered,
    });
    await say({
      id: 'a',
      contact_id: bea,
      text: 'Sí, hasta las 20.',
      author: 'bot',
      exchange_id: 'q',
      created_at: at + 200,
      whatsapp_state: 'delivered',
      chatwoot_state: 'queued',
    });
    await store.write(async (tx) => {
      await tx
        .insertInto('events')
        .values({ channel_id: 'main', source: 'whatsapp', raw: '{"id":"wamid.Q"}', received_at: at - 20 })
        .execute();
      await tx
        .insertInto('turns')
        .values({
          id: 't',
          channel_id: 'main',
          contact_id: bea,
          messages: '["q"]',
          words: '',
          tries: 1,
          begun_at: at + 50,
          ended_at: at + 150,
          bot: 'llm',
          outcome: 'bot',
        })
        .execute();
      const step = (n: number, answer: object, usage: object | null) => ({
        turn_id: 't',
        bot: 'llm',
        step: n,
        answer: JSON.stringify(answer),
        usage: usage && JSON.stringify(usage),
        saved_at: at + 60 + n,
      });
      await tx
        .insertInto('turn_steps')
        .values([
          step(0, { text: 'Sí' }, { input: 100, output: 20 }),
          step(1, { sources: [{ source: 'faq.md', head: 'Horarios' }], tools: ['look'], gate: ['price'] }, null),
        ])
        .execute();
      await tx
        .insertInto('tool_calls')
        .values({
          turn_id: 't',
          bot: 'llm',
          step: 0,
          position: 0,
          name: 'hours',
          arguments: '{}',
          key: 'k',
          result: '1',
          begun_at: at + 55,
          ended_at: at + 58,
        })
        .execute();
      await tx
        .insertInto('sends')
        .values({
          id: 'a',
          message_id: 'a',
          part: 0,
          payload: '{}',
          state: 'delivered',
          wamid: 'wamid.A',
          channel_id: 'main',
          sent_at: at + 300,
          delivered_at: at + 400,
        })
        .execute();
      await addJob(tx, { kind: 'register', contactId: bea, key: 'register:a', payload: {}, dueAt: at });
      await tx.updateTable('jobs').set({ last_error: 'Chatwoot did not answer', attempts: 3 }).execute();
    });
    const answer = (await (await ana.get('messages/q')).json()) as Timeline;
    expect(answer.steps.map(({ what, at: when, message: of }) => [what, when === null ? null : when - at, of])).toEqual(
      [
        ['said', -1_000, 'q'],
        ['received', -20, 'q'],
        ['stored', 0, 'q'],
        ['turn', 50, 'q'],
        ['tool', 55, 'q'],
        ['model', 60, 'q'],
        ['sources', 61, 'q'],
        ['gate', 61, 'q'],
        ['turn_ended', 150, 'q'],
        ['words', 200, 'a'],
        ['sent', 300, 'a'],
        ['delivered', 400, 'a'],
        ['registered', null, 'q'],
        ['register_waits', null, 'a'],
      ],
    );
    const step = (what: string) => answer.steps.find((one) => one.what === what);
    expect(step('sources')?.text).toBe('faq.md › Horarios');
    expect(step('gate')?.text).toBe('price');
    expect(step('model')?.count).toBe(120);
    expect(step('register_waits')).toMatchObject({ reason: 'Chatwoot did not answer', count: 3, tone: 'wait' });
    expect(answer).toMatchObject({ exchange: 'q', person: { name: 'Bea' }, answers: { by: 'bot' } });
    expect(((await (await ana.get('messages/a')).json()) as Timeline).steps).toEqual(answer.steps);
    expect((await ana.get('messages/none')).status).toBe(404);
    const one = (await (await ana.get(`people/${bea}`)).json()) as { items: { id: string }[] };
    expect(one.items.map(({ id }) => id)).toEqual(['a', 'q']);
  });
});
