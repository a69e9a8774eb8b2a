import { expect, test } from 'vitest';
import { planOf, type Found, type Wishes } from '../../src/cli/connect/plan.ts';

const inbox = {
  id: 1,
  name: 'WhatsApp',
  channel_type: 'Channel::Api',
  additional_attributes: { agent_reply_time_window: '24' },
};
const found = (byItself: boolean | null): Found => ({
  inbox: { ...inbox, enable_auto_assignment: byItself },
  members: [{ id: 1 }],
  agents: [{ id: 1 }],
  bot: null,
  bots: [],
  labels: [{ id: 1, title: 'Humano' }],
});
const wishes = (autoAssign: boolean | null): Wishes => ({
  inboxName: 'WhatsApp',
  members: null,
  bot: false,
  webhook: null,
  labels: ['humano'],
  autoAssign,
});

test.each([
  [true, false, [{ do: 'set_assigning', on: false }]],
  [false, true, [{ do: 'set_assigning', on: true }]],
  [true, true, []],
  [false, null, []],
  [null, false, [{ do: 'set_assigning', on: false }]],
])('an inbox that assigns by itself: %s, wished %s', (is, wished, steps) => {
  expect(planOf(found(is), wishes(wished))).toEqual(steps);
});

test('a new inbox is made with it on: switched off only where that is wished', () => {
  const steps = planOf({ ...found(null), inbox: null }, wishes(false)).map((step) => step.do);
  expect(steps).toEqual(['make_inbox', 'set_window', 'set_assigning']);
  expect(planOf({ ...found(null), inbox: null }, wishes(null)).map((step) => step.do)).not.toContain('set_assigning');
});

test('each label that is not there yet is made', () => {
  const labels = ['humano', 'esperando'];
  expect(planOf(found(null), { ...wishes(null), labels })).toEqual([{ do: 'make_label', title: 'esperando' }]);
});
