import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config.ts';
import type { ConsoleChannel } from '../../src/console/context.ts';
import type { ChannelNow, Now } from '../../src/console/now/shapes.ts';
import { addJob } from '../../src/store/jobs.ts';
import { contactOf } from '../../src/store/people/contacts.ts';
import type { Store } from '../../src/store/open.ts';
import type { NewMessage } from '../../src/store/tables.ts';
import { databases, emptyStore, type TestStore } from '../store/databases.ts';
import { message, person } from '../store/rows.ts';
import { addPerson, openDesk, type ConsoleDesk } from './desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(databases)('$name', (database) => {
  let opened: TestStore;
  let store: Store;
  let desk: ConsoleDesk;
  const channel: ConsoleChannel & Record<string, unknown> = {
    name: 'main',
    settings: readSettings({ BUSINESS_TIMEZONE: 'America/Argentina/Buenos_Aires', D360_API_KEY: 'a-key-of-tests' }),
    digest: {} as never,
    onJobs: () => undefined,
    provider: undefined as never,
    webhookSecret: '',
    parked: null,
    cable: 'on',
    targets: [{ name: 'whatsapp', rest: null }],
  };
  let shown: ConsoleChannel;
  beforeEach(async () => {
    opened = await emptyStore(database);
    ({ store } = opened);
    shown = channel;
    desk = await openDesk(store, { channels: () => [shown] });
    await addPerson(store, 'beto', 'see');
  });
  afterEach(async () => {
    await desk.console.close();
    await opened.close();
  });

  const look = async (): Promise<ChannelNow> => {
    const beto = await desk.login('beto');
    const { channels } = (await (await beto.get('now')).json()) as Now;
    return channels[0] as ChannelNow;
  };

  test('an office where nothing has happened yet is well', async () => {
    expect(await look()).toMatchObject({
      name: 'main',
      state: 'ok',
      troubles: [],
      whatsapp: { on: true, heardAt: null },
      oldestMs: 0,
      problems: 0,
      today: { received: 0, answered: 0, waiting: 0, toRegister: 0, registered: 0 },
      audit: null,
    });
  });

  test('today is counted by the place’s clocks: received, answered, registered, and what is missing', async () => {
    const { id } = await store.write((tx) => contactOf(tx, person({ waId: '5491155550123' })));
    // 15:00 UTC is noon there; the day began at 3:00 UTC.
    const { at } = desk.now;
    const begun = Date.parse('2026-03-10T03:00:00Z');
    const say = (key: string, when: number, more: Partial<NewMessage> = {}) =>
      message({ id: key, contact_id: id, created_at: when, said_at: when, ...more });
    const answered = { answered_at: at, answer: 'bot', chatwoot_state: 'registered' } as const;
    await store.write((tx) =>
      tx
        .insertInto('messages')
        .values(
          [
            say('yesterday', begun - 1, answered),
            say('first', begun, answered),
            say('re first', begun + 4_000, { author: 'bot', exchange_id: 'first', chatwoot_state: 'registered' }),
            say('asked', at - HOUR, { ...answered, answer: 'handed_off', chatwoot_state: 'problem' }),
            say('waits', at - MINUTE, { chatwoot_state: 'queued' }),
          ].map((row) => ({ answered_at: null, answer: null, ...row })),
        )
        .execute(),
    );
    const { today, hours } = await look();
    expect(today).toEqual({
      ...{ received: 3, answered: 2, byBot: 1, toPeople: 1, waiting: 1 },
      ...{ toRegister: 4, registered: 2, registeredOfReceived: 1, givenUp: 1 },
    });
    expect(hours).toHaveLength(24);
    expect(hours.reduce((sum, hour) => sum + hour.received, 0)).toBe(4);
    expect(hours.find((hour) => hour.at === begun)).toEqual({
      at: begun,
      received: 1,
      bot: 1,
      people: 0,
      p50: 4_000,
      p90: 4_000,
    });
    // What comes is seen at the next look.
    await store.write((tx) => tx.insertInto('messages').values(say('more', at)).execute());
    desk.now.at += 3_000;
    expect((await look()).today.received).toBe(4);
  });

  test('what waits, what was heard last, and why it is not well', async () => {
    const { at } = desk.now;
    const { id } = await store.write((tx) => contactOf(tx, person({ waId: '5491155550123', now: at })));
    await store.write(async (tx) => {
      await addJob(tx, {
        kind: 'register',
        contactId: id,
        key: 'register:m1',
        payload: {},
        dueAt: at,
        now: at - 6 * MINUTE,
      } as never);
      await tx
        .insertInto('events')
        .values([
          { channel_id: 'main', source: 'whatsapp', raw: '{}', received_at: at - 5_000 },
          { channel_id: '', source: 'chatwoot', raw: '{}', received_at: at - 7_000 },
        ])
        .execute();
    });
    await store.write((tx) =>
      tx
        .updateTable('jobs')
        .set({ created_at: at - 6 * MINUTE })
        .execute(),
    );
    const rest = { until: at + 1_000, reason: 'no answer', fix: 'start it', asked: false };
    shown = { ...channel, cable: 'deaf', targets: [{ name: 'chatwoot', rest }] };
    expect(await look()).toMatchObject({
      state: 'degraded',
      troubles: [
        { code: 'rest', target: 'chatwoot', reason: 'no answer' },
        { code: 'deaf' },
        { code: 'old', ms: 6 * MINUTE },
      ],
      whatsapp: { heardAt: at - 5_000 },
      chatwoot: { heardAt: at - 7_000, cable: 'deaf' },
      waiting: { register: 1 },
      unread: 1,
    });
    shown = { ...channel, parked: { reason: 'the key is wrong', fix: 'set it' } };
    desk.now.at += 2_000;
    expect(await look()).toMatchObject({ state: 'parked', troubles: [{ code: 'parked', fix: 'set it' }] });
  });
});
