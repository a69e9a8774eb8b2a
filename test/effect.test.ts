import { expect, test } from 'vitest';
import { afterFailure, begin, effectOf, effectText, left, notBegun, retried, type Effect } from '../src/effect.ts';
import { Refused, Unreachable } from '../src/errors.ts';

const once: Effect = { is: 'unclear', since: 5, calls: 1, answered: false };

test('written and read back as it was', () => {
  const all: Effect[] = [notBegun, { is: 'done' }, begin(notBegun, 7), once, { ...once, calls: 2, answered: true }];
  expect(all.map(effectText)).toEqual(['not begun', 'done', 'begun 7 1', 'unclear 5 1', 'unclear 5 2 answered']);
  for (const effect of all) expect(effectOf(effectText(effect))).toEqual(effect);
  expect(() => effectOf('perhaps')).toThrow('unknown effect');
});

test('calls of which it is not known are counted', () => {
  expect(begin(once, 9)).toEqual({ is: 'begun', at: 9, calls: 2 });
  expect(left(begin(once, 9))).toEqual({ is: 'unclear', since: 9, calls: 2, answered: false });
});

test('only an error that says so proves that nothing happened', () => {
  const second = begin(once, 9);
  expect(afterFailure(once, second, new Refused('429', { status: 429 }))).toEqual(once);
  expect(afterFailure(notBegun, begin(notBegun, 9), new Unreachable('x', { unclear: false }))).toEqual(notBegun);
  const saved = new Refused('500', { status: 500, unclear: true });
  expect(afterFailure(once, second, saved)).toEqual({ is: 'unclear', since: 9, calls: 2, answered: true });
  for (const error of [new Unreachable('cut', { unclear: true }), new Error('ours'), 'thrown'])
    expect(afterFailure(once, second, error)).toMatchObject({ is: 'unclear', calls: 2, answered: false });
});

test('a retry by the operator forgives one of two calls, never both', () => {
  expect(retried({ ...once, calls: 2 })).toEqual(once);
  expect(retried(once)).toEqual(once);
  expect(retried(begin(once, 9))).toMatchObject({ is: 'unclear', calls: 1 });
  expect(retried({ is: 'done' })).toEqual(notBegun);
});
