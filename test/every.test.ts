import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { every as everyone } from '../src/every.ts';

/** One of its own: in this process others may have left timers that are real. */
const own = '../src/every.ts?own';
const { every } = (await import(own)) as { every: typeof everyone };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('all who ask for the same time wake the process together, each at its own pace and until it wants no more', () => {
  const called: string[] = [];
  const stops = Array.from({ length: 200 }, (_, n) => every(1_000, () => called.push(`${n}`)));
  const quick = every(100, () => called.push('quick'));
  expect(vi.getTimerCount()).toBe(2);

  vi.advanceTimersByTime(1_000);
  expect(called.filter((name) => name !== 'quick')).toEqual(stops.map((_, n) => `${n}`));
  expect(called.filter((name) => name === 'quick')).toHaveLength(10);

  quick();
  stops.slice(1).forEach((stop) => stop());
  called.length = 0;
  vi.advanceTimersByTime(2_000);
  expect(called).toEqual(['0', '0']);

  stops[0]?.();
  stops[0]?.();
  expect(vi.getTimerCount()).toBe(0);
  const again = every(1_000, () => called.push('again'));
  vi.advanceTimersByTime(1_000);
  expect(called).toEqual(['0', '0', 'again']);
  again();
});

test('one that goes while they are called takes nobody along, and one that comes is called from the next time on', () => {
  const called: string[] = [];
  const stopFirst = every(50, () => {
    called.push('first');
    stopFirst();
  });
  const stopSecond = every(50, () => called.push('second'));
  vi.advanceTimersByTime(100);
  expect(called).toEqual(['first', 'second', 'second']);
  stopSecond();
  expect(vi.getTimerCount()).toBe(0);
});

test('what one of them throws is its own: the others are called, and it is known whose it was', async () => {
  const whose = new AsyncLocalStorage<string>();
  const faults: unknown[] = [];
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => faults.push([error.message, whose.getStore()]));
  const called: string[] = [];
  const stops = ['shop', 'office'].map((name) =>
    whose.run(name, () =>
      every(50, () => {
        if (name === 'shop') throw new Error('nobody thought of this');
        called.push(`${name} ${whose.getStore()}`);
      }),
    ),
  );
  try {
    vi.advanceTimersByTime(50);
    vi.useRealTimers();
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    stops.forEach((stop) => stop());
    process.removeAllListeners('uncaughtException');
    listeners.forEach((listener) => process.on('uncaughtException', listener));
  }
  expect(called).toEqual(['office office']);
  expect(faults).toEqual([['nobody thought of this', 'shop']]);
});
