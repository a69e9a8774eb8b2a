import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyHandoff } from '../../src/handoff/apply.ts';
import { handoffColumns, nextHandoff, type HandoffEvent } from '../../src/handoff/state.ts';
import { emptyStore, type TestStore } from '../store/databases.ts';
import { contact } from '../store/rows.ts';
import { HOUR, allEvents, bot, human, now, options } from './cases.ts';

const changed = (more: Partial<HandoffEvent & { type: 'status_changed' }>): HandoffEvent => ({
  type: 'status_changed',
  from: 'pending',
  to: 'open',
  ours: false,
  byCustomer: false,
  ...more,
});

test('a label on a pending conversation is a take-over, and stays one while it goes on being pending', () => {
  const labelled: HandoffEvent = { type: 'labels_changed', human: true, was: false, ours: false };
  const { state } = nextHandoff(bot, labelled, options);
  expect(state).toMatchObject({ by: 'human', reason: 'labelled' });
  for (const event of [changed({ to: 'pending' }), changed({ from: null, to: 'pending' })]) {
    expect(nextHandoff(state, event, options).state).toBe(state);
  }
  expect(nextHandoff(state, changed({ from: 'open', to: 'pending' }), options).state).toEqual(bot);
});

test('what we did ourselves, and what the customer reopened, is nobody taking over', () => {
  expect(nextHandoff(bot, changed({}), options).state.by).toBe('human');
  expect(nextHandoff(bot, changed({ ours: true }), options).state.by).toBe('bot');
  expect(nextHandoff(bot, changed({ byCustomer: true }), options).state.by).toBe('bot');
  expect(nextHandoff(bot, changed({ from: 'resolved' }), options).state.by).toBe('bot');
});

test('our own label going away late does not end a newer take-over', () => {
  const gone = { type: 'labels_changed', human: false, was: true } as const;
  expect(nextHandoff(human, { ...gone, ours: true }, options).state).toBe(human);
  expect(nextHandoff(human, { ...gone, ours: false }, options).state).toEqual(bot);
});

test('the customer is told once, however many take over', () => {
  const assigned: HandoffEvent = { type: 'assigned_to_person' };
  const first = nextHandoff(bot, assigned, options);
  expect(first.effects.notifyCustomer).toBe(true);
  for (const event of allEvents) {
    const next = nextHandoff(first.state, event, options);
    expect(next.effects.notifyCustomer, JSON.stringify(event)).toBe(false);
  }
});

test('quiet hours set to 0 later hold for those in human hands already', () => {
  const over = { ...human, until: now - 1 };
  const event: HandoffEvent = { type: 'time_passed', customerWaits: false };
  expect(nextHandoff(over, event, { now, quietHours: 0 }).state).toBe(over);
  expect(nextHandoff(over, event, options).state).toEqual(bot);
});

/** What may give a conversation back to the bot; nothing else does. */
const mayReturn = (event: HandoffEvent): boolean => {
  switch (event.type) {
    case 'resolved':
    case 'command_on':
    case 'api_back':
      return true;
    case 'unassigned':
      return event.status === 'pending';
    case 'labels_changed':
      return event.was && !event.human && !event.ours;
    case 'status_changed':
      return !event.ours && (event.to === 'resolved' || event.to === 'pending') && event.from !== event.to;
    case 'time_passed':
      return !event.customerWaits;
    default:
      return false;
  }
};

test('any sequence gives a whole state; people give back only by what says so', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...allEvents), fc.nat(20 * HOUR)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 48 }), (list, quietHours) => {
      let at = now;
      let state = bot;
      for (const [event, ms] of list) {
        at += ms;
        const before = state;
        const next = nextHandoff(before, event, { now: at, quietHours });
        state = next.state;
        if (state.by === 'bot') expect(state).toEqual(bot);
        else {
          expect(state.reason).not.toBeNull();
          expect(state.since).toBeLessThanOrEqual(at);
          expect(state.until === null).toBe(quietHours === 0);
        }
        if (before.by === 'human' && state.by === 'bot') expect(mayReturn(event), JSON.stringify(event)).toBe(true);
        expect(next.effects.reason === null).toBe(before.by === state.by);
        if (before.by === 'human' && state.by === 'human') {
          expect([state.reason, state.since]).toEqual([before.reason, before.since]);
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

  test('moves from the row as it is now, tells what changed, and is there for the next to see', async () => {
    const { store } = opened;
    const stale = await store.write((tx) => contact(tx, { waId: '5491155550123' }));
    const first = await store.write((tx) => applyHandoff(tx, stale.id, { type: 'answered_on_phone' }, options));
    expect(first).toMatchObject({ changed: true, effects: { reason: 'answered_on_phone', label: true } });
    const after = await store.write((tx) =>
      applyHandoff(tx, stale.id, { type: 'bot_failed' }, { ...options, now: now + HOUR }),
    );
    const state = { by: 'human', reason: 'answered_on_phone', since: now, until: now + 9 * HOUR };
    expect(after).toMatchObject({ changed: false, state, effects: { reason: null } });
    const row = await store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject(handoffColumns(after.state));
    const back = await store.write((tx) => applyHandoff(tx, stale.id, { type: 'resolved' }, options));
    expect(back).toMatchObject({ changed: true, state: bot, effects: { reason: 'resolved', unlabel: true } });
    const cleared = await store.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow();
    expect(cleared).toMatchObject(handoffColumns(bot));
  });
});
