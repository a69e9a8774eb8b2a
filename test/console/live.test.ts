import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contactOf } from '../../src/store/people/contacts.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { databases } from '../store/databases.ts';
import { message, person } from '../store/rows.ts';
import { eventually } from '../stack.ts';
import { addPerson, openDesk, type Browser, type ConsoleDesk } from './desk.ts';

interface Heard {
  event: string;
  id: number;
  data: { contacts: number[]; all: boolean };
}

describe.each(databases)('$name', (database) => {
  let made: Awaited<ReturnType<typeof database.make>>;
  let store: Store;
  let desk: ConsoleDesk;
  const left = new AbortController();
  beforeEach(async () => {
    made = await database.make();
    store = await openStore(made.url);
    desk = await openDesk(store, { sessionMs: 20 });
    await addPerson(store, 'ana', 'operate');
  });
  afterEach(async () => {
    desk.stop.abort();
    await desk.console.close();
    await store.close();
    await made.remove();
  });

  /** What a browser hears, from where it says it was. */
  async function listen(
    of: ConsoleDesk,
    browser: Browser,
    lastId?: number,
  ): Promise<{ heard: Heard[]; isOver: () => boolean }> {
    const headers = { cookie: browser.cookie, ...(lastId === undefined ? {} : { 'last-event-id': String(lastId) }) };
    const answer = await of.ask('api/live', { headers, signal: left.signal });
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    const heard: Heard[] = [];
    let isOver = false;
    let isHere = false;
    void (async () => {
      let rest = '';
      for await (const bytes of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
        isHere = true;
        const blocks = (rest + new TextDecoder().decode(bytes)).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
          const data = field('data');
          if (!['', 'ping'].includes(field('event')))
            heard.push({
              event: field('event'),
              id: Number(field('id')),
              data: data ? (JSON.parse(data) as never) : ({} as never),
            });
        }
      }
      isOver = true;
    })();
    await eventually(() => isHere);
    return { heard, isOver: () => isOver };
  }

  let said = 0;
  /** Written by whichever process. */
  const says = async (by: Store, waId: string) =>
    await by.write(async (tx) => {
      const { id } = await contactOf(tx, person({ waId }));
      said += 1;
      const at = desk.now.at;
      await tx
        .insertInto('messages')
        .values(message({ id: `m${said}`, contact_id: id, created_at: at, said_at: at }))
        .execute();
      return id;
    });
  const namedIn = (heard: Heard[]) => [...new Set(heard.flatMap(({ data }) => data.contacts ?? []))].toSorted();

  test('what this process and another one write is told, and who was away hears what they missed, from either', async () => {
    const browser = await desk.login();
    const { heard } = await listen(desk, browser);
    // The first look is over: what comes now is news.
    const other = await openStore(made.url);
    const ours = await says(store, '5491155550001');
    const theirs = await eventually(async () => {
      const id = await says(other, '5491155550002');
      await eventually(() => heard.length > 0, 5_000).catch(() => null);
      return namedIn(heard).includes(Number(id)) ? Number(id) : null;
    });
    expect(namedIn(heard)).toContain(theirs);
    const last = heard.at(-1)?.id ?? 0;
    expect(last).toBeGreaterThan(0);

    // The browser comes back at another process.
    desk.now.at += 60_000;
    const missed = await says(store, '5491155550003');
    desk.now.at += 60_000;
    const second = await openDesk(other, { sessionMs: 20, clock: { now: () => desk.now.at } });
    const again = await listen(second, browser, last);
    await eventually(() => namedIn(again.heard).includes(Number(missed)));
    expect(again.heard[0]?.data.all).toBe(false);
    const long = await listen(second, browser, last - 7_200_000);
    await eventually(() => long.heard.some(({ data }) => data.all));
    expect(ours).toBeDefined();
    second.stop.abort();
    await second.console.close();
    await other.close();
  });

  test('a new password ends the stream, and a clean stop as well', async () => {
    const browser = await desk.login();
    const out = await listen(desk, browser);
    await addPerson(store, 'ana', 'operate', 'otra contraseña larga');
    await eventually(out.isOver);
    expect(out.heard.at(-1)?.event).toBe('out');
    const next = await listen(desk, await desk.login('ana', 'otra contraseña larga'));
    desk.stop.abort();
    await eventually(next.isOver);
    expect(next.heard.map(({ event }) => event)).not.toContain('out');
  });
});
