import { expect, test } from 'vitest';
import { customerWaits } from '../../src/handoff/customer-waits.ts';
import type { HandoffReason } from '../../src/handoff/state.ts';
import { bot, human } from './cases.ts';

const since = human.since ?? 0;

/** `c` customer, `b` bot, `a` agent; `|` is the take-over. */
const spoken = (line: string) => {
  const [before = '', after = ''] = line.split('|');
  const authors = { c: 'customer', b: 'bot', a: 'agent' } as const;
  const at = (letters: string, start: number) =>
    [...letters].map((letter, index) => ({ author: authors[letter as 'a' | 'b' | 'c'], at: start + index }));
  return [...at(before, since - before.length), ...at(after, since)];
};

test.each<[HandoffReason, string, boolean]>([
  ['customer_asked', 'c|b', true],
  ['customer_asked', 'c|bc', true],
  ['customer_asked', 'c|ba', false],
  ['customer_asked', 'c|bac', true],
  ['customer_asked', 'c|bacab', false],
  ['customer_asked', 'ac|b', true],
  ['customer_asked', 'ca|', true],
  ['bot_failed', 'c|b', true],
  ['bot_handed_off', '|', true],
  ['agent_replied', 'cba|', false],
  ['agent_replied', 'cb|', false],
  ['agent_replied', 'cb|c', true],
  ['agent_replied', 'cb|ca', false],
  ['answered_on_phone', 'c|', false],
  ['labelled', 'cb|', false],
  ['labelled', 'c|', true],
  ['assigned', 'cb|b', false],
  ['opened', '|', false],
  ['command', 'cb|c', true],
])('%s, %s: %s', (reason, line, waits) => {
  expect(customerWaits({ ...human, reason }, spoken(line))).toBe(waits);
});

test('with the bot nobody waits for a person', () => {
  expect(customerWaits(bot, spoken('c|c'))).toBe(false);
});
