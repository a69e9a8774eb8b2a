import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openPace, whatsAppPace, type Slot } from '../../src/targets/pace.ts';

const clockAt = (at: number) => {
  const clock = { at, now: () => clock.at };
  return clock;
};

/** The most that arrived within any `ms` milliseconds, their ends included. */
function mostWithin(arrivals: number[], ms: number): number {
  const sorted = arrivals.toSorted((a, b) => a - b);
  let most = 0;
  for (let from = 0, to = 0; from < sorted.length; from++) {
    while (to < sorted.length && (sorted[to] ?? 0) - (sorted[from] ?? 0) <= ms) to += 1;
    most = Math.max(most, to - from);
  }
  return most;
}

test('never more than 80 in any second and 480 in any 6 s, wherever between begin and end they arrive', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ took: fc.nat(400), arrives: fc.double({ min: 0, max: 1, noNaN: true }) }), {
        minLength: 700,
        maxLength: 900,
      }),
      (sends) => {
        const clock = clockAt(0);
        const pace = openPace(clock, whatsAppPace);
        const arrivals: number[] = [];
        let open: { end: number; slot: Slot }[] = [];
        const endDue = () => {
          for (const { slot } of open.filter(({ end }) => end <= clock.at)) slot.over();
          open = open.filter(({ end }) => end > clock.at);
        };
        for (const [n, { took, arrives }] of sends.entries()) {
          for (;;) {
            endDue();
            const slot = pace.take(`person ${n}`);
            if (slot) {
              arrivals.push(clock.at + took * arrives);
              open.push({ end: clock.at + took, slot });
              break;
            }
            clock.at += Math.min(pace.wait(`person ${n}`), 10);
          }
        }
        expect(mostWithin(arrivals, 1_000)).toBeLessThanOrEqual(80);
        expect(mostWithin(arrivals, 6_000)).toBeLessThanOrEqual(480);
      },
    ),
    { numRuns: 20 },
  );
});

test('whoever goes on with the sending of another run keeps the limits over both', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 0, max: 2_000 }), (before, pauseMs) => {
      const clock = clockAt(1_000_000);
      const gone: { to: string; at: number }[] = [];
      const sendAs = (pace: ReturnType<typeof openPace>, count: number) => {
        for (let n = 0; n < count;) {
          // Two people, so that both the number's and the person's limits are met.
          const to = n % 40 === 0 ? 'ana' : `person ${gone.length}`;
          const slot = pace.take(to);
          if (!slot) clock.at += Math.min(pace.wait(to), 10);
          else {
            slot.over();
            gone.push({ to, at: clock.at });
            n += 1;
          }
        }
      };
      sendAs(openPace(clock, whatsAppPace), before);
      clock.at += pauseMs;
      const next = openPace(clock, whatsAppPace);
      for (const { to, at } of gone) next.went(to, at);
      sendAs(next, 200);
      const times = gone.map(({ at }) => at);
      expect(mostWithin(times, 1_000)).toBeLessThanOrEqual(80);
      expect(mostWithin(times, 6_000)).toBeLessThanOrEqual(480);
    }),
    { numRuns: 30 },
  );
});

test('quick answers lose next to nothing of the 80 a second', () => {
  const clock = clockAt(0);
  const pace = openPace(clock, whatsAppPace);
  let sent = 0;
  for (; clock.at < 60_000; clock.at += 1) {
    for (let slot = pace.take(`p${sent}`); slot; slot = pace.take(`p${sent}`)) {
      slot.over();
      sent += 1;
    }
  }
  expect(sent).toBeGreaterThan(4_700);
});

test('one person: 45 at once, then one in 6 s', () => {
  const clock = clockAt(0);
  const pace = openPace(clock, whatsAppPace);
  const at: number[] = [];
  for (; clock.at < 60_000; clock.at += 10) {
    for (let slot = pace.take('one'); slot; slot = pace.take('one')) {
      slot.over();
      at.push(clock.at);
    }
  }
  expect(at.filter((it) => it === 0)).toHaveLength(45);
  expect(at.slice(45)).toEqual([6_000, 12_000, 18_000, 24_000, 30_000, 36_000, 42_000, 48_000, 54_000]);
  expect(pace.take('another')).not.toBeNull();
});

test('a slot that was not used counts for nothing', () => {
  const clock = clockAt(0);
  const pace = openPace(clock, whatsAppPace);
  for (let n = 0; n < 500; n++) pace.take('one')?.unused();
  for (let n = 0; n < 45; n++) expect(pace.take('one')).not.toBeNull();
  expect(pace.take('one')).toBeNull();
});

test('a clock that is set back stops nobody', () => {
  const clock = clockAt(10_000_000);
  const pace = openPace(clock, { number: [{ most: 2, ms: 1_000 }], person: { burst: 2, ms: 1_000 } });
  pace.take('a')?.over();
  pace.take('a')?.over();
  clock.at -= 3_600_000;
  expect(pace.wait('a')).toBeLessThanOrEqual(1_001);
  clock.at += 1_001;
  expect(pace.take('a')).not.toBeNull();
});

test('more people than are remembered: full buckets go, used ones stay', () => {
  const clock = clockAt(0);
  const pace = openPace(clock, { number: [], person: { burst: 2, ms: 1_000_000 } });
  pace.take('used')?.over();
  pace.take('used')?.over();
  for (let n = 0; n < 12_000; n++) pace.take(`p${n}`)?.over();
  expect(pace.take('used')).toBeNull();
  clock.at += 3_600_000;
  for (let n = 0; n < 10; n++) pace.take(`q${n}`)?.over();
  expect(pace.take('used')).not.toBeNull();
});

test('there is room for as many as may be under way; what is over takes room until its second has passed', () => {
  const clock = clockAt(0);
  const pace = openPace(clock, { number: [{ most: 3, ms: 1_000 }], person: { burst: 45, ms: 6_000 } });
  expect(pace.room()).toBe(3);
  const slots = ['a', 'b'].map((person) => pace.take(person));
  expect(pace.room()).toBe(3);
  for (const slot of slots) slot?.over();
  expect(pace.room()).toBe(1);
  clock.at = 1_001;
  expect(pace.room()).toBe(3);
});
