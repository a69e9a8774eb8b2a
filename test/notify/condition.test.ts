import { expect, test } from 'vitest';
import { afterLook, type Condition } from '../../src/notify/condition.ts';
import type { Subject } from '../../src/store/notify/conditions.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Looks at these times, and gives when the operator was told what. `isSo` says how it is at a time. */
function watched(subject: Subject, isSo: (at: number) => boolean, until: number, step = 5 * SECOND): string[] {
  let condition: Condition = { told: false, since: null, calmSince: null };
  const told: string[] = [];
  for (let at = 0; at <= until; at += step) {
    const { after, tell } = afterLook(subject, condition, isSo(at), at);
    condition = after;
    if (tell) told.push(`${at / SECOND} ${after.told ? 'begun' : 'over'}`);
  }
  return told;
}

test('what lasts is told once, and once when it has been over for five minutes', () => {
  const parked = (at: number) => at >= 10 * SECOND && at < 20 * MINUTE;
  expect(watched('parked', parked, 60 * MINUTE)).toEqual(['70 begun', '1500 over']);
});

test('what passes within its time is not told', () => {
  expect(watched('parked', (at) => at < 50 * SECOND, 30 * MINUTE)).toEqual([]);
  expect(watched('chatwoot', (at) => at < 4 * MINUTE, 30 * MINUTE)).toEqual([]);
  expect(watched('waiting', (at) => at < 5 * SECOND, 30 * MINUTE)).toEqual([]);
});

test.each([20, 60, 120, 240])('what comes and goes every %i s for three hours is told once', (seconds) => {
  const flaps = (at: number) => Math.floor(at / SECOND / seconds) % 2 === 0;
  const told = watched('parked', flaps, 180 * MINUTE);
  expect(told.filter((one) => one.endsWith('begun')).length).toBeLessThanOrEqual(1);
  expect(told.filter((one) => one.endsWith('over'))).toEqual([]);
});

test('what is away seems well for a moment at each try, and is told all the same', () => {
  const tried = (at: number) => at % (2 * MINUTE) >= 10 * SECOND;
  expect(watched('whatsapp', tried, 20 * MINUTE)).toEqual(['310 begun']);
});

test('a clock that is set back by a day neither tells at once nor waits for a day', () => {
  const day = 86_400_000;
  const begun = afterLook('parked', { told: false, since: null, calmSince: null }, true, day);
  expect(begun).toEqual({ after: { told: false, since: day, calmSince: null }, tell: false });
  const back = afterLook('parked', begun.after, true, 1_000);
  expect(back).toEqual({ after: { told: false, since: 1_000, calmSince: null }, tell: false });
  expect(afterLook('parked', back.after, true, 1_000 + MINUTE).tell).toBe(true);
});
