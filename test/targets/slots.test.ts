import { beforeEach, expect, test } from 'vitest';
import { Slots, type Share } from '../../src/targets/slots.ts';

const clock = { at: 1_000, now: () => clock.at };
let most: number;
let slots: Slots;
let woken: string[];
beforeEach(() => {
  most = 4;
  woken = [];
  slots = new Slots(() => most, clock);
});
const join = (name: string): Share => slots.join(() => void woken.push(name));

test('who is alone has all places', () => {
  const a = join('a');
  expect(a.room()).toBe(4);
  a.begun(4, true);
  expect(a.room()).toBe(0);
  a.ended();
  expect(a.room()).toBe(1);
});

test('with a backlog on one side, another’s first work begins with the next free place, and then they take turns', () => {
  const [a, b] = [join('a'), join('b')];
  a.begun(a.room(), true);
  expect(b.room()).toBe(0);
  const order: string[] = [];
  for (let n = 0; n < 10; n++) {
    // Of what runs, the oldest ends.
    (order[n - 4] === 'b' ? b : a).ended();
    for (const [name, one] of [
      ['a', a],
      ['b', b],
    ] as const) {
      const room = one.room();
      if (room > 0) {
        one.begun(room, true);
        order.push(name);
      }
    }
  }
  expect(order[0]).toBe('b');
  expect(order.filter((name) => name === 'b').length).toBeGreaterThanOrEqual(4);
  expect(order.filter((name) => name === 'a').length).toBeGreaterThanOrEqual(4);
  expect(woken).toContain('b');
});

test('who is woken and has nothing to do gives its turn on', () => {
  const [a, b, c] = [join('a'), join('b'), join('c')];
  a.begun(a.room(), false);
  expect([b.room(), c.room()]).toEqual([0, 0]);
  a.ended();
  expect(woken).toEqual(['b']);
  b.idle();
  expect(woken).toEqual(['b', 'c']);
  expect(c.room()).toBe(1);
});

test('nobody waits for who asked once and is gone, nor for who left', () => {
  const [a, b, c] = [join('a'), join('b'), join('c')];
  a.begun(a.room(), true);
  expect([b.room(), c.room()]).toEqual([0, 0]);
  b.leave();
  clock.at += 2_000;
  a.ended();
  expect(a.room()).toBe(1);
});

test('fewer places than before: nobody begins until so many have ended', () => {
  const [a, b] = [join('a'), join('b')];
  a.begun(a.room(), false);
  most = 1;
  expect(b.room()).toBe(0);
  for (let n = 0; n < 3; n++) {
    a.ended();
    expect(b.room()).toBe(0);
  }
  a.ended();
  expect(b.room()).toBe(1);
});

test('two who look for work at the same moment never begin more than there are places', () => {
  most = 1;
  const [a, b] = [join('a'), join('b')];
  expect(a.room(4)).toBe(1);
  // The first has not found yet what it is to begin.
  expect(b.room(4)).toBe(0);
  a.begun(0, false);
  expect(woken).toEqual(['b']);
  expect(b.room(4)).toBe(1);
  b.begun(1, false);
  expect(a.room(4)).toBe(0);
});
