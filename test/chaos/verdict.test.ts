import { describe, expect, test } from 'vitest';
import { judge, judgeForSure } from '../../chaos/verdict/judge.ts';
import type { PersonTruth, Truth } from '../../chaos/verdict/truth.ts';

/** Two exchanges with an agent's words between them, as they should be. */
const good = (): PersonTruth => ({
  person: '1000',
  channel: 'plain',
  said: [
    { text: 'm0', wants: 'bot' },
    { text: 'm1', wants: 'either' },
    { text: 'm2', wants: 'bot' },
  ],
  phone: [
    { text: 're: m0', by: 'bot', at: 1_000, send: 's0' },
    { text: 'a1', by: 'agent', at: 6_000, send: 'sa' },
    { text: 're: m2', by: 'bot', at: 20_000, send: 's2' },
  ],
  conversations: [
    {
      id: 7,
      lines: [
        { by: 'customer', text: 'm0' },
        { by: 'bot', text: 're: m0' },
        { by: 'agent', text: 'a1' },
        { by: 'customer', text: 'm1' },
        { by: 'customer', text: 'm2' },
        { by: 'bot', text: 're: m2' },
      ],
    },
  ],
  late: new Set(),
  hands: [{ from: 5_000, until: 15_000 }],
});

const about = (person: PersonTruth, more: Partial<Truth> = {}): Truth => ({
  people: [person],
  taken: { plain: [] },
  toldOf: () => 0,
  marginMs: 500,
  lateMs: 20,
  ...more,
});

/** What is found after something was changed. */
function found(change: (person: PersonTruth) => void, more: Partial<Truth> = {}): [string, string][] {
  const person = good();
  change(person);
  return judge(about(person, more)).found.map(({ kind, text }) => [kind, text]);
}

const first = <T>(list: T[]): T => list[0]!;
const linesOf = (person: PersonTruth) => first(person.conversations).lines;
const swap = <T>(list: T[], one: number, other: number) => {
  [list[one], list[other]] = [list[other]!, list[one]!];
};

test('nothing is found where all is as it should be', () => {
  expect(found(() => undefined)).toEqual([]);
});

describe('lost', () => {
  test('what a customer said is not in Chatwoot', () => {
    expect(found((it) => void linesOf(it).splice(3, 1))).toEqual([['lost', 'm1']]);
    expect(found((it) => void it.conversations.splice(0))).toContainEqual(['lost', 'm0']);
  });
  test('the bot has not answered, or only where a person may have', () => {
    expect(found((it) => void it.phone.splice(2))).toEqual([['lost', 'm2']]);
  });
  test('what the bot said is not in Chatwoot', () => {
    expect(found((it) => void linesOf(it).splice(1, 1))).toEqual([['lost', 're: m0']]);
  });
  test('an agent’s words are not on the phone', () => {
    expect(found((it) => void it.phone.splice(1, 1))).toEqual([['lost', 'a1']]);
  });
});

describe('doubled', () => {
  test('in Chatwoot, also in two conversations', () => {
    expect(found((it) => void linesOf(it).push({ by: 'customer', text: 'm2' }))).toContainEqual(['doubled', 'm2']);
    const other = { id: 8, lines: [{ by: 'bot' as const, text: 're: m2' }] };
    expect(found((it) => void it.conversations.push(other))).toContainEqual(['doubled', 're: m2']);
  });
  test('on the phone', () => {
    const again = { text: 're: m2', by: 'bot' as const, at: 30_000, send: 's2' };
    expect(found((it) => void it.phone.push(again))).toEqual([['doubled', 're: m2']]);
  });
  test('but for one send that was tried again before anybody was told of it, once', () => {
    const again = { text: 're: m2', by: 'bot' as const, at: 30_000, send: 's2' };
    const person = { ...good(), phone: [...good().phone, again] };
    for (const told of [null, 40_000])
      expect(judge(about(person, { toldOf: () => told }))).toEqual({ found: [], unknowable: 1 });
    expect(judge(about(person, { toldOf: () => 25_000 }))).toMatchObject({
      found: [{ kind: 'doubled' }],
      unknowable: 0,
    });
    const other = { ...person, phone: [...good().phone, { ...again, send: 's3' }] };
    expect(judge(about(other, { toldOf: () => null })).found).toMatchObject([{ kind: 'doubled' }]);
    const thrice = { ...person, phone: [...person.phone, { ...again, at: 31_000 }] };
    expect(judge(about(thrice, { toldOf: () => null })).found).toMatchObject([{ kind: 'doubled' }]);
  });
});

describe('out of order', () => {
  test('a customer’s words, the bot’s, an agent’s', () => {
    expect(found((it) => swap(linesOf(it), 3, 4))).toEqual([['out_of_order', 'm1']]);
    expect(found((it) => swap(it.phone, 0, 2))).toEqual([['out_of_order', 're: m0']]);
    expect(
      found((it) => {
        linesOf(it).push({ by: 'agent', text: 'a2' });
        it.phone.splice(1, 0, { text: 'a2', by: 'agent', at: 5_500, send: 'sb' });
      }),
    ).toEqual([['out_of_order', 'a1']]);
  });
  test('an answer that stands before its question', () => {
    expect(found((it) => swap(linesOf(it), 0, 1))).toEqual([['out_of_order', 'm0']]);
  });
  test('but for what an operator had done again', () => {
    expect(
      found((it) => {
        swap(linesOf(it), 3, 4);
        it.late = new Set(['m1']);
      }),
    ).toEqual([]);
  });
});

test('two conversations of one person', () => {
  expect(found((it) => void it.conversations.push({ id: 8, lines: [] }))).toEqual([['conversations', '']]);
});

test('the bot speaks while a person answers: later than what may just have been on its way, and before they gave it back', () => {
  const at = (when: number) => found((it) => void (it.phone[2]!.at = when));
  expect(at(5_400)).toEqual([]);
  expect(at(5_600)).toEqual([['bot_over_human', 're: m2']]);
  expect(at(14_999)).toEqual([['bot_over_human', 're: m2']]);
  expect(at(15_001)).toEqual([]);
});

describe('paces', () => {
  const pace = (times: number[]) => judge(about(good(), { taken: { plain: times } })).found.map(({ why }) => why);
  test('80 of a number in a second, 480 in six', () => {
    const second = Array.from({ length: 81 }, (_, n) => n * 12.4);
    expect(pace(second)).toEqual([]);
    expect(pace(second.map((at) => at * 0.9))).toHaveLength(1);
    const six = Array.from({ length: 481 }, (_, n) => n * 12.6);
    expect(pace(six)).toEqual([]);
    // Never more than 80 in a second, and yet too many.
    const bursts = Array.from({ length: 481 }, (_, n) => Math.floor(n / 80) * 990 + (n % 80));
    expect(pace(bursts.map((at) => at * 0.9))).not.toEqual([]);
  });
  test('45 to a person, then one in six seconds', () => {
    const to = (gap: number) => {
      const person = good();
      person.phone = Array.from({ length: 50 }, (_, n) => {
        return { text: `a${n}`, by: 'agent', at: n < 45 ? n : 6_000 + (n - 45) * gap, send: null };
      });
      return judgeForSure(about(person)).found.map(({ kind }) => kind);
    };
    expect(to(6_000)).toEqual([]);
    expect(to(5_000)).toEqual(['pace']);
  });
});
