import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { handoffColumns, nextHandoff, type Handoff, type HandoffEvent } from '../../src/handoff/state.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const bot: Handoff = { by: 'bot', reason: null, since: null, until: null };
const human: Handoff = { by: 'human', reason: 'customer_asked', since: now - HOUR, until: now + HOUR };
const options = { now, quietHours: 8 };

const table: [string, Handoff, HandoffEvent, Handoff][] = [
  [
    'bot, handed off',
    bot,
    { type: 'handed_off', reason: 'bot_failed' },
    { by: 'human', reason: 'bot_failed', since: now, until: now + 8 * HOUR },
  ],
  [
    'bot, a person replied',
    bot,
    { type: 'person_replied' },
    { by: 'human', reason: 'answered_on_phone', since: now, until: now + 8 * HOUR },
  ],
  ['bot, given back', bot, { type: 'given_back' }, bot],
  ['bot, time passed', bot, { type: 'time_passed' }, bot],
  ['human, handed off', human, { type: 'handed_off', reason: 'bot_handed_off' }, { ...human, until: now + 8 * HOUR }],
  ['human, a person replied', human, { type: 'person_replied' }, { ...human, until: now + 8 * HOUR }],
  ['human, given back', human, { type: 'given_back' }, bot],
  ['human, before its time', human, { type: 'time_passed' }, human],
  ['human, at its time', { ...human, until: now }, { type: 'time_passed' }, bot],
  ['human, after its time', { ...human, until: now - 1 }, { type: 'time_passed' }, bot],
  ['human without a time', { ...human, until: null }, { type: 'time_passed' }, { ...human, until: null }],
];

test.each(table)('%s', (_, state, event, next) => {
  expect(nextHandoff(state, event, options)).toEqual(next);
});

test('without quiet hours it never ends by itself', () => {
  const state = nextHandoff(bot, { type: 'person_replied' }, { now, quietHours: 0 });
  expect(state.until).toBeNull();
  expect(nextHandoff(state, { type: 'time_passed' }, { now: now * 1_000, quietHours: 0 }).by).toBe('human');
});

const event = fc.oneof(
  fc.record({
    type: fc.constant('handed_off' as const),
    reason: fc.constantFrom('customer_asked' as const, 'bot_handed_off' as const, 'bot_failed' as const),
  }),
  fc.constantFrom<HandoffEvent>({ type: 'person_replied' }, { type: 'given_back' }, { type: 'time_passed' }),
);

test('any sequence gives a whole state: the bot without traces, a person with reason and beginning', () => {
  const steps = fc.array(fc.tuple(event, fc.nat(20 * HOUR)), { maxLength: 40 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 48 }), (list, quietHours) => {
      let at = now;
      let state = bot;
      for (const [one, ms] of list) {
        at += ms;
        state = nextHandoff(state, one, { now: at, quietHours });
        if (state.by === 'bot') expect(state).toEqual(bot);
        else {
          expect(state.reason).not.toBeNull();
          expect(state.since).toBeLessThanOrEqual(at);
          expect(state.until === null).toBe(quietHours === 0);
        }
      }
    }),
  );
});

describe('on a contact', () => {
  let opened: TestStore;
  beforeEach(async () => {
    opened = await emptyStore();
  });
  afterEach(() => opened.close());

  test('moves from the row as it is now, and is there for the next to see', async () => {
    const { store } = opened;
    const stale = await store.write((tx) => contact(tx, { waId: '5491155550123' }));
    await store.write((tx) => applyHandoff(tx, stale.id, { type: 'person_replied' }, options));
    const after = await store.write((tx) =>
      applyHandoff(tx, stale.id, { type: 'handed_off', reason: 'bot_failed' }, { ...options, now: now + HOUR }),
    );
    expect(after).toEqual({ by: 'human', reason: 'answered_on_phone', since: now, until: now + 9 * HOUR });
    const row = await store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject(handoffColumns(after));
  });
});
