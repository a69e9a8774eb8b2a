import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nextHandoff, type Effects } from '../../src/handoff/state.ts';
import { allEvents, bot, humans, now, options, wait, type Case } from './cases.ts';

const page = readFileSync(new URL('../../docs/HANDOFF.md', import.meta.url), 'utf8');

interface Row {
  line: string;
  by: string;
  type: string;
  details: [string, string][];
  then: string;
  reason: string | null;
  effects: string[];
}

const rows: Row[] = page
  .split('\n')
  .filter((line) => /^\| (bot|human) /.test(line))
  .map((line) => {
    const [by = '', event = '', then = '', reason = '', effects = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.replaceAll('`', '').trim());
    const [type = '', ...details] = event.split(' ');
    return {
      line: [by, event].join(' '),
      by,
      type,
      details: details.map((detail) => detail.split('=') as [string, string]),
      then,
      reason: reason || null,
      effects: effects === '' ? [] : effects.split(', '),
    };
  });

/** As the page writes a detail. */
function shown({ state, event, options: { quietHours } }: Case, name: string): string {
  if (name === 'quiet') return quietHours > 0 && state.until !== null && now >= state.until ? 'over' : 'going on';
  if (name === 'remind' || name === 'giveBack') {
    const at = name === 'remind' ? state.remindAt : state.giveBackAt;
    return at !== null && now >= at ? 'due' : 'not yet';
  }
  const value = (event as unknown as Record<string, string | boolean | null | undefined>)[name];
  if (value === undefined) throw new Error(`${event.type} has no ${name}`);
  return value === null ? 'unknown' : value === true ? 'yes' : value === false ? 'no' : String(value);
}

const fits = (row: Row, one: Case): boolean =>
  row.by === one.state.by &&
  row.type === one.event.type &&
  row.details.every(([name, value]) => shown(one, name) === value);

const deeds: Record<string, keyof Effects> = {
  tell: 'notifyCustomer',
  note: 'noteToAgents',
  open: 'openConversation',
  assign: 'assign',
  label: 'label',
  unlabel: 'unlabel',
  remind: 'remind',
  unwait: 'unwait',
  'tell back': 'tellBack',
};

/** `unwait` only where there is something to take away. */
const effectsOf = ({ effects, reason }: Row, { state }: Case) => ({
  ...Object.fromEntries(Object.entries(deeds).map(([word, deed]) => [deed, effects.includes(word)])),
  unwait: effects.includes('unwait') && state.reminded,
  reason,
});

const answered = { remindAt: null, giveBackAt: null, reminded: false };

function stateOf(row: Row, { state, options: { quietHours } }: Case) {
  const until = quietHours > 0 ? now + quietHours * 3_600_000 : null;
  switch (row.then) {
    case 'bot':
      return bot;
    case 'human':
      return { by: 'human', reason: row.reason, since: now, until, ...wait, reminded: false };
    case 'human, answered':
      return { by: 'human', reason: row.reason, since: now, until, ...answered };
    case 'the same':
      return state;
    case 'the same, renewed':
      return { ...state, until };
    case 'the same, waits':
      return { ...state, ...wait };
    case 'the same, answered':
      return { ...state, until, ...answered };
    case 'the same, reminded':
      return { ...state, remindAt: null, reminded: true };
    default:
      throw new Error(`the page says "${row.then}"`);
  }
}

/** Every event, in every detail, in every state, with quiet hours and without. */
const cases: Case[] = [bot, ...humans].flatMap((state) =>
  allEvents.flatMap((event) => [8, 0].map((quietHours) => ({ state, event, options: { ...options, quietHours } }))),
);
const rowFor = (one: Case) => rows.find((row) => fits(row, one));

test('no event is without a row', () => {
  expect(cases.length).toBeGreaterThan(500);
  expect(cases.filter((one) => !rowFor(one)).map(({ state, event }) => [state.by, event])).toEqual([]);
});

describe('row by row', () => {
  test.each(rows)('$line', (row) => {
    const its = cases.filter((one) => rowFor(one) === row);
    expect(its.length).toBeGreaterThan(0);
    for (const one of its) {
      const said = JSON.stringify(one);
      const next = nextHandoff(one.state, one.event, one.options);
      expect(next.state, said).toEqual(stateOf(row, one));
      expect(next.effects, said).toEqual(effectsOf(row, one));
      if (row.then === 'the same') expect(next.state, said).toBe(one.state);
    }
  });
});
